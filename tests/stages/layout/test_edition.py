"""Laying out: order, dates and words of an edition."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from wenzhai.errors import InputError
from wenzhai.model import (
    Beat,
    Check,
    Citation,
    ComingUp,
    Disagreement,
    Figure,
    FigureCheck,
    Highlight,
    RankedStory,
    Sentence,
    SourceRef,
    Story,
)
from wenzhai.stages.layout import lay_out_edition, period_days, write_subtitle

BEAT = Beat(
    id="china-digital",
    titles={"en": "China Digital Weekly", "zh": "中国数字产业周报"},
    scopes={"en": "Platforms and apps.", "zh": "平台与应用。"},
)
AT = datetime(2023, 4, 12, tzinfo=UTC)


def make_citation(language: str = "en", at: datetime = AT) -> Citation:
    return Citation(
        article_id="a",
        passage_id="a-1",
        publisher="Lantern" if language == "en" else "梅岭商报",
        title="T",
        url="https://lantern.example/1",
        language=language,
        published_at=at,
        text="It  rose 57 percent.",
    )


def make_highlight(story: str, *, both: bool = False, at: datetime = AT) -> Highlight:
    text = 'It  rose "57 percent".'
    start = text.index("57 percent")
    figure = Figure(text="57 percent", span=(start, start + 10), kind="percent")
    check = Check(
        verdict="supported", figures=(FigureCheck(figure=figure, verdict="supported", why=""),)
    )
    sentence = Sentence(text=text, citations=(make_citation(),), check=check)
    cited = [make_citation("en", at)] + ([make_citation("zh-Hans", at)] if both else [])
    return Highlight(
        story_id=story,
        thread_id=story,
        language="en",
        headline=sentence,
        paragraphs=((sentence,), ()),
        sources=tuple(
            SourceRef(
                article_id=c.article_id,
                publisher=c.publisher,
                title=c.title,
                url=c.url,
                language=c.language,
                published_at=c.published_at,
            )
            for c in cited
        ),
    )


def rank_story(rank: int, story: str) -> RankedStory:
    return RankedStory(
        rank=rank,
        score=1.0,
        story=Story(
            id=story,
            thread_id=story,
            title="",
            article_ids=(),
            languages=(),
            publishers=(),
            first_at=AT,
            last_at=AT,
        ),
    )


def lay_out(highlights, **more):
    options = {
        "beat": BEAT,
        "week": "2023-W15",
        "number": 3,
        "language": "en",
        "made_from": {"publishers": 41, "entries": 900},
    }
    return lay_out_edition(highlights, **{**options, **more})


@pytest.mark.parametrize(
    ("week", "english", "chinese"),
    [
        ("2023-W15", "Week 15 · 10–16 April 2023", "2023年第15周 · 4月10日—16日"),
        ("2023-W13", "Week 13 · 27 March – 2 April 2023", "2023年第13周 · 3月27日—4月2日"),
        (
            "2020-W53",
            "Week 53 · 28 December 2020 – 3 January 2021",
            "2020年第53周 · 2020年12月28日—2021年1月3日",
        ),
        ("2023-04-11", "Tuesday, 11 April 2023", "2023年4月11日 · 星期二"),
    ],
)
def test_subtitle(week, english, chinese):
    """The subtitle names month and year once where they are the same, in both languages."""
    assert write_subtitle(week, "en") == english
    assert write_subtitle(week, "zh") == chinese


@pytest.mark.parametrize(
    "week",
    ["", "2023", "2023-W54", "2023-W1", "23-W15", "2023-W15-1", "２０２３-W15", "2023-02-29"],
)
def test_no_week(week):
    """What is neither a week nor a day is refused with the remedy."""
    with pytest.raises(InputError, match="2023-W15"):
        period_days(week)


def test_edition():
    """An edition has its id, its dates, its words, and its highlights by rank."""
    highlights = [make_highlight("b"), make_highlight("c"), make_highlight("a", both=True)]
    edition = lay_out(highlights, ranked=[rank_story(1, "a"), rank_story(2, "b")])
    assert edition.id == "2023-W15-en"
    assert (edition.starts_on, edition.ends_on) == (date(2023, 4, 10), date(2023, 4, 16))
    assert [h.story_id for h in edition.highlights] == ["a", "b", "c"]
    assert edition.title == "China Digital Weekly"
    assert edition.greeting == (
        "Welcome. Three stories this week, read from 41 publishers in Chinese and English."
        "\n\nPlatforms and apps."
    )
    assert edition.wrap_up == (
        "That was the week: three highlights from two publishers, one of them reported in both languages."
    )
    assert edition.updated_at == AT
    assert edition.highlights[0].paragraphs[0][0].text == "It rose “57 percent”."
    assert len(edition.highlights[0].paragraphs) == 1
    span = edition.highlights[0].headline.check.figures[0].figure.span
    assert edition.highlights[0].headline.text[slice(*span)] == "57 percent"
    assert edition.highlights[0].headline.citations[0].text == "It  rose 57 percent."


def test_chinese_edition():
    """The Chinese edition speaks Chinese, with the same order."""
    split = make_highlight("a", both=True)
    split = Highlight(
        **{
            **{f: getattr(split, f) for f in split.__struct_fields__},
            "disagreements": (
                Disagreement(measure="恢复时间", sides=(("上午", make_citation()),)),
            ),
            "awaiting_translation": True,
        }
    )
    ahead = [
        ComingUp(when="2023-05", words="上线", citation=make_citation()),
        ComingUp(when="2023-04-20", words="听证会", citation=make_citation()),
    ]
    edition = lay_out([split], language="zh", coming_up=ahead)
    assert edition.id == "2023-W15-zh"
    assert edition.title == "中国数字产业周报"
    assert edition.greeting == "您好。本期有1条要闻，取材于41家中英文媒体。\n\n平台与应用。"
    assert edition.wrap_up == (
        "本周要闻1条，来自2家媒体，其中1条中英文媒体均有报道。有1条各方说法不一，文中已列明谁说了什么。"
        "有1条待翻译。未来日程2项。"
    )
    assert [event.when for event in edition.coming_up] == ["2023-04-20", "2023-05"]


def test_daily_edition():
    """A day's edition speaks of today, begins and ends on it, and keeps the time of its sources."""
    at = datetime(2023, 4, 10, 14, tzinfo=UTC)
    english, chinese = (
        lay_out([make_highlight("a", at=at)], week="2023-04-11", language=language)
        for language in ("en", "zh")
    )
    assert (english.id, english.week) == ("2023-04-11-en", "2023-04-11")
    assert english.starts_on == english.ends_on == date(2023, 4, 11)
    assert english.greeting.startswith("Welcome. One story today, read from")
    assert english.wrap_up.startswith("That was the day: one highlight")
    assert chinese.wrap_up.startswith("今日要闻1条")
    assert english.updated_at == at
    assert "本周" not in chinese.greeting + chinese.wrap_up
    empty = lay_out([], week="2023-04-11", language="zh", made_from={})
    assert empty.greeting.startswith("您好。今日没有要闻。")


def test_empty_week():
    """A week without a highlight is an edition that says so."""
    edition = lay_out([], made_from={})
    assert edition.greeting.startswith("Welcome. There is no highlight this week.")
    assert edition.wrap_up == ""
    assert edition.updated_at == datetime(2023, 4, 10, tzinfo=UTC)


def test_wrong_date_does_not_move_the_edition():
    """A source dated next year does not put the edition there."""
    edition = lay_out([make_highlight("a", at=datetime(2031, 1, 1, tzinfo=UTC))])
    assert edition.updated_at == datetime(2023, 4, 18, tzinfo=UTC)


def test_same_in_same_out():
    """The same highlights give an equal edition."""
    assert lay_out([make_highlight("a")]) == lay_out([make_highlight("a")])
