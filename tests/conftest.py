"""What all tests share: where the development data is, and whether a missing part may be skipped."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import msgspec
import pytest

if TYPE_CHECKING:
    from wenzhai.newsroom.collecting import CollectReport
    from wenzhai.newsroom.making import MakeReport

# A busy machine is no fault of the code; and CI says the same of the same commit, while a run at a desk
# goes on looking.
hypothesis.settings.register_profile(
    "wenzhai", deadline=None, derandomize=bool(os.environ.get("WENZHAI_REQUIRE_ALL"))
)
hypothesis.settings.load_profile("wenzhai")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout (or at WENZHAI_SHARED); a stranger does not have it."""
    folder = Path(os.environ.get("WENZHAI_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the development data, which is not at {folder} (set WENZHAI_SHARED)")
    return folder


@dataclass(frozen=True)
class SampleRun:
    """The sample week as a command leaves it: the folder, and what the two steps reported."""

    folder: Path
    collected: CollectReport
    made: MakeReport


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory, worker_id) -> SampleRun:
    """The sample week, collected over real HTTP and made once for all tests that look at it.

    It is for reading only: workers share one, and a test that changes it works on `sample_copy`.
    """
    common = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        common = common.parent
    folder, lock, reports = common / "sample", common / "sample.lock", common / "sample.json"
    try:
        lock.mkdir()
    except FileExistsError:
        return _wait_for_sample(folder, reports)
    # Imported here: most tests need none of the stages.
    from wenzhai.newsroom import sampling
    from wenzhai.ports import SilentSteps

    try:
        collected, made = sampling.make_sample(folder, SilentSteps())
    except BaseException:
        reports.write_bytes(b"")
        raise
    written = reports.with_suffix(".new")
    written.write_bytes(msgspec.json.encode((collected, made)))
    written.replace(reports)
    return SampleRun(folder, collected, made)


def _wait_for_sample(folder: Path, reports: Path) -> SampleRun:
    """What another worker makes, once it is whole."""
    from wenzhai.newsroom.collecting import CollectReport
    from wenzhai.newsroom.making import MakeReport

    until = time.monotonic() + 300
    while not reports.exists():
        assert time.monotonic() < until, "another worker did not end making the sample week"
        time.sleep(0.1)
    data = reports.read_bytes()
    assert data, "another worker could not make the sample week; its test shows why"
    return SampleRun(folder, *msgspec.json.decode(data, type=tuple[CollectReport, MakeReport]))


@pytest.fixture
def sample_copy(sample_run, tmp_path) -> Path:
    """A copy of the sample's newsroom, in a folder of another name."""
    return Path(shutil.copytree(sample_run.folder, tmp_path / "copy"))
