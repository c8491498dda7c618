"""Parts of the day are values too."""

from __future__ import annotations

import pytest

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.stages.highlight import find_disagreements
from wenzhai.stages.highlight.moments import PARTS, read_moments

NAMES = NameFinder([])


def parts(text):
    return [(PARTS[m.part], m.text) for m in read_moments(make_article("a", [text]), NAMES)]


@pytest.mark.parametrize(
    ("text", "part", "words"),
    [
        ("The app was repaired that morning.", "morning", "that morning"),
        ("腾讯称当天上午功能恢复。", "morning", "当天上午"),
        ("Service was restored only that night.", "night", "that night"),
        ("直到當晚部分功能才恢復。", "night", "當晚"),
        ("Service was back to normal at about 9 pm.", "night", "9 pm"),
        ("系统于16时恢复。", "afternoon", "16时"),
    ],
)
def test_the_part_of_the_day_is_read(text, part, words):
    """From words or from the clock, in both languages and scripts, as written."""
    [(found, said)] = parts(text)
    assert found == part
    assert words in said


@pytest.mark.parametrize(
    "text",
    [
        "Repairs were under way that night.",
        "相关功能正在紧急修复，上午仍有故障。",
        "The outage began at night.",
        "Service was restored.",
    ],
)
def test_what_is_not_done_or_not_dated_tells_nothing(text):
    """A repair under way is none, and one without a time has no part of the day."""
    assert parts(text) == []


def test_morning_against_night_is_a_disagreement():
    """“That morning” in English against 当晚 in Chinese, each with who says it."""
    one = make_article("a", ["Tencent said the service was restored that morning."])
    other = make_article("b", ["微信直到当晚才恢复。"])
    [found] = find_disagreements([one, other], NAMES)
    assert found.about == "restored"
    assert {(value, c.publisher) for value, c in found.sides} == {
        ("that morning", "Publisher a"),
        ("直到当晚", "Publisher b"),
    }
    for value, citation in found.sides:
        assert value in citation.text


def test_neighbouring_parts_and_other_days_do_not_disagree():
    """Afternoon and night may be one time told loosely; two days are two events."""
    one = make_article("a", ["The service was restored in the afternoon."])
    other = make_article("b", ["The service was restored that night."])
    assert find_disagreements([one, other], NAMES) == ()
    one = make_article("a", ["The service was restored on the morning of 29 March 2023."])
    other = make_article("b", ["The service was restored on the night of 30 March 2023."])
    assert find_disagreements([one, other], NAMES) == ()


def test_a_report_of_both_stands_for_what_nobody_else_says():
    """It is not shown against itself alone."""
    both = make_article(
        "a", ["Tencent says it was fixed that morning, users say it was fixed that night."]
    )
    assert find_disagreements([both], NAMES) == ()
    one = make_article("b", ["It was fixed that morning."])
    [found] = find_disagreements([both, one], NAMES)
    assert {c.publisher for _, c in found.sides} == {"Publisher a", "Publisher b"}
