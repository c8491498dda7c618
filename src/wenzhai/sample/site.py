"""Before: the authored week. After: the answers of sixteen web sites, as bytes with headers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

import msgspec
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from wenzhai.model import content_key
from wenzhai.sample.outlets import (
    HotDay,
    Outlet,
    Piece,
    load_hot_lists,
    load_outlets,
    load_pieces,
)
from wenzhai.sample.pictures import draw_picture

HOT_LIST_HOST = "hot.trendboard.example"

_FEED_PATHS = {
    "rss": "/feed.xml",
    "rss-full": "/feed.xml",
    "rdf": "/index.rdf",
    "atom": "/atom.xml",
    "json": "/feed.json",
    "sitemap": "/news-sitemap.xml",
    "index": "/news/",
}
_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^\s)]+)\)")


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """What a path of a host answers with."""

    body: bytes
    content_type: str
    status: int = 200
    headers: dict[str, str] = {}


Site = dict[tuple[str, str], Callable[[], Response]]


def feed_url(outlet: Outlet) -> str:
    """Where a reader finds the outlet's news."""
    return f"http://{outlet.host}{_FEED_PATHS[outlet.feed]}"


def piece_url(outlet: Outlet, piece: Piece) -> str:
    """Where a reader finds the article."""
    return f"http://{outlet.host}{piece.path}"


def build_site() -> Site:
    """(host, path) -> answer, for every outlet, article, picture and hot list. Answers are made when
    they are asked for; the same path always gives the same bytes."""
    site: Site = {}
    pieces = load_pieces()
    for outlet in load_outlets():
        own = tuple(p for p in pieces if p.outlet == outlet.id)
        site[outlet.host, "/robots.txt"] = lambda: Response(
            body=b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain"
        )
        site[outlet.host, _FEED_PATHS[outlet.feed]] = _late(_answer_feed, outlet, own)
        for piece in own:
            site[outlet.host, piece.path] = _late(_answer_page, outlet, piece, own)
            if piece.picture:
                site[outlet.host, f"/pictures/{piece.picture}.png"] = _late(
                    _answer_picture, piece.picture
                )
    for name, days in load_hot_lists().items():
        for day, snapshot in days.items():
            site[HOT_LIST_HOST, f"/api/{name}/{day}.json"] = _late(_answer_hot, name, snapshot)
    return site


def _late(make: Callable[..., Response], *given: object) -> Callable[[], Response]:
    return lambda: make(*given)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("wenzhai.sample"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = lambda at: format_datetime(at)
    environment.filters["rfc3339"] = lambda at: at.isoformat()
    environment.filters["paragraphs"] = _to_html
    return environment


def _to_html(body: str) -> Markup:
    """The small Markdown of the authored week (paragraphs, `## ` heads, links) as HTML."""
    blocks = []
    for block in re.split(r"\n\s*\n", body):
        text = block.strip()
        if not text:
            continue
        tag = "h2" if text.startswith("## ") else "p"
        linked = _LINK.sub(r'<a href="\2">\1</a>', str(escape(text.removeprefix("## "))))
        blocks.append(f"<{tag}>{linked}</{tag}>")
    return Markup("\n".join(blocks))  # noqa: S704  # escaped above, piece by piece


_TEMPLATES = _environment()


def _answer_feed(outlet: Outlet, pieces: tuple[Piece, ...]) -> Response:
    latest_first = tuple(sorted(pieces, key=lambda p: (p.published, p.slug), reverse=True))
    updated = latest_first[0].published if latest_first else datetime(2023, 4, 10, tzinfo=UTC)
    headers = {"ETag": f'"{content_key(outlet.id, *(p.title for p in pieces))}"'}
    if outlet.fault == "gone":
        return Response(body=b"Gone", content_type="text/plain", status=410)
    if outlet.feed == "json":
        return Response(
            body=json.dumps(_json_feed(outlet, latest_first), ensure_ascii=False).encode(),
            content_type="application/feed+json",
            headers=headers,
        )
    text = _TEMPLATES.get_template(f"feed-{outlet.feed}.xml").render(
        outlet=outlet, pieces=latest_first, updated=updated, url=piece_url
    )
    if outlet.fault == "malformed feed":
        # As real feeds break: a bare ampersand, an undeclared entity, no end.
        text = text.replace("</title>", " &nbsp;</title>", 1).replace("&amp;", "&")
        text = text[: text.rindex("</channel>")]
    kind = "text/html; charset=utf-8" if outlet.feed == "index" else "application/xml"
    return Response(body=text.encode(), content_type=kind, headers=headers)


def _json_feed(outlet: Outlet, pieces: tuple[Piece, ...]) -> dict[str, object]:
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"http://{outlet.host}/",
        "language": outlet.language,
        "items": [
            {
                "id": piece_url(outlet, piece),
                "url": piece_url(outlet, piece),
                "title": piece.title,
                "summary": piece.summary,
                "date_published": piece.published.isoformat(),
                "authors": [{"name": piece.author}] if piece.author else [],
            }
            for piece in pieces
        ],
    }


def _answer_page(outlet: Outlet, piece: Piece, own: tuple[Piece, ...]) -> Response:
    others = tuple(p for p in own if p.slug != piece.slug)[:6]
    text = _TEMPLATES.get_template(f"page-{outlet.layout}.html").render(
        outlet=outlet,
        piece=piece,
        others=others,
        url=piece_url,
        charset=outlet.declared or outlet.encoding,
        # The hostile page's own markup is the point of it: it is served as written.
        raw=Markup(piece.raw_html),  # noqa: S704
    )
    stated = "" if outlet.declared else f"; charset={outlet.encoding}"
    return Response(
        body=text.encode(outlet.encoding, "xmlcharrefreplace"),
        content_type=f"text/html{stated}",
        headers={"Last-Modified": format_datetime(piece.published.astimezone(UTC), usegmt=True)},
    )


def _answer_picture(picture_id: str) -> Response:
    return Response(body=draw_picture(picture_id), content_type="image/png")


def _answer_hot(name: str, day: HotDay) -> Response:
    seen = int(day.seen.timestamp() * 1000)
    items = [
        {
            "id": content_key(name, item.title),
            "title": item.title,
            "url": f"http://{HOT_LIST_HOST}/t/{content_key(name, item.title)}",
            "extra": {"info": f"{item.heat / 10_000:.0f}万热度"},
        }
        for item in sorted(day.items, key=lambda item: item.rank)
    ]
    body = {"status": "success", "id": name, "updatedTime": seen, "items": items}
    return Response(
        body=json.dumps(body, ensure_ascii=False).encode(), content_type="application/json"
    )
