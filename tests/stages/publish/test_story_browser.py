"""The page of a story in a real browser, opened from its folder."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

ODD = "id-61f794e206767327631ee4b4"  # the file of the story with the id "../Ä con"


@pytest.fixture(scope="module")
def window(browser):
    """One window for all tests: opening one takes most of the time."""
    context = browser.new_context(color_scheme="dark")
    yield context
    context.close()


@pytest.fixture
def open_story(window, site):
    """`open_story("en", "outage", 320)` opens a story's page, or for "" the edition's; `page.seen` has what it asked for, and
    `page.complaints` what stood on the console."""
    pages = []

    def opened(language: str, story: str, width: int = 1280):
        page = window.new_page()
        pages.append(page)
        page.seen, page.complaints = [], []
        page.on("request", lambda request: page.seen.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
        page.set_viewport_size({"width": width, "height": 800})
        file = f"stories/{story}.html" if story else "index.html"
        page.goto((site / f"2023-W15-{language}" / file).as_uri())
        return page

    yield opened
    for page in pages:
        page.close()


def test_there_and_back(open_story):
    """From a highlight to its story, to the one before it and back, to the other language and back,
    and to where the reader was."""
    page = open_story("en", "")
    headline = page.locator("#h3 h3").inner_text().replace("\n", "")
    page.click("#h3 .whole-story a")
    assert page.url.endswith("stories/outage.html")
    assert page.locator("h1").inner_text() == headline
    page.click("a[rel=prev]")
    assert page.url.endswith("stories/temu.html")
    page.click("a[rel=next]")
    page.click("a.switch")
    assert page.url.endswith("stories/outage.html")
    assert page.locator("h1").inner_text() != headline
    page.click("a.switch")
    page.click(".up a")
    assert page.url.endswith("index.html#h3")
    assert page.locator("#h3").evaluate("e => Math.abs(e.getBoundingClientRect().top) < 60")


@pytest.mark.parametrize(
    ("language", "stories"), [("en", ["hostile", ODD]), ("zh", ["hostile", "outage"])]
)
def test_nothing_is_too_wide(open_story, language, stories):
    """In the dark, from 320 pixels up, no page scrolls sideways, whatever its titles; each asks for
    itself alone, and complains of nothing."""
    for story in stories:
        page = open_story(language, story, 320)
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(232, 233, 230)"
        if page.locator("a.s").count():
            page.locator("a.s").first.click()
        for width in (320, 768, 1100):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, story
        assert len(page.seen) == 1
        assert page.complaints == []


def test_keyboard(open_story):
    """The skip link comes first; Enter on a disagreeing value opens its passage and Escape comes back;
    Enter on a nearby report goes there."""
    page = open_story("en", "outage")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#story")
    page.focus("#s-d1-1-1")
    page.keyboard.press("Enter")
    assert page.locator("#p-d1-1-1").is_visible()
    assert "上午11时许" in page.locator("#p-d1-1-1").inner_text()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "s-d1-1-1"
    near = page.locator(".why a").first
    near.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').className") == "report"


def test_targets_are_big_enough(open_story):
    """On a phone every control outside running text is at least 24 pixels each way."""
    page = open_story("en", "outage", 360)
    small = page.evaluate(
        """[...document.querySelectorAll("a:not(.s), button")].filter((e) => {
             const b = e.getBoundingClientRect();
             return b.width && !e.matches(".skip, .why a") && (b.width < 24 || b.height < 24);
           }).map((e) => `${e.textContent.trim()} ${JSON.stringify(e.getBoundingClientRect())}`)"""
    )
    assert small == []


def test_print(open_story):
    """On paper the passages of a disagreement are there, and the buttons are not."""
    page = open_story("en", "outage")
    page.emulate_media(media="print")
    assert page.locator("#p-d1-1-1").is_visible()
    assert not page.locator(".theme").is_visible()
    assert not page.locator(".editions").is_visible()
