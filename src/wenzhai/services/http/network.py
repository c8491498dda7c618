"""The network under HTTP: a name is resolved, checked, and connected to at the address checked.

Checks live here and not beside the URL, because a name can change what it answers between a check
and a connection (DNS rebinding). Every read and write is held to the budget of the request that
the calling thread is making, so that neither dripped headers nor a dripped body last for ever.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import httpcore

from wenzhai.errors import AddressRefused, TooLarge, TooSlow
from wenzhai.services.http.addresses import AddressRules

SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)
LookUp = Callable[[str, int], list[str]]


class Budget:
    """What one answer may take: until `deadline` (monotonic seconds), `wire_bytes` read."""

    def __init__(self, url: str, seconds: float, wire_bytes: int) -> None:
        self.url = url
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds
        self.wire_bytes = wire_bytes
        self.left = wire_bytes

    def limit_timeout(self, timeout: float | None) -> float:
        """Return the time-out of the next step: its own, or what is left of the whole."""
        left = self.deadline - time.monotonic()
        if left <= 0.001:  # a socket's time-out may end a hair early
            raise TooSlow(
                f"the answer was not complete after {self.seconds:g} seconds",
                where=self.url,
                remedy="Raise collect.total_timeout if the host is slow but honest.",
            )
        return left if timeout is None else min(timeout, left)

    def take(self, count: int) -> None:
        """Count bytes that came over the wire, headers and framing among them."""
        self.left -= count
        if self.left < 0:
            raise TooLarge(
                f"the host sent more than {self.wire_bytes:,} bytes",
                where=self.url,
                remedy="Raise collect.max_bytes if the page is really that large.",
            )


def look_up_addresses(host: str, port: int) -> list[str]:
    """List the addresses of a name, as the system's resolver gives them."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class GuardedBackend(httpcore.NetworkBackend):
    """Connects only where `rules` allow. One instance serves all threads."""

    def __init__(self, rules: AddressRules, look_up: LookUp = look_up_addresses) -> None:
        self._rules = rules
        self._look_up = look_up
        self._inner = httpcore.SyncBackend()
        self._current = threading.local()

    @contextmanager
    def spend(self, budget: Budget) -> Iterator[None]:
        """Hold what this thread reads and writes to `budget`."""
        self._current.budget = budget
        try:
            yield
        finally:
            self._current.budget = None

    @property
    def budget(self) -> Budget:
        budget: Budget | None = getattr(self._current, "budget", None)
        # A connection used outside of a request (a pool tidying up) may take a second, no more.
        return budget or Budget("", 1.0, 65536)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, check, and connect to the very address that was checked."""
        options = None if socket_options is None else list(socket_options)
        budget = self.budget
        failure: Exception = httpcore.ConnectError("the name has no address")
        for address, number in self._find_addresses(host, port, timeout, budget):
            try:
                stream = self._inner.connect_tcp(
                    address, number, budget.limit_timeout(timeout), local_address, options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _GuardedStream(stream, self)
        raise failure

    def _find_addresses(
        self, host: str, port: int, timeout: float | None, budget: Budget
    ) -> list[tuple[str, int]]:
        target = self._rules.find_target(host)
        if target is not None:
            return [(target.address, target.port)]
        found = self._resolve(host, port, budget.limit_timeout(timeout))
        allowed = [address for address in found if self._rules.allows(host, address)]
        if found and not allowed:
            raise AddressRefused(
                f"{host} leads to the private address {found[0]}",
                where=budget.url,
                remedy="If you trust it, add the host or its network to collect.allow_private.",
            )
        return [(address, port) for address in allowed]

    def _resolve(self, host: str, port: int, timeout: float) -> list[str]:
        # The system's resolver knows no time-out of ours, so it waits in a thread that is left behind.
        answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answers.put(self._look_up(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=look_up, daemon=True, name=f"resolve {host}").start()
        try:
            answer = answers.get(timeout=timeout)
        except queue.Empty:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from None
        if isinstance(answer, Exception):
            raise httpcore.ConnectError("the name does not resolve") from answer
        return answer


class _GuardedStream(httpcore.NetworkStream):
    """A connection that counts and times what passes through it."""

    def __init__(self, inner: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._inner = inner
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = self._backend.budget
        data = self._inner.read(max_bytes, budget.limit_timeout(timeout))
        budget.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._backend.budget.limit_timeout(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        limit = self._backend.budget.limit_timeout(timeout)
        return _GuardedStream(
            self._inner.start_tls(ssl_context, server_hostname, limit), self._backend
        )

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)
