"""A draft held against its sources."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from wenzhai.model import Name, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_pipe import check_line

GLOSSARY = (
    Name(en="Harvey Zhou", zh="周颢", kind="person"),
    Name(en="Temu", zh="Temu", kind="app", aliases=("拼多多海外版",)),
    Name(en="Tencent", zh="腾讯", kind="company"),
)


def source(text, lang="zh", published=""):
    return SourceText(id="s1", lang=lang, text=text, published=published)


VERDICTS = [
    ("en", "The app had 19 million downloads.", "该应用获1900万次下载。", "supported"),
    ("en", "The app had 91 million downloads.", "该应用获1900万次下载。", "contradicted"),
    ("en", "Nearly 60 percent of users agreed.", "有57%的用户同意。", "supported"),
    ("en", "57 percent of users agreed.", "近六成用户同意。", "unsupported"),
    ("en", "The rate rose 17.5 percent.", "利率上升17.5个百分点。", "unsupported"),
    ("en", "It is worth $15 billion.", "估值150亿元。", "contradicted"),
    ("zh", "估值150亿美元。", "It is worth $15 billion.", "supported"),
    ("zh", "估值150亿美元。", "The company is worth a lot.", "unsupported"),
    ("en", "Sales fell 14 percent.", "销量增长14%。", "contradicted"),
    ("en", "It launched GPT-4 in China.", "公司在华推出GPT-4。", "supported"),
    ("en", "It launched GPT-5 in China.", "公司在华推出GPT-4。", "unsupported"),
    ("en", "The failure was on 29 March.", "故障发生于2023年3月29日。", "supported"),
    ("en", "The failure was on 28 March.", "故障发生于2023年3月29日。", "contradicted"),
    ("en", "It grew in Q2.", "两大平台一季度增长。", "contradicted"),
    ("en", "Downloads fell 57 percent.", "下载量增长57%。", "contradicted"),
    ("en", "Three people were hurt.", "增长3%左右。", "unsupported"),
    ("en", "The platform is popular.", "该平台很受欢迎。", "not checkable"),
    ("zh", "一场比赛十分精彩。", "It was a fine match.", "not checkable"),
]


@pytest.mark.parametrize(("language", "draft", "said", "verdict"), VERDICTS)
def test_verdict_across_languages(language, draft, said, verdict):
    """The whole is as bad as its worst figure."""
    other = "en" if language == "zh" else "zh"
    assert check_text(draft, language, [source(said, other)]).verdict == verdict


def test_evidence_is_the_span_in_the_source():
    """A supported figure points at the words that bear it out."""
    check = check_text("It had 19 million downloads.", "en", [source("共1900万次下载")])
    evidence = check.figures[0].evidence
    assert evidence is not None
    assert "共1900万次下载"[slice(*evidence.span)] == "1900万次"


def test_why_is_in_the_language_of_the_draft():
    """An editor reads the ground in her own language."""
    said = "The app had 19 million downloads."
    assert "来源" in check_text("共91万次下载", "zh", [source(said, "en")]).figures[0].why
    assert "source" in check_text("91 downloads", "en", [source("19次下载")]).figures[0].why


def test_publication_date_resolves_relative_words_of_the_source():
    """The source says yesterday, the draft the date: that is supported."""
    said = source("公司昨日宣布裁员", published="2023-04-12T08:00:00Z")
    assert check_text("It announced lay-offs on 11 April.", "en", [said]).verdict == "supported"


def test_names_are_held_against_the_sources_in_both_languages():
    """周颢 bears out Harvey Zhou; a name that no source has is unsupported."""
    said = [source("腾讯处罚周颢")]
    good = check_text("Tencent punished Harvey Zhou.", "en", said, GLOSSARY)
    assert [c.verdict for c in good.claims] == ["supported", "supported"]
    bad = check_text("Temu punished Harvey Zhou.", "en", said, GLOSSARY)
    assert [c.verdict for c in bad.claims] == ["unsupported", "supported"]


@pytest.mark.parametrize(
    ("draft", "said", "lang", "verdict"),
    [
        ('He said "we shall return."', 'Mr Li: "We shall return"', "en", "supported"),
        ('He said "we shall never return."', 'Mr Li: "We shall return"', "en", "unsupported"),
        ('He said "we shall return."', "李先生说：“我们会回来。”", "zh", "not checkable"),
        (
            'He said, "We shall all return to the market."',
            "李先生称将重返市场。",
            "zh",
            "unsupported",
        ),
    ],
)
def test_quotations(draft, said, lang, verdict):
    """Quotations are verbatim, or translate something that the source quotes."""
    assert check_text(draft, "en", [source(said, lang)]).claims[0].verdict == verdict


def test_pipe_line_has_the_documented_keys():
    """A line in, a line out, with unknown keys ignored and missing ones allowed."""
    line = check_line(
        {
            "id": 7,
            "text": "有1900万次下载",
            "extra": 1,
            "sources": [{"text": "19 million downloads"}],
        }
    )
    assert (line["id"], line["verdict"]) == (7, "supported")
    assert line["figures"][0]["evidence"] == {"source": "0", "span": [0, 10]}
    assert line["claims"] == []


@pytest.mark.shared
@pytest.mark.floor
def test_quality_on_the_development_cases_does_not_drop(shared):
    """Found and false alarms in each direction stay at what was measured, less a small margin."""
    floors = {"zh>en": (0.99, 0.03), "en>zh": (0.99, 0.02), "en>en": (0.99, 1), "zh>zh": (0.99, 1)}
    counts: Counter[tuple[str, str, bool]] = Counter()
    with gzip.open(shared / "data" / "figures" / "dev.jsonl.gz", "rt", encoding="utf8") as file:
        for case in map(json.loads, file):
            given = [source(case["source"]["text"], case["source"]["lang"])]
            verdict = check_text(case["text"], case["lang"], given).verdict
            direction = f"{case['source']['lang']}>{case['lang']}"
            counts[direction, case["label"], verdict in ("contradicted", "unsupported")] += 1
    for direction, (found, alarms) in floors.items():
        hit, miss = (counts[direction, "contradicted", flag] for flag in (True, False))
        alarm, quiet = (counts[direction, "supported", flag] for flag in (True, False))
        assert hit / (hit + miss) >= found, direction
        assert alarm / max(1, alarm + quiet) <= alarms, direction
