"""A chat endpoint on loopback that answers as it is told: real HTTP, every fault among the answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Asked = dict
Piece = bytes | float
"""Bytes are sent, a number is waited (seconds)."""


@dataclass
class Told:
    """One answer: its status, its body as pieces, and headers beyond the usual."""

    pieces: Sequence[Piece]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class ChatServer:
    answer: Callable[[Asked], Told]
    asked: list[Asked] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


def completion(text: str, tokens: tuple[int, int] = (100, 20)) -> Told:
    """A chat completion that says `text`."""
    body = {
        "id": "c1",
        "object": "chat.completion",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text},
            }
        ],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]},
    }
    return Told([json.dumps(body).encode()])


def in_turn(*answers: Told) -> Callable[[Asked], Told]:
    """The first answer to the first request, and so on; the last for all that follow."""
    left = list(answers)
    return lambda asked: left.pop(0) if len(left) > 1 else left[0]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        server: ChatServer = self.server.told
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append(asked)
        server.keys.append(self.headers.get("Authorization"))
        server.paths.append(self.path)
        told = server.answer(asked)
        try:
            self.send_response(told.status)
            names = {name.lower() for name in told.headers}
            if "content-type" not in names:
                self.send_header("Content-Type", "application/json")
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in told.pieces:
                if isinstance(piece, float):
                    time.sleep(piece)
                else:
                    self.wfile.write(piece)
                    self.wfile.flush()
        except OSError:
            return  # the client hung up, as it should on most faults

    def log_message(self, *_):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 32


@contextmanager
def serve_chat(answer: Callable[[Asked], Told]) -> Iterator[ChatServer]:
    told = ChatServer(answer)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.told = told
        told.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield told
        finally:
            server.shutdown()


def read_material(asked: Asked) -> dict:
    """The JSON document that a request holds."""
    return json.loads(asked["messages"][-1]["content"])
