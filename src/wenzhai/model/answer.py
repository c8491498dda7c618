"""Answer: what the archive says to a question, each sentence cited and checked."""

from __future__ import annotations

import msgspec

from wenzhai.model.highlight import Disagreement, Sentence


class AnswerPart(msgspec.Struct, frozen=True, kw_only=True):
    """One cited sentence of an answer, in `language` (`en`, `zh`): the asker's, or the source's own.

    In the second case `rendered` gives its names and figures in the asker's language, cited alike. `score`
    (0 to about 1.2) says how surely it answers."""

    sentence: Sentence
    language: str
    score: float
    rendered: Sentence | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive says, best part first; no parts: it does not say. `language` is the asker's,
    `wants` the sort of thing that was asked for, `searched` the number of articles in the archive.
    `disagreements` are figures of the answer that other publishers give differently."""

    question: str
    language: str
    wants: str
    parts: tuple[AnswerPart, ...]
    searched: int
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.parts)
