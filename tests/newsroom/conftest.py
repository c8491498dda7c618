"""A small newsroom for tests that tell stories again and again: some of the sample week's, told and ranked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from printing import print_few
from wenzhai.model import Article
from wenzhai.newsroom import FixedClock, Newsroom
from wenzhai.newsroom.ranking import rank_period
from wenzhai.newsroom.room import SETTINGS_FILE
from wenzhai.newsroom.telling import tell_stories
from wenzhai.ports import SilentSteps

NOW = FixedClock(datetime(2023, 4, 17, tzinfo=UTC))
_STORIES = 8


@dataclass(frozen=True)
class SmallRoom:
    """A newsroom's folder, and the `late` articles that are not in it yet: the last report of each
    story that has four or more. `stories` are those that all make when told at once, by article."""

    folder: Path
    articles: tuple[Article, ...]
    late: tuple[Article, ...]
    stories: dict[str, frozenset[str]]

    def open(self) -> AbstractContextManager[Newsroom]:
        return Newsroom.open(self.folder, clock=NOW)


@pytest.fixture(scope="session")
def some_stories(
    sample_run, tmp_path_factory
) -> tuple[tuple[Article, ...], dict[str, frozenset[str]]]:
    """The articles of the sample's best stories and of their threads, and who is with whom where they
    are told all at once, by themselves: among fewer reports a word is rarer, and less is alike."""
    with Newsroom.open(sample_run.folder, clock=NOW) as room:
        best = [r.story for r in room.store.load_ranking("2023-W15")[:_STORIES]]
        stories = {s.id: s for b in best for s in room.store.load_thread(b.thread_id)}
        articles = room.store.load_articles(
            sorted({i for s in stories.values() for i in s.article_ids})
        )
    folder = empty_room(sample_run.folder, tmp_path_factory.mktemp("at once") / "room")
    with Newsroom.open(folder, clock=NOW) as room:
        room.store.save_articles((a, "1") for a in articles.values())
        at_once = tell_stories(room, room.read_period("2023-W15"), SilentSteps()).stories
    told = {i: frozenset(s.article_ids) for s in at_once for i in s.article_ids}
    return tuple(sorted(articles.values(), key=lambda a: (a.published_at, a.id))), told


@pytest.fixture(scope="session")
def _small_room(sample_run, some_stories, tmp_path_factory) -> SmallRoom:
    articles, told = some_stories
    of_story = {story: [a for a in articles if a.id in story] for story in told.values()}
    late = {ids[-1].id for ids in of_story.values() if len(ids) >= 4}
    folder = print_few(empty_room(sample_run.folder, tmp_path_factory.mktemp("small") / "room"))
    small = SmallRoom(folder, articles, tuple(a for a in articles if a.id in late), told)
    with small.open() as room:
        room.store.save_articles((a, "1") for a in articles if a.id not in late)
        rank_period(room, room.read_period("2023-W15"))
    return small


def empty_room(sample: Path, folder: Path) -> Path:
    """A newsroom with the sample's settings and nothing in its store."""
    folder.mkdir()
    for name in (SETTINGS_FILE, "glossary.tsv"):
        shutil.copy(sample / name, folder / name)
    return folder


@pytest.fixture
def make_empty_room(sample_run, tmp_path) -> Callable[[str], Path]:
    """Makes newsrooms with the sample's settings and nothing in their stores."""
    return lambda name: empty_room(sample_run.folder, tmp_path / name)


@pytest.fixture
def small_room(_small_room, tmp_path) -> SmallRoom:
    """A small newsroom of the test's own, told and ranked."""
    folder = Path(shutil.copytree(_small_room.folder, tmp_path / "room"))
    return SmallRoom(folder, _small_room.articles, _small_room.late, _small_room.stories)
