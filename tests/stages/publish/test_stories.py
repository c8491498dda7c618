"""The page of a story: whole, safe, linked both ways, and right in odd cases."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, date, datetime
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from wenzhai.model import Edition
from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.dates import write_span
from wenzhai.stages.publish.story_links import name_story_file
from wenzhai.stages.publish.story_words import (
    name_edition,
    write_clock,
    write_gap,
    write_probability,
)
from wenzhai.stages.publish.web import WebFormat

PLAIN = re.compile(r"stories/[0-9a-z_-]{1,64}\.html")


def render(edition: Edition, context: PublishContext | None = None) -> dict[str, str]:
    files = WebFormat().render(edition, context or PublishContext()).files
    return {name: data.decode() for name, data in files.items() if name.endswith(".html")}


@pytest.fixture
def pages(made, told, context):
    """`pages("en")`: path -> parsed page of the edition with its stories."""

    def parsed(language: str) -> dict[str, html.HtmlElement]:
        edition = told.with_stories(made.make_edition(language))
        return {
            name: html.document_fromstring(text)
            for name, text in render(edition, context(language)).items()
        }

    return parsed


def text_of(tree: html.HtmlElement) -> str:
    for quiet in tree.xpath("//style|//script"):
        quiet.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_links_both_ways(pages, language):
    """A highlight leads to its story and the story back to the highlight; neighbours lead to each
    other; every way inside the edition has its end."""
    found = pages(language)
    assert len(found) == 7
    index = found["index.html"]
    for name, tree in found.items():
        for href in tree.xpath("//a/@href"):
            if re.match(r"https?:", href):
                continue
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path or name))
            if not path:
                target = name
            if target.startswith("..") or not target.endswith(".html"):
                continue
            assert target in found, href
            assert not anchor or found[target].xpath("//*[@id=$anchor]", anchor=anchor), href
    (link,) = index.xpath("//article[@id='h3']//p[@class='whole-story']/a")
    assert link.get("href") == "stories/outage.html"
    story = found["stories/outage.html"]
    assert "../index.html#h3" in story.xpath("//a/@href")
    assert story.xpath("//a[@rel='prev']/@href") == ["temu.html"]
    assert story.xpath("//a[@rel='next']/@href") == ["photo.html"]
    (follow,) = index.xpath("//section[contains(@class, 'follow')]//p[@class='whole-story']/a")
    assert follow.get("href") == "stories/outage.html"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["All 40 reports, 2 languages, timeline", "All 11 reports, 2 languages, timeline", "The only report"]),
        ("zh", ["全部40篇报道，2种语言，时间线", "全部11篇报道，2种语言，时间线", "唯一一篇报道"]),
    ],
)  # fmt: skip
def test_link_says_what_is_there(pages, language, words):
    """The link under a highlight counts reports and languages, and promises a timeline only where
    there is one."""
    links = pages(language)["index.html"].xpath("//article//p[@class='whole-story']/a")
    assert [link.text_content().rstrip("→") for link in links][:3] == words


def test_switch_of_languages(pages):
    """The switch leads to the same story in the other language, or to the edition where that has
    none."""
    found = pages("en")
    switch = "//a[@class='switch']/@href"
    assert found["stories/outage.html"].xpath(switch) == ["../../2023-W15-zh/stories/outage.html"]
    assert found["stories/photo.html"].xpath(switch) == ["../../2023-W15-zh/index.html"]


def test_facts(pages):
    """Independent publishers stand against reports; the first and the primary source are named."""
    tree = pages("en")["stories/outage.html"]
    facts = " ".join(tree.xpath("//section[@class='facts']")[0].text_content().split())
    assert "6 independent publishers 11 reports, 5 of them repeat another" in facts
    assert "Reported first潮聞 10 April 2023, 09:14" in facts
    assert "Primary sourceOffice for Digital Services 10 April 2023, 10:26" in facts
    assert tree.xpath("//h1")[0].text_content().startswith("Executives penalised over")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "91% sure: names Tianhe Messaging and Lu Yuan, shares 3 figures, 5 hours apart; closest to the report of 潮聞."),
        ("zh", "有91%的把握：都提到天河通讯与卢远，3个数字相同，相隔5小时；与潮聞的报道最接近。"),
    ],
)  # fmt: skip
def test_evidence_in_words(pages, language, words):
    """Each link says how sure it is, why, and which report it rests on, with a way there."""
    tree = pages(language)["stories/outage.html"]
    said = [" ".join(p.text_content().split()) for p in tree.xpath("//p[@class='why']")]
    assert words in said
    assert any(line.startswith(("Placed here by an editor", "由编辑归入")) for line in said)
    assert any(line.startswith(("Over 99% sure", "有99%以上的把握")) for line in said)
    (report,) = tree.xpath("//li[contains(@class, 'report')][.//b='Lantern Business Daily']")
    assert tree.get_element_by_id(report.xpath(".//p[@class='why']/a/@href")[0][1:]).xpath(
        ".//b[.='潮聞']"
    )


def test_copies_under_what_they_repeat(pages):
    """Forty reports are twenty of their own; the copies stand under the one that they repeat."""
    tree = pages("en")["stories/temu.html"]
    reports = tree.xpath("//li[contains(@class, 'report')]")
    assert len(reports) == 20
    assert [len(r.xpath(".//div[@class='copies']//li")) for r in reports if r.xpath(".//div[@class='copies']")] == [15, 5]  # fmt: skip
    iso = [time.get("datetime") for time in tree.xpath("//p[@class='at']/time")]
    assert iso == sorted(iso)


def test_copies_of_copies(made, told):
    """A copy of a copy goes under the original; copies of each other, or of nobody here, stand alone
    and say so."""
    members = (
        told.member("lantern", 1, "A", 0, first=True),
        told.member("wire", 2, "A", 1, copy_of="lantern"),
        told.member("plum", 3, "A", 2, copy_of="wire"),
        told.member("moat", 4, "B", 3, copy_of="tide"),
        told.member("tide", 5, "B", 4, copy_of="moat"),
        told.member("Mill Post", 6, "C", 5, copy_of="harbour"),
    )
    story = told.page("outage", "en", "x", members)
    edition = msgspec.structs.replace(made.make_edition("en"), story_pages=(story,))
    tree = html.document_fromstring(render(edition)["stories/outage.html"])
    reports = tree.xpath("//li[contains(@class, 'report')]")
    assert len(reports) == 4
    assert len(reports[0].xpath(".//div[@class='copies']//li")) == 2
    assert "reprint of Harbour Tech Review" in reports[3].text_content()


def test_timeline(pages):
    """The thread in order of time: the current event marked, editions named, pages linked."""
    tree = pages("en")["stories/outage.html"]
    moments = tree.xpath("//section[contains(@class, 'thread')]//li")
    said = [" ".join(li.text_content().split()) for li in moments]
    assert [line[:2] for line in said] == ["29", "5 ", "10", "12"]
    assert [li.get("aria-current") for li in moments] == [None, None, "true", None]
    assert "This story" in said[2]
    assert "7 days later" in said[1]
    assert said[0].endswith("9 publishers · Printed in No. 10")
    assert moments[0].xpath(".//a/@href")[-1] == "../../2023-W13-en/index.html"
    assert "Printed in this edition" in said[3]


def test_timeline_leads_to_pages(made, told):
    """An event that has a page in this edition is linked to that page; an edition without an address
    is named by its week or day."""
    timeline = (
        told.moment("temu", -3, "lantern", "Earlier", 2, edition="2023-04-07-en"),
        told.moment("outage", 0, "tide", "Now", 3, current=True),
    )
    plain = told.with_stories(made.make_edition("en"))
    first, second, *rest = plain.story_pages
    second = msgspec.structs.replace(second, timeline=timeline)
    edition = msgspec.structs.replace(plain, story_pages=(first, second, *rest))
    tree = html.document_fromstring(render(edition)["stories/outage.html"])
    (moment, _) = tree.xpath("//section[contains(@class, 'thread')]//li")
    assert moment.xpath(".//a/@href") == ["temu.html"]
    assert "Printed in the edition of 7 April 2023" in " ".join(moment.text_content().split())


def test_one_report(pages):
    """With one report and nothing before it there is no timeline, no evidence, no hour, and nobody is
    called first."""
    tree = pages("en")["stories/photo.html"]
    assert not tree.xpath("//section[contains(@class, 'thread')]")
    assert not tree.xpath("//p[@class='why'] | //span[@class='tag'] | //p[@class='at']/time")
    assert not tree.xpath("//section[contains(@class, 'against')]")
    said = text_of(tree)
    assert "1 publisher 1 report" in said
    assert "One report so far" in said
    assert "Reported first" not in said


@pytest.mark.parametrize(("hours", "known"), [(3, False), (30, True)])
def test_first_only_where_known(made, told, hours, known):
    """A report of which only the day is known is called the first if no other is of that day."""
    first = msgspec.structs.replace(
        told.member("lantern", 1, "A", 0, first=True),
        published_at=datetime(2023, 4, 10, tzinfo=UTC),
    )
    story = told.page("outage", "en", "x", (first, told.member("plum", 2, "B", hours)))
    edition = msgspec.structs.replace(made.make_edition("en"), story_pages=(story,))
    tree = html.document_fromstring(render(edition)["stories/outage.html"])
    assert bool(tree.xpath("//span[@class='tag']")) == known
    assert ("Reported first" in text_of(tree)) == known


def test_only_chinese_reports(pages):
    """An English page of Chinese reports says so, marks their language, and sets a Chinese title as
    Chinese."""
    tree = pages("en")["stories/price.html"]
    assert "Reported in Chinese only" in text_of(tree)
    assert tree.xpath("//h1/@lang") == ["zh-Hans"]
    assert set(tree.xpath("//li[contains(@class, 'report')]//p[@class='what']//span/@lang")) == {
        "zh-Hans"
    }
    assert not pages("zh")["stories/price.html"].xpath("//h1/@lang")


def test_long_titles(pages):
    """A title of hundreds of characters is cut, on the page and in its neighbours' links."""
    found = pages("en")
    (name,) = (n for n in found if n.startswith("stories/id-"))
    title = found[name].xpath("//h1")[0]
    assert title.get("class") == "long"
    assert 250 < len(title.text_content()) <= 300
    assert title.text_content().endswith("…")
    (link,) = found["stories/price.html"].xpath("//a[@rel='next']")
    assert len(link.text_content()) < 150


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_from_outside(pages, language):
    """No story page loads anything, runs anything but its own script, or links to anything but plain
    addresses."""
    for tree in pages(language).values():
        assert not tree.xpath(
            "//script[@src] | //link[@rel='stylesheet'] | //iframe | //object | //form"
        )
        assert len(tree.xpath("//script[not(@type)]")) == len(tree.xpath("//style")) == 1
        for element in tree.iter():
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
        assert not tree.xpath("//a[@target]")
        for href in tree.xpath("//a/@href"):
            assert not re.match(r"(?i)\s*(javascript|data|vbscript):", href)
            assert "evil.example/" not in href or href.startswith("https://evil.example/%22%3E")
        assert not set("\u202e\u202c") & set(tree.text_content())


def test_policy_fits(made, told):
    """The policy of a story's page allows the style and script that stand in it."""
    import base64
    import hashlib

    page = render(told.with_stories(made.make_edition("en")))["stories/outage.html"]
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert (
            f"{tag}-src 'sha256-{digest}'"
            in html.document_fromstring(page).xpath(
                "//meta[@http-equiv='Content-Security-Policy']/@content"
            )[0]
        )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_headings_and_ids(pages, language):
    """One h1, no level skipped, no id twice, on every page."""
    for tree in pages(language).values():
        levels = [int(h.tag[1]) for h in tree.xpath("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_small(pages, made, told, context):
    """A story page of forty reports is under 60 kB."""
    files = render(told.with_stories(made.make_edition("en")), context("en"))
    assert len(files["stories/temu.html"].encode()) < 60_000


def test_same_bytes_in_any_order(made, told, context):
    """The same reports in another order give the same page."""
    edition = told.with_stories(made.make_edition("zh"))
    turned = msgspec.structs.replace(
        edition,
        story_pages=tuple(
            msgspec.structs.replace(p, members=p.members[::-1], timeline=p.timeline[::-1])
            for p in edition.story_pages
        ),
    )
    assert render(edition, context("zh")) == render(turned, context("zh"))


def test_no_pages(made, context):
    """An edition without story pages is published as it always was."""
    files = render(made.make_edition("en"), context("en"))
    assert list(files) == ["index.html"]
    assert '<p class="whole-story"' not in files["index.html"]


def test_no_members(made, told):
    """A story without a report is still a page."""
    story = told.page("temu", "en", "", ())
    edition = msgspec.structs.replace(made.make_edition("en"), highlights=(), story_pages=(story,))
    tree = html.document_fromstring(render(edition)["stories/temu.html"])
    assert len(tree.xpath("//h1")) == 1


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.one_of(
    st.sampled_from(["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><script>", "{{ 7*7 }}", "\u202e\x00", "]]><!--"]),
    st.text(max_size=40).map(lambda t: f"<script>{t}\"'>"),
))  # fmt: skip
def test_no_text_changes_the_page(made, told, text):
    """Hostile text in every field of a story never adds an element or an attribute."""

    def shape(edition: Edition) -> list[tuple[str, tuple[str, ...]]]:
        tree = html.document_fromstring(render(edition)["stories/outage.html"])
        return [(str(e.tag), tuple(sorted(e.attrib))) for e in tree.iter()]

    assert shape(spoil(made, told, text)) == shape(spoil(made, told, "x y"))


def spoil(made, told, text: str) -> Edition:
    """The edition with `text` put into every word of its second story page."""
    edition = told.with_stories(made.make_edition("en"))
    story = edition.story_pages[1]

    def add(item, *names: str):
        return msgspec.structs.replace(item, **{n: getattr(item, n) + text for n in names})

    story = msgspec.structs.replace(
        add(story, "title", "kind"),
        members=tuple(
            msgspec.structs.replace(add(m, "title"), evidence=tuple(e + text for e in m.evidence))
            for m in story.members
        ),
        timeline=tuple(add(e, "title", "publisher") for e in story.timeline),
        disagreements=tuple(add(d, "measure") for d in story.disagreements),
        reasons=tuple(reason + text for reason in story.reasons),
    )
    return msgspec.structs.replace(edition, story_pages=(story,))


@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_id_gives_a_safe_file(story_id):
    """Whatever the id, the file is in the folder of stories, in lower case, with a plain name."""
    assert PLAIN.fullmatch(name_story_file(story_id))


@pytest.mark.parametrize("story_id", ["", ".", "..", "../x", "con", "lpt1", "A", "a.b", "a/b", "重", "x" * 65, "a\n"])  # fmt: skip
def test_odd_ids(story_id):
    """An id that would be unsafe as a name, or share its file with another, is digested."""
    assert name_story_file(story_id).startswith("stories/id-")


def test_usual_ids():
    """A content key is the file's name."""
    assert name_story_file("0f3a9c1b2d4e5f60") == "stories/0f3a9c1b2d4e5f60.html"


@pytest.mark.parametrize(
    ("probability", "en", "zh"),
    [
        (0.914, "91% sure", "有91%的把握"),
        (0.999, "Over 99% sure", "有99%以上的把握"),
        (1.0, "Over 99% sure", "有99%以上的把握"),
        (0.004, "Under 1% sure", "把握不足1%"),
    ],
)
def test_probability(probability, en, zh):
    """Nothing is said to be certain, or impossible."""
    assert write_probability(probability, "en") == en
    assert write_probability(probability, "zh") == zh


def test_words_of_time():
    """Gaps, spans, clocks and editions read as each language says them."""
    assert [write_gap(days, "en") for days in (0, 1, 12)] == ["the same day", "a day later", "12 days later"]  # fmt: skip
    assert [write_gap(days, "zh") for days in (0, 1, 12)] == ["同日", "次日", "12天后"]
    assert name_edition("2023-W05-en", "en") == "week 5 of 2023"
    assert name_edition("2023-W05-zh", "zh") == "2023年第5周"
    assert name_edition("2023-04-11-en", "en") == "the edition of 11 April 2023"
    assert name_edition("2023-04-11-zh", "zh") == "2023年4月11日一期"
    assert name_edition("what", "en") == "what"
    assert write_span(date(2023, 4, 10), date(2023, 4, 12), "en") == "10–12 April 2023"
    assert write_span(date(2023, 3, 29), date(2023, 4, 12), "en") == "29 March – 12 April 2023"
    assert write_span(date(2022, 12, 30), date(2023, 1, 2), "en") == "30 December 2022 – 2 January 2023"  # fmt: skip
    assert write_span(date(2023, 4, 10), date(2023, 4, 12), "zh") == "2023年4月10日—12日"
    assert write_span(date(2023, 3, 29), date(2023, 4, 12), "zh") == "2023年3月29日—4月12日"
    assert write_span(date(2022, 12, 30), date(2023, 1, 2), "zh") == "2022年12月30日—2023年1月2日"


@pytest.mark.parametrize(
    ("at", "clock"),
    [
        (datetime(2023, 4, 10, 1, 14, tzinfo=UTC), "09:14"),
        (datetime(2023, 4, 10, tzinfo=UTC), ""),
        (datetime(2023, 4, 9, 16, tzinfo=UTC), ""),
    ],
)
def test_clock(at, clock):
    """Midnight, there or in UTC, is a day of which the hour is not known."""
    assert write_clock(at, "Asia/Shanghai") == clock
