"""Before: StoryPages as they were told, in any order. After: the same, set, in the edition's order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from wenzhai.language.script import find_script
from wenzhai.model import Highlight, StoryPage
from wenzhai.model.story_page import StoryMember
from wenzhai.stages.layout.typeset import typeset


def set_story_pages(
    pages: Iterable[StoryPage], highlights: Sequence[Highlight], language: str
) -> tuple[StoryPage, ...]:
    """One page a story, those of the highlights first and in their order, then the others as they came.

    The page's own words are set in `language` (`en`, `zh`); titles of reports and values that sources
    disagree about stay as published.
    """
    places = {highlight.story_id: place for place, highlight in enumerate(highlights)}
    once: dict[str, StoryPage] = {}
    for page in pages:
        once.setdefault(page.story_id, page)
    in_order = sorted(once.values(), key=lambda page: places.get(page.story_id, len(places)))
    return tuple(set_story_page(page, language) for page in in_order)


def set_story_page(page: StoryPage, language: str) -> StoryPage:
    """The page with its title, its evidence, its reasons and its measures set."""
    return msgspec.structs.replace(
        page,
        title=typeset(page.title, find_title_language(page.title, language)),
        members=tuple(set_member(member, language) for member in page.members),
        disagreements=tuple(
            msgspec.structs.replace(item, measure=typeset(item.measure, language))
            for item in page.disagreements
        ),
        reasons=tuple(set_words(page.reasons, language)),
    )


def set_member(member: StoryMember, language: str) -> StoryMember:
    """The report with the words of its evidence set."""
    return msgspec.structs.replace(member, evidence=tuple(set_words(member.evidence, language)))


def set_words(words: Iterable[str], language: str) -> Iterable[str]:
    """Each text set; what is empty then is left out."""
    return filter(None, (typeset(text, language) for text in words))


def find_title_language(title: str, language: str) -> str:
    """A story's title may be of a report in the other language, and is set as that language is."""
    script = find_script(title)
    if script in ("Hans", "Hant"):
        return f"zh-{script}"
    return "en" if script == "Latn" else language
