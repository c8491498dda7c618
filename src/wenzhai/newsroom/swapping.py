"""Putting a whole folder in the place of another in one step, so that a reader sees the old or the new."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from wenzhai.errors import InputError

_AT_FDCWD, _EXCHANGE = -100, 2  # <fcntl.h>, <linux/fs.h>: RENAME_EXCHANGE
_SWAP = 2  # macOS, <sys/stdio.h>: RENAME_SWAP
NEW, OLD = ".new", ".old"


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make `target` a folder of exactly these files (relative POSIX paths).

    They are written beside it and put in its place whole. Killed at any point, what a reader sees is
    whole; `clear_leftovers` takes away what lies beside it then."""
    fresh, old = _beside(target, NEW), _beside(target, OLD)
    for leftover in (fresh, old):
        _remove(leftover)
    for name, data in sorted(files.items()):
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if not target.exists():
        fresh.rename(target)
        return
    if exchange_paths(fresh, target):
        _remove(fresh)  # what is there now is the old one
        return
    target.rename(old)
    fresh.rename(target)
    _remove(old)


def clear_leftovers(root: Path) -> None:
    """Take away what a killed run left below `root`, and finish what it had begun."""
    for old in sorted(root.glob(f"*/.*{OLD}")):
        target = old.with_name(old.name.removeprefix(".").removesuffix(OLD))
        if target.exists():
            _remove(old)
        else:  # killed between the two steps of a machine that has no single one
            old.rename(target)
    for fresh in sorted((*root.glob(f"*/.*{NEW}"), *root.glob(f".*{NEW}"))):
        _remove(fresh)


def exchange_paths(one: Path, other: Path) -> bool:
    """Exchange two paths in one step; False where the system or its file system cannot."""
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, _SWAP) == 0)
    if hasattr(library, "renameat2"):
        return bool(library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0)
    return False


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Keep a second publisher of the same newsroom out; a killed one leaves no lock behind.

    Raises InputError where another is at work."""
    with lock.open("ab") as file:
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise InputError(
                    "another command is publishing this newsroom",
                    where=str(lock),
                    remedy="Wait until it has ended, and run this again.",
                ) from None
        yield


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}{ending}")


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
