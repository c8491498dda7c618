"""What the tests of commands share: a way to run one, and newsrooms to run it in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wenzhai.cli import app


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, and its two outputs apart."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """Standard output as one JSON document."""
        return json.loads(self.out)

    @property
    def lines(self):
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch):
    """The tester's own newsroom and clock must not reach the tests."""
    monkeypatch.delenv("WENZHAI_ROOM", raising=False)
    monkeypatch.delenv("WENZHAI_NOW", raising=False)


@pytest.fixture
def wenzhai():
    """Run `wenzhai ...` in this process; nothing of the typer sort is replaced."""

    def run(*arguments, stdin=None):
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def wenzhai_process():
    """Run `wenzhai ...` as a process of its own, for what only a process shows: bytes and start-up."""

    def run(*arguments, stdin=b"", **environment):
        done = subprocess.run(
            [sys.executable, "-m", "wenzhai", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environment},
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def new_room(wenzhai, tmp_path) -> Path:
    """A newsroom as `init` leaves it."""
    folder = tmp_path / "room"
    assert wenzhai("init", folder, "--first-week", "2023-W15").code == 0
    return folder
