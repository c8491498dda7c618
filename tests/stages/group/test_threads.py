"""Follow-ups join the thread of the event that they look back on."""

from __future__ import annotations

from datetime import UTC, datetime

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name, Story
from wenzhai.stages.group.threads import link_follow_ups

NAMES = NameFinder(
    [
        Name(en="Tencent", zh="腾讯", kind="company"),
        Name(en="WeChat", zh="微信", kind="app"),
        Name(en="Temu", zh="Temu", kind="app"),
    ]
)


def make_story(article, thread):
    return Story(
        id=f"story-{article.id}",
        thread_id=thread,
        title=article.title,
        article_ids=(article.id,),
        languages=("en",),
        publishers=(article.publisher,),
        first_at=article.published_at,
        last_at=article.published_at,
    )


def link(*articles):
    stories = [make_story(a, f"thread-{a.id}") for a in articles]
    linked = link_follow_ups(stories, {a.id: a for a in articles}, NAMES)
    return {s.id.removeprefix("story-"): s.thread_id for s in linked}


OUTAGE = make_article(
    "a",
    ["WeChat, the app of Tencent, failed for hours."],
    published_at=datetime(2023, 3, 29, 4, tzinfo=UTC),
)
PENALTY = make_article(
    "b",
    ["Tencent punished executives over the failure of WeChat on 29 March."],
    published_at=datetime(2023, 4, 10, 4, tzinfo=UTC),
)


def test_a_report_that_names_the_day_and_the_companies_follows():
    """In either language: the penalty and the ministry's meeting join the outage's thread."""
    meeting = make_article(
        "c",
        ["工信部就3月29日微信故障约谈腾讯。"],
        published_at=datetime(2023, 4, 12, 4, tzinfo=UTC),
    )
    assert link(OUTAGE, PENALTY, meeting) == dict.fromkeys("abc", "thread-a")


def test_the_day_alone_or_the_names_alone_do_not():
    """Another story of that day, or of that company, is no follow-up."""
    other_day = make_article(
        "c",
        ["Tencent said that WeChat gained users on 2 April."],
        published_at=datetime(2023, 4, 12, 4, tzinfo=UTC),
    )
    other_name = make_article(
        "d",
        ["Temu has been first in the charts since 29 March."],
        published_at=datetime(2023, 4, 12, 4, tzinfo=UTC),
    )
    assert link(OUTAGE, other_day, other_name)["c"] == "thread-c"
    assert link(OUTAGE, other_day, other_name)["d"] == "thread-d"
