"""The databases that the store is tested against: SQLite always, PostgreSQL where there is one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from wenzhai.store import Store

_START_SECONDS = 30.0
_DATABASE_NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own, on a socket in a new folder; yields that folder."""
    programs = _find_programs()
    folder = Path(tempfile.mkdtemp(prefix="wenzhai-pg-"))
    # PostgreSQL refuses to run as root; Debian's package makes this user for it.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user, user)
    data = folder / "data"
    subprocess.run(
        [
            programs / "initdb",
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    options = {
        "listen_addresses": "",  # the socket is enough, and needs no port
        "unix_socket_directories": str(folder),
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
    }
    settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, *settings],
        stdout=log,
        stderr=log,
        user=user,
        cwd=folder,
    )
    try:
        _wait_until_ready(server, folder)
        yield str(folder)
    finally:
        server.send_signal(signal.SIGINT)  # “fast”: does not wait for clients
        server.wait(_START_SECONDS)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path:
    """The folder of initdb and postgres; skips where there is none, fails where there must be one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    problem = ""
    if not found and not on_path:
        problem = "there is no PostgreSQL here (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401  # looked for here, where its absence can be explained
    except ImportError:
        problem = "there is no PostgreSQL driver here (pip install 'psycopg[binary]')"
    if problem and os.environ.get("WENZHAI_REQUIRE_ALL") == "1":
        pytest.fail(f"{problem}, and WENZHAI_REQUIRE_ALL=1 requires it")
    if problem:
        pytest.skip(problem)
    return found[-1].parent if found else Path(str(on_path)).parent


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    import psycopg  # only there where _find_programs found it

    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail((folder / "log").read_text(errors="replace"))
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes the URL of a new, empty database of the kind that is asked for."""

    def make(kind: str) -> str:
        name = f"t{next(_DATABASE_NUMBERS)}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.db"
        folder = request.getfixturevalue("postgresql")
        import psycopg  # only there where the fixture found it

        with psycopg.connect(
            host=folder, user="postgres", dbname="postgres", autocommit=True
        ) as server:
            server.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://postgres@/{name}?host={folder}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """A new, empty database, once of each kind."""
    return new_url(request.param)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store on a new database, once of each kind."""
    opened = Store.open(url)
    yield opened
    opened.close()
