"""Answers of models, kept by their content, counted, and bounded for one run."""

from __future__ import annotations

from typing import Protocol

import msgspec

from wenzhai.errors import ServiceError
from wenzhai.model import ModelUse, content_key
from wenzhai.ports import Answer, Question, Writer
from wenzhai.settings import WriterEndpoint

_FAILURES_IN_A_ROW = 2


class AnswerCache(Protocol):
    """Answers by key. The store has one."""

    def load_answer(self, key: str) -> bytes | None: ...
    def save_answer(self, key: str, body: bytes) -> None: ...


class KeptWriter:
    """Asks `writer` only what `cache` does not hold, within the settings' budget.

    What is kept counts against the budget like what is asked, so that a run made again is the same
    run. After two failures in a row the model is not asked again: `use.notice` says why.
    """

    def __init__(self, writer: Writer, cache: AnswerCache, endpoint: WriterEndpoint) -> None:
        self._writer = writer
        self._cache = cache
        self._endpoint = endpoint
        self._failed = 0
        self._spent = 0
        self.use = ModelUse(model=endpoint.model, currency=endpoint.currency)

    @property
    def name(self) -> str:
        return self._writer.name

    def ask(self, question: Question) -> Answer:
        """Raises `ServiceError` as the writer does, and when the budget is spent."""
        if self.use.notice:
            raise ServiceError(self.use.notice, where=self._endpoint.url)
        use = self.use
        if use.requests + use.kept >= self._endpoint.max_requests:
            raise self._stop(f"{self._endpoint.max_requests} requests are spent (max_requests)")
        if self._spent >= self._endpoint.max_tokens:
            raise self._stop(f"{self._endpoint.max_tokens} tokens are spent (max_tokens)")
        key = content_key(
            "answer", self.name, msgspec.json.encode(question, order="sorted").decode()
        )
        body = self._cache.load_answer(key)
        if body is not None:
            answer = msgspec.json.decode(body, type=Answer)
            self.use = msgspec.structs.replace(use, kept=use.kept + 1)
        else:
            answer = self._ask(question)
            self._cache.save_answer(key, msgspec.json.encode(answer, order="sorted"))
        self._spent += answer.tokens_in + answer.tokens_out
        return answer

    def _ask(self, question: Question) -> Answer:
        self.use = msgspec.structs.replace(self.use, requests=self.use.requests + 1)
        try:
            answer = self._writer.ask(question)
        except ServiceError as error:
            self._failed += 1
            self.use = msgspec.structs.replace(self.use, failures=self.use.failures + 1)
            if self._failed >= _FAILURES_IN_A_ROW:
                self._stop(error.what)
            raise
        self._failed = 0
        tokens_in = self.use.tokens_in + answer.tokens_in
        tokens_out = self.use.tokens_out + answer.tokens_out
        endpoint = self._endpoint
        self.use = msgspec.structs.replace(
            self.use,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost=(tokens_in * endpoint.price_in + tokens_out * endpoint.price_out) / 1e6,
        )
        return answer

    def _stop(self, why: str) -> ServiceError:
        self.use = msgspec.structs.replace(self.use, notice=why)
        return ServiceError(why, where=self._endpoint.url)
