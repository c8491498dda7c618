"""Before: an Edition. After: `feed.atom`: Atom 1.0 (RFC 4287), an entry with full content for each
highlight. Ids are tag URIs (RFC 4151) that stay the same however often the edition is made.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from wenzhai.model import Edition, Highlight, Publication
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import HighlightView, PageView
from wenzhai.stages.publish.safe import one_line, printable, safe_url
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.web import fill_template
from wenzhai.stages.publish.words import words_for

ATOM = "http://www.w3.org/2005/Atom"
# RFC 4151 asks for a date on which the authority held its name: the year of the first editions.
TAG_YEAR = "2023"
NO_HOST = "wenzhai.invalid"


class AtomFormat:
    """The edition's highlights as a feed."""

    name = "atom"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        return Publication(
            format=self.name,
            entry_point="feed.atom",
            files={"feed.atom": write_feed(edition, context)},
        )


def write_feed(edition: Edition, context: PublishContext) -> bytes:
    """The feed document, UTF-8. `updated` is the edition's; links are absolute where there is a
    `base_url`, else relative to the feed."""
    page = view_edition(edition, context)
    updated = edition.updated_at or datetime.combine(edition.ends_on, time(), UTC)
    root = safe_url(context.base_url)
    base = f"{root.rstrip('/')}/{quote(context.path.strip('/'))}".rstrip("/") + "/" if root else ""
    tag = f"tag:{urlsplit(root).hostname or NO_HOST},{TAG_YEAR}:{quote(printable(edition.beat))}/{page.lang}"

    # Written, never parsed, so the standard library's tree is safe; it escapes text and attributes.
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": page.lang})
    add(feed, "id", tag)
    add(feed, "title", one_line(edition.title))
    if edition.subtitle:
        add(feed, "subtitle", one_line(f"{page.number} · {edition.subtitle}"))
    add(feed, "updated", write_time(updated))
    author = add(feed, "author")
    add(author, "name", one_line(context.site_title or edition.title) or "Wenzhai")
    add(feed, "generator", "Wenzhai")
    add(feed, "link", rel="alternate", type="text/html", href=f"{base}index.html")
    if base:
        add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}feed.atom")
    for highlight, view in zip(edition.highlights, page.highlights, strict=True):
        entry = add(feed, "entry")
        add(entry, "id", f"{tag}/{edition.week}/{quote(printable(highlight.story_id), safe='')}")
        fill_entry(entry, highlight, view, page, base, updated)
    ElementTree.indent(feed, space=" ")
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def fill_entry(
    entry: ElementTree.Element,
    highlight: Highlight,
    view: HighlightView,
    page: PageView,
    base: str,
    updated: datetime,
) -> None:
    """Title, times, links to page, story and sources, kind, and the highlight as HTML; `base` is the
    edition's folder on the web, or empty."""
    add(entry, "title", one_line(view.title) or str(view.number))
    add(entry, "updated", write_time(updated))
    if highlight.first_at:
        add(entry, "published", write_time(highlight.first_at))
    add(entry, "link", rel="alternate", type="text/html", href=f"{base}index.html#{view.id}")
    if view.story:
        href, words = f"{base}{view.story.href}", one_line(view.story.words)
        add(entry, "link", rel="related", type="text/html", href=href, title=words)
    for source in {s.url: s for s in view.sources if s.url}.values():
        add(entry, "link", rel="related", href=source.url, title=one_line(source.title))
    if highlight.kind:
        add(entry, "category", term=one_line(highlight.kind), label=one_line(view.kind))
    html = fill_template("entry.html.j2", item=view, page=page, words=words_for(page.language))
    add(entry, "content", printable(html), type="html")


def add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """A child element; `attributes` are Atom's own, without a name space."""
    child = ElementTree.SubElement(parent, name, attributes)
    if text:
        child.text = text
    return child


def write_time(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
