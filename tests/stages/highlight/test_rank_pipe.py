"""Ranking from rows and from the newsroom's articles: the same measures of the same stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from wenzhai.model import Article, Beat, Grouped, Name, Sighting, Source, Story
from wenzhai.stages.highlight.rank import rank_stories
from wenzhai.stages.highlight.rank_learning import measures_of
from wenzhai.stages.highlight.rank_pipe import rank_lines
from wenzhai.stages.highlight.rank_weights import load_weights

AT = datetime(2023, 4, 7, 0, 30, tzinfo=UTC)


def source(name, quality, role="media"):
    return Source(
        id=name, name=name, kind="feed", url="https://x.example/", language="zh-Hans",
        quality=quality, role=role,
    )  # fmt: skip


BEAT = Beat(
    id="b", titles={}, scopes={}, period="day",
    glossary=(
        Name(en="Lantern Games", zh="灯笼游戏", kind="company", weight=0.9),
        Name(en="Bo Chen", zh="陈波", kind="person", weight=0.7),
    ),
    sources=(source("青灯网", 0.9), source("码头报", 0.7), source("通管局", 0.6, "official")),
)  # fmt: skip
TOLD = [
    ("1", "灯笼游戏创始人陈波辞职", "青灯网", 12, 0.9),
    ("2", "Lantern Games founder Bo Chen resigns", "The Quay", 10, 0.8),
    ("3", "通管局通报一批应用，部长出席", "通管局", 3, 0.4),
    ("4", "灯笼游戏新手柄渲染图曝光", "码头报", 30, 0.6),
]
GROUPED = [Grouped(id="1", story="s1", thread="t1"), Grouped(id="2", story="s1", thread="t1")]
HOT = ("微博热搜", "灯笼游戏陈波辞职", 20, 3)


def by_rows():
    rows = [
        {"id": key, "title": title, "source": who, "published": when(hours).isoformat()}
        for key, title, who, hours, _ in TOLD
    ]
    name, title, hours, rank = HOT
    hot = {"id": "h", "kind": "hot", "list": name, "title": title, "seen": when(hours).isoformat()}
    scores = {title: score for _, title, _, _, score in TOLD}
    lines = rank_lines(
        [*rows, {**hot, "rank": rank}], GROUPED, AT, BEAT, relevance=lambda title, _: scores[title]
    )
    return [(line["story"], line["kind"], line["score"], line["reasons"]) for line in lines]


def by_articles():
    known = {s.name: s for s in BEAT.sources}
    articles = {
        key: Article(
            id=key, source_id="", url="", title=title, text="",
            language="en" if title.isascii() else "zh-Hans", published_at=when(hours),
            published_from="feed", publisher=who, family=who,
            quality=known[who].quality if who in known else 0.5,
            role=known[who].role if who in known else "media",
        )
        for key, title, who, hours, _ in TOLD
    }  # fmt: skip
    members = [("s1", "t1", ("1", "2")), ("3", "3", ("3",)), ("4", "4", ("4",))]
    stories = [
        Story(
            id=story, thread_id=thread, title=articles[keys[0]].title, article_ids=keys,
            languages=tuple(sorted({articles[k].language[:2] for k in keys})),
            publishers=tuple(articles[k].publisher for k in keys),
            first_at=articles[keys[0]].published_at, last_at=articles[keys[-1]].published_at,
        )
        for story, thread, keys in members
    ]  # fmt: skip
    name, title, hours, rank = HOT
    hot = Sighting(source_id=name, list_name=name, title=title, seen_at=when(hours), rank=rank)
    scores = {key: score for key, _, _, _, score in TOLD}
    return rank_stories(stories, articles, [hot], BEAT, AT, scores)


def when(hours):
    return AT - timedelta(hours=hours)


def test_rows_and_articles_are_measured_alike():
    """The pipe and the newsroom give the same stories the same reasons, points and order."""
    newsroom = [
        (
            r.story.id,
            r.kind,
            r.score,
            {s.name: {"value": s.value, "points": s.points, "words": s.words} for s in r.reasons},
        )
        for r in by_articles()
    ]
    assert by_rows() == newsroom


def test_every_measure_can_come_from_rows():
    """Of what weighs in a daily, rows lack only what an edition or a page must tell."""
    seen = {name for r in by_articles() for name in measures_of(r)}
    for name in ("prominence", "person", "quality", "primary source", "hot list", "both languages",
                 "detail", "at night", "official talk", "recency", "relevance", "speed"):  # fmt: skip
        assert name in seen


def test_weights_and_names_may_be_given():
    """Whoever has learned weights ranks rows by them; the reasons say so."""
    weights = msgspec.structs.replace(load_weights("day"), learned={"detail": 3.0})
    rows = [
        {"id": "1", "title": "灯笼游戏新手柄渲染图曝光", "published": AT.isoformat()},
        {"id": "2", "title": "灯笼游戏创始人辞职", "published": AT.isoformat()},
    ]
    assert [line["story"] for line in rank_lines(rows, (), AT, BEAT)] == ["2", "1"]
    first = rank_lines(rows, (), AT, BEAT, weights=weights)[0]
    assert first["story"] == "1"
    assert first["reasons"]["your choices"]["words"] == "raised by your earlier choices (detail)"
