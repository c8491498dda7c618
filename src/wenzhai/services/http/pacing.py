"""Turns: how many requests a host gets at once, how far apart, and when it asked for a pause."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from wenzhai.errors import StatusError

BACKOFF_BASE = 0.5
BACKOFF_MOST = 30.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Where waiting and chance come from, so that tests need neither. Seconds."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: random.Random = field(default_factory=random.Random)

    def choose_backoff(self, attempt: int) -> float:
        """Exponential backoff with full jitter (Brooker 2015): anything up to the doubled base."""
        return self.chance.uniform(0.0, min(BACKOFF_MOST, BACKOFF_BASE * 2.0**attempt))


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Seconds to wait, from `Retry-After` (RFC 9110, 10.2.3: seconds or an HTTP date); None when
    there is none or it cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) <= 9:
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    try:
        return max(0.0, (when - now).total_seconds())
    except OverflowError:
        return None


class _Host:
    __slots__ = ("held_status", "held_until", "next_at", "slots")

    def __init__(self, per_host: int) -> None:
        self.slots = threading.BoundedSemaphore(per_host)
        self.next_at = float("-inf")
        self.held_until = float("-inf")
        self.held_status = 429


class HostTurns:
    """Hands out turns by host to the threads of a pool."""

    def __init__(self, *, per_host: int, pause: float, longest_wait: float, timing: Timing) -> None:
        self._per_host = max(1, per_host)
        self._pause = pause
        self._longest_wait = longest_wait
        self._timing = timing
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def _find(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host(self._per_host))

    def hold(self, host: str, seconds: float, status: int) -> None:
        """Nobody asks `host` for anything during the next `seconds`; it answered with `status`."""
        state = self._find(host)
        with self._lock:
            state.held_until = max(state.held_until, self._timing.monotonic() + seconds)
            state.held_status = status

    @contextmanager
    def take(self, host: str, url: str, pause: float = 0.0) -> Iterator[None]:
        """Wait for a turn, and keep it until the block ends.

        `pause` is the host's own wish (crawl-delay) where longer than ours. Raises `StatusError`
        with `retry_after` at once when the host is on hold for longer than we would wait.
        """
        state = self._find(host)
        with state.slots:
            self._wait(state, url, max(pause, self._pause))
            yield

    def _wait(self, state: _Host, url: str, pause: float) -> None:
        while True:
            with self._lock:
                now = self._timing.monotonic()
                held = state.held_until - now
                if held > self._longest_wait:
                    raise StatusError(
                        f"the host asked for a pause of {held:.0f} more seconds",
                        status=state.held_status,
                        where=url,
                        remedy="It is asked again when that has passed.",
                        retry_after=held,
                    )
                start = max(now, state.next_at, state.held_until)
                if start <= now:
                    state.next_at = now + pause
                    return
            self._timing.sleep(start - now)
