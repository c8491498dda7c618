"""Before: what a model answered, any text. After: a draft with citations, or the reason why it is none.

Nothing of an answer is taken on trust here but its shape: bounded, of known citations only, its marks
of layout gone. What it says is checked by `write_text.py`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeVar

import msgspec

from wenzhai.errors import ParseError
from wenzhai.stages.highlight.untrusted import make_plain

_T = TypeVar("_T")
MOST_TEXT = 40_000  # characters of an answer that are looked at
_MOST_SENTENCES, _LONGEST_SENTENCE = 16, 600
_THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)
_EMPHASIS = re.compile(r"\*{1,3}|_{2,3}|`+|^\s*(?:#{1,6}|[-•>]|\d{1,2}[.)])\s+")
_MARKED = re.compile(r"\s*[\[(（【]\s*P\d{1,3}(?:\s*[,，、;]\s*P\d{1,3})*\s*[\])）】]")


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as the model gave it, without layout; `cites` are ids of known passages, each once."""

    text: str
    cites: tuple[str, ...] = ()


class WrittenDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A headline and sentences by paragraph."""

    headline: Written
    paragraphs: tuple[tuple[Written, ...], ...]


class _Sentence(msgspec.Struct, frozen=True):
    text: str = ""
    cites: list[str] | str = []
    id: str = ""


class _Draft(msgspec.Struct):
    paragraphs: list[list[_Sentence] | _Sentence]
    headline: _Sentence = _Sentence()


class _Rewritten(msgspec.Struct):
    sentences: list[_Sentence]


def read_draft(text: str, known: Collection[str]) -> WrittenDraft:
    """Read a draft from an answer; `known` are the ids that it may cite. Of an answer that breaks off,
    the whole sentences before the break are read.

    Raises `errors.ParseError` when it is not JSON of the asked shape."""
    try:
        found = _decode(text, _Draft)
    except ParseError:
        found = _read_torn(text)
    paragraphs: list[tuple[Written, ...]] = []
    left = _MOST_SENTENCES
    for paragraph in found.paragraphs:
        rows = paragraph if isinstance(paragraph, list) else [paragraph]
        written = tuple(_read(row, known) for row in rows[:left])
        left -= len(written)
        if written:
            paragraphs.append(written)
    return WrittenDraft(headline=_read(found.headline, known), paragraphs=tuple(paragraphs))


def read_rewritten(text: str, known: Collection[str]) -> dict[str, Written]:
    """Read rewritten sentences by their ids from an answer; raises as `read_draft`."""
    rows = _decode(text, _Rewritten).sentences[:_MOST_SENTENCES]
    return {row.id: _read(row, known) for row in rows}


# A whole sentence of an answer, text before citations as it was asked for.
_WHOLE = re.compile(
    r'("headline"\s*:\s*)?\{\s*"text"\s*:\s*"(?:[^"\\]|\\.){1,2400}"\s*,\s*"cites"\s*:\s*\[[^\]{}]{0,400}\]\s*\}'
)


def _read_torn(text: str) -> _Draft:
    """What is whole of a draft that breaks off; raises `ParseError` where no sentence is."""
    headline, rows = _Sentence(), []
    for whole in _WHOLE.finditer(text[:MOST_TEXT]):
        row = _decode(whole.group(), _Sentence)
        if whole.group(1):
            headline = row
        else:
            rows.append(row)
    if not rows:
        raise ParseError("the answer is not JSON, or breaks off before its first sentence")
    return _Draft(paragraphs=[rows[:4], rows[4:]], headline=headline)


def _read(row: _Sentence, known: Collection[str]) -> Written:
    cites = [row.cites] if isinstance(row.cites, str) else row.cites
    kept = tuple(dict.fromkeys(c.strip("[] ") for c in cites[:32] if c.strip("[] ") in known))
    text = make_plain(row.text[: 4 * _LONGEST_SENTENCE])
    text = _MARKED.sub("", _EMPHASIS.sub("", text)).strip()
    return Written(text=text if len(text) <= _LONGEST_SENTENCE else "", cites=kept)


def _decode(text: str, shape: type[_T]) -> _T:
    """The JSON object in an answer: alone, in a fence, or after a model's thoughts."""
    body = _THOUGHT.sub("", text[:MOST_TEXT], count=1)
    start, end = body.find("{"), body.rfind("}")
    if start < 0 or end < start:
        raise ParseError("the answer is not JSON")
    try:
        data = body[start : end + 1].encode("utf-8", "replace")
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ParseError(f"the answer is not the JSON that was asked for: {error}") from error
