"""What outsiders may send, in every place of an edition, through every format: nothing runs or breaks."""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import struct
import zipfile
import zlib

import feedparser
import icalendar
import msgspec
import pypdf
import pytest
from lxml import etree, html

from wenzhai.stages.publish import LocalPicture, PublishContext, publish_edition

URL = "https://pictures.example/model.png"
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEXTS = {
    "script": "<script>alert(1)</script>",
    "handler": "\"><img src=x onerror=alert(1)><svg onload=alert(1)>",
    "override": "Report \u202egnp.exe\u202c \u2066of\u2069 the board",
    "controls": "a\x00b\x08c\ud800d\ufffee\r\nSubject: injected\r\n\r\nBCC: x",
    "template": "{{ 7*7 }} {% raw %} ${7*7} #eval(\"1\") #import \"x\" $x$ \\input{/etc/passwd}",
    "xml": "]]><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "calendar": "x\r\nEND:VEVENT\r\nATTACH:javascript:alert(1)",
}  # fmt: skip
ADDRESSES = {
    "javascript": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "spaced": " java\tscript:alert(1)",
    "markup": 'https://evil.example/"><script>alert(1)</script>',
    "override": "https://evil.example/\u202egnp.exe",
    "user": "https://bank.example@evil.example/",
    "file": "file:///etc/passwd",
}


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 2.5 thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


PICTURES = {
    "bomb": bomb(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<html><script>alert(1)</script>",
    "cut": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR, and then nothing more",
}
CASES = [
    *(("text", name, text) for name, text in TEXTS.items()),
    *(("address", name, url) for name, url in ADDRESSES.items()),
    *(("picture", name, data) for name, data in PICTURES.items()),
]


def poison(value, kind: str, evil: str):
    """Every text of an outsider (`text`) or every address (`address`) below `value` replaced."""
    if isinstance(value, tuple):
        return tuple(poison(item, kind, evil) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    if kind == "address":
        names = ("url",)
    else:
        names = (
            "title",
            "publisher",
            "caption",
            "credit",
            "attribution",
            "on_word",
            "copy_of",
            "value",
        )
    changed = {}
    for name in value.__struct_fields__:
        old = getattr(value, name)
        if isinstance(old, str):
            if name in names or (
                kind == "text"
                and name in ("text", "words")
                and "check" not in value.__struct_fields__
                and "span" not in value.__struct_fields__
            ):
                changed[name] = evil
        else:
            changed[name] = poison(old, kind, evil)
    return msgspec.structs.replace(value, **changed)


@pytest.fixture(scope="module")
def edition(made):
    return made.make_edition("en", hostile=False)


@pytest.mark.parametrize(("kind", "name", "evil"), CASES, ids=[f"{k}-{n}" for k, n, _ in CASES])
def test_nothing_runs_and_nothing_breaks(edition, context, kind, name, evil):
    """Each hostile thing in every title, name, credit, address or picture: every file of every format can
    still be opened by its own reader, and holds no script, no such link, no override, no such picture."""
    known = context("en")
    if kind == "picture":
        known = PublishContext(
            pictures={URL: LocalPicture(name=evil[:9].decode("latin-1"), data=evil, alt="x")}
        )
        poisoned = edition
    else:
        poisoned = poison(edition, kind, evil)
        if kind == "text":
            poisoned = msgspec.structs.replace(
                poisoned, greeting=evil, wrap_up=evil, left_out=(evil,), signed_by=evil,
                signed_at=edition.updated_at,
            )  # fmt: skip
            known = msgspec.structs.replace(known, site_title=evil)
    for publication in publish_edition(poisoned, known):
        for file, data in publication.files.items():
            look_into(file, data, evil if kind == "picture" else b"")


def look_into(file: str, data: bytes, picture: bytes) -> None:
    """Open a file as its readers do; raises AssertionError where something of it could act."""
    ending = file.rpartition(".")[2]
    assert not picture or picture not in data, file
    if ending == "html":
        look_into_html(file, data.decode("utf-8"))
    elif ending == "eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        assert message["Bcc"] is None
        assert len(message.get_all("Subject")) == 1
        for part in message.walk():
            if part.get_content_type() == "text/html":
                look_into_html(file, part.get_content())
            elif part.get_content_maintype() == "text":
                assert not OVERRIDES.search(part.get_content())
    elif ending in ("xml", "atom"):
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        assert not root.getroottree().docinfo.internalDTD
        for entry in feedparser.parse(data, sanitize_html=False).entries:
            for content in entry.get("content", []):
                look_into_html(file, content.value)
        links = [*root.xpath("//@href"), *(e.text for e in root.iter("link", "{*}link") if e.text)]
        assert all(is_harmless(link) for link in links), file
        assert not OVERRIDES.search("".join(root.itertext()))
    elif file == "feed.json":
        feed = json.loads(data)
        for item in feed["items"]:
            look_into_html(file, item.get("content_html", "<p></p>"))
            assert all(is_harmless(s["url"]) for s in item["_wenzhai"]["sources"])
            assert not OVERRIDES.search(json.dumps(item, ensure_ascii=False))
    elif ending == "pdf":
        reader = pypdf.PdfReader(io.BytesIO(data))
        for page in reader.pages:
            for note in page.get("/Annots") or ():
                action = note.get_object().get("/A")
                assert action is None or action.get_object()["/S"] in ("/URI", "/GoTo")
                if action is not None and "/URI" in action.get_object():
                    assert is_harmless(action.get_object()["/URI"])
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(
            reader.trailer["/Root"].get("/Names", {})
        )
        assert "/OpenAction" not in reader.trailer["/Root"]
    elif ending == "docx":
        package = zipfile.ZipFile(io.BytesIO(data))
        root = etree.fromstring(package.read("word/document.xml"))
        assert not OVERRIDES.search("".join(root.itertext()))
        for name in package.namelist():
            assert "vba" not in name.lower()
            if name.endswith(".rels"):
                for link in etree.fromstring(package.read(name)).xpath("//@Target[../@TargetMode]"):
                    assert is_harmless(link)
    elif ending == "ics":
        events = list(icalendar.Calendar.from_ical(data).walk("VEVENT"))
        assert len(events) == 2
        for event in events:
            assert "ATTACH" not in event
            assert is_harmless(str(event.get("URL", "")))
    elif ending in ("md", "txt"):
        assert not OVERRIDES.search(data.decode("utf-8")), file
        assert not re.search(r"\]\(<?\s*(?:java|data|file)", data.decode("utf-8")), file
    elif ending == "png" and file.startswith("cards/"):
        assert data.startswith(b"\x89PNG")
        assert b"alert" not in data


def look_into_html(file: str, text: str) -> None:
    tree = html.fromstring(text)
    own = ("application/ld+json",)
    for script in tree.iter("script"):
        assert script.get("type") in own or "alert(" not in (script.text or ""), file
    for element in tree.iter(etree.Element):
        assert element.tag not in ("iframe", "object", "embed", "base", "form"), file
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (file, name)
            if name in ("href", "src"):
                own_picture = element.tag == "img" and value.startswith(
                    ("data:image/jpeg;base64,", "data:image/png;base64,")
                )
                assert own_picture or is_harmless(value), (file, value[:80])
            assert not OVERRIDES.search(value), (file, name)
    assert not OVERRIDES.search("".join(tree.itertext())), file


def is_harmless(link: str) -> bool:
    """A link to the web, within the folder, to a part of the message or to a name: nothing that runs."""
    scheme = re.match(r"\s*([a-zA-Z][\w+.\s-]*):", link)
    return (not scheme or scheme[1].lower() in ("http", "https", "cid", "mailto", "tag")) and (
        "@" not in link.split("//", 1)[-1].split("/")[0] or link.startswith(("cid:", "mailto:"))
    )
