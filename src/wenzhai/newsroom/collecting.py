"""Collecting: what every source has that is new, and the page behind each entry.

Each source, and each page, is kept in a transaction of its own as soon as it is here: a run that is
killed has lost only what was under way, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from itertools import chain, zip_longest

import msgspec

from wenzhai.errors import NotFound, ParseError, RobotsRefused, StatusError, WenzhaiError
from wenzhai.model import Batch, Entry, Page, Source, SourceHealth
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.transcribing import transcribe_recordings
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.collect import CollectContext, collect_source, fetch_page

_NOTES_SHOWN = 3
_GONE_FOR_GOOD = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})


class CollectReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did. `failed` is source id -> error in words, `new` counts entries and sightings."""

    sources: int
    new: int
    pages: int
    failed: dict[str, str]
    pages_failed: int
    notes: dict[str, tuple[str, ...]]


def collect(
    room: Newsroom,
    source_ids: Sequence[str] = (),
    steps: Steps | None = None,
    *,
    only_due: bool = False,
) -> CollectReport:
    """Collect from the sources of these ids (none given: all that are enabled; with `only_due` those
    whose time has come). A source that fails stops no other; raises NotFound for an id that is not
    in newsroom.toml."""
    watch = steps or SilentSteps()
    sources = _choose_sources(room, source_ids)
    if only_due:
        health = room.store.load_health()
        sources = [s for s in sources if is_due(s, health.get(s.id), room.clock.now())]
    since = room.clock.now() - timedelta(room.settings.schedule.lookback_days)
    context = CollectContext(
        fetcher=room.fetcher,
        now=room.clock.now(),
        since=since,
        validators=room.store.load_validators(),
        folder=room.folder,
    )
    failed = transcribe_recordings(room, sources, watch)
    notes: dict[str, tuple[str, ...]] = {}
    new = 0
    before = room.store.load_health()
    with ThreadPoolExecutor(room.settings.collect.workers) as pool:
        progress = watch.begin("Asking the sources")
        runs: dict[Future[Batch], Source] = {
            pool.submit(collect_source, source, context): source for source in sources
        }
        for done, run in enumerate(as_completed(runs), 1):
            source = runs[run]
            old = before.get(source.id, SourceHealth(source_id=source.id))
            try:
                batch = run.result()
            except WenzhaiError as error:
                failed[source.id] = error.message
                room.store.save_health(_note_failure(old, error, context.now))
            else:
                new += room.store.save_batch(
                    source.id, batch, _note_success(old, batch, context.now)
                )
                if batch.notes:
                    notes[source.id] = batch.notes
            progress(done, len(runs))
        pages, pages_failed = _fetch_pages(room, sources, since, pool, watch)
    return CollectReport(
        sources=len(sources),
        new=new,
        pages=pages,
        failed=dict(sorted(failed.items())),
        pages_failed=pages_failed,
        notes=dict(sorted(notes.items())),
    )


def is_due(source: Source, health: SourceHealth | None, now: datetime) -> bool:
    """Whether `every` minutes have passed since the source was last asked."""
    if health is None or not health.checked_at:
        return True
    return now - datetime.fromisoformat(health.checked_at) >= timedelta(minutes=source.every)


def _choose_sources(room: Newsroom, source_ids: Sequence[str]) -> list[Source]:
    known = {source.id: source for source in room.settings.sources}
    unknown = [source_id for source_id in source_ids if source_id not in known]
    if unknown:
        raise NotFound(
            f"there is no source “{unknown[0]}”",
            where=str(room.folder / "newsroom.toml"),
            remedy="wenzhai sources lists them.",
        )
    return [known[i] for i in source_ids] or [s for s in known.values() if s.enabled]


def _fetch_pages(
    room: Newsroom,
    sources: Sequence[Source],
    since: datetime,
    pool: ThreadPoolExecutor,
    watch: Steps,
) -> tuple[int, int]:
    wanted = [source.id for source in sources if source.full_text]
    by_source = room.store.find_entries_without_page(
        wanted, since, room.settings.collect.pages_per_source
    )
    # One of each source in turn, so that no host holds all the workers.
    entries = [e for e in chain(*zip_longest(*by_source)) if e is not None and e.url]
    progress = watch.begin("Reading the pages")
    runs: dict[Future[Page], Entry] = {
        pool.submit(fetch_page, entry, room.fetcher, room.clock.now()): entry for entry in entries
    }
    failures = 0
    for done, run in enumerate(as_completed(runs), 1):
        try:
            room.store.save_page(run.result())
        except WenzhaiError as error:
            failures += 1
            room.store.save_page_problem(runs[run].id, error.message, final=_is_final(error))
        progress(done, len(runs))
    return len(entries) - failures, failures


def _is_final(error: WenzhaiError) -> bool:
    if isinstance(error, StatusError):
        return error.status in _GONE_FOR_GOOD
    return isinstance(error, ParseError | RobotsRefused)


def _note_success(old: SourceHealth, batch: Batch, now: datetime) -> SourceHealth:
    at = now.isoformat(timespec="seconds")
    count = len(batch.entries) + len(batch.sightings)
    return msgspec.structs.replace(
        old,
        checked_at=at,
        succeeded_at=at,
        failures=0,
        error=_join_notes(batch.notes),
        entries=old.entries if batch.unchanged else count,
    )


def _join_notes(notes: Sequence[str]) -> str:
    """A list of days, one missing after another, would bury what else is wrong."""
    shown = "; ".join(notes[:_NOTES_SHOWN])
    more = len(notes) - _NOTES_SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


def _note_failure(old: SourceHealth, error: WenzhaiError, now: datetime) -> SourceHealth:
    return msgspec.structs.replace(
        old,
        checked_at=now.isoformat(timespec="seconds"),
        failures=old.failures + 1,
        error=error.message,
    )
