"""The sample's sites on a loopback port: a real HTTP server that answers by host name."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from wenzhai.sample.outlets import load_outlets
from wenzhai.sample.site import Response, Site, build_site


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, site: Site) -> None:
        self.site = site
        self.busy = {o.host for o in load_outlets() if o.fault == "busy at first"}
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """A reader that hangs up is no fault of the server; anything else shows itself."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").split(":")[0].lower()
        path = self.path.split("?")[0]
        if host in self.server.busy and path != "/robots.txt":
            self.server.busy.discard(host)
            self._send(
                Response(
                    body=b"Busy",
                    content_type="text/plain",
                    status=503,
                    headers={"Retry-After": "1"},
                )
            )
            return
        make = self.server.site.get((host, path))
        if make is None:
            self._send(Response(body=b"Not found", content_type="text/plain", status=404))
            return
        answer = make()
        if answer.status == 200 and self._is_known(answer):
            self._send(Response(body=b"", content_type="", status=304, headers=answer.headers))
            return
        self._send(answer)

    def _is_known(self, answer: Response) -> bool:
        etag = answer.headers.get("ETag")
        modified = answer.headers.get("Last-Modified")
        if etag:
            return self.headers.get("If-None-Match") == etag
        return bool(modified) and self.headers.get("If-Modified-Since") == modified

    def _send(self, answer: Response) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 304:
            self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Stay silent: the collector reports what it fetched."""


@contextmanager
def serve_sample() -> Iterator[str]:
    """Serve the sample's sites; yields `127.0.0.1:port` and stops when the block ends."""
    server = _Server(build_site())
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
