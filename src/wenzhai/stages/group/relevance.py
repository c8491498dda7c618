"""Before: headline and opening of any item. After: how far it belongs to the beat, and why.

Costly steps see only what may matter: this one looks words up and adds points, nothing else, so that
a week of fifteen thousand entries takes about a second. Points are log-odds; the beat file holds the
words, the names and the threshold.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from wenzhai.language.tokens import HAN, WORD, normalise, stem
from wenzhai.model import Beat, Name, Reason

RELEVANCE_VERSION = (
    "1"  # raised when the same words give another score: kept ones are then outdated
)
OPENING = 240  # characters after the headline that are read
LONGEST_PHRASE = 5  # words

BASE = -2.2
NAME_POINTS = (3.4, 1.2, 0.5)  # the best name, the second, the third, times their weights
NAMES_THAT_PLACE = 0.7  # a name of at least this weight is of the beat's places by itself
STRONG, WEAK, AGAINST = 1.9, 0.7, -1.8
MOST_STRONG, MOST_WEAK, MOST_AGAINST = 2, 3, 2
IN_OPENING = 0.5  # a word of the opening counts half of one in the headline
ELSEWHERE = -1.8  # a beat of certain places, and the item touches none
HERE = 0.7  # it names one of them
UNSAID = -0.8  # the same in the beat's own language, which often leaves its own country unsaid
FOREIGN = -2.8  # and names what is at home elsewhere
ABROAD = -2.2  # the same in the other language, which has paid for the place in part
OF_ROLE = {"official": 0.3, "company": 0.5, "wire": 0.0, "aggregator": 0.0, "blog": -0.2}

_OF_THE_BEAT = ("term", "place")


class NameMatch(Protocol):
    """A glossary name found in a text."""

    @property
    def name(self) -> Name: ...

    @property
    def start(self) -> int: ...


class FindsNames(Protocol):
    """What is needed of `language.names.NameFinder`."""

    def find(self, text: str) -> Iterable[NameMatch]: ...


class Relevance(msgspec.Struct, frozen=True, kw_only=True):
    """`score` is 0 to 1; the reasons' points are log-odds and add up to it with the base."""

    score: float
    reasons: tuple[Reason, ...] = ()


class PhraseIndex:
    """Finds phrases of either language in normalised text; Latin ones as whole words by stem."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._latin: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._han: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases)):
            plain = normalise(phrase)
            if HAN.search(plain) and len(plain) > 1:
                self._han.setdefault(plain[:2], []).append(plain)
            elif words := tuple(stem(word) for word in WORD.findall(plain)):
                self._latin.setdefault(words[0], []).append((words[:LONGEST_PHRASE], phrase))
        self._first = frozenset(self._latin)
        self._starts = _compile_pairs(self._han)

    def find(self, text: str, stems: Sequence[str]) -> list[str]:
        """Distinct phrases, in order of first appearance; `stems` are the text's Latin words'."""
        found: dict[str, None] = {}
        if not self._first.isdisjoint(stems):
            for at, word in enumerate(stems):
                for words, phrase in self._latin.get(word, ()):
                    if tuple(stems[at : at + len(words)]) == words:
                        found[phrase] = None
        if not text.isascii():  # what is filed under _han holds a Han character
            for match in self._starts.finditer(text):
                start = match.start()
                for phrase in self._han.get(text[start : start + 2], ()):
                    if text.startswith(phrase, start):
                        found[phrase] = None
        return list(found)


def _compile_pairs(pairs: Iterable[str]) -> re.Pattern[str]:
    """Where one of these pairs of characters may stand: a first one, and after it a second one."""
    first, second = ("".join(sorted({re.escape(pair[n]) for pair in pairs})) for n in (0, 1))
    return re.compile(f"[{first}](?=[{second}])" if first else "(?!)")


class RelevanceModel:
    """The beat's words, ready to look up. Make one for a run and score every item with it."""

    def __init__(self, beat: Beat, names: FindsNames) -> None:
        self._names = names
        self._terms = PhraseIndex((*beat.terms.strong, *beat.terms.weak, *beat.terms.against))
        self._places = PhraseIndex(beat.places)
        self._placed = bool(beat.places)
        self._elsewhere = frozenset(name.lower() for name in beat.elsewhere)
        self._home_is_chinese = any(HAN.search(place) for place in beat.places)
        self._kind: dict[str, str] = {}
        for kind in ("weak", "strong", "against"):
            for phrase in getattr(beat.terms, kind):
                self._kind[phrase] = self._kind[normalise(phrase)] = kind

    def score(self, title: str, text: str = "", *, role: str = "media") -> Relevance:
        """Relevance of one item; `role` is its source's. Works on any text, however empty."""
        parts = [
            (normalise(part), tuple(self._names.find(part)) if part else (), share)
            for part, share in ((title[:OPENING], 1.0), (text[:OPENING], IN_OPENING))
        ]
        reasons = _by_names([(matches, share) for _, matches, share in parts])
        placed = any(
            match.name.weight >= NAMES_THAT_PLACE
            and match.name.kind not in _OF_THE_BEAT
            and match.name.id not in self._elsewhere
            for _, matches, _ in parts
            for match in matches
        )
        foreign = any(
            match.name.id in self._elsewhere for _, matches, _ in parts for match in matches
        )
        here = False
        terms: dict[str, tuple[str, float]] = {}
        for plain, _, share in parts:
            if not plain:
                continue
            stems = [*map(stem, WORD.findall(plain))]
            here = here or bool(self._places.find(plain, stems))
            for phrase in self._terms.find(plain, stems):
                terms.setdefault(phrase, (self._kind[phrase], share))
        for _, matches, share in parts:
            for match in matches:
                if match.name.kind == "term" and match.name.weight >= NAMES_THAT_PLACE:
                    terms.setdefault(match.name.en, ("weak", share))
        reasons.extend(_by_terms(terms))
        if self._placed and here:
            reasons.append(_reason("place", 1.0, HERE, "touches the beat's places"))
        elif self._placed and not placed:
            own = bool(HAN.search(parts[0][0])) and self._home_is_chinese
            points = UNSAID if own else ELSEWHERE
            reasons.append(_reason("place", 0.0, points, "touches none of the beat's places"))
            if foreign:
                points = FOREIGN if own else ABROAD
                reasons.append(_reason("foreign", 0.0, points, "names what is at home elsewhere"))
        if points := OF_ROLE.get(role, 0.0):
            reasons.append(_reason("source", 1.0, points, f"from a source of the kind {role}"))
        total = BASE + sum(reason.points for reason in reasons)
        return Relevance(score=round(1 / (1 + math.exp(-total)), 4), reasons=tuple(reasons))


def _by_names(parts: Iterable[tuple[Iterable[NameMatch], float]]) -> list[Reason]:
    best: dict[str, tuple[float, float, Name]] = {}
    for matches, share in parts:
        for match in matches:
            name = match.name
            if name.kind in _OF_THE_BEAT:
                continue  # the beat's own terms and places speak for these
            points = name.weight * share
            if points > best.get(name.id, (0.0, 0.0, name))[0]:
                best[name.id] = (points, name.weight, name)
    ordered = sorted(best.values(), key=lambda found: (-found[0], found[2].id))
    return [
        _reason("name", weight, factor * points, f"names {name.en}")
        for factor, (points, weight, name) in zip(NAME_POINTS, ordered, strict=False)
    ]


def _by_terms(terms: dict[str, tuple[str, float]]) -> list[Reason]:
    left = {"strong": MOST_STRONG, "weak": MOST_WEAK, "against": MOST_AGAINST}
    points = {"strong": STRONG, "weak": WEAK, "against": AGAINST}
    words = {"strong": "speaks of", "weak": "mentions", "against": "is rather about"}
    reasons: list[Reason] = []
    for phrase, (kind, share) in terms.items():
        if left[kind]:
            left[kind] -= 1
            reasons.append(_reason("term", share, points[kind] * share, f"{words[kind]} {phrase}"))
    return reasons


def _reason(name: str, value: float, points: float, words: str) -> Reason:
    return Reason(name=name, value=value, points=round(points, 3), words=words)


def score_relevance(
    title: str, text: str, beat: Beat, names: FindsNames, *, role: str = "media"
) -> Relevance:
    """Relevance of a single item to a beat. For many items make one `RelevanceModel`."""
    return RelevanceModel(beat, names).score(title, text, role=role)
