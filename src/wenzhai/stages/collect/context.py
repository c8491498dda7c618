"""What a collector is given beside its source, and what it has to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Protocol

from wenzhai.model import Batch, Source
from wenzhai.ports import Fetcher

CHINA_TIME = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectContext:
    """One run. `now` is aware UTC; what is known to be older than `since` is left out (None: nothing
    is). `validators` are those of the last run by URL, `folder` is where relative paths start,
    `max_entries` bounds what one source may bring in one run."""

    fetcher: Fetcher
    now: datetime
    since: datetime | None = None
    validators: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    folder: Path = Path()
    max_entries: int = 2000

    def is_wanted(self, published_at: datetime | None) -> bool:
        """Say whether an item of this time belongs to the run; an unknown time does."""
        return self.since is None or published_at is None or published_at >= self.since


class Collector(Protocol):
    """A kind of source. An object or a module with this one function."""

    def collect(self, source: Source, context: CollectContext) -> Batch:
        """Collect what `source` offers now. Raises `FetchError`, `ParseError`, `InputError` or
        `SettingsError`; never returns half a batch in silence."""
        ...


def choose_zone(language: str) -> tzinfo:
    """Choose the zone that a time without one is meant in: Beijing's for Chinese sources, else UTC."""
    return CHINA_TIME if language.lower().startswith("zh") else UTC
