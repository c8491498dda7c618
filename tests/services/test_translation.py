"""Translators over HTTP: LibreTranslate's protocol and a model, with the faults of both."""

from __future__ import annotations

import json

import pytest

from chat_server import Told, completion, in_turn, serve_chat
from wenzhai.errors import ServiceError
from wenzhai.services.chat import ChatWriter
from wenzhai.services.translation import LibreWriter, WriterTranslator
from wenzhai.settings import TranslatorEndpoint, WriterEndpoint


def libre(server, **more):
    url = server.url.removesuffix("/v1")
    values = {"kind": "libretranslate", "url": url, "timeout": 5.0, "retries": 0, **more}
    return WriterTranslator(LibreWriter(TranslatorEndpoint(**values)))


def model(server):
    return WriterTranslator(ChatWriter(WriterEndpoint(url=server.url, model="m", retries=0)))


def test_a_libretranslate_server_translates_in_order(monkeypatch):
    """Sentences go in one request of its protocol, with the key in the body, and come back in order."""
    monkeypatch.setenv("LIBRE_KEY", "secret")

    def answer(asked):
        return Told([json.dumps({"translatedText": [q[::-1] for q in asked["q"]]}).encode()])

    with serve_chat(answer) as server:
        found = libre(server, key_from="LIBRE_KEY").translate(["ab", "cd"], "zh", "en")
    assert found == ("ba", "dc")
    assert server.paths == ["/translate"]
    asked = server.asked[0]
    assert (asked["source"], asked["target"], asked["api_key"]) == ("zh", "en", "secret")


@pytest.mark.parametrize(
    "told",
    [
        Told([b"{}"], status=403),
        Told([b"{}"], status=500),
        Told([b"[]"]),
        Told([b'{"translatedText": 5}']),
        Told([b'{"translatedText": ["\xff"]}']),
        Told([b" " * 2_000_000]),
    ],
)
def test_a_faulty_server_is_told(told):
    """Error statuses, other JSON, no UTF-8, too much."""
    with serve_chat(in_turn(told)) as server, pytest.raises(ServiceError) as error:
        libre(server).translate(["ab"], "zh", "en")
    assert "translator" in error.value.remedy


def test_a_busy_server_is_asked_again():
    """503 with a pause, then the translation."""
    busy = Told([b""], status=503, headers={"Retry-After": "0.1"})
    with serve_chat(in_turn(busy, Told([b'{"translatedText": ["x"]}']))) as server:
        assert libre(server, retries=1).translate(["ab"], "zh", "en") == ("x",)


@pytest.mark.parametrize("text", ["no", '{"translations": ["a"]}', '{"translations": "a"}', "{[}"])
def test_a_model_that_answers_something_else_translates_nothing(text):
    """Another number of sentences, or no JSON: there is no telling which is which, so none counts."""
    with serve_chat(in_turn(completion(text))) as server:
        assert model(server).translate(["甲", "乙"], "zh", "en") == ("", "")


def test_a_model_translates_a_few_at_a_time():
    """Ten sentences are two questions, each with its texts as JSON strings."""

    def answer(asked):
        texts = json.loads(asked["messages"][1]["content"])["texts"]
        return completion(json.dumps({"translations": [t.upper() for t in texts]}))

    with serve_chat(answer) as server:
        texts = [f'"t{i}' for i in range(10)]
        assert model(server).translate(texts, "en", "zh") == tuple(t.upper() for t in texts)
    assert len(server.asked) == 2
