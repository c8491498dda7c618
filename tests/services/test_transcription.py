"""Recordings behind an endpoint: a real server on loopback, and its faults."""

from __future__ import annotations

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from wenzhai.errors import ServiceError
from wenzhai.services.transcription import EndpointTranscriber
from wenzhai.settings import ModelEndpoint

SEGMENTS = {
    "text": "all",
    "segments": [
        {"id": 1, "start": 4.5, "end": 6.0, "text": " up 18 percent. "},
        {
            "id": 0,
            "start": 0.0,
            "end": 4.5,
            "text": "Revenue was 120 million yuan,",
            "speaker": "A",
        },
        {"id": 2, "start": 7.0, "end": 8.0, "text": "  "},
    ],
}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers.get("Authorization"), body))
        status, answer = self.server.answer
        self.send_response(status)
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it has had enough
            self.wfile.write(answer)

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    server.seen = []
    server.answer = (200, json.dumps(SEGMENTS).encode())
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def recording(tmp_path):
    path = tmp_path / "call.mp3"
    path.write_bytes(b"ID3 not really music")
    return path


def transcriber(server, **more):
    url = f"http://127.0.0.1:{server.server_address[1]}/v1/"
    return EndpointTranscriber(ModelEndpoint(url=url, model="whisper-1", **more))


def test_what_is_said_comes_in_order_of_time(endpoint, recording, monkeypatch):
    """The recording, the model and the key are sent as OpenAI's API wants them; empty segments go."""
    monkeypatch.setenv("HEARING_KEY", "secret")
    heard = transcriber(endpoint, key_from="HEARING_KEY").transcribe(recording, "en")
    assert [(h.start, h.speaker, h.text) for h in heard] == [
        (0.0, "A", "Revenue was 120 million yuan,"),
        (4.5, "", "up 18 percent."),
    ]
    ((path, key, body),) = endpoint.seen
    assert (path, key) == ("/v1/audio/transcriptions", "Bearer secret")
    for part in (b'name="model"', b"whisper-1", b"verbose_json", b'name="language"', b"ID3 not"):
        assert part in body


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"broken"),
        (413, b"too large"),
        (200, b"no json"),
        (200, b'{"text": "without times"}'),
        (200, b'{"segments": [{"start": "soon", "text": 1}]}'),
        (200, b" " * 20_000_001),
    ],
)
def test_a_faulty_answer_is_an_error_with_a_remedy(endpoint, recording, answer):
    """Whatever comes back that is no transcript is told with where it came from and what to do."""
    endpoint.answer = answer
    with pytest.raises(ServiceError) as caught:
        transcriber(endpoint).transcribe(recording, "")
    assert "127.0.0.1" in caught.value.where
    assert "models.transcription" in caught.value.remedy


def test_nobody_answers(recording):
    """A server that is not there is a service that failed, not a crash."""
    endpoint = ModelEndpoint(url="http://127.0.0.1:9/v1", model="m", timeout=2.0)
    with pytest.raises(ServiceError):
        EndpointTranscriber(endpoint).transcribe(recording, "zh")
