"""The report on a checked text: one page that stands alone, marked by verdict, in both languages."""

from __future__ import annotations

import re

import pytest

from wenzhai.model import (
    CheckedPart,
    CheckedSentence,
    CheckedSource,
    CheckedText,
    Excerpt,
)
from wenzhai.stages.publish import render_check_report

HOSTILE = '<script>alert(1)</script> & "x" <img src=x onerror=alert(2)>'


def excerpt(text, marked, source="a", language="en"):
    at = text.index(marked)
    return Excerpt(source=source, text=text, span=(at, at + len(marked)), language=language)


def part(text, inside, verdict, why, passage=None, kind="number"):
    at = inside.index(text)
    return CheckedPart(
        kind=kind, text=text, span=(at, at + len(text)), verdict=verdict, why=why, excerpt=passage
    )


def make_checked(language):
    """A text with every verdict, two claims on one passage, a hostile source, an overruled sentence."""
    passage = "Kapok delivered 33 million parcels in March, against 19 million in December."
    first = "It delivered 33 million parcels in March."
    second = "It delivered 18 million in December, and 中文 pays $7 a parcel."
    third = "Tencent holds a stake."
    rows = (
        CheckedSentence(
            number=1,
            text=first,
            language="en",
            verdict="supported",
            parts=(
                part("33 million", first, "supported", "The same.", excerpt(passage, "33 million")),
                part("March", first, "supported", "The same.", excerpt(passage, "March")),
            ),
        ),
        CheckedSentence(
            number=2,
            text=second,
            language="en",
            verdict="contradicted",
            parts=(
                part("18 million", second, "contradicted", HOSTILE, excerpt(passage, "19 million")),
                part("$7", second, "unsupported", "No source has it.", kind="money"),
            ),
            notes=("It links to elsewhere.",),
        ),
    )
    more = (
        CheckedSentence(
            number=3,
            text=third,
            language="en",
            verdict="unsupported",
            parts=(part("Tencent", third, "unsupported", "No source names it.", kind="name"),),
            on_word="the register says so",
        ),
        CheckedSentence(number=4, text="It is so.", language="en", verdict="not checkable"),
    )
    return CheckedText(
        title=HOSTILE,
        language=language,
        paragraphs=(rows, more),
        sources=(
            CheckedSource(id="a", title=HOSTILE, language="en", url="javascript:alert(3)"),
            CheckedSource(id="b", title="木棉", language="zh-Hans", url="https://b.example/1"),
        ),
        counts={"supported": 2, "contradicted": 1, "unsupported": 2},
        unread={"c.pdf": "a PDF is not read"},
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_that_a_text_or_source_holds_becomes_markup(language):
    """Hostile titles and reasons are shown as text, and hostile addresses are no links."""
    page = render_check_report(make_checked(language))
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "javascript:" not in page.replace("&#34;", "")
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_is_the_same_however_often_it_is_made():
    assert render_check_report(make_checked("en")) == render_check_report(make_checked("en"))


def test_verdicts_are_said_and_each_passage_stands_once():
    """Also for who does not see colours; of two claims on one passage both are marked in it."""
    page = render_check_report(make_checked("en"))
    assert "1 of 4 sentences does not hold" in page
    assert "Printed on the editor’s word: the register says so" in page
    assert '33 million<span class="hidden"> (supported)</span>' in page
    note = re.search(r'<div class="note" id="n1".*?\n</div>\n', page, re.DOTALL).group()
    assert note.count("<blockquote") == 1
    assert note.count("<mark>") == 2


@pytest.fixture
def open_report(browser, tmp_path):
    """Opens the report in a language, a scheme and a width; the window is closed afterwards."""
    contexts = []

    def opened(language, scheme="light", width=1280):
        path = tmp_path / f"{language}.html"
        path.write_text(render_check_report(make_checked(language)), "utf-8")
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("en", "light", 1280), ("zh", "dark", 1280), ("en", "dark", 390), ("zh", "light", 390)],
)
def test_a_click_shows_what_the_sources_say(open_report, language, scheme, width):
    """By mouse and keyboard, without sideways scrolling, complaints of the browser or faults that axe
    finds."""
    from axe_core_python.sync_playwright import Axe

    page = open_report(language, scheme, width)
    sentence, note = page.locator("#s2"), page.locator("#n2")
    assert not note.is_visible()
    sentence.click()
    assert note.is_visible()
    assert "19 million" in note.inner_text()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    page.locator("#s1").focus()
    page.keyboard.press("Enter")
    assert page.locator("#n1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints == []
    found = Axe().run(page)["violations"]
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == []
