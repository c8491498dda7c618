"""`wenzhai check` and `overrule` as they are typed."""

from __future__ import annotations

import json

import pytest

from servers import reply, serve

SOURCE = (
    "Kapok gets nearly 60 percent of its orders abroad. It delivered 33 million parcels in March.\n"
)
LETTER = "# Parcels\n\nIt delivered 33 million parcels in March. Kapok gets 57 percent of its orders abroad.\n"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder that is no newsroom, with a letter and a source."""
    (tmp_path / "letter.md").write_text(LETTER, "utf-8")
    (tmp_path / "source.txt").write_text(SOURCE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_letter_is_checked_without_a_newsroom(wenzhai, desk):
    """What fails is shown with why and the passage; the summary counts; the exit code is 0."""
    ran = wenzhai("check", "letter.md", "--against", "source.txt")
    assert ran.code == 0, ran.err
    assert 'more exact than the source, which only says "nearly 60 percent"' in ran.out
    assert "1 of 3 sentences do not hold" in ran.out
    assert "33 million parcels in March. \n" not in ran.out


def test_several_sources_may_follow_one_option(wenzhai, desk):
    (desk / "more.txt").write_text("Exactly 57 percent of its orders are foreign.", "utf-8")
    ran = wenzhai("check", "letter.md", "--against", "source.txt", "more.txt", "--strict")
    assert ran.code == 0, ran.out


def test_strict_makes_what_fails_an_error(wenzhai, desk):
    assert wenzhai("check", "letter.md", "-a", "source.txt", "--strict").code == 1


def test_explanations_in_chinese(wenzhai, desk):
    ran = wenzhai("check", "letter.md", "-a", "source.txt", "--lang", "zh")
    assert "比来源更精确" in ran.out
    assert "3句中有1句未获来源支持" in ran.out


def test_standard_input_and_json(wenzhai, desk):
    """The whole result as one document, in which every claim has its verdict and excerpt."""
    ran = wenzhai("check", "-", "-a", "source.txt", "--json", stdin=LETTER)
    assert ran.code == 0
    sentences = [s for paragraph in ran.json["paragraphs"] for s in paragraph]
    assert [s["verdict"] for s in sentences] == ["not checkable", "supported", "unsupported"]
    assert sentences[1]["parts"][0]["excerpt"]["source"] == "source.txt"


def test_the_report_is_written_as_a_page(wenzhai, desk):
    ran = wenzhai("check", "letter.md", "-a", "source.txt", "--html", "report.html", "--lang", "zh")
    assert ran.code == 0
    assert "report.html" in ran.out
    page = (desk / "report.html").read_text("utf-8")
    assert '<html lang="zh-Hans"' in page
    assert "57 percent" in page


def test_a_source_that_cannot_be_read_is_named_and_makes_3(wenzhai, desk):
    """The others are used; where none can be read, that is an error."""
    (desk / "paper.pdf").write_bytes(b"%PDF-1.4")
    ran = wenzhai("check", "letter.md", "-a", "source.txt", "paper.pdf")
    assert ran.code == 3
    assert "paper.pdf: a PDF is not read" in ran.err
    none = wenzhai("check", "letter.md", "-a", "paper.pdf")
    assert none.code == 1
    assert "none of the sources could be read" in none.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "letter.md"],
        ["check", "letter.md", "-a", "source.txt", "--lang", "fr"],
        ["check", "letter.md", "-a", "source.txt", "--withheld"],
        ["check", "2023-W15-en", "-a", "source.txt"],
        ["overrule", "2023-W15-en", "abc", "--undo", "--why", "x"],
    ],
)
def test_wrong_usage_is_2(wenzhai, desk, arguments):
    assert wenzhai(*arguments).code == 2


def test_an_address_inside_is_refused_unless_the_newsroom_allows_it(wenzhai, desk, new_room):
    """Without a newsroom nothing private is fetched; with one, its own rules and names hold."""
    with serve(
        page=reply(SOURCE, content_type="text/plain"), **{"robots.txt": reply("", 404)}
    ) as server:
        url = f"{server.url}/page"
        refused = wenzhai("check", "letter.md", "-a", url)
        assert refused.code == 1
        assert server.requests == []
        settings = new_room / "newsroom.toml"
        text = settings.read_text("utf-8")
        assert "[collect]" in text
        settings.write_text(
            text.replace("[collect]", '[collect]\nallow_private = ["127.0.0.1"]', 1), "utf-8"
        )
        ran = wenzhai("check", "letter.md", "-a", url, "--room", new_room)
    assert ran.code == 0, ran.err
    assert "nearly 60 percent" in ran.out


@pytest.mark.slow
def test_an_edition_is_checked_again_and_a_verdict_overruled(wenzhai, sample_copy, monkeypatch):
    """What printed holds; what was withheld is listed with an id and the reason; on an editor's word it
    prints with the reason beside it in every format; undone, the edition is as it was, to the byte."""
    monkeypatch.setenv("WENZHAI_NOW", "2023-04-17T08:00:00+08:00")
    room = ("--room", sample_copy)
    checked = wenzhai("check", "2023-W15-en", "--strict", "--json", *room)
    assert checked.code == 0
    assert checked.json["counts"].keys() <= {"supported", "not checkable"}

    kept_out = wenzhai("check", "2023-W15-en", "--withheld", "--json", *room).json
    assert kept_out
    assert all(s["reasons"] and s["text"] for s in kept_out)
    shown = wenzhai("check", "2023-W15-en", "--withheld", *room).out
    wanted = next(s for s in kept_out if "75 percent" in s["text"])
    key = next(line.split()[0] for line in shown.splitlines() if wanted["text"][:40] in line)

    pages = sample_copy / "editions" / "2023-W15" / "en"
    before = {p: p.read_bytes() for p in sorted(pages.rglob("*")) if p.is_file()}
    assert wenzhai("overrule", "2023-W15-en", key, *room).code == 1
    assert wenzhai("overrule", "2023-W15-en", "zzz", "--why", "x", *room).code == 1
    why = "the <b>sale's</b> own page says so"
    assert wenzhai("overrule", "2023-W15-en", key, "--why", why, *room).code == 0
    assert wenzhai("make", "--period", "2023-W15", *room).code == 0
    edition = json.loads((pages / "edition.json").read_text("utf-8"))
    printed = [s for h in edition["highlights"] for p in h["paragraphs"] for s in p]
    assert [s["on_word"] for s in printed if s["on_word"]] == [why]
    page = (pages / "index.html").read_text("utf-8")
    assert (
        "printed on the editor’s word: the &lt;b&gt;sale&#39;s&lt;/b&gt; own page says so" in page
    )
    markdown = next(p for p in pages.glob("*.md")).read_text("utf-8")
    assert "printed on the editor’s word" in markdown
    again = wenzhai("check", "2023-W15-en", "--withheld", *room).out
    assert "overruled: the <b>sale's" in again

    assert wenzhai("overrule", "2023-W15-en", key, "--undo", *room).code == 0
    assert wenzhai("overrule", "2023-W15-en", key, "--undo", *room).code == 1
    assert wenzhai("make", "--period", "2023-W15", *room).code == 0
    assert {p: p.read_bytes() for p in sorted(pages.rglob("*")) if p.is_file()} == before
