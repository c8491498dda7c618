"""Before: an edition's page. After: the same for machines: schema.org in JSON-LD, and Open Graph.

Each highlight is a NewsArticle whose `citation` lists what its sentences rest on, with publisher, day and
language; a correction is a CorrectionComment. ClaimReview is not used: it rates what someone else claimed,
and an edition rates nobody. What needs an absolute address (pictures, `og:url`) waits for `base_url`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from wenzhai.model import Edition
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import Cited, HighlightView, PageView, PassageView
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.story_page import StoryView

_LOCALES = {"en": "en_US", "zh": "zh_CN"}
_CONTEXT = "https://schema.org"
# What would end the script's element, and what scripts of old took for the end of a line.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def describe_edition(page: PageView, context: PublishContext) -> Markup:
    """The edition's JSON-LD, escaped for a script element."""
    edition = page.edition
    address = find_address(context, "")
    issue = _drop_empty(
        {
            "@type": ["PublicationIssue", "CollectionPage"],
            "@id": "#edition",
            "url": address,
            "name": f"{one_line(edition.title)} {page.number}",
            "issueNumber": edition.number,
            "inLanguage": page.lang,
            "temporalCoverage": f"{page.starts_iso}/{page.ends_iso}",
            "datePublished": _find_day(edition),
            "isPartOf": {
                "@type": "Periodical",
                "name": one_line(context.site_title or edition.title),
            },
            "editor": _person(edition),
            "correction": [
                {"@type": "CorrectionComment", "text": one_line(c.said), "datePublished": c.iso}
                for c in page.corrections
            ],
        }
    )
    articles = [_describe_highlight(item, page, address) for item in page.highlights]
    return _encode({"@context": _CONTEXT, "@graph": [issue, *articles]})


def describe_story(story: StoryView, page: PageView, context: PublishContext) -> Markup:
    """The JSON-LD of a story's page: what it is of, and the reports that it lists."""
    reports = [item.report for day in story.days for item in day.reports]
    return _encode(
        _drop_empty(
            {
                "@context": _CONTEXT,
                "@type": "WebPage",
                "url": find_address(context, story.file),
                "name": one_line(story.title),
                "inLanguage": story.lang,
                "datePublished": _find_day(page.edition),
                "isPartOf": {"@type": "PublicationIssue", "name": one_line(page.edition.title)},
                "citation": [
                    _cite(r.title, r.url, r.publisher, r.iso[:10], r.lang) for r in reports if r.url
                ],
            }
        )
    )


def describe_graph(
    page: PageView, context: PublishContext, story: StoryView | None = None
) -> dict[str, str]:
    """Open Graph's properties of an edition's page, or of a story's: property -> content."""
    edition = page.edition
    heading = story.title if story else f"{edition.title} {page.number}"
    first = page.highlights[0].title if page.highlights else edition.subtitle
    picture = next((h.picture.file for h in page.highlights if h.picture and h.picture.file), "")
    found = {
        "og:type": "article",
        "og:site_name": context.site_title or edition.title,
        "og:title": heading,
        "og:description": story.kind if story else first,
        "og:locale": _LOCALES[page.language],
        "article:published_time": _find_day(edition),
        "og:url": find_address(context, story.file if story else ""),
        "og:image": find_address(context, picture) if picture else "",
    }
    return {name: one_line(value) for name, value in found.items() if value}


def find_address(context: PublishContext, file: str) -> str:
    """The address on the web of a file of this edition; empty where the site has none yet."""
    if not context.base_url:
        return ""
    folder = f"{context.base_url.rstrip('/')}/{context.path.strip('/')}".rstrip("/") + "/"
    return urljoin(folder, file)


def _describe_highlight(item: HighlightView, page: PageView, address: str) -> dict[str, Any]:
    cited = [p for cited in (item.headline, *_sentences(item)) for p in cited.passages]
    return _drop_empty(
        {
            "@type": "NewsArticle",
            "@id": f"#{item.id}",
            "url": f"{address}#{item.id}" if address else "",
            "headline": one_line(item.title),
            "articleSection": item.kind,
            "inLanguage": page.lang,
            "datePublished": _find_day(page.edition),
            "isPartOf": {"@id": "#edition"},
            "image": urljoin(address, item.picture.file)
            if address and item.picture and item.picture.file
            else "",
            "citation": _cite_once(cited),
        }
    )


def _sentences(item: HighlightView) -> list[Cited]:
    return [cited for paragraph in item.paragraphs for cited in paragraph]


def _cite_once(passages: Iterable[PassageView]) -> list[dict[str, Any]]:
    """Each report that is cited, once, in order; those without a safe address are left out."""
    found: dict[str, dict[str, Any]] = {}
    for p in passages:
        if p.url:
            found.setdefault(p.url, _cite(p.title, p.url, p.publisher, p.iso, p.lang))
    return list(found.values())


def _cite(title: str, url: str, publisher: str, day: str, lang: str) -> dict[str, Any]:
    return _drop_empty(
        {
            "@type": "NewsArticle",
            "headline": one_line(title),
            "url": url,
            "datePublished": day,
            "inLanguage": lang,
            "publisher": {"@type": "Organization", "name": one_line(publisher)},
        }
    )


def _find_day(edition: Edition) -> str:
    """When it was signed, else changed last, else the last day that it covers."""
    at = edition.signed_at or edition.updated_at
    return at.isoformat() if at else edition.ends_on.isoformat()


def _person(edition: Edition) -> dict[str, str] | None:
    return {"@type": "Person", "name": one_line(edition.signed_by)} if edition.signed_by else None


def _drop_empty(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if item not in ("", None, [], ())}


def _encode(value: Mapping[str, Any]) -> Markup:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing in it can end the element
