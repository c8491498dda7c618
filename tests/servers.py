"""A real HTTP server on loopback that answers as it is told, faults among them."""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

RESET = object()
"""A step that breaks the connection with a TCP reset."""

Step = bytes | float | object
"""Bytes are sent, a number is waited (seconds), RESET breaks off."""


@dataclass
class Request:
    path: str
    headers: dict[str, str]


Route = Callable[[Request], Iterable[Step]]


def reply(body: bytes | str = b"", status: int = 200, **headers: str) -> Route:
    """A complete answer; header names are written with `_` for `-`."""
    data = body.encode() if isinstance(body, str) else body

    def send(_: Request) -> Iterator[Step]:
        yield head(status, content_length=str(len(data)), **headers) + data

    return send


def head(status: int = 200, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status} Said"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def in_turn(*routes: Route) -> Route:
    """The first route for the first request, and so on; the last one for all that follow."""
    left = list(routes)

    def send(request: Request) -> Iterable[Step]:
        return (left.pop(0) if len(left) > 1 else left[0])(request)

    return send


@dataclass
class FaultServer:
    routes: dict[str, Route] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    port: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server: FaultServer = self.server.told  # type: ignore[attr-defined]  # set in `serve`
        self.request.settimeout(5)
        data = b""
        try:
            while b"\r\n\r\n" not in data:
                piece = self.request.recv(65536)
                if not piece:
                    return
                data += piece
            lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines[1:])
            request = Request(lines[0].split(" ")[1], {k.lower(): v for k, v in headers.items()})
            server.requests.append(request)
            route = server.routes.get(request.path, reply("nothing here", 404))
            for step in route(request):
                if server.stopped.is_set():
                    return
                if step is RESET:
                    linger = struct.pack("ii", 1, 0)
                    self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.request.close()
                    return
                if isinstance(step, float):
                    server.stopped.wait(step)
                else:
                    self.request.sendall(step)
        except OSError:
            return  # the client hung up, as it should on most of these


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64


@contextmanager
def serve(tls: ssl.SSLContext | None = None, **routes: Route) -> Iterator[FaultServer]:
    told = FaultServer({f"/{name}": route for name, route in routes.items()})
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.told = told  # type: ignore[attr-defined]  # how the handler finds its routes
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield told
        finally:
            told.stopped.set()
            server.shutdown()
