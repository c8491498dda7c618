"""CheckedText: a text that someone wrote by hand, sentence by sentence, with what its sources say of it."""

from __future__ import annotations

import msgspec

from wenzhai.model.claim import SEVERITY, Verdict


class CheckedSource(msgspec.Struct, frozen=True, kw_only=True):
    """What a text was held against: `id` is the path or address as given, `language` `en` or `zh...`."""

    id: str
    title: str
    language: str
    url: str = ""


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of a source: `span` is `[start, end)` of `text`, what bears a verdict out or speaks
    against it; equal ends mark nothing."""

    source: str
    text: str
    span: tuple[int, int]
    language: str


class CheckedPart(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a sentence: `kind` is a figure's kind, `name` or `quotation`; `span` is in the
    sentence; `why` is one sentence."""

    kind: str
    text: str
    span: tuple[int, int]
    verdict: Verdict
    why: str
    excerpt: Excerpt | None = None


class CheckedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with its verdict, as bad as its worst part. `sources` are the ids it was held against,
    where it names them itself; `notes` say what could not be done; `on_word` is an editor's reason to
    print it against the verdict."""

    number: int
    text: str
    language: str
    verdict: Verdict
    parts: tuple[CheckedPart, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    on_word: str = ""

    @property
    def fails(self) -> bool:
        """Whether it would not print."""
        return SEVERITY[self.verdict] > SEVERITY["supported"] and not self.on_word


class CheckedText(msgspec.Struct, frozen=True, kw_only=True):
    """A whole text; `counts` are its parts by verdict, `unread` the sources that could not be read, each
    with the reason. Explanations are in `language`."""

    title: str
    language: str
    paragraphs: tuple[tuple[CheckedSentence, ...], ...]
    sources: tuple[CheckedSource, ...]
    counts: dict[str, int]
    unread: dict[str, str] = {}

    @property
    def sentences(self) -> tuple[CheckedSentence, ...]:
        return tuple(s for paragraph in self.paragraphs for s in paragraph)

    @property
    def failing(self) -> int:
        """How many sentences would not print."""
        return sum(sentence.fails for sentence in self.sentences)
