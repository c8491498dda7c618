"""The words of the daily beat: what is technology news, and what only names a technology company."""

from __future__ import annotations

import pytest

from wenzhai.beats import load_beat
from wenzhai.language.names import NameFinder
from wenzhai.stages.group import RelevanceModel


@pytest.fixture(scope="module")
def model() -> RelevanceModel:
    beat = load_beat("tech-daily")
    return RelevanceModel(beat, NameFinder(beat.glossary))


@pytest.mark.parametrize(
    "title",
    [
        "Apple opens its voice assistant to other apps",
        "Google delays its next phone by a month",
        "Tesla recalls cars over a steering fault",
        "NASA names four astronauts for a flight around the moon",
        "Amazon lays off staff in its games division",
        "微软搜索接入新的大语言模型",
        "特斯拉在上海新建储能工厂",
    ],
)
def test_technology_news_is_on_the_beat(model, title):
    """News of technology, told by a name alone or by its words, passes."""
    assert model.score(title).score >= load_beat("tech-daily").relevance_threshold


@pytest.mark.parametrize(
    "title",
    [
        "YouTube prankster hospitalized after he was stabbed",
        "Burglars go through the wall of an Apple Store",
        "Singer and her boyfriend go to a wedding, and TikTok watches",
        "Grandmother goes viral on TikTok with a puppy",
        "This Apple tablet is back on sale for an all-time low price",
        "Tips and tricks: a guide to your Google calendar",
        "Opinion: I tried to live without Amazon",
        "Eight new titles come to Xbox Game Pass",
        "Uber driver sentenced after a car crash",
    ],
)
def test_crime_celebrities_sales_and_guides_are_not(model, title):
    """A company's name in a story of another kind does not bring it onto the beat."""
    assert model.score(title).score < load_beat("tech-daily").relevance_threshold
