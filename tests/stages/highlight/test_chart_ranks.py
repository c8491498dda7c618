"""When a topic's places on a hot list carry a chart."""

from __future__ import annotations

from datetime import UTC, date, datetime

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name, Sighting
from wenzhai.stages.highlight import find_ranks

NAMES = NameFinder(
    [
        Name(en="Lemon8", zh="Lemon8", kind="app"),
        Name(en="ByteDance", zh="字节跳动", kind="company"),
        Name(en="Douyin", zh="抖音", kind="app"),
    ]
)
TOLD = [
    make_article("a", ["字节跳动下月将推出Lemon8。"], title="字节跳动五月推出Lemon8"),
    make_article("b", ["Lemon8 opens in May."], title="Lemon8 opens in May"),
]
WEEK = (date(2023, 4, 10), date(2023, 4, 16))
HEADLINE = "ByteDance opens Lemon8"


def at(day, hour=12):
    return datetime(2023, 4, day, hour, 0, tzinfo=UTC)


def see(day, rank, title="Lemon8下月上线", hour=12, name="微澜热搜"):
    return Sighting(
        source_id="resou",
        list_name=name,
        title=title,
        seen_at=at(day, hour),
        rank=rank,
        url="https://hot.example/t/1",
    )


def whole(day, *, without=(), hour=12):
    """A snapshot of twelve places, but for those that others take."""
    return [see(day, n, f"别的话题{n}", hour) for n in range(1, 13) if n not in without]


def draw(sightings, told=TOLD, headline=HEADLINE, language="en"):
    return find_ranks(sightings, told, told, headline, NAMES, language, "Asia/Shanghai", WEEK)


THREE = [see(11, 9), see(12, 4), see(13, 7, "字节跳动Lemon8")]


def test_three_days_on_a_list_are_drawn():
    """Each place cites the list's own words, with the place."""
    chart = draw(THREE)
    assert chart.title == "Titles that name Lemon8 on 微澜热搜: best place of each day"
    assert [(p.label, p.value, p.words) for p in chart.points] == [
        ("11 April", 9.0, "No. 9"),
        ("12 April", 4.0, "No. 4"),
        ("13 April", 7.0, "No. 7"),
    ]
    cited = chart.points[2].citations[0]
    assert (cited.text, cited.publisher, cited.location) == ("字节跳动Lemon8", "微澜热搜", "No. 7")
    assert draw(THREE, language="zh").points[0].words == "第9位"


def test_two_days_are_none():
    """However often it was seen on them."""
    assert draw([see(11, 9), see(12, 4), see(12, 5, hour=13), see(12, 6, hour=15)]) is None


def test_of_a_day_the_best_place_counts_in_the_newsrooms_zone():
    """20:00 UTC is the next day in Shanghai."""
    chart = draw([*THREE, see(13, 2, hour=20), see(12, 8, hour=9)])
    assert [(p.at[-2:], p.value) for p in chart.points] == [
        ("11", 9.0), ("12", 4.0), ("13", 7.0), ("14", 2.0),
    ]  # fmt: skip


def test_a_day_counts_as_without_only_where_the_whole_list_was_seen():
    """Of the 14th all places from the first on were seen, of the 15th only some."""
    part = [see(15, n, f"别的话题{n}") for n in (1, 2, 3, 9, 12)]
    chart = draw([*THREE, *whole(14), *part])
    assert [(p.at[-2:], p.value) for p in chart.points][-1] == ("14", None)
    assert chart.points[-1].low == 12.0
    assert not chart.points[-1].citations
    assert chart.notes == ("“–” means not among the 12 places seen that day.",)


def test_a_title_of_something_else_is_not_the_storys():
    """One that names what no report of the story names is left out, and one without the name."""
    strange = [see(11, 1, "抖音回应Lemon8"), see(12, 1, "柠檬8折"), see(13, 1, "抖音")]
    assert [p.value for p in draw([*THREE, *strange]).points] == [9.0, 4.0, 7.0]


def test_another_story_of_the_same_name_is_none():
    """What a title says beside the name must be said in the thread: a quarter of it at least."""
    others = [see(day, 1, "Lemon8总部大楼着火，伤者送医") for day in (10, 11, 12, 13)]
    assert draw(others) is None
    assert [p.value for p in draw([*THREE, *others]).points] == [9.0, 4.0, 7.0]


def test_the_topic_is_a_name_of_the_headline_and_of_most_reports():
    """Else there is none."""
    assert draw(THREE, headline="A new photo app") is None
    assert draw(THREE, told=[make_article("c", ["x"], title="抖音")] * 3) is None


def test_of_two_lists_the_one_of_more_days():
    """Places of different lists are never joined."""
    other = [see(day, 3, name="知慧热榜") for day in (10, 11)]
    assert draw([*THREE[:2], *other]) is None
    longer = [see(day, 3, name="知慧热榜") for day in (10, 11, 12, 13)]
    assert draw([*THREE, *longer]).measure == "知慧热榜"


def test_sightings_without_a_place_say_nothing():
    """Some lists give none."""
    assert draw([see(11 + n, None) for n in range(4)]) is None


def test_the_order_of_sightings_does_not_matter():
    """Nor does what was seen twice."""
    seen = [*THREE, *whole(14), see(12, 4, hour=12), see(12, 4, hour=12)]
    assert draw(seen) == draw(seen[::-1])
