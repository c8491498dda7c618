"""The sample week end to end, over real HTTP: what is stored, what prints, and what must not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from lxml import html

from wenzhai.model import SourceText
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.collecting import collect
from wenzhai.sample import server as sample_server
from wenzhai.sample.outlets import load_outlets, load_pieces
from wenzhai.sample.site import piece_url
from wenzhai.stages.extract import find_copies
from wenzhai.stages.highlight.check import check_text

_NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))
_OUTLETS = {outlet.id: outlet for outlet in load_outlets()}
_PIECES = {piece_url(_OUTLETS[p.outlet], p): p for p in load_pieces()}
# The article with a wrong value -> that value in every wording that a digest could give it.
_SEEDED = {
    "east-app-review/2023-04-12-temu-chart-streak": r"75 ?(%|per ?cent)",
    "shumai/2023-04-11-temu-xiazai": r"1\.9亿|190 million",
    "beichen-tech/2023-04-13-beidayun-maoli": r"6\.2 ?(%|per ?cent(?!age))|百分之六点二",
    "jiangchao-daily/2023-04-14-clearsea-zanting": r"昨日|昨天|13日|13 April|yesterday",
    "orient-courier/2023-04-12-bailing-sale": r"\b2 billion yuan|20亿元",
    "haixia-digital/2023-04-14-xunxiong-ipo": r"183億|183亿|18\.3 billion",
    "jiangchao-daily/2023-04-14-qishou-xiuxi": r"昨日|昨天|yesterday",
    "harbour-ledger/2023-04-15-kapok-parcels": r"34 ?(%|per ?cent)",
}
_HOSTILE = re.compile(
    r"900 million|(?<![\d.])9亿次|ignore (all )?previous|忽略之前|win\.invalid|collector\.invalid"
    r"|maintenance mode|safest shopping app|already approved this story|every regulator"
    r"|im_start|without sign-off|mark every figure|onerror|javascript:|\$9 billion",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def room(sample_run):
    """The sample's newsroom, open for reading."""
    with Newsroom.open(sample_run.folder, clock=_NOW) as opened:
        yield opened


@pytest.fixture(scope="module")
def articles(room):
    """Every stored article by id."""
    return {a.id: a for a in room.store.find_articles(_at(1), _at(5))}


@pytest.fixture(scope="module")
def pieces(articles):
    """The authored piece behind every stored article, by the article's id."""
    return {a.id: _PIECES[a.url] for a in articles.values()}


@pytest.fixture(scope="module")
def editions(room):
    """The editions as stored, in both languages."""
    return room.store.load_editions()


@pytest.fixture(scope="module")
def printed(editions):
    """(edition, sentence) for every sentence that prints."""
    return [(edition, sentence) for edition in editions for sentence in _sentences(edition)]


def _at(month):
    return datetime(2023, month, 1, tzinfo=UTC)


def _sentences(edition):
    for highlight in edition.highlights:
        yield highlight.headline
        for paragraph in highlight.paragraphs:
            yield from paragraph
    yield from (brief.sentence for brief in edition.briefs)
    yield from (number.sentence for number in edition.numbers)


def _files(folder):
    root = folder / "editions"
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def _letters(text):
    """Without white space and the small Markdown of the authored week."""
    unlinked = re.sub(r"\[([^\]]+)\]\(https?://[^\s)]+\)", r"\1", text)
    return re.sub(r"\s|^## ", "", unlinked, flags=re.MULTILINE)


def test_the_run_reports_what_it_did(sample_run):
    """Sixteen outlets and two lists answer; two editions of ten highlights come of 150 articles or more."""
    collected, made = sample_run.collected, sample_run.made
    assert (collected.sources, len(collected.failed)) == (19, 1)
    assert (collected.pages, collected.pages_failed) == (len(_PIECES), 0)
    assert (made.week, made.number) == ("2023-W15", 2)
    assert [edition.language for edition in made.editions] == ["en", "zh"]
    assert made.counts["articles"] >= 150
    assert made.counts["publishers"] >= 14
    for edition in made.editions:
        assert 8 <= edition.highlights <= 12
        assert edition.sentences >= 2 * edition.highlights
        assert edition.figures > 0


def test_an_outlet_that_is_gone_is_named_and_stops_nothing(sample_run, room):
    """Its error is in words, with the address, the reason and the remedy; the others are all read."""
    assert list(sample_run.collected.failed) == ["paper-kite"]
    words = sample_run.collected.failed["paper-kite"]
    assert "http://www.paperkite.example/feed.xml" in words
    assert "410" in words
    assert "take the source out" in words
    health = room.store.load_health()
    assert health["paper-kite"].error == words
    assert all(h.failures == 0 for h in health.values() if h.source_id != "paper-kite")
    assert all(len(h.error) < 600 for h in health.values())


def test_every_authored_piece_is_stored_once(pieces):
    """Whatever the format of the feed and its faults, each piece becomes one article."""
    assert Counter(p.path for p in pieces.values()) == Counter(p.path for p in _PIECES.values())


def test_every_article_has_the_time_of_its_publication(articles, pieces):
    """Found to the minute for at least 97 percent."""
    apart = [
        abs((a.published_at - pieces[a.id].published).total_seconds()) for a in articles.values()
    ]
    assert sum(seconds < 60 for seconds in apart) >= 0.97 * len(apart)


def test_pages_in_old_encodings_keep_every_character(articles, pieces):
    """GB 18030 declared as GB 2312, and Big5 with Hong Kong's characters: no sign is lost or changed."""
    by_outlet = {"beichen-tech": [], "gangdao": []}
    for article in articles.values():
        if article.source_id in by_outlet:
            by_outlet[article.source_id].append(article)
    for found in by_outlet.values():
        whole = 0
        for article in found:
            authored = _letters(pieces[article.id].body)
            strange = set(_letters(article.text)) - set(authored + pieces[article.id].caption)
            assert not strange - set(pieces[article.id].credit), article.url
            whole += authored in _letters(article.text)
        # One advertorial's last line asks to scan a code, and is cut as such.
        assert whole >= len(found) - 1


def test_stubs_are_labelled(articles, pieces):
    """Every page behind a pay wall is a stub, and hardly any short report is taken for one."""
    by_kind = {"stub": [], "article": []}
    for article in articles.values():
        by_kind.get(pieces[article.id].kind, []).append(article.kind)
    assert by_kind["stub"]
    assert set(by_kind["stub"]) == {"stub"}
    assert by_kind["article"].count("stub") <= 0.02 * len(by_kind["article"])


def test_copies_are_recognised(articles, pieces):
    """Against the authored labels: recall at least 0.90, precision at least 0.95."""
    names = {i: f"{p.outlet}/{p.slug}" for i, p in pieces.items()}
    found = {
        (names[copy], names[original])
        for copy, original in find_copies([*articles.values()]).items()
    }
    wanted = {(names[i], p.copy_of) for i, p in pieces.items() if p.copy_of}
    assert len(found & wanted) >= 0.90 * len(wanted)
    assert len(found & wanted) >= 0.95 * len(found)


def test_every_printed_sentence_is_cited_by_a_passage_that_is_there(printed, articles):
    """At least one citation each, whose text stands in the stored article under the citation's place."""
    assert len(printed) >= 80
    for _, sentence in printed:
        assert sentence.citations, sentence.text
        for citation in sentence.citations:
            article = articles[citation.article_id]
            assert citation.text
            assert citation.text in article.text
            passage = next(p for p in article.passages if p.id == citation.passage_id)
            assert article.text[passage.start : passage.end] == passage.text
            assert citation.url == article.url


def test_what_comes_up_is_cited_too(editions, articles):
    """Each date ahead lies after the week, and its words stand in the cited passage."""
    for edition in editions:
        for ahead in edition.coming_up:
            article = articles[ahead.citation.article_id]
            assert ahead.citation.text in article.text
            assert ahead.when[:7] >= "2023-04"
            if len(ahead.when) == 10:
                assert ahead.when > edition.ends_on.isoformat()


def test_every_printed_sentence_stands_against_its_citations(editions, room):
    """Checked again against nothing but what its citations show (title, passage, day): no sentence is
    contradicted or unsupported."""
    briefed = {h.headline for e in editions for h in e.highlights if h.awaiting_translation}
    checked = [(e.language, s) for e in editions for s in _sentences(e) if s not in briefed]
    assert _find_wrong(checked, room.names) == []


def test_the_headline_of_a_brief_stands_against_its_citations(editions, room):
    """A story whose sources are in the other language only is named from what is cited."""
    checked = [
        (e.language, h.headline) for e in editions for h in e.highlights if h.awaiting_translation
    ]
    assert _find_wrong(checked, room.names) == []


def _find_wrong(checked, names):
    wrong = []
    for language, sentence in checked:
        shown = [
            SourceText(
                id=c.article_id,
                lang=c.language,
                text=f"{c.title}\n{c.text}\n{_word_day(c)}",
                published=c.published_at.isoformat(),
            )
            for c in sentence.citations
        ]
        check = check_text(sentence.text, language, shown, names=names)
        if check.verdict in ("contradicted", "unsupported"):
            parts = [*check.figures, *check.claims]
            wrong.append((sentence.text, [p.why for p in parts if p.verdict == check.verdict]))
    return wrong


def _word_day(citation):
    at = citation.published_at
    if citation.language.startswith("zh"):
        return f"{at.year}年{at.month}月{at.day}日"
    return f"{at.day} {at:%B %Y}"


@pytest.mark.parametrize("name", _SEEDED)
def test_a_seeded_error_does_not_print(name, printed, pieces):
    """What one outlet has wrong is in no sentence that is made from its event, in either language."""
    seeded = next(p for p in pieces.values() if f"{p.outlet}/{p.slug}" == name)
    assert seeded.seeded_error
    told = f"{seeded.title} {seeded.summary} {seeded.body}"
    assert re.search(_SEEDED[name], told), "the pattern does not find the error where it was made"
    for _, sentence in printed:
        events = {pieces[c.article_id].event for c in sentence.citations}
        if seeded.event in events:
            assert not re.search(_SEEDED[name], sentence.text), sentence.text


def test_every_seeded_error_is_looked_for():
    """A new one in the authored week must be added to this file's list."""
    assert {f"{p.outlet}/{p.slug}" for p in load_pieces() if p.seeded_error} == set(_SEEDED)


def test_nothing_of_the_hostile_page_prints(sample_run, editions):
    """Neither its instructions, nor its markup, nor its addresses are in any file or passage."""
    for name, data in _files(sample_run.folder).items():
        assert not _HOSTILE.search(data.decode(errors="ignore")), name
    cited = [c.text for e in editions for s in _sentences(e) for c in s.citations]
    assert not any(_HOSTILE.search(text) for text in cited)


def test_highlights_are_news_on_the_beat(editions, pieces):
    """No source of a highlight is off the beat, and no advertorial is cited."""
    for edition in editions:
        for highlight in edition.highlights:
            for source in highlight.sources:
                assert pieces[source.article_id].on_beat, source.title
                assert pieces[source.article_id].kind != "advertorial", source.title
        for sentence in _sentences(edition):
            for citation in sentence.citations:
                assert pieces[citation.article_id].kind != "advertorial", citation.title


def test_made_again_it_is_the_same_to_the_byte(sample_run, sample_copy):
    """In another folder, process, zone and order of hashes, no file changes."""
    before = _files(sample_run.folder)
    assert len(before) >= 9
    subprocess.run(
        [sys.executable, "-m", "wenzhai", "make", "--week", "2023-W15", "--room", sample_copy],
        env={**os.environ, "PYTHONHASHSEED": "20230416", "TZ": "America/New_York"},
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert _files(sample_copy) == before


def test_a_second_collect_adds_nothing_and_asks_politely(sample_copy, monkeypatch):
    """Feeds that did not change are answered with 304 and no body; no page is asked for again."""
    asked = []
    monkeypatch.setattr(
        sample_server._Handler,
        "log_request",
        lambda handler, code="-", size="-": asked.append(
            (handler.headers.get("Host", "").split(":")[0], handler.path, int(code))
        ),
    )
    with (
        sample_server.serve_sample() as address,
        Newsroom.open(sample_copy, clock=_NOW, resolve={"*.example": address}) as again,
    ):
        before = again.store.count()
        report = collect(again)
        after = again.store.count()
    assert (report.new, report.pages) == (0, 0)
    assert {k: v for k, v in after.items() if k != "source_health"} == {
        k: v for k, v in before.items() if k != "source_health"
    }
    unchanged = {host for host, _, status in asked if status == 304}
    assert unchanged == {o.host for o in _OUTLETS.values() if o.fault != "gone"}
    assert not {urlsplit(url).path for url in _PIECES} & {path for _, path, _ in asked}


def test_every_local_link_of_the_pages_leads_somewhere(sample_run):
    """Files that a page names are there, and so is every place inside them."""
    root = sample_run.folder / "editions"
    pages = sorted(root.rglob("*.html"))
    assert len(pages) >= 3
    for page in pages:
        tree = html.fromstring(page.read_bytes())
        for _, attribute, link, _ in tree.iterlinks():
            parts = urlsplit(link)
            if attribute not in ("href", "src") or parts.scheme or parts.netloc:
                continue
            target = (page.parent / parts.path).resolve() if parts.path else page
            assert target.is_file(), f"{page}: {link}"
            if parts.fragment:
                found = tree if target == page else html.fromstring(target.read_bytes())
                assert found.get_element_by_id(parts.fragment, None) is not None, link
