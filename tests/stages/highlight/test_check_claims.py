"""Names, quotations, negation, direction and roles of a draft, held against its sources."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.model import Name, SourceText
from wenzhai.stages.highlight.check_claims import check_claims

BENCHMARK = Path(__file__).resolve().parents[3] / "benchmarks" / "claims.py"
GLOSSARY = (
    Name(en="Harvey Zhou", zh="周颢", kind="person"),
    Name(en="Temu", zh="Temu", kind="app"),
    Name(en="Harvard University", zh="哈佛大学", kind="company", aliases=("哈佛",)),
)


def wrong(draft, language, said, other):
    """Kind and verdict of what must not print."""
    sources = [SourceText(id="s", lang=other, text=said)]
    claims = check_claims(draft, language, sources, GLOSSARY)
    return [(c.kind, c.verdict) for c in claims if c.verdict in ("unsupported", "contradicted")]


EN = "The firm Vexomatic sued Borealis on Monday, Jane Whitlock said, and its shares rose sharply."
ZH = "瑞海公司周一宣布收购北辰集团，总裁王志强表示，公司股价大幅上涨，交易已获批准。"
ALTERED = [
    ("en", EN, EN.replace("Jane Whitlock", "Mark Ostrander"), "name", "unsupported"),
    ("en", EN, EN.replace("Vexomatic sued Borealis", "Borealis sued Vexomatic"), "roles", "contradicted"),
    ("en", EN, EN.replace("rose", "fell"), "direction", "contradicted"),
    ("en", EN, EN.replace("sued", "did not sue"), "negation", "contradicted"),
    ("zh", ZH, ZH.replace("王志强", "赵建国"), "name", "unsupported"),
    ("zh", ZH, ZH.replace("上涨", "下跌"), "direction", "contradicted"),
    ("zh", ZH, ZH.replace("已获", "未获"), "negation", "contradicted"),
    (
        "zh",
        ZH,
        ZH.replace("瑞海公司周一宣布收购北辰集团", "北辰集团周一宣布收购瑞海公司"),
        "roles",
        "contradicted",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "said", "draft", "kind", "verdict"), ALTERED)
def test_what_was_altered_is_found(language, said, draft, kind, verdict):
    """Each alteration of a sentence is found, as what it is, and the sentence itself passes."""
    assert (kind, verdict) in wrong(draft, language, said, language)
    assert wrong(said, language, said, language) == []


def test_a_name_of_the_same_source_in_anothers_place_is_contradicted():
    """Both names stand in the source; the words were the other's."""
    said = "Jane Whitlock leads the team. Mark Ostrander said on Monday that the plan was ready."
    draft = "Jane Whitlock said on Monday that the plan was ready."
    assert wrong(draft, "en", said, "en") == [("name", "contradicted")]


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("The firm Vexomatic sued Borealis, Whitlock said.", EN),
        ("Shares of Vexomatic rose sharply.", EN),
        ("Borealis and Vexomatic meet on Monday.", "Vexomatic and Borealis meet on Monday."),
        ("Vexomatic is not only large.", "Vexomatic is large."),
    ],
)
def test_other_words_for_the_same_pass(draft, said):
    """A trimmed sentence, a family name alone, a list in another order: nothing is wrong."""
    assert wrong(draft, "en", said, "en") == []


@pytest.mark.parametrize(
    ("draft", "language", "said", "kind"),
    [
        ("The regulator rejected the deal.", "en", "监管机构批准了这项交易。", "direction"),
        ("监管机构否决了这项交易。", "zh", "The regulator approved the deal.", "direction"),
        ("The company did not fine the shop.", "en", "该公司对商店罚款。", "negation"),
        ("该公司并未罚款。", "zh", "The company fined the shop.", "negation"),
        ("Temu left the market.", "en", "周颢昨日表态。", "name"),
    ],
)
def test_claims_are_held_across_languages(draft, language, said, kind):
    """Acts, denials and known names meet by table, dictionary and glossary."""
    other = "zh" if language == "en" else "en"
    assert [k for k, _ in wrong(draft, language, said, other)] == [kind]


def test_a_name_may_have_a_form_that_the_glossary_lacks():
    """哈佛 is borne out by “Harvard”, 周颢 by his family name."""
    assert wrong("哈佛的一项研究", "zh", "A study at Harvard", "en") == []
    assert wrong("周颢作了回应", "zh", "Zhou answered", "en") == []


def test_the_ground_is_in_the_drafts_language_and_points_at_the_source():
    """An editor reads why in her language, and sees the words that speak against it."""
    said = SourceText(id="s", lang="zh", text=ZH)
    found = check_claims(ZH.replace("上涨", "下跌"), "zh", [said])
    claim = next(c for c in found if c.kind == "direction")
    assert "来源" in claim.why
    assert claim.evidence is not None
    assert ZH[slice(*claim.evidence.span)] == "上涨"


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["en", "zh"]))
def test_any_draft_and_source_are_checked(draft, said, language):
    """No text raises; spans lie in the draft; a text held against itself is never contradicted."""
    for text in (said, draft):
        claims = check_claims(draft, language, [SourceText(id="s", lang="en", text=text)])
        assert all(0 <= c.span[0] <= c.span[1] <= len(draft) for c in claims)
    own = check_claims(draft, language, [SourceText(id="s", lang=language, text=draft)])
    assert not any(c.verdict == "contradicted" for c in own)


@pytest.mark.shared
@pytest.mark.floor
@pytest.mark.slow
@pytest.mark.parametrize("half", ["tune", "held"])
def test_quality_on_the_altered_sentences_does_not_drop(half, shared):
    """Found and false alarms stay at what was measured on either half of the stories, less a margin."""
    spec = importlib.util.spec_from_file_location("claims_benchmark", BENCHMARK)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    finder = benchmark.find_glossary()
    cases = [case for case in benchmark.build(shared, finder) if case.half == half]
    counts, _ = benchmark.measure(cases, finder)
    assert counts[half, "all", "altered", "all"][1] > 600
    for direction, floor in {
        "en>en": 0.96,
        "zh>zh": 0.96,
        "zh>en": 0.77,
        "en>zh": 0.68,
    }.items():
        assert benchmark.share(counts, half, direction, "altered", "all")[0] >= floor, direction
    for label, most in {"same": 0.005, "reworded": 0.02}.items():
        assert benchmark.share(counts, half, "all", label, "none")[0] <= most, label
