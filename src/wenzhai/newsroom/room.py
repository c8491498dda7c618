"""The newsroom's folder: its settings, its beat, its store, and the services that the stages use."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import msgspec

from wenzhai.beats import load_beat, read_glossary
from wenzhai.errors import InputError, SettingsError
from wenzhai.language.names import NameFinder
from wenzhai.model import Beat
from wenzhai.newsroom.periods import Period, find_period, parse_period
from wenzhai.ports import Clock, Embedder, Fetcher
from wenzhai.services.embeddings import CachedEmbedder, LocalEmbedder
from wenzhai.settings import NewsroomSettings, load_newsroom
from wenzhai.store import Store

SETTINGS_FILE = "newsroom.toml"


NOW_VARIABLE = "WENZHAI_NOW"


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still: for the sample week, and for repeating a run of the past."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at


def choose_clock() -> Clock:
    """The machine's clock, or the time in the environment variable WENZHAI_NOW (ISO 8601).

    Raises SettingsError when that is no time.
    """
    text = os.environ.get(NOW_VARIABLE, "")
    if not text:
        return SystemClock()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"“{text}” is not a time",
            where=f"environment variable {NOW_VARIABLE}",
            remedy="Write 2023-04-17T08:00:00+08:00, or unset it.",
        ) from None
    return FixedClock(at if at.tzinfo else at.replace(tzinfo=UTC))


class Newsroom:
    """An open newsroom. Services are made when first used, so that a command that does not fetch or
    embed does not wait for them. Use it as a context manager."""

    def __init__(
        self,
        folder: Path,
        settings: NewsroomSettings,
        store: Store,
        *,
        clock: Clock | None = None,
        fetcher: Fetcher | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.store = store
        self.clock: Clock = clock or choose_clock()
        self._fetcher = fetcher
        self._embedder = embedder

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock | None = None,
        resolve: Mapping[str, str] | None = None,
    ) -> Newsroom:
        """Open the newsroom in `folder`; `resolve` is added to `collect.resolve` for this run.

        Raises SettingsError and StoreError.
        """
        settings = load_newsroom(folder / SETTINGS_FILE)
        if resolve:
            collect = msgspec.structs.replace(
                settings.collect, resolve={**settings.collect.resolve, **resolve}
            )
            settings = msgspec.structs.replace(settings, collect=collect)
        url = settings.database
        relative = "sqlite:///"
        if url.startswith(relative) and not url.startswith("sqlite:////"):
            url = f"{relative}{(folder / url.removeprefix(relative)).absolute().as_posix()}"
        return cls(folder, settings, Store.open(url), clock=clock)

    def __enter__(self) -> Newsroom:
        return self

    def __exit__(self, *exception: object) -> None:
        self.store.close()

    @cached_property
    def beat(self) -> Beat:
        """The beat that ships, with the newsroom's own names added and its own style."""
        beat = load_beat(self.settings.beat)
        glossary = beat.glossary
        if self.settings.glossary:
            path = self.folder / self.settings.glossary
            try:
                own = read_glossary(path.read_text("utf-8"), str(path))
            except OSError as error:
                raise SettingsError(
                    f"the glossary cannot be read: {error}",
                    where=str(path),
                    remedy="Correct the path under “glossary” in newsroom.toml.",
                ) from error
            replaced = {name.id for name in own}
            glossary = (*(n for n in glossary if n.id not in replaced), *own)
        return msgspec.structs.replace(beat, glossary=glossary, style=self.settings.style)

    def read_period(self, text: str = "") -> Period:
        """The week or day that `text` names, as the beat appears; empty: this week, or today.

        Raises InputError.
        """
        beat, zone = self.beat, self.settings.schedule.timezone
        if not text:
            return find_period(self.clock.now(), beat.period, zone, beat.closes_at)
        return parse_period(text, beat.period, zone, beat.closes_at)

    def first_period(self) -> Period:
        """The week or day of edition number 1. Raises SettingsError when it is not of the beat's kind."""
        try:
            return self.read_period(self.settings.first_week)
        except InputError as error:
            raise SettingsError(
                f"first_week: {error.what}",
                where=str(self.folder / SETTINGS_FILE),
                remedy=error.remedy,
            ) from error

    @cached_property
    def names(self) -> NameFinder:
        return NameFinder(self.beat.glossary)

    @cached_property
    def fetcher(self) -> Fetcher:
        if self._fetcher is not None:
            return self._fetcher
        # A tenth of a second to load: paid where something is fetched.
        from wenzhai.services.http import PoliteFetcher

        return PoliteFetcher(self.settings.collect, self.clock)

    @cached_property
    def embedder(self) -> Embedder:
        return CachedEmbedder(self._embedder or self._make_embedder(), self.store)

    def _make_embedder(self) -> Embedder:
        endpoint = self.settings.models.embeddings
        if endpoint is None:
            return LocalEmbedder()
        from wenzhai.services.embeddings_endpoint import EndpointEmbedder

        return EndpointEmbedder(endpoint)
