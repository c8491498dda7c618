"""How tests show that work is bounded, on a machine of any speed and under any load.

A stopwatch says as much about the machine as about the code, so growth is shown by counting calls,
which are the same on every run. What C code does inside one call (a pattern that backtracks, say) is
not counted: such a text is made so long that a faulty pattern would need hours, and `ends` gives up.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


def count_calls(work: Callable[..., object], *arguments: object) -> int:
    """How many functions, of Python and of C, are called while `work(*arguments)` runs."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(*arguments)
    finally:
        sys.setprofile(before)
    return calls


@contextmanager
def ends(seconds: float = 60) -> Iterator[None]:
    """Fail when the block has spent that much processor time: it hangs, whatever the machine."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done after {seconds:g} seconds of processor time")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
