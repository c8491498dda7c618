"""What all tests share: where the development data is, and whether a missing part may be skipped."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from wenzhai.newsroom.collecting import CollectReport
    from wenzhai.newsroom.making import MakeReport

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
def sample_run(tmp_path_factory) -> SampleRun:
    """The sample week, collected over real HTTP and made once for all tests that look at it.

    Tests that use it are marked `xdist_group("sample")`, so that one worker makes it for all; those
    that change the newsroom work on a copy.
    """
    # Imported here: most tests need none of the stages.
    from wenzhai.newsroom import sampling
    from wenzhai.ports import SilentSteps

    folder = tmp_path_factory.mktemp("sample") / "room"
    return SampleRun(folder, *sampling.make_sample(folder, SilentSteps()))
