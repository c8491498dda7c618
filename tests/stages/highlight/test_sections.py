"""The sections beside the highlights: what stands there alone says of whom it is."""

from datetime import date

import pytest

from stages.highlight.attacked import make_context, rank
from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Highlight, Name, Sentence
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.evidence import cite, to_source
from wenzhai.stages.highlight.sections import find_coming_up, pick_numbers, write_briefs

NAMES = NameFinder(
    [
        Name(en="Weave", zh="织语", kind="company"),
        Name(en="Temu", zh="Temu", kind="app"),
        Name(en="Jiang Peilin", zh="江沛霖", kind="person"),
    ]
)


def make_highlight(*sentences, language="en"):
    told = make_article("a", list(sentences))
    printed = tuple(
        Sentence(
            text=p.text,
            citations=(cite(told, p),),
            check=check_text(p.text, language, [to_source(told, [p])]),
        )
        for p in told.passages
    )
    return Highlight(
        story_id="s",
        thread_id="s",
        language=language,
        headline=printed[0],
        paragraphs=(printed,),
        sources=(),
    )


@pytest.mark.parametrize(
    ("language", "sentences", "value"),
    [
        ("en", ("Fines range to 100,000 yuan.", "Weave has 12 percent fewer staff."), "12 percent"),
        ("zh", ("罚款为1万元至10万元。", "织语裁员12%。"), "12%"),
        ("en", ("Temu signed up 10,000 followers of others.",), "10,000 followers"),
        ("zh", ("江沛霖称“一千万元不算多”，织语裁员12%。",), "12%"),
    ],
)
def test_a_number_stands_in_a_sentence_that_says_whose_it_is(language, sentences, value):
    """A fine of nobody, and what is only quoted, is no number of the week; what is counted is named."""
    (found,) = pick_numbers([make_highlight(*sentences, language=language)], names=NAMES)
    assert found.value == value


def test_a_highlight_without_such_a_sentence_has_no_number():
    """Penalties of nobody are not printed alone."""
    assert pick_numbers([make_highlight("Penalties reach 100,000 yuan.")], names=NAMES) == ()


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (["Weave will open its new office in Hangzhou on 1 May, it said."], 1),
        (["Weave steps up.", "Jiang Peilin, its operating chief, will take over on 1 May."], 0),
        (["Weave steps up.", "The company will open a new office in Hangzhou on 1 May."], 0),
    ],
)
def test_a_date_ahead_says_by_itself_whose_it_is(sentences, found):
    """One passage is cited beside it, so whose operating chief takes over must stand there."""
    told = make_article("a", sentences)
    context = make_context("en")
    context = context.__class__(
        language="en",
        style=context.style,
        names=NAMES,
        rights=context.rights,
        rights_of=context.rights_of,
    )
    ahead = find_coming_up([rank([told], "en")], {told.id: told}, context, date(2023, 4, 16))
    assert len(ahead) == found


def test_bait_is_no_brief():
    """A story whose only title asks or explains is left out rather than printed so."""
    told = make_article(
        "a", ["Weave is an app."], title="What to know about Weave and its new owners"
    )
    assert write_briefs([rank([told], "en")], {told.id: told}, make_context("en")) == ()
