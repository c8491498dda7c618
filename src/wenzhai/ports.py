"""What the stages need from outside, as Protocols: the newsroom hands in the real ones, tests others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) while a long step runs."""


def no_progress(done: int, total: int) -> None:
    """For callers who do not watch."""


class Steps(Protocol):
    """Who watches a run: told the name of each step, and how far it is."""

    def begin(self, name: str) -> Progress:
        """A step begins; returns what to call while it runs. The step before it has ended."""
        ...


class SilentSteps:
    """Steps for callers who do not watch."""

    def begin(self, name: str) -> Progress:
        del name
        return no_progress


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a request: `body` is unpacked bytes, `url` the last hop's, header names in lower
    case. `status` 304 means unchanged (the body is empty)."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


class Fetcher(Protocol):
    """Polite HTTP. Raises `errors.FetchError` and its kinds; never returns an error status."""

    def fetch(self, url: str, *, validators: Mapping[str, str] | None = None) -> Fetched:
        """GET `url`; `validators` holds `etag` and `last_modified` of the copy that we have."""
        ...


class Embedder(Protocol):
    """Texts of any language to vectors of one space."""

    @property
    def name(self) -> str:
        """Model and version, for cache keys."""
        ...

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """A row of unit length for each text, in order; shape `(len(texts), dimensions)`.

        Raises `errors.ServiceError`."""
        ...


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of speech: `start` in seconds, `speaker` empty where it is not told."""

    start: float
    text: str
    speaker: str = ""


class Transcriber(Protocol):
    """Recordings to words."""

    def transcribe(self, path: Path, language: str) -> tuple[Heard, ...]:
        """What is said in the recording, in order of time; `language` (`en`, `zh`) may be empty.

        Raises `errors.ServiceError`."""
        ...


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a language model is asked. `rules` are ours; `material` is a JSON document that holds other
    people's text as strings. `shape` is the JSON schema of the answer, empty where plain text is
    wanted; `most_tokens` bounds it."""

    rules: str
    material: str
    shape: Mapping[str, object] = {}
    most_tokens: int = 1200


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a model said: text that nobody has checked, and the tokens that it took."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class Writer(Protocol):
    """A language model that answers questions about texts. Its answers are never trusted."""

    @property
    def name(self) -> str:
        """Model and place, for cache keys and notices."""
        ...

    def ask(self, question: Question) -> Answer:
        """Raises `errors.ServiceError`."""
        ...


class Translator(Protocol):
    """Sentences from one language to another. Its answers are never trusted."""

    @property
    def name(self) -> str:
        """Model or server, for cache keys and notices."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> tuple[str, ...]:
        """Translate each of `texts` from `source` to `target` (`en`, `zh`), in order; an empty string
        where there is no translation. Marks such as ⟦F1⟧ are to be left as they are.

        Raises `errors.ServiceError`."""
        ...


class Clock(Protocol):
    """The time of day, so that tests and reruns can hold it still."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Signer(Protocol):
    """The newsroom's Ed25519 key (RFC 8032)."""

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes; the same message gives the same."""
        ...
