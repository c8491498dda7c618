"""Before: an Edition. After: what every feed says of it (Atom, RSS, JSON Feed): ids that never change,
links, times and each highlight in full, so that the three differ in their syntax only.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from urllib.parse import quote, urlsplit

import msgspec

from wenzhai.model import Edition
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import PageView, SourceView
from wenzhai.stages.publish.safe import one_line, printable, safe_url
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

# RFC 4151 asks for a date on which the authority held its name: the year of the first editions.
TAG_YEAR = "2023"
NO_HOST = "wenzhai.invalid"


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One highlight. `id` is a tag URI (RFC 4151); `href` leads to it and `story` to its story's page
    (empty where it has none), absolute where the feed has a base; `sources` are those with a link,
    each once. `kind` is the kind of news as the model names it, `label` as the language does."""

    id: str
    title: str
    href: str
    story: str
    story_words: str
    html: str
    summary: str
    kind: str
    label: str
    sources: tuple[SourceView, ...]
    picture: str
    published: datetime | None


class FeedCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A correction, an item of its own, so that who read the wrong words is told: `text` is plain."""

    id: str
    title: str
    href: str
    text: str
    at: datetime


class FeedView(msgspec.Struct, frozen=True, kw_only=True):
    """An edition as a feed. `base` is its folder on the web, ending in a slash, or empty where there
    is no `base_url`; then links are relative to the feed. `updated` is in UTC. `left_out` says once for all
    entries what rights kept from printing."""

    id: str
    title: str
    subtitle: str
    left_out: str
    author: str
    lang: str
    base: str
    updated: datetime
    page: PageView
    items: tuple[FeedItem, ...]
    corrections: tuple[FeedCorrection, ...] = ()

    @property
    def about(self) -> str:
        """What a feed says of itself: number, week, and what was left out."""
        return " · ".join(filter(None, (self.subtitle, self.left_out)))


def view_feed(edition: Edition, context: PublishContext) -> FeedView:
    """What a feed of this edition holds; every text on one line and printable."""
    page = view_edition(edition, context)
    root = safe_url(context.base_url)
    base = f"{root.rstrip('/')}/{quote(context.path.strip('/'))}".rstrip("/") + "/" if root else ""
    tag = f"tag:{urlsplit(root).hostname or NO_HOST},{TAG_YEAR}:{quote(printable(edition.beat))}/{page.lang}"
    updated = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
    items = []
    words = words_for(page.language)
    for highlight, view in zip(edition.highlights, page.highlights, strict=True):
        html = fill_template("entry.html.j2", context.theme, item=view, page=page, words=words)
        first = view.paragraphs[0] if view.paragraphs else ()
        gap = "" if page.language == "zh" else " "
        items.append(
            FeedItem(
                id=f"{tag}/{edition.week}/{quote(printable(highlight.story_id), safe='')}",
                title=one_line(view.title) or str(view.number),
                href=f"{base}index.html#{view.id}",
                story=f"{base}{view.story.href}" if view.story else "",
                story_words=one_line(view.story.words) if view.story else "",
                html=printable(html),
                summary=one_line(gap.join("".join(r.text for r in s.runs) for s in first)),
                kind=one_line(highlight.kind),
                label=one_line(view.kind),
                sources=tuple({s.url: s for s in view.sources if s.url}.values()),
                picture=f"{base}{view.picture.file}"
                if base and view.picture and view.picture.file
                else "",
                published=highlight.first_at,
            )
        )
    return FeedView(
        id=tag,
        title=one_line(edition.title) or "Wenzhai",
        subtitle=one_line(f"{page.number} · {edition.subtitle}") if edition.subtitle else "",
        left_out=words["left_out"] + words["colon"] + " ".join(map(one_line, page.left_out))
        if page.left_out
        else "",
        author=one_line(context.site_title or edition.title) or "Wenzhai",
        lang=page.lang,
        base=base,
        updated=updated.astimezone(UTC),
        page=page,
        items=tuple(items),
        corrections=_view_corrections(edition, page, tag, base),
    )


def _view_corrections(
    edition: Edition, page: PageView, tag: str, base: str
) -> tuple[FeedCorrection, ...]:
    """In the order in which they were made; the page has the latest first."""
    words = words_for(page.language)
    return tuple(
        FeedCorrection(
            id=f"{tag}/{edition.week}/correction-{number}",
            title=one_line(f"{words['correction']}{words['colon']}{said.right}"),
            href=f"{base}index.html#{said.anchor}",
            text=one_line(said.said),
            at=correction.at,
        )
        for number, (correction, said) in enumerate(
            zip(edition.corrections, reversed(page.corrections), strict=True), 1
        )
    )
