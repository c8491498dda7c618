"""The model behind an endpoint: a real server on loopback, and each of its faults."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat_server import Told, completion, in_turn, serve_chat
from wenzhai.errors import ServiceError
from wenzhai.ports import Question
from wenzhai.services.chat import ChatWriter
from wenzhai.settings import WriterEndpoint

SHAPE = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
QUESTION = Question(rules="Be brief.", material='{"passages": []}', shape=SHAPE, most_tokens=50)


def writer(server, **more):
    values = {"url": server.url, "model": "m", "timeout": 5.0, "retries": 0, **more}
    return ChatWriter(WriterEndpoint(**values))


def test_an_answer_comes_with_its_tokens(monkeypatch):
    """The rules go as the system's words, the material as the user's, with key, schema and bounds."""
    monkeypatch.setenv("WRITER_KEY", "secret")
    with serve_chat(in_turn(completion("Yes.", (12, 3)))) as server:
        answer = writer(server, key_from="WRITER_KEY", extra={"top_k": 1}).ask(QUESTION)
    assert (answer.text, answer.tokens_in, answer.tokens_out) == ("Yes.", 12, 3)
    asked = server.asked[0]
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == ["Bearer secret"]
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert asked["response_format"]["json_schema"]["schema"] == SHAPE
    assert (asked["temperature"], asked["max_tokens"], asked["top_k"]) == (0, 50, 1)


def test_tokens_are_reckoned_where_the_endpoint_does_not_count():
    """A budget holds with an endpoint that says nothing of tokens, or nonsense."""
    body = b'{"choices": [{"message": {"content": "abcdef"}}], "usage": {"completion_tokens": -9}}'
    with serve_chat(in_turn(Told([body]))) as server:
        answer = writer(server).ask(QUESTION)
    assert answer.tokens_out == 3
    assert answer.tokens_in > 5


def test_an_endpoint_without_schemas_is_asked_with_less():
    """One that refuses a JSON schema is asked for any JSON, then for text; the next question starts there."""

    def answer(asked):
        kind = asked.get("response_format", {}).get("type", "text")
        return completion(kind) if kind == "text" else Told([b'{"error": "no"}'], status=400)

    with serve_chat(answer) as server:
        model = writer(server)
        assert model.ask(QUESTION).text == "text"
        assert model.ask(QUESTION).text == "text"
    assert len(server.asked) == 4


def test_429_waits_as_long_as_the_endpoint_asks():
    """A busy endpoint is asked again after its own pause, and answers."""
    busy = Told([b"{}"], status=429, headers={"Retry-After": "1"})
    with serve_chat(in_turn(busy, completion("Now."))) as server:
        began = time.monotonic()
        assert writer(server, retries=1).ask(QUESTION).text == "Now."
    assert time.monotonic() - began >= 1
    assert len(server.asked) == 2


def test_500_is_tried_again():
    """A failure of the server's own is not the last word."""
    with serve_chat(in_turn(Told([b"oops"], status=500), completion("Well."))) as server:
        assert writer(server, retries=1).ask(QUESTION).text == "Well."


BAD = {
    "status 500": Told([b'{"error": "secret"}'], status=500),
    "status 429": Told([b"{}"], status=429),
    "status 401": Told([b'{"error": {"message": "bad key secret"}}'], status=401),
    "redirect": Told([b""], status=302, headers={"Location": "http://127.0.0.1:9/v1"}),
    "half JSON": Told([b'{"choices": [{"message": {"con']),
    "no JSON": Told([b"<html>busy</html>"]),
    "HTML": Told([b"<html>busy</html>"], headers={"Content-Type": "text/html"}),
    "empty": Told([b""]),
    "no choices": Told([b'{"choices": []}']),
    "null": Told([b"null"]),
    "empty content": completion("  "),
    "content null": Told([b'{"choices": [{"message": {"content": null}}]}']),
    "content a list": Told([b'{"choices": [{"message": {"content": ["a"]}}]}']),
    "not UTF-8": Told([b'{"choices": [{"message": {"content": "\xff\xfe"}}]}']),
    "ten megabytes": completion("x" * 10_000_000),
    "ten megabytes of blanks": Told([b" " * 1_000_000] * 10),
    "compressed": Told(
        [gzip.compress(b" " * 10_000_000)], headers={"Content-Encoding": "gzip"}
    ),
    "deep": Told([b'{"choices": ' + b"[" * 50_000]),
    "cut off": Told([b'{"choices"'], headers={"Content-Length": "5000"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_fault_is_told_with_its_remedy(name, monkeypatch):
    """Every fault is one error that names the endpoint and the settings, and never repeats the key."""
    monkeypatch.setenv("WRITER_KEY", "secret")
    with serve_chat(in_turn(BAD[name])) as server, pytest.raises(ServiceError) as told:
        writer(server, key_from="WRITER_KEY").ask(QUESTION)
    assert told.value.where == server.url
    assert "newsroom.toml" in told.value.remedy
    assert len(told.value.what) < 500
    assert "secret" not in told.value.message


@pytest.mark.parametrize("drip", [b" ", b"x"])
def test_a_dripping_answer_ends_in_time(drip):
    """A byte now and then keeps no read waiting too long, and the whole is cut off all the same."""
    told = Told([piece for _ in range(1000) for piece in (drip, 0.1)])
    with serve_chat(in_turn(told)) as server:
        began = time.monotonic()
        with pytest.raises(ServiceError, match="did not answer within"):
            writer(server, timeout=1.0).ask(QUESTION)
    assert time.monotonic() - began < 50


def test_a_silent_endpoint_is_left_in_time():
    """No answer at all is a time-out."""
    with serve_chat(in_turn(Told([100.0, b"{}"]))) as server:
        began = time.monotonic()
        with pytest.raises(ServiceError, match="did not answer within"):
            writer(server, timeout=0.5).ask(QUESTION)
    assert time.monotonic() - began < 50


def test_where_nothing_listens_is_told():
    """A wrong address is an error of the service."""
    with pytest.raises(ServiceError, match="connection failed"):
        ChatWriter(WriterEndpoint(url="http://127.0.0.1:9/v1", model="m", retries=0)).ask(QUESTION)


def test_a_missing_key_is_told_before_anything_is_sent(monkeypatch):
    """The variable that should hold the key is named."""
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    with (
        serve_chat(in_turn(completion("a"))) as server,
        pytest.raises(ServiceError, match="NO_SUCH_KEY"),
    ):
        writer(server, key_from="NO_SUCH_KEY").ask(QUESTION)
    assert not server.asked


@settings(max_examples=40, deadline=None)
@given(body=st.binary(max_size=300) | st.text(max_size=80).map(lambda t: json.dumps(t).encode()))
def test_any_body_is_an_answer_or_a_fault(body):
    """Whatever bytes come back, nothing but a `ServiceError` is raised."""
    with serve_chat(in_turn(Told([body]))) as server, pytest.raises(ServiceError):
        writer(server).ask(QUESTION)
