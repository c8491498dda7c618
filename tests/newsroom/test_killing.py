"""A run that is killed at any point loses nothing that was kept, and doubles nothing."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from printing import print_few
from wenzhai.newsroom.creating import create_newsroom, write_whole
from wenzhai.newsroom.room import choose_clock
from wenzhai.sample import read_sample_glossary, sample_sources
from wenzhai.sample.server import serve_sample
from wenzhai.settings import CollectSettings
from wenzhai.store import Store

_KILLS = 20
_OF_COLLECT = 12
# Both languages, three scripts, reprints and a malformed feed; all sixteen would only take longer.
_OUTLETS = frozenset({"pearl-wire", "orient-courier", "qiming-wire", "gangdao"})


def _make_room(folder: Path, address: str) -> Path:
    write_whole(folder / "glossary.tsv", read_sample_glossary())
    create_newsroom(
        folder,
        "china-digital",
        "2023-W14",
        clock=choose_clock(),
        sources=[s for s in sample_sources() if s.id in _OUTLETS or s.kind == "hotlist"],
        collect=CollectSettings(pause=0.0, per_host=4, resolve={"*.example": address}),
        glossary="glossary.tsv",
    )
    return print_few(folder)


def _start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "wenzhai", *command, "--room", str(folder)],
        env={**os.environ, "WENZHAI_NOW": "2023-04-17T08:00:00+08:00"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _finish(folder: Path, *command: str) -> None:
    run = _start(folder, *command)
    _, errors = run.communicate(timeout=120)
    assert run.returncode in (0, 3), errors.decode()


def _kept(folder: Path) -> dict[str, int]:
    store = Store.open(f"sqlite:///{folder / 'newsroom.db'}")
    try:
        assert store.check() == "ok"
        return store.count()
    finally:
        store.close()


def _files(folder: Path) -> dict[str, bytes]:
    root = folder / "editions"
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.slow
def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    """Killed twenty times at random points, `collect` and `make` end with the same rows and the same
    bytes as a run that was left alone; and no kill takes away what was kept before it."""
    chance = random.Random(20230416)
    with serve_sample() as address:
        calm = _make_room(tmp_path / "calm", address)
        began = time.monotonic()
        _finish(calm, "collect")
        collecting = time.monotonic() - began
        began = time.monotonic()
        _finish(calm, "make", "--week", "2023-W15", "--lang", "both")
        making = time.monotonic() - began

        killed = _make_room(tmp_path / "killed", address)
        before: dict[str, int] = {}
        for turn in range(_KILLS):
            collects = turn < _OF_COLLECT
            command = ("collect",) if collects else ("make", "--week", "2023-W15", "--lang", "both")
            run = _start(killed, *command)
            # A run that finds much done already may end before its time has come.
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(chance.uniform(0.1, 0.9) * (collecting if collects else making))
            run.kill()
            run.communicate()
            if (killed / "newsroom.db").exists():
                now = _kept(killed)
                for table in ("entries", "sightings", "pages", "articles", "vectors"):
                    assert now[table] >= before.get(table, 0)
                before = now
            if turn == _OF_COLLECT - 1:
                _finish(killed, "collect")
        _finish(killed, "make", "--week", "2023-W15", "--lang", "both")
        without_failures = {"page_problems"}
        want, have = _kept(calm), _kept(killed)
        assert {k: v for k, v in have.items() if k not in without_failures} == {
            k: v for k, v in want.items() if k not in without_failures
        }
        assert _files(killed) == _files(calm)
        assert not list(killed.rglob(".*.new"))
