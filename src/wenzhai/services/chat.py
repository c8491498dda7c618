"""A language model behind any OpenAI-compatible endpoint, as a `Writer`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, cast

import httpx
import msgspec
import openai

from wenzhai.errors import ServiceError, TooLarge
from wenzhai.ports import Answer, Question
from wenzhai.services.http.bounded import BoundedTransport
from wenzhai.settings import ModelEndpoint, WriterEndpoint

# An answer is a page of text at most; whoever sends more is at fault, or hostile.
MOST_BYTES = 1_000_000
_SHOWN = 200  # characters of an endpoint's own error message that are passed on
_LESS: dict[str, str] = {"json_schema": "json_object", "json_object": "text"}
_SEED = 7
_STATUS = {
    401: ": the key is not accepted",
    402: ": the account is empty",
    403: ": the key may not use this model",
    404: ": there is no such model or address",
    429: ": too many requests",
}


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


class ChatWriter:
    """Asks `POST {url}/chat/completions`. Time-outs, 429 (after the pause that the endpoint asks for)
    and 5xx are tried again as often as the settings say; an endpoint that refuses a JSON schema is
    asked for any JSON object, and then for text."""

    def __init__(self, endpoint: WriterEndpoint) -> None:
        self._endpoint = endpoint
        self._structured = str(endpoint.structured)
        self.name = f"{endpoint.model}@{endpoint.url}"

    def ask(self, question: Question) -> Answer:
        """One answer; raises `ServiceError` when there is none, or one that cannot be read."""
        while True:
            try:
                return self._ask_once(question)
            except openai.APIStatusError as error:
                refuses = error.status_code in (400, 404, 415, 422, 501)
                if not (refuses and question.shape and self._structured in _LESS):
                    raise self._fault(_say_status(error)) from error
                self._structured = _LESS[self._structured]
            except openai.APITimeoutError as error:
                raise self._fault(
                    f"the model did not answer within {self._endpoint.timeout:g} s"
                ) from error
            except openai.APIConnectionError as error:
                raise self._fault(f"the connection failed: {error.__cause__ or error}") from error
            except openai.OpenAIError as error:
                raise self._fault(f"the request failed: {error}") from error

    def _ask_once(self, question: Question) -> Answer:
        endpoint = self._endpoint
        key = read_key(endpoint)
        with open_client(endpoint) as client:
            api = openai.OpenAI(
                base_url=endpoint.url,
                api_key=key or "none",
                organization="",
                project="",
                max_retries=endpoint.retries,
                # Newer releases of the client are typed for their own fork of httpx, and take both.
                http_client=cast(Any, client),
            )
            try:
                raw = api.chat.completions.with_raw_response.create(
                    model=endpoint.model,
                    messages=[
                        {"role": "system", "content": question.rules},
                        {"role": "user", "content": question.material},
                    ],
                    max_tokens=min(question.most_tokens, endpoint.answer_tokens),
                    temperature=0,
                    seed=_SEED,
                    extra_body={**self._format(question.shape), **endpoint.extra},
                )
            except TooLarge as error:
                raise self._fault(error.what) from error
            body = raw.content
        return self._read(body, question)

    def _format(self, shape: Mapping[str, object]) -> dict[str, object]:
        if not shape or self._structured == "text":
            return {}
        if self._structured == "json_object":
            return {"response_format": {"type": "json_object"}}
        schema = {"name": "answer", "strict": True, "schema": dict(shape)}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}

    def _read(self, body: bytes, question: Question) -> Answer:
        try:
            found = msgspec.json.decode(body, type=_Completion)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._fault(f"its answer is not a chat completion: {error}") from error
        text = found.choices[0].message.content if found.choices else None
        if not text or not text.strip():
            raise self._fault("its answer is empty")
        usage = found.usage or _Usage()
        return Answer(
            text=text,
            tokens_in=_count(usage.prompt_tokens, question.rules + question.material),
            tokens_out=_count(usage.completion_tokens, text),
        )

    def _fault(self, what: str) -> ServiceError:
        return ServiceError(
            " ".join(what.split())[: 2 * _SHOWN],
            where=self._endpoint.url,
            remedy="Check url, model and key_from under [models] in newsroom.toml.",
        )


def open_client(endpoint: ModelEndpoint) -> httpx.Client:
    """A client for one endpoint, bounded. It follows no redirect: the key would go with it."""
    host = httpx.URL(endpoint.url).host
    return httpx.Client(
        transport=BoundedTransport(host, MOST_BYTES, endpoint.timeout),
        timeout=endpoint.timeout,
        follow_redirects=False,
        trust_env=False,
    )


def read_key(endpoint: ModelEndpoint) -> str:
    """The endpoint's key from the environment; empty where it needs none.

    Raises `ServiceError` when the variable that should hold it is not set."""
    if not endpoint.key_from:
        return ""
    key = os.environ.get(endpoint.key_from, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise ServiceError(
            f"the environment variable {endpoint.key_from} holds no key",
            where=endpoint.url,
            remedy=f"Set {endpoint.key_from} before you run the command.",
        )
    return key


def _count(told: int, text: str) -> int:
    """The tokens that the endpoint counted; where it does not say, a third of the characters."""
    return told if 0 < told < 10_000_000 else len(text) // 3 + 1


# The status only, not what the endpoint says of it: some repeat the key, all may say anything.
def _say_status(error: openai.APIStatusError) -> str:
    meaning = _STATUS.get(error.status_code, "")
    return f"the endpoint answered with status {error.status_code}{meaning}"
