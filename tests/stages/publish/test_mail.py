"""The e-mail: whole by Python's parser and by a second one, small, safe, and the same every time."""

from __future__ import annotations

import email
import email.policy
import io
import re
from email.message import EmailMessage

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from wenzhai.stages.publish import LocalPicture, PublishContext
from wenzhai.stages.publish.mail import MOST_HTML, MailFormat, find_unsubscribe, shrink_to_send

WEB = {"base_url": "https://news.example/weekly", "path": "2023-W15/en"}


def render(edition, context: PublishContext | None = None) -> EmailMessage:
    data = MailFormat().render(edition, context or PublishContext()).files["mail/edition.eml"]
    return email.message_from_bytes(data, policy=email.policy.default)


def part(message: EmailMessage, kind: str) -> str:
    return message.get_body((kind,)).get_content()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whole(made, context, language):
    """Text, HTML and pictures are where readers look for them, without a defect; both texts hold every
    sentence and every source."""
    edition = made.make_edition(language)
    message = render(edition, context(language))
    assert not message.defects
    assert not any(p.defects for p in message.walk())
    assert message.get_content_type() == "multipart/alternative"
    first, second = message.get_payload()
    assert first.get_content_type() == "text/plain"
    assert second.get_content_type() == "multipart/related"
    seen = re.sub(r"\s", "", html.fromstring(part(message, "html")).text_content())
    plain = re.sub(r"\s", "", part(message, "plain"))
    for highlight in edition.highlights:
        for source in highlight.sources:
            assert re.sub(r"\s", "", source.publisher) in plain
        if highlight.story_id != "hostile":
            for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p)):
                assert re.sub(r"\s", "", sentence.text) in seen
                assert re.sub(r"\s", "", sentence.text) in plain


def test_second_parser(made, context):
    """The older parser (compat32), which knows nothing of what wrote it, finds the same parts, and the
    file is ASCII with lines within the limits of SMTP."""
    data = MailFormat().render(made.make_edition("zh"), context("zh")).files["mail/edition.eml"]
    message = email.message_from_string(data.decode("ascii"))
    kinds = [p.get_content_type() for p in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/jpeg", *["image/png"] * 3]  # fmt: skip
    assert "生成式" in message.get_payload(0).get_payload(decode=True).decode("utf-8")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_pictures_by_content_id(made, context):
    """A picture is a part of the message, shown by its id, small; no address of a picture is loaded."""
    message = render(made.make_edition("en"), context("en"))
    picture, *charts = (p for p in message.walk() if p.get_content_maintype() == "image")
    tree = html.fromstring(part(message, "html"))
    tag, *drawn = tree.xpath("//img")
    assert [d.get("src") for d in drawn] == ["cid:" + c["Content-ID"].strip("<>") for c in charts]
    assert [c.get_content_type() for c in charts] == ["image/png"] * 3
    assert all(
        d.get("alt") and len(c.get_content()) < 60_000 for d, c in zip(drawn, charts, strict=True)
    )
    assert tag.get("src") == "cid:" + picture["Content-ID"].strip("<>")
    assert tag.get("alt") == "Bars of different heights"
    assert int(tag.get("width")) <= 576
    assert len(picture.get_content()) <= 120_000
    assert "Photo: Harbour Tech Review" in tree.text_content()
    loaded = tree.xpath("//@src | //link/@href | //@background")
    assert [each for each in loaded if not each.startswith("cid:")] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_font_stands_apart_from_its_size(made, language):
    """Every `font` in a tag is one that readers of mail can parse: `600 26px/1.22 Georgia`."""
    text = part(render(made.make_edition(language)), "html")
    fonts = re.findall(r"font:([^;\"]+)", text)
    assert fonts
    assert [font for font in fonts if not re.match(r" ?(?:\d+ )?\d+px/[\d.]+ \S", font)] == []


def test_size_limits():
    """A large noisy picture is made small enough; bytes that are none are left out."""
    noise = Image.effect_noise((2400, 1800), 120).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    small = shrink_to_send(out.getvalue())
    assert small is None or len(small.data) <= 120_000
    assert shrink_to_send(b"GIF89a") is None


def test_under_what_gmail_cuts(made):
    """A very long edition loses its last parts rather than its end."""
    edition = made.make_edition("en")
    long = msgspec.structs.replace(edition, highlights=edition.highlights * 12)
    message = render(long)
    html_part = part(message, "html")
    assert len(html_part.encode()) <= MOST_HTML
    sent = [p["Content-ID"] for p in message.walk() if p.get_content_maintype() == "image"]
    assert all(f"cid:{cid.strip('<>')}" in html_part for cid in sent)
    assert "Made with Wenzhai" in html_part


def test_headers(made):
    """Headers say who, when, and how to leave with one click; nothing depends on when it was made."""
    message = render(
        made.make_edition("en"), PublishContext(sender="Desk <desk@news.example>", **WEB)
    )
    assert message["From"] == "China Digital Weekly <desk@news.example>"
    assert message["Subject"].startswith("China Digital Weekly No. 12: Bargain app")
    assert message["Date"] == "Sun, 16 Apr 2023 09:00:00 +0000"
    assert re.fullmatch(r"<2023-W15-en\.[0-9a-f]{32}@news\.example>", message["Message-ID"])
    assert message["List-Unsubscribe"] == "<https://news.example/weekly/unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "en"
    assert 'href="https://news.example/weekly/2023-W15/en/index.html"' in part(message, "html")


@pytest.mark.parametrize(
    ("asked", "base", "found"),
    [
        ("", "", ("", False)),
        ("https://u.example/x?e=1", "", ("https://u.example/x?e=1", True)),
        ("http://u.example/x", "", ("http://u.example/x", False)),
        ("mailto:leave@u.example", "https://b.example", ("mailto:leave@u.example", False)),
        ("javascript:alert(1)", "", ("", False)),
        ("mailto:a@b.example\r\nBcc: x@y.example", "", ("", False)),
        ("", "https://b.example/", ("https://b.example/unsubscribe", True)),
    ],
)
def test_unsubscribe(asked, base, found):
    """One click is promised for an https address only; what is no address is none."""
    assert find_unsubscribe(PublishContext(unsubscribe=asked, base_url=base)) == found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_text(made, context, language):
    """Markup stands as text, links are http(s), no header is injected."""
    edition = msgspec.structs.replace(
        made.make_edition(language), title="x\r\nBcc: evil@evil.example\r\n\r\n<script>1</script>"
    )
    message = render(edition, context(language))
    assert message["Bcc"] is None
    tree = html.fromstring(part(message, "html"))
    assert not tree.xpath("//script | //form | //iframe | //@onerror | //@onmouseover")
    assert all(re.match("https?://", href) for href in tree.xpath("//a/@href"))


def test_same_bytes(made, context):
    """The same edition gives the same bytes, boundaries included; a new word gives a new id."""
    edition = made.make_edition("en")
    one, two = (MailFormat().render(edition, context("en")).files for _ in range(2))
    assert one == two
    changed = msgspec.structs.replace(edition, wrap_up="Another end.")
    assert render(edition)["Message-ID"] != render(changed)["Message-ID"]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_any_text_is_a_message(made, text):
    """Whatever the texts, the message parses."""
    edition = msgspec.structs.replace(
        made.make_edition("zh"), title=text, subtitle=text, greeting=text, beat=text, id=text
    )
    message = render(edition, PublishContext(site_title=text, sender=text))
    assert not message.defects
    assert part(message, "plain")


def test_broken_picture(made):
    """Bytes that are no picture are not sent."""
    pictures = {"https://pictures.example/model.png": LocalPicture(name="m.png", data=b"<svg/>")}
    message = render(made.make_edition("en"), PublishContext(pictures=pictures))
    assert "image/jpeg" not in [p.get_content_type() for p in message.walk()]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_width(made, context, browser, tmp_path, language):
    """From 320 to 800 pixels, light and dark, nothing is wider than the window, a word of 160 letters
    included; nothing is asked of the network; text stands out in the dark."""
    files = MailFormat().render(made.make_edition(language), context(language)).files
    path = tmp_path / "index.html"
    path.write_bytes(files["mail/index.html"])
    for width, scheme in ((320, "light"), (600, "dark"), (800, "light")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        ground = page.evaluate("getComputedStyle(document.querySelector('.page')).backgroundColor")
        assert (ground == "rgb(18, 21, 24)") == (scheme == "dark")
        page.close()
