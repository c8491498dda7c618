"""“Up from”: what a figure was before, where nothing about it is open."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Check, Name, NumberOfTheWeek, Sentence
from wenzhai.stages.highlight import build_ledger, find_earlier, match_number, say_earlier
from wenzhai.stages.highlight.evidence import cite

NAMES = NameFinder(
    [Name(en="Temu", zh="Temu", kind="app"), Name(en="Shein", zh="希音", kind="app")]
)
JANUARY, APRIL = (datetime(2023, month, 12, 4, 0, tzinfo=UTC) for month in (1, 4))


def entry_of(text, key="a", story="s", at=APRIL):
    [entry] = build_ledger(story, [make_article(key, [text], published_at=at)], NAMES)
    return entry


NOW = entry_of("Temu had 19 million downloads in the first quarter of 2023.")
BEFORE = entry_of("Temu had 12 million downloads in the fourth quarter of 2022.", "b", "t", JANUARY)


def test_the_value_of_the_quarter_before_is_found():
    """And said in both languages, with who reported it and when; the passage is cited."""
    earlier = find_earlier(NOW, [NOW, BEFORE])
    assert (earlier.entry, earlier.direction) == (BEFORE, "up")
    said = say_earlier(earlier, "en")
    assert said.words == "up from 12 million (Publisher b, 12 January)"
    assert said.citation.text == "Temu had 12 million downloads in the fourth quarter of 2022."
    assert say_earlier(earlier, "zh").words == "高于此前的1200万次下载（Publisher b，1月12日）"


@pytest.mark.parametrize(
    "other",
    [
        "Shein had 12 million downloads in the fourth quarter of 2022.",
        "Temu had 12 million users in the fourth quarter of 2022.",
        "Temu had 12 million downloads in 2022.",
        "Temu had 12 million downloads in the second quarter of 2023.",
        "Temu downloads grew by 12 million in the fourth quarter of 2022.",
        "Temu had 19 million downloads in the fourth quarter of 2022.",
        "Temu had 12,000 downloads in the fourth quarter of 2022.",
    ],
)
def test_only_like_is_compared_with_like(other):
    """Not another subject, measure, length of time, a later time, a change, the same, or another order."""
    assert find_earlier(NOW, [entry_of(other, "b", "t", JANUARY)]) is None


def test_what_is_disputed_or_told_twice_is_not_certain():
    """Nothing is said then."""
    disputed = msgspec.structs.replace(BEFORE, disputed=True)
    assert find_earlier(NOW, [disputed]) is None
    assert find_earlier(msgspec.structs.replace(NOW, disputed=True), [BEFORE]) is None
    other = entry_of(
        "Temu had 13 million downloads in the fourth quarter of 2022.", "c", "u", JANUARY
    )
    assert find_earlier(NOW, [BEFORE, other]) is None


def test_a_number_of_the_week_is_matched_by_its_passage():
    """The entry that reports its words there, and no other."""
    article = make_article("a", [NOW.reports[0].passage], published_at=APRIL)
    sentence = Sentence(
        text="x", citations=(cite(article, article.passages[0]),), check=Check(verdict="supported")
    )
    number = NumberOfTheWeek(value="19 million", sentence=sentence, story_id="s")
    assert match_number(number, [BEFORE, NOW]) == NOW
    assert match_number(msgspec.structs.replace(number, value="12 million"), [NOW]) is None
