"""Asking the archive: a question in either language to a cited answer from the passages of both.

Without any model endpoint: the answer is the sources' own sentences. A writer that words answers anew
would take the ranked sentences where `answer_question` does, and its sentences would pass the same gate.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.model import Answer, content_key
from wenzhai.newsroom.extracting import extract_pending
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.extract import find_copies
from wenzhai.stages.highlight import (
    LEAST_SCORE,
    Allowance,
    answer_question,
    choose_articles,
    find_units,
    list_index_words,
    rank_units,
    read_question,
    weigh_concepts,
)

_WORDS_VERSION = "1"
"""Raised when articles are indexed under other words."""
_A_TRANSACTION = 2_000
_MOST_ARTICLES = 200


def index_archive(room: Newsroom, steps: Steps | None = None) -> int:
    """Index the words of what is new; returns how many articles. Killed, it goes on from there."""
    glossary = msgspec.json.encode(room.beat.glossary, order="deterministic").decode()
    version = content_key("words", _WORDS_VERSION, glossary)
    pending = room.store.find_unindexed(version)
    if not pending:
        return 0
    progress = (steps or SilentSteps()).begin("Indexing the archive")
    for start in range(0, len(pending), _A_TRANSACTION):
        made_of = dict(pending[start : start + _A_TRANSACTION])
        articles = room.store.load_articles(list(made_of))
        room.store.save_words(
            (
                key,
                _day(articles[key].published_at, room),
                made,
                list_index_words(articles[key].title, articles[key].text, room.names)
                if articles[key].passages
                else (),
            )
            for key, made in made_of.items()
        )
        progress(min(start + _A_TRANSACTION, len(pending)), len(pending))
    return len(pending)


def ask(
    room: Newsroom,
    question: str,
    *,
    language: str = "",
    since: date | None = None,
    until: date | None = None,
    steps: Steps | None = None,
    least_score: float = LEAST_SCORE,
) -> Answer:
    """What the archive says to `question`, in `language` (`en`, `zh`; empty: that of the question), from
    what was published on the days from `since` to `until`, both included.

    Raises InputError for a question without a word to look for, NotFound for an empty archive,
    ServiceError from the embedder."""
    watch = steps or SilentSteps()
    asked = read_question(question, room.names)
    if not asked.concepts:
        raise InputError(
            "the question has no word to look for",
            where=asked.text[:80],
            remedy="Name the company, the thing or the event that you ask about.",
        )
    extract_pending(room, watch)
    index_archive(room, watch)
    whole = room.store.count_indexed()
    if not whole:
        raise NotFound(
            "the archive is empty",
            where=str(room.folder),
            remedy="wenzhai collect, or wenzhai import FILE --mapping MAPPING.",
        )
    words = sorted({word for concept in asked.concepts for word in concept.words})
    held = room.store.find_words(words, since, until)
    weights = weigh_concepts(asked, held, whole)
    ids = choose_articles(asked, held, weights, _MOST_ARTICLES)
    found = room.store.load_articles(ids)
    articles = [found[key] for key in ids if key in found]
    copies = find_copies(sorted(articles, key=lambda a: (a.published_at, a.id)))
    originals = [a for a in articles if a.id not in copies]
    units = rank_units(asked, find_units(asked, originals, weights, room.names), room.embedder)
    rights_of = {s.id: s.rights for s in room.settings.sources if s.rights is not None}
    return answer_question(
        asked,
        units,
        room.names,
        Allowance(rights_of, room.settings.rights),
        language or asked.language,
        whole,
        least_score,
    )


def _day(at: datetime, room: Newsroom) -> date:
    """The day in the newsroom's zone, by which the archive is asked for a span of time."""
    return at.astimezone(ZoneInfo(room.settings.schedule.timezone)).date()
