"""What the gate lets through."""

from __future__ import annotations

from wenzhai.model import SourceText
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence, may_print, pass_gate

CITED = (SourceText(id="a", lang="zh", text="该应用一季度获1900万次下载，增长57%。"),)


def test_only_supported_sentences_print():
    """A contradicted figure, an unsupported one and a sentence without citation are dropped, with reasons."""
    good = DraftSentence("It had 19 million downloads, up 57%.", "en", CITED)
    wrong = DraftSentence("It had 18 million downloads.", "en", CITED)
    free = DraftSentence("It raised $3 billion.", "en", CITED)
    uncited = DraftSentence("It is popular.", "en", ())
    result = pass_gate([good, wrong, free, uncited])
    assert [held.sentence for held in result.kept] == [good]
    assert [held.sentence for held in result.dropped] == [wrong, free, uncited]
    assert all(held.reasons and not held.prints for held in result.dropped)
    assert not result.kept[0].reasons


def test_each_sentence_is_held_against_its_own_citations():
    """What another source of the story says does not help."""
    other = (SourceText(id="b", lang="en", text="It raised $3 billion."),)
    assert hold_sentence(DraftSentence("It raised $3 billion.", "en", other)).prints
    assert not hold_sentence(DraftSentence("It raised $3 billion.", "en", CITED)).prints


def test_what_fails_is_repaired_and_says_how():
    """Another passage that is offered becomes a citation; the sentence then prints, with what was done."""
    other = SourceText(
        id="b", lang="en", text="The app was downloaded by 40 million people in May."
    )
    cited = (SourceText(id="a", lang="en", text="The app is popular in Brazil."),)
    draft = DraftSentence("The app had 40 million downloads in May.", "en", cited, (other,))
    held = hold_sentence(draft)
    assert held.prints
    assert held.repaired
    assert [source.id for source in held.sentence.cited] == ["a", "b"]
    assert held.sentence.others == ()
    assert may_print(held.check)


def test_an_editors_word_lets_a_sentence_through_as_it_is():
    """The verdict and its grounds stay with it, and so does the editor's reason; nothing is repaired."""
    draft = DraftSentence("It had 18 million downloads.", "en", CITED)
    held = hold_sentence(draft, overruled={draft.text: "the company told us"})
    assert held.prints
    assert held.sentence == draft
    assert held.on_word == "the company told us"
    assert held.reasons
    assert held.check.verdict == "contradicted"
    assert not hold_sentence(draft, overruled={"another": "x"}).prints
