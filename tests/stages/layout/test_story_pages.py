"""Laying out the pages of an edition's stories."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.model import (
    Beat,
    Check,
    Citation,
    Disagreement,
    Highlight,
    Sentence,
    StoryMember,
    StoryPage,
)
from wenzhai.stages.layout import lay_out_edition, set_story_pages

AT = datetime(2023, 4, 12, tzinfo=UTC)
CITATION = Citation(
    article_id="a", passage_id="p", publisher="Lantern", title='A  "title"', url="",
    language="en", published_at=AT, text='As  "published"',
)  # fmt: skip


def make_page(story: str, *, title: str = "Title", language: str = "en", **fields) -> StoryPage:
    member = StoryMember(
        article_id="a", publisher="Lantern", title='A  "title"  as published', url="",
        language="en", published_at=AT, evidence=('names  "Tianhe"', " \u200b "),
    )  # fmt: skip
    return StoryPage(
        story_id=story, thread_id="t", language=language, title=title, kind="deal", first_at=AT,
        last_at=AT, publishers=1, languages=("en",), members=(member,), **fields,
    )  # fmt: skip


def make_highlight(story: str) -> Highlight:
    sentence = Sentence(
        text="It rose.", citations=(CITATION,), check=Check(verdict="not checkable")
    )
    return Highlight(
        story_id=story, thread_id="t", language="en", headline=sentence, paragraphs=(), sources=()
    )


def test_order():
    """Pages stand in the order of the highlights, those without one after them, each once."""
    highlights = [make_highlight("b"), make_highlight("a")]
    pages = [make_page(story) for story in ("z", "a", "y", "b", "a")]
    assert [p.story_id for p in set_story_pages(pages, highlights, "en")] == ["b", "a", "z", "y"]


def test_own_words_are_set():
    """Evidence, reasons and measures are set in the page's language, and lose what is empty; titles of
    reports and values stay as published."""
    against = Disagreement(measure='how  "many"', sides=(('"five"  or so', CITATION),))
    page = make_page("a", disagreements=(against,), reasons=("it's  new", " "))
    (done,) = set_story_pages([page], [], "en")
    assert done.members[0].evidence == ("names “Tianhe”",)
    assert done.members[0].title == 'A  "title"  as published'
    assert done.reasons == ("it’s new",)
    assert done.disagreements[0].measure == "how “many”"
    assert done.disagreements[0].sides == against.sides


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ('"Plum"  cuts', "en", "“Plum” cuts"),
        ("梅岭 宣布 'Plum 3' 降价", "en", "梅岭宣布'Plum 3'降价"),
        ('說「好」 與"壞"', "en", "說「好」與「壞」"),
        ('"Plum"  cuts', "zh", "“Plum” cuts"),
        ('"50"', "zh", "“50”"),
        ("", "en", ""),
    ],
)
def test_title_is_set_as_its_language_is(title, language, expected):
    """A title in the other language is set as that language sets it."""
    (done,) = set_story_pages([make_page("a", title=title, language=language)], [], language)
    assert done.title == expected


def test_edition_holds_them():
    """An edition carries its story pages, in the order of its highlights."""
    edition = lay_out_edition(
        [make_highlight("a"), make_highlight("b")],
        beat=Beat(id="x", titles={"en": "X"}, scopes={"en": ""}),
        week="2023-W15",
        number=1,
        language="en",
        made_from={},
        story_pages=[make_page("b"), make_page("a")],
    )
    assert [page.story_id for page in edition.story_pages] == ["a", "b"]


@given(st.text(alphabet=st.characters(), max_size=60), st.sampled_from(["en", "zh"]))
def test_any_title(title, language):
    """Any title can be set, and setting it again changes nothing."""
    (once,) = set_story_pages([make_page("a", title=title)], [], language)
    (twice,) = set_story_pages([once], [], language)
    assert twice.title == once.title
