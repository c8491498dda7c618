"""A transport for httpx clients that a hostile or broken server can neither fill nor hold."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from wenzhai.errors import TooLarge, TooSlow
from wenzhai.services.http.addresses import AddressRules
from wenzhai.services.http.network import Budget, GuardedBackend

_WIRE_ALLOWANCE = 65_536  # headers and framing


class BoundedTransport(httpx.BaseTransport):
    """Reads whole answers of at most `most_bytes` within `seconds`, headers among them and whatever the
    pace: `errors.TooLarge` and `httpx.ReadTimeout` otherwise.

    Answers are asked for uncompressed, and refused compressed: a small one could unpack to any size.
    `host` is the settings' own choice, so it may be on this machine or in a private network.
    """

    def __init__(self, host: str, most_bytes: int, seconds: float) -> None:
        self._most_bytes = most_bytes
        self._seconds = seconds
        self._network = GuardedBackend(AddressRules(allow_private=[host], resolve={}))
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=self._network
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = "identity"
        where = str(request.url)
        budget = Budget(where, self._seconds, self._most_bytes + _WIRE_ALLOWANCE)
        try:
            with self._network.spend(budget):
                answer = self._pool.handle_request(
                    httpcore.Request(
                        method=request.method,
                        url=httpcore.URL(
                            scheme=request.url.raw_scheme,
                            host=request.url.raw_host,
                            port=request.url.port,
                            target=request.url.raw_path,
                        ),
                        headers=request.headers.raw,
                        content=request.read(),
                    )
                )
                try:
                    return self._read(answer, where)
                finally:
                    answer.close()
        except (httpcore.TimeoutException, TooSlow) as error:
            raise httpx.ReadTimeout(
                f"no whole answer after {self._seconds:g} s", request=request
            ) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
            raise httpx.ConnectError(str(error), request=request) from error

    def _read(self, answer: httpcore.Response, where: str) -> httpx.Response:
        headers = httpx.Headers(answer.headers)
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise TooLarge("the answer is compressed, which was not asked for", where=where)
        body = bytearray()
        for piece in answer.iter_stream():
            body += piece
            if len(body) > self._most_bytes:
                raise TooLarge(f"the answer is larger than {self._most_bytes:,} bytes", where=where)
        return httpx.Response(answer.status, headers=answer.headers, content=bytes(body))

    def close(self) -> None:
        self._pool.close()
