"""What a model answered: read in every shape it comes in, and nothing in it taken on trust."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import ParseError
from wenzhai.stages.highlight.write_answer import read_draft, read_rewritten

KNOWN = {"P1", "P2"}
DRAFT = {
    "headline": {"text": "One Two", "cites": ["P1"]},
    "paragraphs": [[{"text": "One.", "cites": ["P2", "P2", "P9"]}], [{"text": "Two.", "cites": "P1"}]],
}  # fmt: skip


@pytest.mark.parametrize(
    "wrap", ["{}", "```json\n{}\n```", "Here it is:\n{}\nDone.", "<think>hm {{</think>{}"]
)
def test_a_draft_is_found_in_its_wrapping(wrap):
    """Alone, in a fence, between words, after thoughts; unknown and doubled citations are gone."""
    text = wrap.replace("{}", json.dumps(DRAFT)) if wrap != "{}" else json.dumps(DRAFT)
    draft = read_draft(text, KNOWN)
    assert draft.headline.text == "One Two"
    assert [[s.cites for s in p] for p in draft.paragraphs] == [[("P2",)], [("P1",)]]


@pytest.mark.parametrize(
    "text", ["", "no", '{"paragraphs": [[{"text"', '{"paragraphs": 1}', "{}", "[]", "}{"]
)
def test_what_is_no_draft_is_refused(text):
    """Nothing, words, half JSON, another shape."""
    with pytest.raises(ParseError):
        read_draft(text, KNOWN)


def test_of_an_answer_that_breaks_off_the_whole_sentences_are_read():
    """A bound on tokens cuts an answer short; what was said before still counts."""
    text = json.dumps(DRAFT | {"paragraphs": [DRAFT["paragraphs"][0] * 2]})
    draft = read_draft(text[: text.rindex('"cites"')], KNOWN)
    assert draft.headline.text == "One Two"
    assert [s.text for s in draft.paragraphs[0]] == ["One."]


def test_layout_is_taken_off_and_size_is_bounded():
    """Markdown marks, citations in the text and invisible letters go; a sentence of a page is emptied."""
    rows = [
        {"text": "- **Temu** rose\u200b [P1].", "cites": ["P1"]},
        {"text": "x" * 1_200, "cites": ["P1"]},
    ]
    draft = read_draft(json.dumps({"paragraphs": [rows * 12]}), KNOWN)
    assert [s.text for s in draft.paragraphs[0][:2]] == ["Temu rose.", ""]
    assert sum(map(len, draft.paragraphs)) <= 16


def test_rewritten_sentences_come_by_id():
    """The second answer says which sentence each one stands for."""
    text = '{"sentences": [{"id": "S2", "text": "Two.", "cites": ["P2"]}]}'
    assert read_rewritten(text, KNOWN)["S2"].cites == ("P2",)


@given(st.text(max_size=300) | st.recursive(st.none() | st.text(max_size=5), lambda c: st.lists(c) | st.dictionaries(st.sampled_from(["paragraphs", "text", "cites", "headline"]), c)).map(json.dumps))  # fmt: skip
def test_any_answer_is_a_draft_or_refused(text):
    """No answer raises anything else, and no citation is one that was not given."""
    try:
        draft = read_draft(text, KNOWN)
    except ParseError:
        return
    assert {c for p in draft.paragraphs for s in p for c in s.cites} <= KNOWN
