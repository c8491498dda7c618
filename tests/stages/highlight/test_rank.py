"""Ranking: order, reasons, hot lists, kinds, variety and the pipe."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.model import Article, Beat, Grouped, HouseStyle, RankedStory, Sighting, Story
from wenzhai.stages.highlight.rank import choose_stories, rank_stories
from wenzhai.stages.highlight.rank_hot import HotTitles
from wenzhai.stages.highlight.rank_kinds import KINDS, tell_kind
from wenzhai.stages.highlight.rank_pipe import rank_lines

AT = datetime(2023, 4, 16, 16, tzinfo=UTC)
BEAT = Beat(id="b", titles={}, scopes={}, balance=1)


def story(key, title, publishers=("A", "B", "C"), thread=""):
    return Story(
        id=key, thread_id=thread or f"t{key}", title=title, article_ids=(f"art-{key}",),
        languages=("en",), publishers=publishers, first_at=AT - timedelta(days=1),
        last_at=AT - timedelta(days=1),
    )  # fmt: skip


def article(key, title, **more):
    return Article(
        id=key, source_id="s", url="", title=title, text="", language="en",
        published_at=AT - timedelta(days=1), published_from="feed", publisher="A", family="A", **more,
    )  # fmt: skip


def rank(stories, articles=(), sightings=(), relevance=None, **more):
    known = {a.id: a for a in articles}
    return rank_stories(stories, known, sightings, BEAT, AT, relevance or {}, **more)


def test_more_independent_publishers_rank_higher():
    """Of two equal stories the one that more publishers have comes first."""
    ranked = rank([story("1", "One thing", ("A",)), story("2", "One thing", tuple("ABCDEF"))])
    assert [r.story.id for r in ranked] == ["2", "1"]
    assert [r.rank for r in ranked] == [1, 2]


def test_reasons_add_up_to_the_score():
    """The points of the reasons are the score: nothing else enters."""
    ranked = rank([story("1", "WeChat outage: Tencent fines 5 executives")])[0]
    assert ranked.score == pytest.approx(math.fsum(r.points for r in ranked.reasons), abs=1e-3)
    assert all(r.words for r in ranked.reasons)


def test_relevant_story_beats_an_irrelevant_one():
    """Relevance of the articles decides between equals."""
    stories = [story("1", "A thing"), story("2", "A thing")]
    articles = [article("art-1", "A thing"), article("art-2", "A thing")]
    ranked = rank(stories, articles, relevance={"art-1": 0.1, "art-2": 0.9})
    assert ranked[0].story.id == "2"


@pytest.mark.parametrize("label", ["advertorial", "opinion", "roundup"])
def test_labels_cost_points(label):
    """An advertorial, an opinion or a roundup falls behind the same story without the label."""
    stories = [story("1", "A thing"), story("2", "A thing")]
    articles = [article("art-1", "A thing", labels=(label,)), article("art-2", "A thing")]
    assert [r.story.id for r in rank(stories, articles)] == ["2", "1"]


def test_only_the_best_of_a_thread_keeps_its_place():
    """Of two stories of one thread the better keeps its score, and the other, which would stand second,
    falls behind the third and says what it stands beside; the order they come in does not matter."""
    stories = [
        story("1", "A launch", tuple("ABCDEFGH"), thread="t"),
        story("2", "More of the launch", tuple("ABCDEF"), thread="t"),
        story("3", "Another thing", ("A", "B")),
    ]
    ranked = rank(stories)
    assert (
        [r.story.id for r in ranked] == ["1", "3", "2"] == [r.story.id for r in rank(stories[::-1])]
    )
    beside = {r.name: r for r in ranked[2].reasons}["beside"]
    assert "“A launch”" in beside.words
    assert "“A launch”" in beside.zh
    assert ranked[2].score == pytest.approx(sum(r.points for r in ranked[2].reasons), abs=1e-3)
    assert [r.rank for r in ranked] == [1, 2, 3]
    assert all(r.name != "beside" for r in ranked[0].reasons)


def test_a_step_of_days_later_loses_half():
    """What a thread brings days after its best story is a step of its own: it loses half as much."""
    late = msgspec.structs.replace(
        story("2", "Its sequel", ("A",), thread="t"), first_at=AT - timedelta(days=5)
    )
    ranked = rank([story("1", "A launch", thread="t"), late])
    assert {r.name: r.value for r in ranked[1].reasons}["beside"] == 0.5


@pytest.mark.parametrize(("relevance", "shown"), [(0.9987, "0.99"), (1.0, "1.00"), (0.504, "0.50")])
def test_relevance_is_not_rounded_up(relevance, shown):
    """What is nearly certain does not say that it is, and the words claim no probability."""
    ranked = rank(
        [story("1", "A thing")], [article("art-1", "A thing")], relevance={"art-1": relevance}
    )
    words = next(r for r in ranked[0].reasons if r.name == "relevance")
    assert shown in words.words
    assert shown in words.zh
    assert "sure" not in words.words


def test_story_printed_before_is_no_news():
    """A story that an earlier edition printed falls behind all others, and says so."""
    ranked = rank(
        [story("1", "A thing", tuple("ABCDEF")), story("2", "A thing", ("A",))],
        printed_stories=frozenset({"1"}),
    )
    assert ranked[0].story.id == "2"
    assert "was printed in an earlier edition" in {r.words for r in ranked[1].reasons}


def test_follow_up_is_news():
    """A new event of a printed thread falls behind its equal, but not behind a weaker story."""
    printed = {"printed_threads": frozenset({"t1"}), "printed_stories": frozenset({"0"})}
    equal = rank([story("1", "A thing"), story("2", "A thing")], **printed)
    assert equal[0].story.id == "2"
    weaker = rank(
        [story("1", "A thing", tuple("ABCDEF")), story("2", "A thing", ("A",))], **printed
    )
    assert weaker[0].story.id == "1"
    assert "follow-up" in {reason.name for reason in weaker[0].reasons}


def test_first_report_is_named():
    """The speed of a story says which publisher had it first."""
    told = msgspec.structs.replace(story("1", "A thing", ("A", "B")), article_ids=("a", "b"))
    late = article("a", "A thing")
    first = msgspec.structs.replace(
        article("b", "A thing"), published_at=late.published_at - timedelta(hours=2), publisher="B"
    )
    speed = next(r for r in rank([told], [late, first])[0].reasons if r.name == "speed")
    assert speed.words == "2 reports within 6 hours of the first, which B had"


def sighting(title, rank=1, hours=20, name="weibo"):
    return Sighting(
        source_id=name, list_name=name, title=title, seen_at=AT - timedelta(hours=hours), rank=rank
    )


def test_hot_list_lifts_the_story_it_names():
    """A headline that stood on a hot list in other words rises, and the reason quotes the list."""
    stories = [story("1", "阿里云发布大模型通义千问"), story("2", "腾讯发布第一季度财报数据")]
    hot = [sighting("阿里大模型通义千问发布"), sighting("今天天气很好适合出门散步")]
    ranked = rank(stories, sightings=hot)
    assert ranked[0].story.id == "1"
    assert any("通义千问" in r.words for r in ranked[0].reasons if r.name == "hot list")


def test_sightings_after_closing_do_not_count():
    """What a list showed after the edition closed cannot have been known."""
    late = [sighting("阿里云发布大模型通义千问", hours=-30)]
    ranked = rank([story("1", "阿里云发布大模型通义千问")], sightings=late)
    assert not any(r.name == "hot list" for r in ranked[0].reasons)


def test_rank_and_duration_on_the_list_count():
    """First place for a day is stronger than fortieth place for a moment."""
    title = "微信 QQ 功能异常"
    high = HotTitles([sighting(title, 1, 30), sighting(title, 1, 5)]).match([[title]])[0]
    low = HotTitles([sighting(title, 40)]).match([[title]])[0]
    assert high.strength > low.strength > 0


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("工信部约谈多家企业", "regulation"),
        ("Italy bans ChatGPT over privacy", "regulation"),
        ("微信崩了，官方称正在修复", "incident"),
        ("百度首席战略官辞职", "people"),
        ("Tencent Q1 profit and revenue rise", "finance"),
        ("Alibaba to acquire stake in a merger", "deal"),
        ("Lemon8 tops App Store charts", "app ranking"),
        ("", "other"),
    ],
)
def test_kinds_by_cue_words(title, kind):
    """Cue words in both languages tell the kind."""
    assert tell_kind([title]) == kind


def test_roundup_does_not_tell_the_kind():
    """What a roundup adds of other stories does not change what kind the story is of."""
    told = msgspec.structs.replace(story("1", "灯笼游戏创始人辞职"), article_ids=("a", "b"))
    others = "灯笼游戏创始人辞职；工信部处罚青灯网；码头报被罚款，法院判决；监管禁止 | 晨读"
    ranked = rank([told], [article("a", "灯笼游戏创始人辞职"), article("b", others)])
    assert ranked[0].kind == "people"


@given(st.lists(st.text()))
def test_any_headlines_have_a_kind(titles):
    """Every story has one of the kinds."""
    assert tell_kind(titles) in KINDS


def in_order(threads, kinds=()):
    """Ranked stories, 0 the best, of these threads and kinds."""
    return [
        RankedStory(
            rank=n + 1, score=9.0 - n, story=story(str(n), "x", thread=thread),
            kind=kinds[n] if kinds else "",
        )
        for n, thread in enumerate(threads)
    ]  # fmt: skip


def ids(ranked):
    return [r.story.id for r in ranked]


def test_edition_is_balanced():
    """One company fills no more than its share, a thread is printed once, and gaps are filled last."""
    ranked = in_order(["a", "b", "c", "a"])
    companies = {"0": ["tencent"], "1": ["tencent"], "2": ["alibaba"]}
    assert ids(choose_stories(ranked, BEAT, 2, companies)) == ["0", "2"]
    assert ids(choose_stories(ranked, BEAT, 4, companies)) == ["0", "2", "1"]


def test_kinds_are_balanced():
    """At most as many of a kind as the beat says; a kind that it does not name is not bounded."""
    beat = Beat(id="b", titles={}, scopes={}, kind_balance={"finance": 1})
    ranked = in_order("abcdef", ["finance", "finance", "product", "product", "product", "finance"])
    assert ids(choose_stories(ranked, beat, 6)) == ["0", "2", "3", "4", "1", "5"]


def test_reserve_is_balanced_too():
    """Who asks for two editions' worth gets two balanced ones, one after the other."""
    beat = Beat(
        id="b", titles={}, scopes={}, kind_balance={"finance": 1},
        style=HouseStyle(highlights=(2, 2)),
    )  # fmt: skip
    ranked = in_order("abcd", ["finance", "finance", "product", "product"])
    assert ids(choose_stories(ranked, beat, 4)) == ["0", "2", "1", "3"]


def test_printed_story_is_not_chosen_again():
    """A printed story is never chosen; the next of its thread may be."""
    ranked = in_order(["a", "a", "b"])
    chosen = choose_stories(ranked, BEAT, 3, printed_stories=frozenset({"0"}))
    assert ids(chosen) == ["1", "2"]


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(KINDS), st.integers(0, 3)), max_size=25),
    st.integers(0, 30),
)
def test_choice_loses_nothing(rows, n):
    """Whatever the bounds, as many stories are chosen as there are threads, up to n, none twice."""
    beat = Beat(
        id="b", titles={}, scopes={}, kind_balance={"product": 1, "deal": 2},
        style=HouseStyle(highlights=(1, 4)),
    )  # fmt: skip
    ranked = in_order([str(t) for t, _, _ in rows], [kind for _, kind, _ in rows])
    companies = {str(k): [str(c)] for k, (_, _, c) in enumerate(rows)}
    chosen = choose_stories(ranked, beat, n, companies)
    assert len(chosen) == min(n, len({t for t, _, _ in rows}))
    assert len({c.story.thread_id for c in chosen}) == len(chosen)


def test_pipe_prints_a_row_a_story():
    """Items of one story share a row; sightings are evidence and are not ranked; bad fields pass."""
    rows = [
        {"id": "1", "title": "腾讯视频与抖音合作", "published": "2023-04-16T08:00:00+08:00",
         "publishers": ["新浪", "新浪科技", "36Kr"]},
        {"id": "2", "title": "Douyin and Tencent Video team up", "source": "x", "published": 5},
        {"id": "3", "title": None, "publishers": 7},
        {"id": "h", "kind": "hot", "list": "weibo", "title": "腾讯视频与抖音合作", "seen": "2023-04-16T01:00:00Z",
         "rank": "first"},
    ]  # fmt: skip
    grouped = [Grouped(id="1", story="s", thread="t"), Grouped(id="2", story="s", thread="t")]
    answers = rank_lines(rows, grouped, AT, BEAT)
    assert [answer["items"] for answer in answers] == [["1", "2"], ["3"]]
    assert [answer["rank"] for answer in answers] == [1, 2]
    reasons = answers[0]["reasons"]
    assert reasons["publishers"]["words"] == "3 independent publishers"
    assert "both languages" in reasons
    assert "hot list" in reasons
