"""An editor's word on stories: these are one, this report is not of it, this belongs in the edition.

A word is kept as a judgement on articles, so that it outlives the stories that it was said of; the
stories are changed at once, and grouping obeys it from then on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.model import Judgement, JudgementKind, Link, Story, content_key
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.telling import load_marked
from wenzhai.stages.group import form_story, reconcile_stories
from wenzhai.stages.highlight import measures_of


def merge_stories(room: Newsroom, one: str, other: str, why: str = "") -> Story:
    """Make two stories (by the beginnings of their ids) one, and their threads; returns it.

    Raises NotFound, and InputError where both are the same."""
    left, right = room.store.find_story(one), room.store.find_story(other)
    if left.id == right.id:
        raise InputError("a story cannot be merged with itself", where=left.id)
    at = _judge(room, "together", left, why, articles=left.article_ids, others=right.article_ids)
    known = {
        story.id: story
        for thread in (left.thread_id, right.thread_id)
        for story in room.store.load_thread(thread)
    }
    thread_id = min((left, right), key=lambda s: (s.first_at, s.id)).thread_id
    links = (
        *left.links,
        *right.links,
        Link(article_id=right.article_ids[0], to=left.article_ids[0], probability=1.0, by="editor"),
    )
    formed = _form(room, (*left.article_ids, *right.article_ids), thread_id, links)
    merged = _give_own_key(formed, at)
    others = [
        msgspec.structs.replace(story, thread_id=thread_id)
        for key, story in known.items()
        if key not in (left.id, right.id)
    ]
    return _find_holder(_keep(room, [*known.values()], [merged, *others]), left.article_ids[0])


def split_story(
    room: Newsroom, prefix: str, numbers: Sequence[int], why: str = ""
) -> tuple[Story, Story]:
    """Take the reports of these numbers (from 1, as `wenzhai story` lists them) out of a story, into
    one of their own; returns what is left and what was taken.

    Raises NotFound, and InputError for numbers that it does not have or that would leave nothing."""
    story = room.store.find_story(prefix)
    wrong = [n for n in numbers if not 1 <= n <= len(story.article_ids)]
    if wrong or not numbers:
        raise InputError(
            f"the story has no report number {wrong[0]}" if wrong else "no report is named",
            where=story.id,
            remedy=f"Name some of 1 to {len(story.article_ids)}: wenzhai story {story.id} lists them.",
        )
    taken = tuple(story.article_ids[n - 1] for n in sorted(set(numbers)))
    left = tuple(key for key in story.article_ids if key not in taken)
    if not left:
        raise InputError(
            "a split must leave a report in the story", where=story.id, remedy="Name fewer of them."
        )
    at = _judge(room, "apart", story, why, articles=taken, others=left)
    if len(taken) > 1:
        _judge(room, "together", story, why, articles=taken[:1], others=taken[1:])
    thread_id = content_key("thread", taken[0], at.isoformat())
    parts = [
        _give_own_key(_form(room, left, story.thread_id, story.links), at),
        _give_own_key(_form(room, taken, thread_id, story.links), at),
    ]
    now = _keep(room, [story], parts)
    return _find_holder(now, left[0]), _find_holder(now, taken[0])


def accept_story(room: Newsroom, prefix: str, why: str = "") -> Story:
    """Have the story in its edition; later rankings learn from it. Raises NotFound."""
    return _choose(room, "accepted", prefix, why)


def reject_story(room: Newsroom, prefix: str, why: str = "") -> Story:
    """Keep the story out of its edition; later rankings learn from it. Raises NotFound."""
    return _choose(room, "rejected", prefix, why)


def _choose(room: Newsroom, kind: JudgementKind, prefix: str, why: str) -> Story:
    story = room.store.find_story(prefix)
    rankings = room.store.find_rankings(story.id)
    if not rankings:
        raise NotFound(
            "the story was not ranked yet, so there is nothing to learn from it",
            where=story.id,
            remedy="wenzhai stories ranks the stories of a week or a day.",
        )
    ranked = rankings[max(rankings)]
    _judge(room, kind, story, why, articles=story.article_ids, measures=measures_of(ranked))
    return story


def _judge(
    room: Newsroom,
    kind: JudgementKind,
    story: Story,
    why: str,
    *,
    articles: Sequence[str],
    others: Sequence[str] = (),
    measures: dict[str, float] | None = None,
) -> datetime:
    """Keep what was said; returns when."""
    at = find_moment(room)
    room.store.save_judgement(
        Judgement(
            at=at,
            kind=kind,
            story_id=story.id,
            articles=tuple(articles),
            others=tuple(others),
            measures=measures or {},
            why=why,
        )
    )
    return at


def find_moment(room: Newsroom) -> datetime:
    """When what is said now was said. The last word holds, so each is later than those before it, even
    where the clock stands or was set back."""
    said = room.store.load_judgements()
    now = room.clock.now()
    return max(now, said[-1].at + timedelta(microseconds=1)) if said else now


def _form(room: Newsroom, ids: Sequence[str], thread_id: str, links: Sequence[Link]) -> Story:
    """A story of these articles; of the links, those between them."""
    articles = load_marked(room, ids)
    held = tuple(link for link in links if {link.article_id, link.to} <= articles.keys())
    return form_story(tuple(articles.values()), room.embedder, thread_id, held)


def _give_own_key(story: Story, at: datetime) -> Story:
    """A key of what was said: that of the first report may be borne by a story that it was in before."""
    key = content_key("story", story.article_ids[0], at.isoformat())
    return msgspec.structs.replace(story, id=key)


def _keep(room: Newsroom, known: Sequence[Story], fresh: Sequence[Story]) -> tuple[Story, ...]:
    now = reconcile_stories(known, fresh, room.clock.now())
    room.store.save_stories(now.stories, now.gone, now.changes)
    return now.stories


def _find_holder(stories: Sequence[Story], article_id: str) -> Story:
    return next(story for story in stories if article_id in story.article_ids)
