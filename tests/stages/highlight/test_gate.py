"""What the gate lets through."""

from __future__ import annotations

from wenzhai.model import SourceText
from wenzhai.stages.highlight.gate import DraftSentence, check_sentence, may_print, pass_gate

CITED = (SourceText(id="a", lang="zh", text="该应用一季度获1900万次下载，增长57%。"),)


def test_only_supported_sentences_print():
    """A contradicted figure, an unsupported one and a sentence without citation are dropped, with reasons."""
    good = DraftSentence("It had 19 million downloads, up 57%.", "en", CITED)
    wrong = DraftSentence("It had 18 million downloads.", "en", CITED)
    free = DraftSentence("It raised $3 billion.", "en", CITED)
    uncited = DraftSentence("It is popular.", "en", ())
    result = pass_gate([good, wrong, free, uncited])
    assert [p.sentence for p in result.kept] == [good]
    assert [p.sentence for p in result.dropped] == [wrong, free, uncited]
    assert all(p.reasons for p in result.dropped)


def test_each_sentence_is_held_against_its_own_citations():
    """What another source of the story says does not help."""
    other = (SourceText(id="b", lang="en", text="It raised $3 billion."),)
    assert may_print(check_sentence(DraftSentence("It raised $3 billion.", "en", other)))
    assert not may_print(check_sentence(DraftSentence("It raised $3 billion.", "en", CITED)))
