"""Before: a sentence that a model wrote, of its passages' own words. After: what in it those passages say
of something else.

Words that are all in the sources still make an invention when they are joined anew: a deed with another
actor, a figure with another measure, the date of one event with the next. So each name keeps the word
that follows it, the figures of one clause stand in one sentence of a passage, and a place or figure keeps
the word that ties it to its clause ("32 towns, starting in Wuhan" are not 32 towns in Wuhan).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.sentences import split_sentences
from wenzhai.model import Figure
from wenzhai.stages.highlight.write_words import list_words

# What ends a clause, so that what stands beyond is said of something else.
_TURN = re.compile(r"[;；。]|\b(?:while|and|but|whereas|which|who|whose|where)\b|而|并|则")
_PARTICIPLE = (
    r"([A-Za-z]{4,}(?:ing|ed))\s+(?:in|at|on|from|by|to|with|for|of|after|before)\s+(?:the\s+)?"
)
_TIED = {"en": re.compile(_PARTICIPLE + "$"), "zh": re.compile("([从自由除至到比])$")}


def find_joint_fault(text: str, language: str, cited: Sequence[str], names: NameFinder) -> str:
    """What a written sentence joins that its `cited` passages (in the same language) keep apart, in English
    words for the model; "" if nothing."""
    moved = _find_moved_name(text, language, cited, names)
    if moved:
        return f"its passages do not say this of {moved.lstrip('~')}"
    loose = _find_loose_figure(text, language, cited)
    if loose:
        return f"its passages do not say {loose} of this"
    sentences = [passage[a:b] for passage in cited for a, b in split_sentences(passage, language)]
    joined = _find_joined_figures(text, language, sentences)
    if joined:
        return f"no passage says {joined[0]} and {joined[1]} in one sentence"
    tie = _find_lost_tie(text, language, sentences, names)
    return f"its passages say “{tie}”" if tie else ""


def _find_joined_figures(
    text: str, language: str, sentences: Sequence[str]
) -> tuple[str, str] | None:
    """Two figures of one clause that no sentence of the passages holds both: the day of one event given to
    the next, say."""
    said = [parse_figures(sentence, language) for sentence in sentences]
    for clause in _TURN.split(text):
        figures = [f for f in parse_figures(clause, language) if not f.weak]
        for mine, other in pairwise(figures):
            if not any(
                any(_agree(mine, there) for there in one)
                and any(_agree(other, there) for there in one)
                for one in said
            ):
                return mine.text.rstrip("."), other.text.rstrip(".")
    return None


def _find_lost_tie(text: str, language: str, sentences: Sequence[str], names: NameFinder) -> str:
    """The participle and preposition (in Chinese the preposition) by which the likeliest sentence of the
    passages ties a place or a figure to its clause, where the written one leaves the participle out. ""
    if there is none."""
    words = set(list_words(text, language))
    anchors = _list_anchors(text, language, names)
    if not anchors:
        return ""
    for anchor in sorted(anchors):
        holding = [s for s in sentences if anchor in _list_anchors(s, language, names)]
        if not holding:
            continue
        nearest = max(holding, key=lambda s: len(words & set(list_words(s, language))))
        tied = _TIED[language].search(nearest[: _list_anchors(nearest, language, names)[anchor]])
        if not tied:
            continue
        if language == "zh" and not text[: anchors[anchor]].endswith(tied[1]):
            return f"{tied[1]}{anchor}"
        if language == "en" and not set(list_words(tied[1], language)) <= words:
            return f"{tied.group().strip()} {anchor}"
    return ""


def _list_anchors(text: str, language: str, names: NameFinder) -> dict[str, int]:
    """The places and the figures of a text as written (in English also other words with a capital), and
    where each first begins."""
    anchors: dict[str, int] = {}
    for match in names.find(text):
        if match.name.kind == "place":
            anchors.setdefault(match.text, match.start)
    for figure in parse_figures(text, language):
        if not figure.weak:
            anchors.setdefault(figure.text.rstrip("."), figure.span[0])
    if language == "en":
        for found in _CAPITAL.finditer(text):
            if found.group().lower() not in _CALENDAR:
                anchors.setdefault(found.group(), found.start())
    return anchors


_CLAUSE_END = re.compile(
    r"(?<!\d)[,，]|[,，](?!\d)|[;；:：。、]|\b(?:while|and|but|whereas|compared)\b|而|并|则|较|比"
)


def _find_loose_figure(text: str, language: str, cited: Sequence[str]) -> str:
    """A figure whose clause shares less than half of its words with every clause of the passages that
    has the figure: it may be that of something else. "" if there is none."""
    said = [
        (figure, set(list_words(clause, language)))
        for passage in cited
        for clause in _part_clauses(passage)
        for figure in parse_figures(clause, language)
    ]
    for clause in _part_clauses(text):
        words = set(list_words(clause, language))
        for figure in parse_figures(clause, language):
            if figure.weak or not words:
                continue
            places = [near for other, near in said if _agree(figure, other)]
            if places and all(len(words & near) * 2 < len(words) for near in places):
                return figure.text.rstrip(".")
    return ""


def _agree(mine: Figure, other: Figure) -> bool:
    return compare_figures(mine, other).relation in ("equal", "compatible", "converted")


def _part_clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if clause and clause.strip()]


def _find_moved_name(text: str, language: str, cited: Sequence[str], names: NameFinder) -> str:
    """A name that no passage follows with the word that follows it here (or, at the end, puts after the
    word before it), with nobody else named between: it did something else. "" if there is none."""
    mine = _tokenise(text, language, names)
    theirs = [_tokenise(passage, language, names) for passage in cited]
    for i, (token, is_name) in enumerate(mine):
        if not is_name:
            continue
        after = next((t for t, named in mine[i + 1 :] if not named), "")
        before = next((t for t, named in reversed(mine[:i]) if not named), "")
        if after and any(_follows(token, after, passage) for passage in theirs):
            continue
        if not after and before and any(_follows(token, before, p[::-1]) for p in theirs):
            continue
        if after or before:
            return token
    return ""


def _follows(name: str, word: str, tokens: Sequence[tuple[str, bool]]) -> bool:
    """Whether `word` comes after `name` in some place, with no other name of the glossary between (the
    United States between a firm and its deed is no other actor)."""
    open_ = False
    for token, is_name in tokens:
        if is_name:
            open_ = token == name or (open_ and token.startswith("~"))
        elif open_ and token == word:
            return True
    return False


_CAPITAL = re.compile(r"[A-Z][A-Za-z’'-]+")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday the chinese".split()
)


def _tokenise(text: str, language: str, names: NameFinder) -> list[tuple[str, bool]]:
    """Names (by id; in English also other words with a capital inside a sentence, marked ~) and the words between,
    in order, each with whether it is a name."""
    spans = [
        (m.start, m.end, m.name.id)
        for m in names.find(text)
        if m.name.kind not in ("term", "place")
    ]
    if language == "en":
        taken = {i for start, end, _ in spans for i in range(start, end)}
        spans += [
            (m.start(), m.end(), f"~{m.group().lower()}")
            for m in _CAPITAL.finditer(text)
            if m.start() not in taken
            and m.group().lower() not in _CALENDAR
            and not re.search(r"(?:^|[.:“\"]\s?)$", text[: m.start()])
        ]
    tokens: list[tuple[str, bool]] = []
    at = 0
    for start, end, name in sorted(spans):
        tokens += [(w, False) for w in list_words(text[at:start], language)]
        tokens.append((name, True))
        at = end
    return tokens + [(w, False) for w in list_words(text[at:], language)]
