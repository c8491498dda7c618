"""`wenzhai pipe`: JSON lines in, JSON lines out; a bad line is named and the rest goes on."""

from __future__ import annotations

import json

import pytest

_PAGE = (
    '<html lang="en"><head><title>{0}</title><meta property="og:title" content="{0}">'
    '<meta property="article:published_time" content="2023-04-11T09:00:00+08:00"></head><body><article>'
    "<h1>{0}</h1>{1}</article></body></html>"
)
_PARAGRAPH = (
    "<p>Lantern Games said on Tuesday that it had bought a studio in Helsinki for 105 million euros, "
    "its largest purchase abroad so far, and that the founders would stay for three years.</p>"
)
_ITEMS = [
    {"id": "a", "lang": "en", "title": "Tencent penalises executives over WeChat outage",
     "published": "2023-04-10T10:00:00+08:00", "source": "A"},
    {"id": "b", "lang": "zh", "title": "腾讯因微信故障处罚多名高管",
     "published": "2023-04-10T11:00:00+08:00", "source": "B"},
    {"id": "c", "lang": "en", "title": "Tencent punishes executives for WeChat failure",
     "published": "2023-04-10T12:00:00+08:00", "source": "C"},
    {"id": "d", "lang": "en", "title": "City museum shows bronze mirrors",
     "published": "2023-04-10T12:30:00+08:00", "source": "A"},
]  # fmt: skip
_HOT = {"id": "h", "kind": "hot", "list": "resou", "title": "腾讯处罚高管 微信故障",
        "seen": "2023-04-10T12:00:00+08:00", "rank": 1, "heat": 900000}  # fmt: skip


def _lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _draft(number, lang, text, source_lang, source):
    return {
        "id": number,
        "lang": lang,
        "text": text,
        "sources": [{"id": "s", "lang": source_lang, "text": source, "published": "2023-04-11"}],
    }


def test_bad_lines_are_named_with_their_number(wenzhai):
    """What is no JSON, no object or not of the format is told on standard error; exit code 3."""
    good = _draft(1, "en", "It sold 5 million.", "en", "It sold 5 million.")
    stdin = f"{{\n[1]\n{_lines(good)}\n{_lines({'id': 2})}" + "[" * 100_000 + "\n" + _lines(good)
    ran = wenzhai("pipe", "check", "-", stdin=stdin)
    assert ran.code == 3
    assert [line["id"] for line in ran.lines] == [1, 1]
    for number in (1, 2, 5, 6):
        assert f"-:{number}: " in ran.err
    for number in (3, 4, 7):
        assert f"-:{number}: " not in ran.err


@pytest.mark.parametrize("stage", ["group", "rank"])
def test_items_that_lack_an_id_or_title_are_skipped(wenzhai, stage):
    """The others are answered all the same."""
    ran = wenzhai("pipe", stage, stdin=_lines({"title": "No id"}, {"id": "x"}, *_ITEMS))
    assert ran.code == 3
    assert "-:1: the item has no id" in ran.err
    assert "-:2: the item has no title" in ran.err
    ids = [i for line in ran.lines for i in line.get("items", [line.get("id")])]
    assert sorted(ids) == ["a", "b", "c", "d"]


def test_no_such_file_is_1(wenzhai, tmp_path):
    """Nothing could be done at all."""
    for stage in ("extract", "group", "rank", "check"):
        ran = wenzhai("pipe", stage, tmp_path / "none.jsonl")
        assert (ran.code, ran.out) == (1, "")
        assert "error" in ran.err


@pytest.mark.parametrize(
    ("option", "value"), [("--at", "yesterday"), ("--beat", "astrology"), ("--at", "2023-13-01")]
)
def test_rank_refuses_a_wrong_time_or_beat(wenzhai, option, value):
    """Before anything is read into it; exit code 1."""
    ran = wenzhai("pipe", "rank", option, value, stdin=_lines(*_ITEMS))
    assert (ran.code, ran.out) == (1, "")
    assert value in ran.err


def test_empty_input_is_empty_output(wenzhai):
    """No line is no error."""
    for stage in ("extract", "group", "rank", "check"):
        ran = wenzhai("pipe", stage, stdin="\n\n")
        assert (ran.code, ran.out) == (0, "")


def test_group_joins_one_event_in_two_languages(wenzhai):
    """Every id once; the three reports share a story, and the museum has its own."""
    ran = wenzhai("pipe", "group", stdin=_lines(*_ITEMS))
    assert ran.code == 0
    story = {line["id"]: line["story"] for line in ran.lines}
    assert sorted(story) == ["a", "b", "c", "d"]
    assert story["a"] == story["b"] == story["c"] != story["d"]
    assert all(line.keys() == {"id", "story", "thread"} for line in ran.lines)


def test_rank_is_best_first_and_sightings_are_only_evidence(wenzhai):
    """Ranks from 1, falling scores, a reason from the hot list, and the same bytes in any order."""
    at = ("--at", "2023-04-10T18:00:00+08:00")
    ran = wenzhai("pipe", "rank", *at, stdin=_lines(_HOT, *_ITEMS))
    assert ran.code == 0
    assert [line["rank"] for line in ran.lines] == list(range(1, len(ran.lines) + 1))
    scores = [line["score"] for line in ran.lines]
    assert scores == sorted(scores, reverse=True)
    assert sorted(ran.lines[0]["items"]) == ["a", "b", "c"]
    assert "h" not in [i for line in ran.lines for i in line["items"]]
    without = wenzhai("pipe", "rank", *at, stdin=_lines(*_ITEMS))
    assert ran.lines[0]["score"] > without.lines[0]["score"]
    assert wenzhai("pipe", "rank", *at, stdin=_lines(_HOT, *_ITEMS[::-1])).out == ran.out


@pytest.mark.parametrize(
    ("lang", "text", "source_lang", "source", "verdict"),
    [
        ("en", "Temu had 19 million downloads.", "zh", "Temu一季度下载量达1900万次。", "supported"),
        (
            "en",
            "Temu had 190 million downloads.",
            "zh",
            "Temu一季度下载量达1900万次。",
            "contradicted",
        ),
        ("zh", "营收增长近六成。", "en", "Revenue grew by 57 percent.", "supported"),
        ("zh", "毛利率上升6.2%。", "zh", "毛利率提升6.2个百分点。", "unsupported"),
        ("zh", "罚款6812万元。", "en", "It was fined 68.12 million yuan.", "supported"),
        ("en", "The shop opened in 2019.", "en", "The shop sells tea.", "unsupported"),
        ("en", "The shop sells tea.", "en", "The shop sells tea.", "not checkable"),
    ],
)
def test_check_holds_a_draft_against_sources_in_either_language(
    wenzhai, lang, text, source_lang, source, verdict
):
    """The verdict on the whole is that of its worst part, and every figure has its ground in words."""
    ran = wenzhai("pipe", "check", stdin=_lines(_draft("x", lang, text, source_lang, source)))
    assert ran.code == 0
    [line] = ran.lines
    assert (line["id"], line["verdict"]) == ("x", verdict)
    for figure in line["figures"]:
        start, end = figure["span"]
        assert text[start:end] == figure["text"]
        assert figure["why"]


def test_extract_reads_a_page_from_the_line_or_from_a_file(wenzhai, tmp_path):
    """The same article from both; a page that is not there is skipped by number."""
    html = _PAGE.format("Lantern Games buys a studio", _PARAGRAPH * 3)
    path = tmp_path / "page.html"
    path.write_text(html, "utf-8")
    url = "https://a.example/2023/04/11/studio.html"
    ran = wenzhai(
        "pipe", "extract",
        stdin=_lines(
            {"id": 1, "url": url, "html": html},
            {"id": 2, "url": url, "path": str(path)},
            {"id": 3, "url": url, "path": str(tmp_path / "none.html")},
            {"id": 4, "url": url},
        ),
    )  # fmt: skip
    assert ran.code == 3
    one, two = ran.lines
    assert {**one, "id": 2} == two
    assert one["title"] == "Lantern Games buys a studio"
    assert one["language"] == "en"
    assert one["published_at"].startswith("2023-04-11T")
    assert "105 million euros" in one["text"]
    assert "-:3: " in ran.err
    assert "-:4: " in ran.err


def test_output_is_utf_8_whatever_the_locale(wenzhai_process):
    """Bytes in, bytes out: Chinese is not escaped, and no byte order mark or carriage return is added."""
    row = _draft("一", "zh", "下载量达1900万次。", "zh", "下载量达1900万次。")
    ran = wenzhai_process(
        "pipe", "check", stdin=_lines(row).encode(), LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING=""
    )
    assert ran.code == 0
    assert ran.out.startswith('{"id":"一"')
    assert ran.out.endswith("}\n")
    assert "\r" not in ran.out
