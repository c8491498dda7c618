"""Before: an Edition. After: `feed.json`: JSON Feed 1.1 (jsonfeed.org), each highlight in full as HTML and
its first paragraph as the summary. Ids are those of the Atom feed.
"""

from __future__ import annotations

import json

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.atom import write_time
from wenzhai.stages.publish.feed_items import FeedCorrection, FeedItem, view_feed
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.safe import one_line

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeedFormat:
    """The edition's highlights as a JSON Feed."""

    name = "json-feed"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        return Publication(
            format=self.name,
            entry_point="feed.json",
            files={"feed.json": write_json_feed(edition, context)},
        )


def write_json_feed(edition: Edition, context: PublishContext) -> bytes:
    """The feed, UTF-8, sorted keys. Links stand in it where they can be absolute, which needs a
    `base_url`; `_wenzhai` is the extension that names each item's sources."""
    view = view_feed(edition, context)
    feed: dict[str, object] = {
        "version": VERSION,
        "title": view.title,
        "language": view.lang,
        "authors": [{"name": view.author}],
        "items": [
            *(
                write_item(item, view.lang, write_time(view.updated), bool(view.base))
                for item in view.items
            ),
            *(write_correction(told, view.lang, bool(view.base)) for told in view.corrections),
        ],
    }
    if view.about:
        feed["description"] = view.about
    if view.base:
        feed["home_page_url"] = f"{view.base}index.html"
        feed["feed_url"] = f"{view.base}feed.json"
    text = json.dumps(feed, ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode("utf-8")


def write_correction(told: FeedCorrection, lang: str, absolute: bool) -> dict[str, object]:
    """A correction as an item of its own."""
    made: dict[str, object] = {
        "id": told.id,
        "title": told.title,
        "content_text": told.text,
        "language": lang,
        "date_published": write_time(told.at),
    }
    return {**made, "url": told.href} if absolute else made


def write_item(item: FeedItem, lang: str, updated: str, absolute: bool) -> dict[str, object]:
    """One item; members that would be empty are left out, as the specification asks."""
    made: dict[str, object] = {
        "id": item.id,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "language": lang,
        "date_modified": updated,
        "date_published": write_time(item.published) if item.published else "",
        "tags": [item.label] if item.label else [],
        "url": item.href if absolute else "",
        "image": item.picture,
        "_wenzhai": {
            "about": "https://github.com/wenzhai/wenzhai",
            "sources": [
                {
                    "publisher": one_line(s.publisher),
                    "title": one_line(s.title),
                    "url": s.url,
                    **({"attribution": one_line(s.attribution)} if s.attribution else {}),
                }
                for s in item.sources
            ],
        },
    }
    return {key: value for key, value in made.items() if value}
