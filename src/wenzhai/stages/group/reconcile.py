"""Before: stories as they stood, and the window grouped again. After: the new stories under the ids of those
that they continue, and what happened to each.

Grouping looks at the whole window at once, so that the order in which reports came cannot matter; this
is where a story keeps its identity all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

import msgspec

from wenzhai.model import ChangeKind, Story, StoryChange, content_key


class Reconciled(msgspec.Struct, frozen=True, kw_only=True):
    """`stories` are all that are told now, by first report; `gone` are the ids of those that are no
    more; `changes` say what happened, by story."""

    stories: tuple[Story, ...]
    gone: tuple[str, ...]
    changes: tuple[StoryChange, ...]


def reconcile_stories(
    known: Sequence[Story],
    fresh: Sequence[Story],
    at: datetime,
    others: Sequence[Story] = (),
) -> Reconciled:
    """Fresh stories under the ids and threads of the known ones that they continue.

    `known` are whole: each of their articles that still counts is in one of `fresh`. A fresh story
    continues the known one with which it shares most articles, the older one where two are equal; a
    known story is continued once. The same input gives the same output, and reconciling again what
    came out changes nothing. `at` (aware UTC) dates the changes. `others` are stories that stay as they
    are: their ids are theirs."""
    ids = _keep_ids(known, fresh, others)
    threads = _keep_threads(known, fresh, ids)
    stories = [
        msgspec.structs.replace(story, id=ids[story.id], thread_id=threads[story.thread_id])
        for story in fresh
    ]
    stories.sort(key=lambda story: (story.first_at, story.id))
    told = {story.id for story in stories}
    return Reconciled(
        stories=tuple(stories),
        gone=tuple(sorted(story.id for story in known if story.id not in told)),
        changes=tuple(_find_changes(known, stories, at)),
    )


def _keep_ids(
    known: Sequence[Story], fresh: Sequence[Story], others: Sequence[Story]
) -> dict[str, str]:
    """Fresh id -> the id that it gets."""
    age = {story.id: (story.first_at, story.id) for story in known}
    holder = {article: story.id for story in known for article in story.article_ids}
    shared = [
        (-count, age[old], story.first_at, story.id, old)
        for story in fresh
        for old, count in Counter(
            holder[article] for article in story.article_ids if article in holder
        ).items()
    ]
    ids: dict[str, str] = {}
    continued: set[str] = set()
    for _, _, _, new, old in sorted(shared):
        if new not in ids and old not in continued:
            ids[new] = old
            continued.add(old)
    # An id that a known story has borne is never given to another one.
    used = {story.id for story in (*known, *others)}
    for story in sorted(fresh, key=lambda s: (s.first_at, s.id)):
        if story.id not in ids:
            ids[story.id] = _free_key("story", story.article_ids[0], story.id, used)
            used.add(ids[story.id])
    return ids


def _keep_threads(
    known: Sequence[Story], fresh: Sequence[Story], ids: Mapping[str, str]
) -> dict[str, str]:
    """Fresh thread id -> the id that it gets: that of the known thread of most of its stories."""
    thread_of = {story.id: story.thread_id for story in known}
    age: dict[str, datetime] = {}
    for story in known:
        age[story.thread_id] = min(age.get(story.thread_id, story.first_at), story.first_at)
    members: dict[str, list[Story]] = defaultdict(list)
    for story in sorted(fresh, key=lambda s: (s.first_at, s.id)):
        members[story.thread_id].append(story)
    claims = [
        (-count, age[old], old, new)
        for new, group in members.items()
        for old, count in Counter(
            thread_of[ids[story.id]] for story in group if ids[story.id] in thread_of
        ).items()
    ]
    threads: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, old, new in sorted(claims):
        if new not in threads and old not in taken:
            threads[new] = old
            taken.add(old)
    used = set(age)
    for new, group in members.items():
        if new not in threads:
            threads[new] = _free_key("thread", group[0].article_ids[0], new, used)
            used.add(threads[new])
    return threads


def _free_key(kind: str, article_id: str, wanted: str, used: Set[str]) -> str:
    """The wanted key, or another one made of the same where it is used."""
    key, number = wanted, 1
    while key in used:
        number += 1
        key = content_key(kind, article_id, str(number))
    return key


def _find_changes(
    known: Sequence[Story], stories: Sequence[Story], at: datetime
) -> list[StoryChange]:
    """What happened, by story id; nothing for a story that stayed as it was."""
    before = {story.id: story for story in known}
    holder = {article: story.id for story in known for article in story.article_ids}
    now = {article: story.id for story in stories for article in story.article_ids}
    left: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article, old in holder.items():
        new = now.get(article, "")
        if new != old:
            left[old][new].append(article)
    told = {story.id for story in stories}
    changes: list[StoryChange] = []
    for story in stories:
        if story.id not in before:
            changes.append(
                StoryChange(at=at, kind="new", story_id=story.id, articles=story.article_ids)
            )
            continue
        swallowed = {
            old: moved[story.id]
            for old, moved in left.items()
            if old not in told and story.id in moved
        }
        if swallowed:
            changes.append(
                StoryChange(
                    at=at,
                    kind="merged",
                    story_id=story.id,
                    articles=tuple(sorted(a for moved in swallowed.values() for a in moved)),
                    others=tuple(sorted(swallowed)),
                )
            )
        known_here = {*before[story.id].article_ids, *(a for m in swallowed.values() for a in m)}
        grown = tuple(a for a in story.article_ids if a not in known_here)
        if grown:
            changes.append(StoryChange(at=at, kind="grown", story_id=story.id, articles=grown))
    for old, moved in left.items():
        articles = tuple(sorted(a for group in moved.values() for a in group))
        others = tuple(sorted(key for key in moved if key))
        kind: ChangeKind = "split" if old in told else "gone"
        if kind == "gone" or others:
            changes.append(
                StoryChange(at=at, kind=kind, story_id=old, articles=articles, others=others)
            )
    order = {"new": 0, "merged": 1, "grown": 2, "split": 3, "gone": 4}
    return sorted(changes, key=lambda change: (change.story_id, order[change.kind]))
