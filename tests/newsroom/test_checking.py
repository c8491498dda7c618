"""A text that someone wrote is held against its sources, sentence by sentence."""

from __future__ import annotations

import pytest

from servers import reply, serve
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.newsroom.checking import check_written
from wenzhai.newsroom.gathering import gather_sources
from wenzhai.newsroom.reading_texts import read_text
from wenzhai.services.http import PoliteFetcher
from wenzhai.settings import CollectSettings

NAMES = NameFinder([Name(en="Tencent", zh="腾讯", kind="company")])
PAGE = """<!doctype html><html><head><title>Kapok opens two depots</title></head><body><article>
<h1>Kapok opens two depots</h1><p>The parcel app Kapok said on Wednesday that nearly 60 percent of its
orders now come from outside China, and that it had delivered 33 million parcels in the month of March,
against 19 million in December of last year.</p><p>“We will not raise prices this year,” its chief
executive Lin Haoran told reporters in Jakarta, where the company opened two depots.</p></article></body></html>"""
CHINESE = "木棉快递4月12日宣布，近六成订单来自海外。公司计划投资1.2亿元。\n"


def nobody():
    raise AssertionError("nothing is to be fetched")


def check(text, places, fetcher=nobody, language="en", folder=None):
    gathered = gather_sources([str(p) for p in places], fetcher)
    return check_written(read_text(text.encode(), "a.md"), gathered, NAMES, language, folder=folder)


@pytest.fixture
def sources(tmp_path):
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "kapok.html").write_text(PAGE, "utf-8")
    (folder / "mumian.txt").write_text(CHINESE, "utf-8")
    return folder


def test_every_claim_has_its_verdict_and_the_passage_behind_it(sources):
    """Figures in both languages, a name, a quotation; each excerpt holds what decides the claim."""
    checked = check(
        "It delivered 33 million parcels. It invests CNY 1.2 billion. Tencent owns it. "
        "“We will never raise prices,” Lin said.\n\n公司近六成订单来自海外。",
        [sources],
    )
    verdicts = [s.verdict for s in checked.sentences]
    assert verdicts == ["supported", "contradicted", "unsupported", "unsupported", "supported"]
    assert checked.failing == 3
    assert checked.counts == {"contradicted": 1, "supported": 3, "unsupported": 2}
    good = checked.sentences[0].parts[0].excerpt
    assert good.text[slice(*good.span)] == "33 million"
    bad = checked.sentences[1].parts[0].excerpt
    assert bad.source.endswith("mumian.txt")
    assert bad.text[slice(*bad.span)] == "1.2亿元"


def test_a_linked_sentence_is_held_against_its_link_alone(sources):
    """The Chinese source has the sum, the linked one has not; a footnote and a link behind the full stop
    count as well; a link to something else is named."""
    kapok = (sources / "kapok.html").name
    checked = check(
        f"It invests [CNY 120 million](sources/{kapok}). It invests CNY 120 million. "
        f"It invests CNY 120 million. ([Kapok](sources/{kapok}))\n\n"
        "See [this](https://other.example/x) on CNY 120 million.",
        [sources],
        folder=sources.parent,
    )
    linked, free, behind, _, strange = checked.sentences
    assert linked.verdict == "unsupported"
    assert linked.sources == (str(sources / kapok),)
    assert (free.verdict, free.sources) == ("supported", ())
    assert behind.verdict == "unsupported"
    assert strange.verdict == "supported"
    assert "other.example" in strange.notes[0]


def test_explanations_are_in_the_language_asked_for(sources):
    """Whatever language the sentence is in; the verdicts are the same."""
    text = "It invests CNY 1.2 billion.\n\n公司计划投资12亿元。腾讯持股。"
    english, chinese = (check(text, [sources], language=key) for key in ("en", "zh"))
    for one, other in zip(english.sentences, chinese.sentences, strict=True):
        assert one.verdict == other.verdict
        assert all(p.why.isascii() or "。" not in p.why for p in one.parts)
        assert all(p.why.endswith("。") for p in other.parts)


def test_what_speaks_against_a_figure_is_looked_for_where_the_same_is_told(tmp_path):
    """Of two sources with other sums, the one that speaks of the same thing is shown."""
    far = "\n".join(["Tidewater spent $5 billion on ships."] * 3)
    near = "Weather was fine on 3 May.\nKapok spent $2 billion on depots in Jakarta.\nIt rained for $9 billion."
    (tmp_path / "a.txt").write_text(far, "utf-8")
    (tmp_path / "b.txt").write_text(near, "utf-8")
    checked = check("Kapok spent $7 billion on depots in Jakarta.", [tmp_path])
    excerpt = checked.sentences[0].parts[0].excerpt
    assert excerpt.text == "Kapok spent $2 billion on depots in Jakarta."
    assert excerpt.text[slice(*excerpt.span)] == "$2 billion"


def test_pages_are_fetched_politely_and_read_as_articles(tmp_path):
    """Over real HTTP: menus are no source, a link to the page binds the sentence, what fails is named."""
    page = PAGE.replace("<article>", "<nav><a href='/'>99 million readers</a></nav><article>")
    html = reply(page, content_type="text/html; charset=utf-8")
    with serve(**{"kapok": html, "robots.txt": reply("", 404)}) as server:
        settings = CollectSettings(allow_private=("127.0.0.1",), pause=0.0, retries=0)
        with PoliteFetcher(settings) as fetcher:
            url = f"{server.url}/kapok"
            checked = check(
                f"It delivered [33 million parcels]({url}). It has 99 million readers.",
                [url, f"{server.url}/gone"],
                lambda: fetcher,
            )
    assert [s.verdict for s in checked.sentences] == ["supported", "contradicted"]
    assert checked.sentences[0].sources == (url,)
    assert checked.sources[0].title == "Kapok opens two depots"
    assert list(checked.unread) == [f"{server.url}/gone"]


def test_json_lines_and_a_folder_are_sources_and_bad_ones_are_named(tmp_path):
    """A line that is no object, a PDF beside good files and a missing file stop nothing."""
    rows = '{"id":"a","url":"https://x.example/1","text":"It sold 40 trucks."}\nnot json\n'
    (tmp_path / "rows.jsonl").write_text(rows, "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    checked = check(
        "It sold [40 trucks](https://x.example/1?utm_source=mail).",
        [tmp_path / "rows.jsonl", tmp_path, tmp_path / "report.pdf", tmp_path / "none.txt"],
    )
    assert checked.sentences[0].verdict == "supported"
    assert checked.sentences[0].sources
    named = " ".join(checked.unread)
    assert all(name in named for name in ("rows.jsonl:2", "broken.docx", "report.pdf", "none.txt"))
