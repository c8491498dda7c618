"""Before: an Edition. After: `rss.xml`: RSS 2.0 (the board's specification 2.0.11) with each highlight in
full (`content:encoded`), for readers and tools that do not take Atom. Ids are those of the Atom feed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.atom import ATOM, add, write_xml
from wenzhai.stages.publish.feed_items import view_feed
from wenzhai.stages.publish.formats import PublishContext

CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class RssFormat:
    """The edition's highlights as an RSS feed."""

    name = "rss"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        return Publication(
            format=self.name,
            entry_point="rss.xml",
            files={"rss.xml": write_rss(edition, context)},
        )


def write_rss(edition: Edition, context: PublishContext) -> bytes:
    """The feed document, UTF-8.

    RSS knows absolute links only. Without a `base_url` the channel's link is its tag URI, which is
    what the channel is called and leads nowhere, and items have none.
    """
    view = view_feed(edition, context)
    # Prefixes are written as they are: ElementTree's own would be declared wherever it pleases.
    root = ElementTree.Element(
        "rss",
        {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT, "xmlns:dc": DUBLIN_CORE},
    )
    channel = add(root, "channel")
    add(channel, "title", view.title)
    add(channel, "link", f"{view.base}index.html" if view.base else view.id)
    add(channel, "description", view.about or view.title)
    add(channel, "language", view.lang)
    add(channel, "lastBuildDate", write_date(view.updated))
    add(channel, "generator", "Wenzhai")
    add(channel, "docs", "https://www.rssboard.org/rss-specification")
    if view.base:
        href = f"{view.base}rss.xml"
        add(channel, "atom:link", rel="self", type="application/rss+xml", href=href)
    for found in view.items:
        item = add(channel, "item")
        add(item, "title", found.title)
        if view.base:
            add(item, "link", found.href)
        add(item, "guid", found.id, isPermaLink="false")
        add(item, "pubDate", write_date(found.published or view.updated))
        add(item, "dc:creator", view.author)
        if found.label:
            add(item, "category", found.label)
        add(item, "description", found.summary or found.title)
        add(item, "content:encoded", found.html)
    for told in view.corrections:
        item = add(channel, "item")
        add(item, "title", told.title)
        if view.base:
            add(item, "link", told.href)
        add(item, "guid", told.id, isPermaLink="false")
        add(item, "pubDate", write_date(told.at))
        add(item, "description", told.text)
    return write_xml(root)


def write_date(at: datetime) -> str:
    """RFC 822 with four digits of the year, in UTC."""
    return format_datetime(at.astimezone(UTC), usegmt=True)
