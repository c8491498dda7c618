"""A sentence that its citations do not bear out is repaired honestly, or dropped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Name, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.repair import repair_sentence

CHINESE = SourceText(id="z", lang="zh", text="木棉快递近六成订单来自海外，公司投资超1亿元。")
ENGLISH = SourceText(
    id="e",
    lang="en",
    text="Kapok gets nearly 60 percent of its orders abroad and spent over $2 billion.",
)
NAMES = NameFinder([Name(kind="company", en="Kapok", zh="木棉快递", aliases=())])


def source(key, text, lang="en"):
    return SourceText(id=key, lang=lang, text=text)


@pytest.mark.parametrize(
    ("text", "language", "cited", "repaired"),
    [
        (
            "Kapok gets 57 percent of its orders abroad.",
            "en",
            CHINESE,
            "Kapok gets nearly 60 percent of its orders abroad.",
        ),
        (
            "57% of its orders are foreign.",
            "en",
            CHINESE,
            "Nearly 60 percent of its orders are foreign.",
        ),
        ("Exactly 57% of them.", "en", CHINESE, "Nearly 60 percent of them."),
        ("It invested CNY 105 million.", "en", CHINESE, "It invested more than CNY 100 million."),
        ("公司57%的订单来自海外。", "zh", ENGLISH, "公司近60%的订单来自海外。"),
        ("公司恰好57%的订单来自海外。", "zh", ENGLISH, "公司近60%的订单来自海外。"),
        ("公司花费21亿美元。", "zh", ENGLISH, "公司花费超过20亿美元。"),
    ],
)
def test_a_figure_sharper_than_its_source_is_written_as_the_source_has_it(
    text, language, cited, repaired
):
    """In the other language too, and what comes out passes the check."""
    repair = repair_sentence(text, language, [cited], [])
    assert repair.repaired is not None, repair.reason
    assert repair.repaired.text == repaired
    assert check_text(repaired, language, [cited]).verdict == "supported"
    assert repair.reason


@pytest.mark.parametrize(
    "text",
    [
        "Kapok gets 75 percent of its orders abroad.",  # another value is not put right
        "It invested CNY 3 billion.",
        "It spent $3 billion.",  # over $2 billion, but too far from it to be meant
        "“Kapok gets 57 percent of its orders abroad,” it said.",  # nothing is reworded inside marks
        "“We will never raise prices,” Kapok said of its orders abroad.",  # marks are never dropped
    ],
)
def test_what_cannot_be_repaired_is_dropped_with_the_reasons(text):
    repair = repair_sentence(text, "en", [ENGLISH], [], NAMES)
    assert repair.repaired is None
    assert repair.reason


def test_another_passage_of_the_story_becomes_a_further_citation():
    """The first that bears out what fails, and no other; the first citations stay."""
    others = [
        source("o1", "Kapok is a parcel app."),
        source("o2", "木棉快递在雅加达开设两座仓库，3月投递包裹3300万件。", "zh"),
        source("o3", "Kapok delivered 33 million parcels."),
    ]
    text = (
        "Kapok delivered 33 million parcels, and nearly 60 percent of its orders came from abroad."
    )
    repair = repair_sentence(text, "en", [ENGLISH], others, NAMES)
    assert repair.repaired is not None, repair.reason
    assert [s.id for s in repair.repaired.cited] == ["e", "o2"]
    assert repair.repaired.text == text


def test_a_sentence_without_citations_is_given_them():
    """A draft that forgot to cite is cited where a passage bears it out, else dropped."""
    others = [source("o", "Kapok delivered 33 million parcels.")]
    found = repair_sentence("Kapok delivered 33 million parcels.", "en", [], others, NAMES)
    assert found.repaired is not None
    assert [s.id for s in found.repaired.cited] == ["o"]
    assert repair_sentence("Kapok delivered 32 million.", "en", [], others, NAMES).repaired is None


def test_a_figure_that_stands_in_a_passage_about_something_else_proves_nothing():
    """A passage must share a name or the words: 33 million of another story are not these."""
    other = source("o", "Tidewater counted 33 million fish in the bay this spring.")
    text = "Kapok delivered 33 million parcels."
    assert repair_sentence(text, "en", [ENGLISH], [other], NAMES).repaired is None


def test_what_a_cited_passage_contradicts_is_not_cured_by_another():
    """Sources that disagree are shown as such; a sentence that its own source contradicts is dropped."""
    cited = source("c", "Kapok delivered 31 million parcels.")
    other = source("o", "Kapok delivered 33 million parcels.")
    repair = repair_sentence("Kapok delivered 33 million parcels.", "en", [cited], [other], NAMES)
    assert repair.repaired is None


def test_a_small_number_elsewhere_proves_nothing():
    """One, two or seven stands in most passages by chance."""
    other = source("o", "Kapok won 7 prizes.")
    text = "Kapok has 7 depots."
    assert repair_sentence(text, "en", [ENGLISH], [other], NAMES).repaired is None


def test_a_quotation_is_kept_where_a_passage_has_it_word_for_word():
    other = source("o", "Kapok’s chief said: “We will not raise prices this year.”")
    text = "“We will not raise prices this year,” said the chief of Kapok."
    repair = repair_sentence(text, "en", [ENGLISH], [other], NAMES)
    assert repair.repaired is not None
    assert "“We will not raise prices this year,”" in repair.repaired.text


@settings(max_examples=120, deadline=None)
@given(
    st.text(alphabet="0123456789.%万亿元 近约成超多$“”。，aKapok percent million", max_size=80),
    st.sampled_from([CHINESE, ENGLISH]),
    st.sampled_from(["en", "zh"]),
)
def test_whatever_is_repaired_passes_the_check(text, cited, language):
    """No text breaks it, and nothing comes out that would not print; quotations stay as they were."""
    repaired = repair_sentence(text, language, [cited], [ENGLISH, CHINESE], NAMES).repaired
    if repaired is not None:
        check = check_text(repaired.text, language, repaired.cited, names=NAMES)
        assert check.verdict in ("supported", "not checkable")
        assert repaired.text.count("“") == text.count("“")
