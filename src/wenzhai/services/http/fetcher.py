"""Before: a URL and what we know of it. After: a `Fetched`, or an error that says what to do."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType

import httpcore
import httpx
import msgspec

from wenzhai.errors import AddressRefused, FetchError, TooLarge
from wenzhai.ports import Clock, Fetched
from wenzhai.services.http.addresses import AddressRules
from wenzhai.services.http.messages import (
    is_certificate,
    name_failure,
    name_status,
    name_timeout,
)
from wenzhai.services.http.network import Budget, GuardedBackend, LookUp, look_up_addresses
from wenzhai.services.http.pacing import HostTurns, Timing, parse_retry_after
from wenzhai.services.http.robots import MAX_ROBOTS_BYTES, RobotsRules
from wenzhai.services.http.unpack import Unpacker
from wenzhai.settings import CollectSettings

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, text/html, "
    "application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, */*;q=0.1"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({429, 500, 502, 503, 504})
_LONGEST_URL = 8192
# Headers, chunk framing and trailers come on top of the body.
_WIRE_ALLOWANCE = 512_000
# The services that browsers refuse too (Fetch standard, "bad port"), among the high ones.
_BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667}
    | {6668, 6669, 6679, 6697, 10080, 11211}
)


class _Answer(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: bytes


class _Retryable(Exception):
    """A failure that may pass: carries the error to raise when it does not."""

    def __init__(self, error: FetchError) -> None:
        self.error = error
        super().__init__(error.message)


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class PoliteFetcher:
    """A `ports.Fetcher` over HTTP/1.1. Thread-safe: made for a pool of `settings.workers`.

    Keeps no cookies, uses no proxy from the environment, verifies TLS. Close it when done, or use
    it in a `with` block. Raises `SettingsError` when `resolve` or `allow_private` cannot be read.
    """

    def __init__(
        self,
        settings: CollectSettings,
        clock: Clock | None = None,
        *,
        timing: Timing | None = None,
        look_up: LookUp = look_up_addresses,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._settings = settings
        self._clock: Clock = clock or SystemClock()
        self._timing = timing or Timing()
        rules = AddressRules(allow_private=settings.allow_private, resolve=settings.resolve)
        self._network = GuardedBackend(rules, look_up)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(trust_env=False),
            max_connections=max(4, settings.workers * 2),
            max_keepalive_connections=max(4, settings.workers),
            keepalive_expiry=15.0,
            network_backend=self._network,
        )
        self._turns = HostTurns(
            per_host=settings.per_host,
            pause=settings.pause,
            longest_wait=settings.max_retry_after,
            timing=self._timing,
        )
        self._robots = RobotsRules(settings.user_agent, self._read_robots, self._timing)

    def __enter__(self) -> PoliteFetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that were kept for the next request."""
        self._pool.close()

    def fetch(self, url: str, *, validators: Mapping[str, str] | None = None) -> Fetched:
        """GET `url`, following redirects; 304 only when `validators` were given.

        Raises `FetchError` and its kinds, each with the URL and a remedy.
        """
        headers = _list_condition_headers(validators or {})
        return self._follow(url, headers, robots=self._settings.obey_robots)

    def _read_robots(self, url: str) -> bytes:
        return self._follow(url, {}, robots=False, limit=MAX_ROBOTS_BYTES, cut=True).body

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        *,
        robots: bool,
        limit: int | None = None,
        cut: bool = False,
    ) -> Fetched:
        current = read_url(url)
        for _ in range(self._settings.max_redirects + 1):
            pause = self._robots.check(current) if robots else 0.0
            answer = self._persist(
                current, headers, pause, self._settings.max_bytes if limit is None else limit, cut
            )
            location = answer.headers.get("location", "")
            if answer.status in _REDIRECTS and location:
                current = _join_location(current, location)
                continue
            return _accept(answer, str(current), conditional=bool(headers))
        raise FetchError(
            f"it redirects more than {self._settings.max_redirects} times",
            where=url,
            remedy="Look where it leads in a browser and put that address into the source.",
        )

    def _persist(
        self, url: httpx.URL, headers: dict[str, str], pause: float, limit: int, cut: bool
    ) -> _Answer:
        """One hop, tried again while there is hope."""
        attempt = 0
        while True:
            last = attempt >= self._settings.retries
            wait = self._timing.choose_backoff(attempt)
            with self._turns.take(url.host, str(url), pause):
                try:
                    answer = self._request(url, headers, limit, cut)
                except _Retryable as failure:
                    if last:
                        raise failure.error from failure.error.__cause__
                else:
                    if answer.status not in _WORTH_RETRYING:
                        return answer
                    asked = self._note_pause(url, answer)
                    if last or (asked or 0.0) > self._settings.max_retry_after:
                        raise name_status(answer.status, str(url), asked)
                    if asked is not None:
                        # The host is on hold, so the next turn waits for exactly what was asked.
                        wait = 0.0
            if wait > 0.0:
                self._timing.sleep(wait)
            attempt += 1

    def _note_pause(self, url: httpx.URL, answer: _Answer) -> float | None:
        if answer.status not in (429, 503):
            return None
        asked = parse_retry_after(answer.headers.get("retry-after", ""), self._clock.now())
        if asked is not None:
            self._turns.hold(url.host, asked, answer.status)
        return asked

    def _request(self, url: httpx.URL, headers: dict[str, str], limit: int, cut: bool) -> _Answer:
        """One request and its whole answer, within one budget; bodies of errors are not read."""
        settings = self._settings
        where = str(url)
        request = httpcore.Request(
            "GET",
            httpcore.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=[*_list_own_headers(url, settings.user_agent), *headers.items()],
            extensions={
                "timeout": {
                    "connect": settings.connect_timeout,
                    "read": settings.read_timeout,
                    "write": settings.read_timeout,
                    "pool": settings.total_timeout,
                }
            },
        )
        budget = Budget(where, settings.total_timeout, limit + _WIRE_ALLOWANCE)
        try:
            with self._network.spend(budget):
                response = self._pool.handle_request(request)
                try:
                    answer_headers = _read_headers(response.headers)
                    body = b""
                    if response.status == 200:
                        body = self._read_body(response, answer_headers, limit, cut, where)
                finally:
                    response.close()
        except httpcore.TimeoutException as error:
            # A host that used up the whole time would use it up again: this raises, and is final.
            budget.limit_timeout(None)
            raise _Retryable(name_timeout(error, where)) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
            if isinstance(error, httpcore.LocalProtocolError):
                raise FetchError(
                    f"the address cannot be asked for ({error})", where=where
                ) from None
            failure = name_failure(error, where)
            if is_certificate(error):
                raise failure from error
            raise _Retryable(failure) from error
        return _Answer(response.status, answer_headers, body)

    def _read_body(
        self,
        response: httpcore.Response,
        headers: dict[str, str],
        limit: int,
        cut: bool,
        where: str,
    ) -> bytes:
        announced = headers.get("content-length", "")
        readable = announced.isascii() and announced.isdigit() and len(announced) < 16
        if readable and int(announced) > limit and not cut:
            raise TooLarge(
                f"the host announces {int(announced):,} bytes; the bound is {limit:,}",
                where=where,
                remedy="Raise collect.max_bytes if the page is really that large.",
            )
        unpacker = Unpacker(headers.get("content-encoding", ""), limit=limit, url=where)
        pieces = []
        wire = 0
        for chunk in response.iter_stream():
            wire += len(chunk)
            if cut and wire > limit:
                break
            if wire > limit:
                raise TooLarge(
                    f"the body is larger than {limit:,} bytes",
                    where=where,
                    remedy="Raise collect.max_bytes if the page is really that large.",
                )
            pieces.append(unpacker.unpack(chunk))
        return b"".join(pieces)


def read_url(url: str) -> httpx.URL:
    """Check a URL that is to be fetched: http(s), with a host, a usual port, without credentials or
    fragment. Raises `AddressRefused`."""
    try:
        if len(url) > _LONGEST_URL:
            raise httpx.InvalidURL("it is too long")
        parsed = httpx.URL(url.strip())
        if parsed.userinfo or parsed.fragment:
            parsed = parsed.copy_with(userinfo=b"", fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise AddressRefused(
            f"this is no web address ({error})",
            where=url[:200],
            remedy="Write it as https://host/path.",
        ) from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise AddressRefused(
            f"only http and https are fetched, not `{parsed.scheme or url[:40]}`",
            where=url[:200],
            remedy="Write it as https://host/path.",
        )
    port = parsed.port
    if port is not None and (
        not (port in (80, 443) or 1024 <= port <= 65535) or port in _BAD_PORTS
    ):
        raise AddressRefused(
            f"port {port} is not one of the web's",
            where=url[:200],
            remedy="Web pages are on port 80, 443, or one above 1023.",
        )
    return parsed


def _join_location(current: httpx.URL, location: str) -> httpx.URL:
    try:
        return read_url(str(current.join(location)))
    except (httpx.InvalidURL, ValueError):
        raise AddressRefused(
            f"it redirects to `{location[:80]}`, which is no web address", where=str(current)
        ) from None


def _list_own_headers(url: httpx.URL, user_agent: str) -> list[tuple[str, str]]:
    return [
        ("Host", url.netloc.decode("ascii")),
        ("User-Agent", user_agent),
        ("Accept", _ACCEPT),
        ("Accept-Language", "zh, en;q=0.9, *;q=0.5"),
        ("Accept-Encoding", "gzip, deflate"),
    ]


def _list_condition_headers(validators: Mapping[str, str]) -> dict[str, str]:
    """RFC 9110, 13.1. A stored value that cannot stand in a header is left out."""
    names = {"etag": "If-None-Match", "last_modified": "If-Modified-Since"}
    return {
        header: validators[key]
        for key, header in names.items()
        if validators.get(key) and validators[key].isascii() and validators[key].isprintable()
    }


def _read_headers(pairs: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Keep the first value of each name (lists joined only where the body depends on them)."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name == "content-encoding" and name in headers:
            headers[name] = f"{headers[name]}, {value}"
        else:
            headers.setdefault(name, value)
    headers.pop("set-cookie", None)
    return headers


def _accept(answer: _Answer, url: str, *, conditional: bool) -> Fetched:
    if answer.status == 200 or (answer.status == 304 and conditional):
        return Fetched(url=url, status=answer.status, headers=answer.headers, body=answer.body)
    raise name_status(answer.status, url, None)
