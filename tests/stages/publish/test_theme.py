"""A newsroom's theme: what it changes in every format, and what it may not do."""

from __future__ import annotations

import io
import re
import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from PIL import Image

from wenzhai.errors import SettingsError
from wenzhai.stages.publish import PublishContext, publish_edition, render_site_index
from wenzhai.stages.publish.contrast import list_faint, measure_contrast
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.templates_of_themes import list_templates, read_template
from wenzhai.stages.publish.theme import Theme, read_theme, style_tokens
from wenzhai.stages.publish.theme_starter import write_starter
from wenzhai.stages.publish.tokens import TokenChange, read_rgb, read_tokens

TOKENS = b"""
[light]
seal = "#0b6e5f"
[dark]
seal = "#5fd3bd"
[type]
serif = "Georgia, 'DejaVu Serif', serif"
[space]
s3 = "1.25rem"
"""
PAGE = b"""{% extends "wenzhai/edition.html.j2" %}
{% block masthead %}
{{ super() }}
<p class="ours">The Harbour Desk: {{ page.highlights[0].title }}</p>
{% endblock %}
"""
FILES = {
    "tokens.toml": TOKENS,
    "edition.html.j2": PAGE,
    "style.css": b"/* ours */ .ours { color: var(--seal); }\n",
}


def publish(made, context, theme: Theme, language="en", formats=("web", "pdf", "email", "docx")):
    edition = made.make_edition(language)
    with_theme = msgspec.structs.replace(context(language), theme=theme)
    files: dict[str, bytes] = {}
    for publication in publish_edition(edition, with_theme, formats):
        files.update(publication.files)
    return files


def test_every_format_has_the_tokens(made, context):
    """The seal's colour reaches page, mail, Word, PDF and cards."""
    theme = read_theme({"tokens.toml": TOKENS})
    plain = publish(made, context, Theme())
    files = publish(made, context, theme)
    page = files["index.html"].decode()
    assert "@media screen{:root{--seal:#0b6e5f;}}" in page
    assert '@media screen{:root[data-theme="dark"]{--seal:#5fd3bd;}}' in page
    assert "--serif:Georgia, 'DejaVu Serif', serif;--s3:1.25rem;" in page
    mail = files["mail/index.html"].decode()
    assert "#0b6e5f" in mail
    assert "#5fd3bd" in mail
    assert " Georgia,'DejaVu Serif'" in mail.replace(", ", ",")
    assert "b3261e" not in mail
    assert files["edition.docx"] != plain["edition.docx"]
    assert files["edition.pdf"] != plain["edition.pdf"]
    cards = publish(made, context, theme, formats=("cards",))
    cover = Image.open(io.BytesIO(cards["cards/00.png"])).convert("RGB")
    assert cover.getpixel((2, 2)) == read_rgb("#0b6e5f")


def test_a_template_stands_in_the_place_of_ours(made, context):
    """With a block of its own, the rest of ours around it, its rules, and every value escaped."""
    page = publish(made, context, read_theme(FILES), formats=("web",))["index.html"].decode()
    assert '<p class="ours">The Harbour Desk: ' in page
    assert ".ours{color:var(--seal)}" in page
    assert 'id="highlights"' in page
    edition = made.make_edition("en")
    first = edition.highlights[0]
    evil = msgspec.structs.replace(first.headline, text="<script>alert(1)</script>")
    edition = msgspec.structs.replace(
        edition, highlights=(msgspec.structs.replace(first, headline=evil),)
    )
    with_theme = PublishContext(theme=read_theme(FILES))
    (web,) = publish_edition(edition, with_theme, ["web"])
    assert (
        "The Harbour Desk: &lt;script&gt;alert(1)&lt;/script&gt;"
        in web.files["index.html"].decode()
    )


def test_the_list_of_editions_has_the_theme_too():
    """Style and templates reach the root page."""
    site = b'{% extends "wenzhai/site.html.j2" %}{% block footer %}<p>Ours</p>{% endblock %}'
    theme = read_theme({**FILES, "site.html.j2": site})
    page = render_site_index([], theme=theme).files["index.html"].decode()
    assert "<p>Ours</p>" in page
    assert "--seal:#0b6e5f" in page


@pytest.mark.parametrize(
    ("files", "where", "what"),
    [
        ({"tokens.toml": b'\n[light]\nsoft = "#999"'}, "theme/tokens.toml:3", r"soft \(#999999\) on raised"),
        ({"tokens.toml": b'[dark]\npaper = "#fff"'}, "theme/tokens.toml:2", r"\[dark\] ink .* on paper"),
        ({"tokens.toml": b'[light]\nseel = "#fff"'}, "theme/tokens.toml:2", "“seel” is not known"),
        ({"tokens.toml": b'[light]\nseal = "red"'}, "theme/tokens.toml:2", "“red” is no colour"),
        ({"tokens.toml": b'[space]\ns1 = "4px"'}, "theme/tokens.toml:2", "“4px” is no length"),
        ({"tokens.toml": b'[type]\nserif = "a;} b{"'}, "theme/tokens.toml:2", "no list of fonts"),
        ({"tokens.toml": b"[light"}, "theme/tokens.toml:1", "not valid TOML"),
        ({"a.css": b"\n@import 'x';"}, "theme/a.css:2", "@import"),
        ({"a.css": b"a{background:url(https://x.example/y)}"}, "theme/a.css:1", r"url\(https:"),
        ({"a.css": b"</style><script>"}, "theme/a.css:1", "“</”"),
        ({"a.css": b"\n\xff"}, "theme/a.css:2", "not UTF-8"),
        ({"a.png": b""}, "theme/a.png", "no part of a theme"),
        ({"a.css": b"a" * 400_001}, "theme/a.css", "more than 400,000"),
        ({"edition.html.j2": b"\n{% if %}"}, "theme/edition.html.j2:2", "cannot be read"),
        ({"edition.html.j2": b"\n\n{{ page.title|safe }}"}, "theme/edition.html.j2:3", "escaping"),
        ({"edition.html.j2": b"{% autoescape false %}{% endautoescape %}"}, "theme/edition.html.j2:1", "escaping"),
        ({"editon.html.j2": b"x"}, "theme/editon.html.j2:1", "nothing uses this template"),
        ({"site.html.j2": b"x\n{% include 'no.html.j2' %}"}, "theme/site.html.j2:2", "no template 'no.html.j2'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(files, where, what):
    """Each mistake names the file, the line and a remedy."""
    with pytest.raises(SettingsError, match=what) as error:
        read_theme(files)
    assert error.value.where == where
    assert error.value.remedy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n{{ page.nothing }}", 2),
        ("{% set a = 1 %}\n\n{{ ''.__class__.__mro__ }}", 3),
        ("{{ page.highlights.append(1) }}", 1),
        ("{% for i in range(10000000) %}{% endfor %}", 1),
        ("{% include 'ours.html.j2' %}", 1),
    ],
)
def test_what_fails_at_work_is_told_with_its_line(made, text, line):
    """Unknown values, ways out of the sandbox and endless loops stop with the template's line."""
    ours = {"ours.html.j2": b"{{ nothing }}"} if "ours" in text else {}
    theme = read_theme({"edition.html.j2": text.encode(), **ours})
    with pytest.raises(SettingsError) as error:
        publish_edition(made.make_edition("en"), PublishContext(theme=theme), ["web"])
    assert re.fullmatch(rf"theme/(edition.html.j2:{line}|ours.html.j2:1)", error.value.where)


def test_the_starter_is_our_design():
    """As it ships it changes nothing; with every comment taken off it holds our values and passes."""
    files = {name: text.encode() for name, text in write_starter().items()}
    assert read_theme(files).tokens == ()
    bare = re.sub(r"(?m)^# (?=[a-z0-9_]+ = )", "", files["tokens.toml"].decode())
    found = tomllib.loads(bare)
    theme = read_theme({"tokens.toml": bare.encode()})
    assert len(theme.tokens) == sum(map(len, found.values())) == 13 + 13 + 4 + 8
    assert read_tokens(theme.tokens).light == read_tokens().light
    assert read_tokens(theme.tokens).dark == read_tokens().dark


def test_on_paper_a_theme_is_ink_on_white():
    """What a theme does to ground and ink is for screens; the seal prints in its colour."""
    theme = read_theme({"tokens.toml": b'[light]\npaper = "#f6f0e0"\nseal = "#0b6e5f"'})
    css = style_tokens(theme)
    assert css.startswith("@media screen{:root{--paper:#f6f0e0;")
    assert css.endswith("@media print{:root,:root[data-theme]{--seal:#0b6e5f}}")


def test_our_templates_can_be_read():
    """Each by its name; another name is met with the nearest."""
    assert "edition.html.j2" in list_templates()
    assert "{% block masthead %}" in read_template("edition.html.j2")
    with pytest.raises(SettingsError, match="no template") as error:
        read_template("editions.html.j2")
    assert "edition.html.j2" in error.value.remedy


def test_without_a_theme_our_own_faults_are_not_blamed_on_one():
    """An error of our template is ours."""
    with pytest.raises(UndefinedError):
        fill_template("topic.html.j2", None)


@given(st.sampled_from(["light", "type", "space"]), st.text(max_size=30))
def test_no_value_ends_its_declaration(block, value):
    """Whatever passes as a token holds nothing that CSS would read as the end of it."""
    name = {"light": "ink", "type": "serif", "space": "s1"}[block]
    if not TokenChange(block=block, name=name, value=value).find_fault():
        assert not set(value) & set(";{}<>()\\\n\r")


def test_contrast():
    """Black on white is 21, a colour on itself 1; the worst pair comes first."""
    assert round(measure_contrast("#000000", "#ffffff"), 2) == 21
    assert measure_contrast("#123456", "#123456") == 1
    palette = msgspec.structs.replace(read_tokens().light, soft="#999999", ink="#aaaaaa")
    assert list_faint(palette)[0].text == "ink"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_theme_in_a_browser(made, context, browser, tmp_path, language, scheme):
    """Its colours are on the screen in both schemes, the policy lets its style in, passages open as
    ever, and axe finds nothing."""
    from axe_core_python.sync_playwright import Axe

    files = publish(made, context, read_theme(FILES), language, formats=("web",))
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    page = browser.new_page(color_scheme=scheme)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    seal = {"light": "rgb(11, 110, 95)", "dark": "rgb(95, 211, 189)"}[scheme]
    for selector in (".ours", ".numeral"):
        assert (
            page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).color") == seal
        )
    page.click("#s-h1-1")
    assert page.locator("#p-h1-1").is_visible()
    assert complaints == []
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert [v["id"] for v in found["violations"]] == []
    page.close()
