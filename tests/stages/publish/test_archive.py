"""The archive: its search, its topics and names, in files and in a real browser."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from wenzhai.language.names import NameFinder
from wenzhai.model import LedgerEntry, LedgerReport, Name
from wenzhai.stages.publish import (
    PublishContext,
    find_home,
    gather_stories,
    link_topics,
    list_edition,
    publish_edition,
    render_archive,
)
from wenzhai.stages.publish.search import INDEX_FILE, fold_text, write_search_index
from wenzhai.stages.publish.topics import name_file, name_kind_file

MODEL = Name(en="Tongyi Qianwen", zh="通义千问", kind="product", parent="Alibaba")
OWNER = Name(en="Alibaba", zh="阿里巴巴", kind="company", aliases=("BABA",))
NAMES = NameFinder((MODEL, OWNER))
TITLES = {"en": "China Digital Weekly", "zh": "中国数字产业周报"}


def retitle(edition, first: str, second: str):
    """The edition with other headlines of its first two highlights."""
    highlights = list(edition.highlights)
    for place, text in enumerate((first, second)):
        headline = msgspec.structs.replace(highlights[place].headline, text=text)
        highlights[place] = msgspec.structs.replace(highlights[place], headline=headline)
    return msgspec.structs.replace(edition, highlights=tuple(highlights))


@pytest.fixture(scope="module")
def editions(made, told):
    """An edition in both languages: the first story names the model, in Chinese by its owner alone."""
    english = retitle(
        made.make_edition("en"), "Alibaba Raises Fees for Tongyi Qianwen", "Plain title"
    )
    chinese = retitle(made.make_edition("zh"), "阿里巴巴上调大模型收费", "普通标题")
    return [told.with_stories(english), told.with_stories(chinese)]


def report(figure: str, language: str) -> LedgerReport:
    return LedgerReport(
        article_id="a", passage_id="p", publisher="Pearl Wire", title="t", url="javascript:alert(1)",
        language=language, published_at=datetime(2023, 4, 11, tzinfo=UTC), figure=figure,
        span=(0, len(figure)), passage=figure,
    )  # fmt: skip


def entry(story_id: str, **changes) -> LedgerEntry:
    made = LedgerEntry(
        id="e", subject=MODEL.id, measure="downloads", aspect="level", kind="number", value=19e6,
        low=19e6, high=19e6, unit="", approximation="exact", direction="", scope=(), date="2023-Q1",
        dated="told", story_ids=(story_id,), reports=(report("19 million", "en"), report("1900万", "zh")),
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def render(editions, figures=None) -> dict[str, bytes]:
    return render_archive(
        gather_stories(editions, NAMES),
        [list_edition(e, f"{e.week}/{e.language}/index.html") for e in editions],
        NAMES,
        titles=TITLES,
        figures=figures or {},
    ).files


def read_index(data: bytes) -> dict:
    return json.loads(data.decode().removeprefix("window.wenzhaiIndex=").rstrip(";\n"))


def test_a_row_holds_a_story_in_both_languages(editions):
    """A story of both editions is one row, found by the names of either, with a title for each page."""
    index = read_index(render(editions)[INDEX_FILE])
    rows = [row for row in index["stories"] if "Tongyi" in row[0]["en"][0]]
    assert len(rows) == 1
    shown, titles, names, _ = rows[0]
    assert shown["zh"][0] == "阿里巴巴上调大模型收费"
    assert shown["en"][1] == "2023-W15/en/index.html#h1"
    assert " tongyi" in titles
    assert "|阿里巴巴上调大模型收费" in titles
    assert "|通义千问" in names
    assert " baba" in names


def test_pages_of_names_and_kinds(editions):
    """A name has a page in both languages, with its highlights and the figures that are dated; a link of
    a source that is no plain address stands as text."""
    story = editions[0].highlights[0].story_id
    figures = [
        entry(story),
        entry(story, date="2022-09/.."),
        entry(story, date="../.."),
        entry(story, dated="report"),
        entry("elsewhere", date="2021"),
    ]
    files = render(editions, {MODEL.id: figures})
    english = html.document_fromstring(files[f"archive/en/{name_file(MODEL)}"].decode())
    assert english.xpath("//h1/text()") == ["Tongyi Qianwen"]
    assert "belongs to Alibaba" in english.text_content()
    assert english.xpath("//ol//h2/a/@href") == ["../../2023-W15/en/index.html#h1"]
    assert [row.text_content() for row in english.xpath("//tbody/tr/td[1]")] == [
        "Q1 2023", "since September 2022",
    ]  # fmt: skip
    assert not english.xpath("//a[starts-with(@href, 'javascript')]")
    chinese = html.document_fromstring(files[f"archive/zh/{name_file(MODEL)}"].decode())
    assert "1900万" in chinese.text_content()
    assert chinese.xpath("//a[@class='switch']/@href") == [f"../en/{name_file(MODEL)}"]
    kind = editions[0].highlights[0].kind
    assert f"archive/zh/{name_kind_file(kind)}" in files


def test_every_link_of_the_archive_leads_somewhere(editions):
    """Every relative link of every page of the archive is a file of the archive or of an edition."""
    from posixpath import dirname, normpath

    files = render(editions)
    for page, data in files.items():
        if not page.endswith(".html"):
            continue
        for href in html.document_fromstring(data.decode()).xpath("//a/@href | //script/@src"):
            if href.startswith(("#", "http")):
                continue
            target = normpath(f"{dirname(page)}/{href.partition('#')[0]}").lstrip("/")
            assert target in files or target.startswith("2023-W15/"), (page, href)
    links = link_topics(editions[1], NAMES)[editions[1].highlights[0].story_id]
    assert [link.path for link in links] == [
        f"../../archive/zh/{name_kind_file(editions[1].highlights[0].kind)}",
        f"../../archive/zh/{name_file(OWNER)}",
    ]
    assert find_home("zh", ("en", "zh")) == "archive/zh/index.html"


def test_the_same_bytes_in_any_order(editions):
    """The order in which editions come changes nothing."""
    assert render(editions) == render(editions[::-1])


@given(st.lists(st.text(max_size=60), max_size=4))
def test_folded_text_is_words_and_runs(texts):
    """Whatever a text holds, what is searched is lower case, on one line, and free of markup."""
    folded = fold_text(texts)
    assert "<" not in folded
    assert "\n" not in folded
    assert folded == "" or folded[0] in " |"


def test_hostile_titles_do_not_end_the_script(editions):
    """A title that closes a script is data."""
    hostile = [retitle(editions[0], "</script><script>alert(1)</script>\u2028", "x")]
    files = render(hostile)
    assert b"</script" not in files[INDEX_FILE]
    assert "alert" in read_index(files[INDEX_FILE])["stories"][0][0]["en"][0]


@pytest.fixture(scope="module")
def shelf(editions, tmp_path_factory):
    """The archive and its editions as files."""
    root = tmp_path_factory.mktemp("shelf")
    files = render(editions, {MODEL.id: [entry(editions[0].highlights[0].story_id)]})
    for edition in editions:
        folder = f"{edition.week}/{edition.language}/"
        context = PublishContext(
            home="../../" + find_home(edition.language, ("en", "zh")),
            topics=link_topics(edition, NAMES),
        )
        for publication in publish_edition(edition, context, ["web"]):
            files.update({folder + name: data for name, data in publication.files.items()})
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def open_shelf(browser, shelf):
    """`open_shelf("archive/zh/index.html")` opens a page from its folder and keeps what it complains of."""
    contexts = []

    def opened(path: str, *, width: int = 1280, scheme: str = "light"):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.requests = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto((shelf / path).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("index.html", "通义千问"),
        ("index.html", "通義千問"),
        ("index.html", "tongyi raising"),
        ("index.html", "ALIBABA fee"),
        ("archive/zh/index.html", "Tongyi Qianwen"),
        ("archive/zh/index.html", "阿里收费"),
        ("archive/zh/index.html", "ＢＡＢＡ"),
    ],
)
def test_search_from_a_folder(open_shelf, path, query):
    """A name in either language or script, the other form of a word, full width: the story comes first,
    in the page's language, and nothing is asked of anyone."""
    page = open_shelf(path)
    page.fill("#q", query)
    first = page.locator(".results a").first
    assert ("Tongyi" if path == "index.html" else "阿里巴巴上调") in first.inner_text()
    assert all(url.startswith("file:") for url in page.requests)
    assert page.complaints == []


@pytest.mark.browser
def test_search_by_keyboard(open_shelf):
    """A slash goes to the field, down goes to the results and Enter follows one; Escape comes back, then
    empties the field; the query stays in the address."""
    page = open_shelf("index.html")
    page.keyboard.press("/")
    page.keyboard.type("alibaba")
    assert (
        "story" in page.locator(".found").inner_text()
        or "stories" in page.locator(".found").inner_text()
    )
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.results') !== null")
    assert page.url.endswith("#q=alibaba")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2023-W15/en/index.html#h1")
    page.go_back()
    assert page.locator(".results a").count() >= 1
    page.fill("#q", "zzzzqq")
    assert page.locator(".found").inner_text() == "Nothing found."
    page.focus("#q")
    page.keyboard.press("Escape")
    assert page.input_value("#q") == ""
    assert page.locator(".weeks").is_visible()


@pytest.mark.browser
def test_the_way_through_the_archive(open_shelf):
    """From a highlight to a name's page, to its other language, to the archive, and back to English."""
    page = open_shelf("2023-W15/en/index.html")
    page.click("#h1 .about a >> text=Tongyi Qianwen")
    assert page.locator("h1").inner_text() == "Tongyi Qianwen"
    page.click("a.switch")
    assert page.locator("h1").inner_text() == "通义千问"
    page.click(".up a")
    assert page.locator("h1").inner_text() == TITLES["zh"]
    page.click("a.switch")
    assert page.locator("h1").inner_text() == TITLES["en"]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_for_axe(open_shelf, shelf, language, scheme):
    """Axe finds nothing on the edition with a passage open, a story, the archive with results, a kind and
    a name, at 390 and 1280 pixels; none is wider than the window."""
    from axe_core_python.sync_playwright import Axe

    story = (
        min((shelf / f"2023-W15/{language}/stories").glob("*.html")).relative_to(shelf).as_posix()
    )
    paths = (
        f"2023-W15/{language}/index.html",
        story,
        find_home(language, ("en", "zh")) + "#q=a",
        find_home(language, ("en", "zh")),
        f"archive/{language}/{name_file(MODEL)}",
        f"archive/{language}/kind-product.html",
    )
    for path in paths:
        name, _, query = path.partition("#")
        page = open_shelf(name, scheme=scheme)
        if query:
            page.fill("#q", "阿里")
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.locator("#s-h1-1").count():
                page.click("#s-h1-1")
            found = Axe().run(page)["violations"]
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found] == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.browser
def test_search_of_a_year_is_quick(open_shelf, editions):
    """Over 52 weeks and 416 stories a query is answered in less than 50 ms."""
    year = [
        msgspec.structs.replace(
            edition,
            week=f"2023-W{week + 1:02}",
            starts_on=edition.starts_on + timedelta(weeks=week),
        )
        for week in range(52)
        for edition in editions
    ]
    stories = gather_stories(year, NAMES)
    assert len(stories) >= 400
    page = open_shelf("index.html")
    rows = read_index(write_search_index(stories, ("en", "zh")))["stories"]
    page.evaluate("(rows) => { window.wenzhaiIndex.stories.splice(0, Infinity, ...rows); }", rows)
    took = page.evaluate(
        """() => ["通义千问", "alibaba fees", "模型收费", "a", "downloads quarter states"].map((query) => {
             const input = document.querySelector("#q"), from = performance.now();
             input.value = query; input.dispatchEvent(new Event("input"));
             document.querySelector(".results").getBoundingClientRect();
             return performance.now() - from;
           })"""
    )
    assert max(took) < 50, took
