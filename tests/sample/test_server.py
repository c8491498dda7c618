"""The sample's sites over a real socket: every answer, every format, every fault."""

from __future__ import annotations

import http.client
import json
import re
from collections import Counter
from html import escape, unescape

import feedparser
import pytest

from wenzhai.sample.outlets import load_outlets, load_pieces
from wenzhai.sample.server import serve_sample
from wenzhai.sample.site import HOT_LIST_HOST, build_site, feed_url, piece_url

_OUTLETS = {outlet.id: outlet for outlet in load_outlets()}
_PIECES = load_pieces()
_COUNTS = Counter(piece.outlet for piece in _PIECES)
_GONE = {outlet.host for outlet in _OUTLETS.values() if outlet.fault == "gone"}
_BUSY = [outlet for outlet in _OUTLETS.values() if outlet.fault == "busy at first"]


def _get(address, host, path, headers=None):
    """One request; returns (status, headers, body)."""
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.request("GET", path, headers={"Host": host, **(headers or {})})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


@pytest.fixture(scope="module")
def address():
    """The served sample, with the busy outlet asked once so that it answers."""
    with serve_sample() as served:
        for outlet in _BUSY:
            _get(served, outlet.host, "/")
        yield served


@pytest.fixture(scope="module")
def bodies(address):
    """(host, path) -> status and body of everything that is served."""
    found = {}
    for host, path in build_site():
        status, _, body = _get(address, host, path)
        found[host, path] = status, body
    return found


def test_everything_answers_but_what_is_gone(bodies):
    """Each path of each host answers 200; only the outlet that closed down says 410 for its feed."""
    refused = {place: status for place, (status, _) in bodies.items() if status != 200}
    assert set(refused.values()) <= {410}
    assert {host for host, _ in refused} == _GONE


def test_the_same_request_gives_the_same_bytes(bodies):
    """A second server's answers are those of the first."""
    texts = {place: given for place, given in bodies.items() if not place[1].endswith(".png")}
    with serve_sample() as again:
        for outlet in _BUSY:
            _get(again, outlet.host, "/")
        for (host, path), (status, body) in texts.items():
            assert (status, body) == _get(again, host, path)[::2], (host, path)


def test_what_is_not_there_is_not_found(address):
    """An unknown path and an unknown host answer 404."""
    host = next(iter(_OUTLETS.values())).host
    assert _get(address, host, "/nothing")[0] == 404
    assert _get(address, "elsewhere.example", "/")[0] == 404


@pytest.mark.parametrize(
    "outlet",
    [
        o
        for o in _OUTLETS.values()
        if o.feed in ("rss", "rss-full", "rdf", "atom") and o.host not in _GONE
    ],
    ids=lambda outlet: outlet.id,
)
def test_feeds_parse_with_every_entry(bodies, outlet):
    """Feedparser finds all articles with title, link and time, in the malformed feed too."""
    path = feed_url(outlet).removeprefix(f"http://{outlet.host}")
    parsed = feedparser.parse(bodies[outlet.host, path][1])
    assert bool(parsed.bozo) == (outlet.fault == "malformed feed")
    assert len(parsed.entries) == _COUNTS[outlet.id]
    for entry in parsed.entries:
        assert entry.title
        assert entry.link.startswith(f"http://{outlet.host}/")
        assert entry.get("published_parsed") or entry.get("updated_parsed")


@pytest.mark.parametrize(
    "outlet", [o for o in _OUTLETS.values() if o.feed == "json"], ids=lambda outlet: outlet.id
)
def test_json_feeds_hold_every_entry(bodies, outlet):
    """A JSON Feed lists each article once, newest first."""
    items = json.loads(bodies[outlet.host, "/feed.json"][1])["items"]
    assert len({item["id"] for item in items}) == len(items) == _COUNTS[outlet.id]


@pytest.mark.parametrize(
    ("kind", "link"), [("sitemap", r"<loc>([^<]+)</loc>"), ("index", r'<li><a href="([^"]+)"')]
)
def test_lists_lead_to_every_article(bodies, kind, link):
    """The sitemap and the index page link to each article of their outlet."""
    [outlet] = [o for o in _OUTLETS.values() if o.feed == kind]
    path = feed_url(outlet).removeprefix(f"http://{outlet.host}")
    links = re.findall(link, bodies[outlet.host, path][1].decode())
    paths = {unescape(found).removeprefix(f"http://{outlet.host}") for found in links}
    assert paths == {piece.path for piece in _PIECES if piece.outlet == outlet.id}


def test_every_page_decodes_to_its_title(bodies):
    """In each outlet's true encoding, GBK and Big5 among them, the authored title is on the page."""
    encodings = set()
    for piece in _PIECES:
        outlet = _OUTLETS[piece.outlet]
        encodings.add(outlet.encoding)
        text = bodies[outlet.host, piece.path][1].decode(outlet.encoding)
        assert piece.title in unescape(text), piece_url(outlet, piece)
    assert len(encodings) >= 3


def test_pages_declare_the_encoding_that_their_outlet_claims(bodies):
    """Where an outlet is wrong about its encoding, its pages say the wrong one."""
    for piece in _PIECES:
        outlet = _OUTLETS[piece.outlet]
        body = bodies[outlet.host, piece.path][1]
        charset = (outlet.declared or outlet.encoding).encode()
        assert re.search(rb"charset=\"?" + charset, body), piece_url(outlet, piece)


def test_what_was_fetched_before_is_not_sent_again(address):
    """ETag of feeds and Last-Modified of pages are honoured with 304 and no body."""
    for outlet in _OUTLETS.values():
        if outlet.host in _GONE:
            continue
        path = feed_url(outlet).removeprefix(f"http://{outlet.host}")
        etag = _get(address, outlet.host, path)[1]["ETag"]
        status, _, body = _get(address, outlet.host, path, {"If-None-Match": etag})
        assert (status, body) == (304, b""), outlet.id
        assert _get(address, outlet.host, path, {"If-None-Match": '"old"'})[0] == 200
    piece = _PIECES[0]
    host = _OUTLETS[piece.outlet].host
    modified = _get(address, host, piece.path)[1]["Last-Modified"]
    assert _get(address, host, piece.path, {"If-Modified-Since": modified})[0] == 304


def test_the_busy_outlet_answers_the_second_time():
    """It asks for a pause of a second once, and its robots.txt does not count."""
    assert _BUSY
    with serve_sample() as served:
        for outlet in _BUSY:
            path = feed_url(outlet).removeprefix(f"http://{outlet.host}")
            assert _get(served, outlet.host, "/robots.txt")[0] == 200
            status, headers, _ = _get(served, outlet.host, path)
            assert (status, headers["Retry-After"]) == (503, "1")
            assert _get(served, outlet.host, path)[0] == 200


def test_hot_lists_are_served_as_ranked_json(bodies):
    """Each snapshot is JSON with its items in order of rank."""
    lists = {place: body for place, (_, body) in bodies.items() if place[0] == HOT_LIST_HOST}
    assert lists
    for place, body in lists.items():
        items = json.loads(body)["items"]
        assert all(item["title"] and item["url"] for item in items), place


def test_the_labels_that_we_measure_by_are_never_served(bodies):
    """No answer holds an article's event label or what error was seeded in it, except where an
    address or a picture is named with the same words."""
    public = " ".join(f"{piece.path} {piece.picture}" for piece in _PIECES)
    labels = {piece.event for piece in _PIECES} | {piece.seeded_error for piece in _PIECES}
    labels = {label for label in labels if "-" in label or " " in label}
    labels = {label for label in labels if label not in public}
    assert len(labels) >= 20
    served = [body for (_, path), (_, body) in bodies.items() if not path.endswith(".png")]
    texts = [body.decode("utf-8", "replace") for body in served]
    for label in sorted(labels):
        assert not any(label in text or escape(label) in text for text in texts), label
    for name in ("seeded_error", "copy_of", "on_beat"):
        assert not any(name in text for text in texts), name
