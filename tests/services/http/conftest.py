"""A fault server and fetchers that reach it, with waiting that takes no time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from servers import FaultServer, serve
from wenzhai.services.http import PoliteFetcher, Timing
from wenzhai.settings import CollectSettings


class StillClock:
    def now(self) -> datetime:
        return datetime(2023, 4, 10, 8, 0, tzinfo=UTC)


class FakeWaits:
    """Time that jumps when somebody sleeps, and remembers how long they wanted to."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serve() as told:
        yield told


@pytest.fixture
def waits() -> FakeWaits:
    return FakeWaits()


@pytest.fixture
def make_fetcher(server: FaultServer, waits: FakeWaits) -> Iterator[Callable[..., PoliteFetcher]]:
    """Every `*.example` leads to the server; robots.txt is left out unless asked for."""
    made = []

    def make(look_up=None, **settings) -> PoliteFetcher:
        values = {
            "resolve": {"*.example": server.address},
            "obey_robots": False,
            "pause": 0.0,
            "retries": 0,
            "read_timeout": 1.0,
            "total_timeout": 1.0,
            **settings,
        }
        timing = Timing(
            monotonic=waits.monotonic,
            sleep=waits.sleep,
            chance=random.Random(7),
        )
        extra = {} if look_up is None else {"look_up": look_up}
        fetcher = PoliteFetcher(CollectSettings(**values), StillClock(), timing=timing, **extra)
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()
