"""Before: an Edition. After: `feed.atom`: Atom 1.0 (RFC 4287), an entry with full content for each
highlight. Ids are tag URIs (RFC 4151) that stay the same however often the edition is made.
"""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.feed_items import FeedItem, view_feed
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.safe import one_line

ATOM = "http://www.w3.org/2005/Atom"


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
    view = view_feed(edition, context)
    # Written, never parsed, so the standard library's tree is safe; it escapes text and attributes.
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": view.lang})
    add(feed, "id", view.id)
    add(feed, "title", view.title)
    if view.about:
        add(feed, "subtitle", view.about)
    add(feed, "updated", write_time(view.updated))
    author = add(feed, "author")
    add(author, "name", view.author)
    add(feed, "generator", "Wenzhai")
    add(feed, "link", rel="alternate", type="text/html", href=f"{view.base}index.html")
    if view.base:
        add(feed, "link", rel="self", type="application/atom+xml", href=f"{view.base}feed.atom")
    for item in view.items:
        fill_entry(add(feed, "entry"), item, view.updated)
    for told in view.corrections:
        entry = add(feed, "entry")
        add(entry, "id", told.id)
        add(entry, "title", told.title)
        add(entry, "updated", write_time(told.at))
        add(entry, "link", rel="alternate", type="text/html", href=told.href)
        add(entry, "content", told.text, type="text")
    return write_xml(feed)


def fill_entry(entry: ElementTree.Element, item: FeedItem, updated: datetime) -> None:
    """Id, title, times, links to page, story and sources, kind, and the highlight as HTML."""
    add(entry, "id", item.id)
    add(entry, "title", item.title)
    add(entry, "updated", write_time(updated))
    if item.published:
        add(entry, "published", write_time(item.published))
    add(entry, "link", rel="alternate", type="text/html", href=item.href)
    if item.story:
        add(entry, "link", rel="related", type="text/html", href=item.story, title=item.story_words)
    for source in item.sources:
        add(entry, "link", rel="related", href=source.url, title=one_line(source.title))
    if item.kind:
        add(entry, "category", term=item.kind, label=item.label)
    add(entry, "content", item.html, type="html")


def add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """A child element; `attributes` are the format's own, without a name space."""
    child = ElementTree.SubElement(parent, name, attributes)
    if text:
        child.text = text
    return child


def write_xml(root: ElementTree.Element) -> bytes:
    """The document, UTF-8, one element a line."""
    ElementTree.indent(root, space=" ")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'.encode()


def write_time(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
