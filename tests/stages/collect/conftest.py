"""A server, a fetcher that reaches it as `*.example`, and the context of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from servers import FaultServer, serve
from wenzhai.model import Source
from wenzhai.services.http import PoliteFetcher
from wenzhai.settings import CollectSettings
from wenzhai.stages.collect import CollectContext

NOW = datetime(2023, 4, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serve() as told:
        yield told


@pytest.fixture
def make_context(server: FaultServer, tmp_path: Path) -> Iterator[Callable[..., CollectContext]]:
    settings = CollectSettings(
        resolve={"*.example": server.address}, obey_robots=False, pause=0.0, retries=0
    )
    with PoliteFetcher(settings) as fetcher:
        yield lambda **values: CollectContext(
            **{"fetcher": fetcher, "now": NOW, "folder": tmp_path, **values}
        )


@pytest.fixture
def make_source() -> Callable[..., Source]:
    return lambda **values: Source(
        **{
            "id": "s",
            "name": "Outlet",
            "kind": "feed",
            "url": "http://news.example/feed",
            "language": "en",
            "family": "owner",
            **values,
        }
    )
