"""True translations, in both directions, and the same with one figure altered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from wenzhai.model import Name, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_claims import check_claims

PAIRS = [
    tuple(part.strip() for part in line.split(" | "))
    for line in (Path(__file__).parent / "translations.txt").read_text("utf8").splitlines()
    if line and not line.startswith("#")
]
BAD = ("contradicted", "unsupported")
GLOSSARY = (
    Name(en="Jinri Toutiao", zh="今日头条", kind="app", aliases=("头条",)),
    Name(en="US Congress", zh="美国国会", kind="company"),
)


def verdict(text, language, said, other):
    return check_text(text, language, [SourceText(id="s", lang=other, text=said)]).verdict


@pytest.mark.parametrize(("chinese", "english"), PAIRS, ids=[p[1][:50] for p in PAIRS])
def test_a_true_translation_raises_no_alarm(chinese, english):
    """Neither as a draft from the other."""
    assert verdict(english, "en", chinese, "zh") not in BAD
    assert verdict(chinese, "zh", english, "en") not in BAD


def test_the_same_with_a_digit_altered_is_found():
    """One number of the draft, put to one that the source has nowhere: 97 % at least are found."""
    found = missed = 0
    for chinese, english in PAIRS:
        for text, language, said, other in (
            (english, "en", chinese, "zh"),
            (chinese, "zh", english, "en"),
        ):
            digits = re.search(r"(?<![\d.,A-Za-z])\d{2,3}(?![\d.,A-Za-z后])", text)
            if digits is None:
                continue
            altered = text[: digits.start()] + str(int(digits[0]) + 17) + text[digits.end() :]
            if verdict(altered, language, said, other) in BAD:
                found += 1
            else:
                missed += 1
    assert found > 100
    assert found / (found + missed) >= 0.97


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("他登上报纸头条。", "He was on the front page of the newspaper."),
        ("官员谈到美国国会选举。", "Officials spoke of the U.S. elections."),
    ],
)
def test_a_word_that_is_also_a_name_tells_nothing_across_languages(draft, said):
    """头条 is a headline; a translation puts in bodies that the source only implies."""
    claims = check_claims(draft, "zh", [SourceText(id="s", lang="en", text=said)], GLOSSARY)
    assert not [c for c in claims if c.verdict in BAD]
