"""The embedding model behind an endpoint: a real server on loopback, and its faults."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import ServiceError
from wenzhai.services.embeddings_endpoint import EndpointEmbedder
from wenzhai.settings import ModelEndpoint


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, self.headers.get("Authorization"), asked))
        status, body = self.server.answer(asked)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def endpoint():
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    server.seen = []
    server.answer = lambda asked: (200, json.dumps({"data": rows(asked["input"])}).encode())
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def rows(texts, size=384):
    """Vectors out of order, as the protocol allows."""
    made = [
        {"index": i, "embedding": [float(len(text))] + [0.0] * (size - 2) + [1.0]}
        for i, text in enumerate(texts)
    ]
    return made[::-1]


def embedder(server, **more):
    url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    return EndpointEmbedder(ModelEndpoint(url=url, model="e5", **more))


def test_texts_become_unit_rows_in_their_order(endpoint, monkeypatch):
    """Every text is sent with the model's prefix and the key, and its row stands at its place."""
    monkeypatch.setenv("EMBEDDINGS_KEY", "secret")
    texts = ["a" * n for n in range(1, 130)]
    found = embedder(endpoint, key_from="EMBEDDINGS_KEY").embed(texts)
    assert found.shape == (129, 384)
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert (np.diff(found[:, 0]) > 0).all()
    path, authorization, asked = endpoint.seen[0]
    assert (path, authorization) == ("/v1/embeddings", "Bearer secret")
    assert asked["input"][0] == "passage: a"


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"{}"),
        (200, b"<html>"),
        (200, b'{"data": []}'),
        (200, json.dumps({"data": rows(["a"], 768)}).encode()),
        (200, json.dumps({"data": [{"index": 0, "embedding": [0.0] * 384}]}).encode()),
    ],
)
def test_a_wrong_answer_is_told_with_its_remedy(endpoint, answer):
    """An error status, no JSON, missing rows, other dimensions, empty vectors."""
    endpoint.answer = lambda _: answer
    with pytest.raises(ServiceError) as told:
        embedder(endpoint).embed(["a"])
    assert "multilingual-e5-small" in told.value.remedy


@settings(deadline=None)  # the first connection takes its time on a busy machine
@given(st.text(max_size=20))
def test_no_server_is_told_whatever_the_text(text):
    """Where nothing listens, the error is the service's."""
    with pytest.raises(ServiceError):
        EndpointEmbedder(ModelEndpoint(url="http://127.0.0.1:9/v1", model="e5")).embed([text])
