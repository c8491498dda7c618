"""The page in a real browser, opened from its folder."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


class Seen:
    """What a page asked for and complained of."""

    def __init__(self):
        self.requests: list[str] = []
        self.complaints: list[str] = []


@pytest.fixture(scope="module")
def windows(browser):
    """A browser window for each (script, scheme): opening one for every test takes most of the time."""
    made: dict[tuple[bool, str], object] = {}

    def window(script: bool, scheme: str):
        if (script, scheme) not in made:
            made[script, scheme] = browser.new_context(
                java_script_enabled=script, color_scheme=scheme
            )
        return made[script, scheme]

    yield window
    for context in made.values():
        context.close()


@pytest.fixture
def open_page(windows, site):
    """`open_page("en", width=360)` opens the edition and returns the page and what was seen of it."""
    pages = []

    def opened(language: str, *, width: int = 1280, script: bool = True, scheme: str = "light"):
        page = windows(script, scheme).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 800})
        seen = Seen()
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.goto((site / f"2023-W15-{language}" / "index.html").as_uri())
        return page, seen

    yield opened
    for page in pages:
        page.close()


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1280), ("zh", 1280), ("en", 390), ("zh", 390)]
)
def test_click_shows_the_passage(open_page, made, language, width):
    """A click on a sentence shows its passage, publisher and original; a second click hides it."""
    page, seen = open_page(language, width=width)
    sentence = page.locator("#s-h1-1")
    note = page.locator("#p-h1-1")
    assert not note.is_visible()
    sentence.click()
    citation = made.make_edition(language).highlights[0].paragraphs[0][0].citations[0]
    assert note.is_visible()
    assert citation.text in note.inner_text()
    assert citation.publisher in note.inner_text()
    original = note.locator("cite a", has_text=citation.title)
    assert original.first.get_attribute("href") == citation.url
    assert sentence.get_attribute("aria-expanded") == "true"
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    sentence.click()
    assert not note.is_visible()
    assert seen.complaints == []


def test_one_at_a_time(open_page):
    """Opening a passage closes the one that was open."""
    page, _ = open_page("en")
    page.click("#s-h1-1")
    page.click("#s-h1-2")
    assert not page.locator("#p-h1-1").is_visible()
    assert page.locator("#p-h1-2").is_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard(open_page, key):
    """A sentence takes the focus; Enter or Space opens its passage and goes there; Escape comes back."""
    page, _ = open_page("en")
    page.focus("#s-h1-2")
    page.keyboard.press(key)
    assert page.locator("#p-h1-2").is_visible()
    assert page.evaluate("document.activeElement.id") == "p-h1-2"
    page.keyboard.press("Escape")
    assert not page.locator("#p-h1-2").is_visible()
    assert page.evaluate("document.activeElement.id") == "s-h1-2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "s-h1-3"


def test_close(open_page):
    """The passage has its own way to close, which gives the focus back to the sentence."""
    page, _ = open_page("en", width=390)
    page.click("#s-h1-1")
    page.click("#p-h1-1 .close")
    assert not page.locator("#p-h1-1").is_visible()
    assert page.evaluate("document.activeElement.id") == "s-h1-1"


def test_address_of_a_sentence(open_page, site):
    """An address that ends in a sentence's passage opens it."""
    page, _ = open_page("en")
    page.goto((site / "2023-W15-en" / "index.html").as_uri() + "#p-h3-1")
    page.reload()
    assert page.locator("#p-h3-1").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#p-h3-1").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_script(open_page, width):
    """Without JavaScript a sentence is a link to its passage, which appears, and can be closed."""
    page, _ = open_page("en", script=False, width=width)
    page.click("#s-h1-1")
    assert page.locator("#p-h1-1").is_visible()
    page.click("#p-h1-1 .close")
    assert not page.locator("#p-h1-1").is_visible()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_request_leaves(open_page, language):
    """The page asks for itself and its picture, and says nothing on the console."""
    page, seen = open_page(language)
    page.wait_for_load_state("networkidle")
    assert all(url.startswith("file:") for url in seen.requests)
    assert len(seen.requests) == 2
    assert seen.complaints == []
    assert page.evaluate("[...document.images].every((i) => i.naturalWidth > 0)")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_sideways_scroll(open_page, language):
    """Nothing is wider than the window, with hostile titles on the page and a passage open."""
    page, _ = open_page(language, width=320)
    for width in (320, 360, 768, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click("#s-h7-1")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")


def test_targets_are_big_enough(open_page):
    """On a phone every control outside running text is at least 24 pixels each way."""
    page, _ = open_page("en", width=360)
    page.click("#s-h1-1")
    small = page.evaluate(
        """[...document.querySelectorAll("a:not(.s), button")].filter((e) => {
             const b = e.getBoundingClientRect();
             return b.width && !e.classList.contains("skip") && (b.width < 24 || b.height < 24);
           }).map((e) => `${e.textContent.trim()} ${JSON.stringify(e.getBoundingClientRect())}`)"""
    )
    assert small == []


def test_language_switch(open_page):
    """The switch leads to the same edition in the other language, and back."""
    page, _ = open_page("en")
    page.click("a.switch")
    assert page.locator("h1").inner_text() == "中国数字产业周报"
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.click("a.switch")
    assert page.locator("h1").inner_text() == "China Digital Weekly"


@pytest.mark.parametrize(
    ("scheme", "first", "second"), [("light", "light", "dark"), ("dark", "dark", "light")]
)
def test_light_and_dark(open_page, scheme, first, second):
    """The page follows the reader's system, and a button changes it for good."""
    page, _ = open_page("en", scheme=scheme)

    def ground() -> str:
        colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        numbers = [int(part) for part in colour[4:-1].split(",")]
        return "dark" if sum(numbers) < 200 else "light"

    assert ground() == first
    page.click(".theme")
    assert ground() == second
    page.reload()
    assert ground() == second
    page.evaluate("localStorage.clear()")


def test_print(open_page):
    """On paper every passage is there as a note, and the buttons are not."""
    page, _ = open_page("en")
    page.emulate_media(media="print")
    assert page.locator("#p-h1-1").is_visible()
    assert not page.locator(".theme").is_visible()


def test_hostile_page_runs_nothing(browser, site):
    """With hostile titles on the page, no dialog opens and no script but the page's own runs."""
    context = browser.new_context()
    page = context.new_page()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto((site / "2023-W15-en" / "index.html").as_uri())
    page.click("#s-h7-1")
    assert page.locator("script:not([type])").count() == 1
    assert dialogs == []
    context.close()


def test_site_index(browser, site):
    """The root page leads to each edition."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("h2 a >> nth=1")
    assert page.locator("h1").inner_text() == "中国数字产业周报"
    context.close()
