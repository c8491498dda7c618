"""robots.txt by host: asked for once, kept for a while, obeyed (RFC 9309)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

import httpx
from protego import Protego

from wenzhai.errors import AddressRefused, FetchError, RobotsRefused, StatusError
from wenzhai.services.http.pacing import Timing

MAX_ROBOTS_BYTES = 512_000
_KEEP_SECONDS = 6 * 3600.0
_KEEP_FAILURE_SECONDS = 600.0
_LONGEST_DELAY = 10.0
_MOST_HOSTS = 4096
_LONGEST_LINE = 2000
_MOST_LINES = 20_000

ReadRobots = Callable[[str], bytes]
"""Fetches a robots.txt; raises `FetchError`."""


class _Rules:
    """What one host said: rules, or why they could not be read."""

    __slots__ = ("expires_at", "failure", "parsed")

    def __init__(
        self, parsed: Protego | None, failure: FetchError | None, expires_at: float
    ) -> None:
        self.parsed = parsed
        self.failure = failure
        self.expires_at = expires_at


class RobotsRules:
    """The rules of each host for one user agent. Thread-safe; at most one fetch for each host."""

    def __init__(self, user_agent: str, read: ReadRobots, timing: Timing) -> None:
        self._agent = user_agent.partition("/")[0].strip() or "Wenzhai"
        self._read = read
        self._timing = timing
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: httpx.URL) -> float:
        """Return the pause that the host wishes between requests (seconds, bounded; 0 for none).

        Raises `RobotsRefused` when it wants `url` left alone, or when its rules cannot be read now:
        a host in trouble is not asked for more.
        """
        rules = self._find(url)
        if isinstance(rules.failure, AddressRefused):
            # Nothing to do with rules: the host itself may not be reached.
            raise AddressRefused(
                rules.failure.what, where=str(url), remedy=rules.failure.remedy
            ) from rules.failure
        if rules.failure is not None:
            raise RobotsRefused(
                f"robots.txt of {url.host} cannot be read now ({rules.failure.what})",
                where=str(url),
                remedy="Nothing is fetched from a host until its rules can be read; it is asked "
                "again at the next run.",
                retry_after=rules.failure.retry_after,
            ) from rules.failure
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(str(url), self._agent):
            raise RobotsRefused(
                f"robots.txt of {url.host} asks not to fetch this",
                where=str(url),
                remedy="Use the outlet's feed, or ask it for leave and set collect.obey_robots = "
                "false in a newsroom of its own.",
            )
        return min(rules.parsed.crawl_delay(self._agent) or 0.0, _LONGEST_DELAY)

    def _find(self, url: httpx.URL) -> _Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            now = self._timing.monotonic()
            with self._lock:
                known = self._known.get(origin)
            if known is not None and known.expires_at > now:
                return known
            rules = self._fetch(origin, now)
            with self._lock:
                self._known[origin] = rules
                self._known.move_to_end(origin)
                while len(self._known) > _MOST_HOSTS:
                    dropped, _ = self._known.popitem(last=False)
                    self._locks.pop(dropped, None)
            return rules

    def _fetch(self, origin: str, now: float) -> _Rules:
        try:
            body = self._read(f"{origin}/robots.txt")
        except StatusError as error:
            # 4xx says that there are no rules; 429 is a host asking for rest, like 5xx.
            if 400 <= error.status < 500 and error.status != 429:
                return _Rules(None, None, now + _KEEP_SECONDS)
            return _Rules(None, error, now + max(_KEEP_FAILURE_SECONDS, error.retry_after or 0.0))
        except FetchError as error:
            return _Rules(None, error, now + _KEEP_FAILURE_SECONDS)
        return _Rules(parse_robots(body), None, now + _KEEP_SECONDS)


def parse_robots(body: bytes) -> Protego:
    """Rules from the bytes of a robots.txt, of whatever kind; overlong parts are left out."""
    text = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    lines = [line for line in text.splitlines()[:_MOST_LINES] if len(line) <= _LONGEST_LINE]
    return Protego.parse("\n".join(lines))
