"""What all tests share: where the development data is, and whether a missing part may be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout (or at WENZHAI_SHARED); a stranger does not have it."""
    folder = Path(os.environ.get("WENZHAI_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip(f"needs the development data, which is not at {folder} (set WENZHAI_SHARED)")
    return folder
