"""A text as sentences: offsets of each, in Chinese and English, in linear time."""

from __future__ import annotations

import re

MAX_SENTENCE = 1000
"""Characters. Longer stretches without an end mark are cut at a comma or a space before this."""

# Ends that always end, with whatever closes after them; a run of them is one end.
_HAN_END = re.compile(r"(?:[。！？!?｡]|…{1,2}|⋯{1,2}|\.{6})+[\"”’」』）)】》〉〕\]'*]*")
_LATIN_END = re.compile(r"(?:\.{3,}|…|[.!?。！？]+)[\"”’»)\]'*]*(?=\s|$)|[。！？]+[”」』）】]*")
_PARAGRAPH = re.compile(r"[^\n]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_WORD_BEFORE = re.compile(r"[\w.&'’-]{1,30}$")
_NEXT = re.compile(r"\s*[\"“‘(\[«*'「『（《【]*(\S)")
_SOFT_BREAK = re.compile(r"[，,、；;：:]|\s")

# Never end a sentence: a name or number follows.
_TITLES_WORDS = (
    "mr mrs ms mx dr prof rev hon st mt ft gen col lt capt sgt maj gov sen rep pres supt "
    "messrs vs v cf e.g i.e viz al fig figs no nos vol pp p ch sec art approx est ca"
)
_TITLES = frozenset(_TITLES_WORDS.split())
# May end one: only if what follows begins like a sentence.
_ABBREVIATIONS_WORDS = (
    "inc ltd co corp llc plc bros jr sr u.s u.k u.n e.u u.a.e d.c a.m p.m ph.d m.d b.a m.a "
    "etc dept univ assn ave blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
    "tues wed thu thurs fri sat sun n.y l.a"
)
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
_MONTHS_WORDS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_MONTHS = frozenset(_MONTHS_WORDS.split())
_STARTERS_WORDS = (
    "the a an this that these those it its he she they we i you his her their our in on at "
    "for from but and or so as if when while after before although though however meanwhile "
    "there here what who why how by with under last next both some many most officials "
    "analysts shares sources"
)
_STARTERS = frozenset(_STARTERS_WORDS.split())
_BANG_NAMES = (
    "Yahoo!",
    "Jeopardy!",
    "Yum!",
    "Joomla!",
    "Oh!",
    "E!",
    "Airtel!",
    "Guess?",
    "Kahoot!",
)


def split_sentences(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Offsets `(start, end)` of the sentences of `text`, in order, without overlap.

    They cover every character that is not white space; none begins or ends with white space, and none
    crosses a line break. `language` is BCP 47; `zh` and `ja` end at 。！？ and at an ellipsis before a new
    thought, others at . ! ? before white space, abbreviations and initials excepted. Semicolons do
    not split. Stretches without an end mark are cut at `MAX_SENTENCE` characters.
    """
    spans: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        line = paragraph.group()
        by_line = language.startswith(("zh", "ja")) or len(_HAN.findall(line[:400])) > 40
        ends = _han_ends(line) if by_line else _latin_ends(line)
        start = 0
        for end in [*ends, len(line)]:
            spans.extend(_bounded(line, start, end, paragraph.start()))
            start = end
    return tuple(spans)


def _han_ends(line: str) -> list[int]:
    ends: list[int] = []
    for match in _HAN_END.finditer(line):
        end = match.end()
        marks = match.group()
        following = line[end : end + 1]
        if following and following in "，、；：,;)）》”":
            continue  # 他说“好！”，然后走了: the sentence goes on
        is_ellipsis = marks[0] in "…⋯." and marks[-1] not in "”」』。！？"
        if is_ellipsis and following and following not in "“「『":
            continue  # inside a thought; it ends one only before a quotation or the line's end
        if marks[0] in "!?" and following.isascii() and following.isalnum():
            continue  # a URL's query, or a name such as Yahoo!
        if _is_bang_name(line, match.start(), end):
            continue
        if marks[-1] in '”」』’"' and following in ("说", "道", "的", "问", "喊", "是", "这"):
            continue  # “好！”他说 splits, “好！”的声音 does not
        ends.append(end)
    # A full stop of the Latin kind also ends where Latin text stands in a Chinese line.
    if "." in line:
        latin = [
            end
            for end in _latin_ends(line)
            if line[:end].rstrip('"”’)]').endswith(".") and _is_sentence_start(line, end)
        ]
        ends = sorted({*ends, *latin})
    return ends


def _latin_ends(line: str) -> list[int]:
    ends: list[int] = []
    opening = 0
    for match in _LATIN_END.finditer(line):
        start, end = match.span()
        marks = match.group()
        if (
            marks[0] == "."
            and not marks.startswith("..")
            and _is_abbreviation(line, opening, start, end)
        ):
            continue
        if marks.startswith(("...", "…")) and not _is_sentence_start(line, end):
            continue
        if marks[0] in "!?" and (
            _is_bang_name(line, start, end) or _next_character(line, end).islower()
        ):
            continue
        ends.append(end)
        opening = end
    return ends


def _is_abbreviation(line: str, opening: int, dot: int, end: int) -> bool:
    """Whether the full stop at `dot` belongs to a word and not to the sentence."""
    found = _WORD_BEFORE.search(line, max(opening, dot - 30), dot)
    word = found.group() if found else ""
    following = _next_character(line, end)
    if not following:
        return False
    if following.islower():
        return True  # no English sentence begins so; iPhone and the like are the price
    bare = word.lower().strip("'’-.")
    if bare in _TITLES:
        return bare not in ("no", "art", "est", "al", "p") or following.isdigit() or bare == "al"
    if word.isdigit() and not line[opening : dot - len(word)].strip():
        return True  # a numbered list: 1. First
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return True  # an initial: J. Smith
    if bare in _MONTHS:
        return following.isdigit()
    if bare in _ABBREVIATIONS or _is_initials(word):
        return not _starts_with_starter(line, end)
    return False


def _is_initials(word: str) -> bool:
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)


def _starts_with_starter(line: str, end: int) -> bool:
    following = re.match(r"\s*[\"“‘(\[]*([A-Za-z]+)", line[end : end + 40])
    return following is not None and following[1][0].isupper() and following[1].lower() in _STARTERS


def _is_sentence_start(line: str, end: int) -> bool:
    following = _next_character(line, end)
    return not following or not following.islower()


def _next_character(line: str, end: int) -> str:
    found = _NEXT.match(line, end, end + 60)
    return found[1] if found else ""


def _is_bang_name(line: str, start: int, end: int) -> bool:
    before = line[max(0, start - 9) : start + 1]
    if not before.endswith(_BANG_NAMES):
        return False
    following = line[end : end + 2].strip()
    return (bool(following) and not following[0].isupper()) or following[:1] in ("’", "'")


def _bounded(line: str, start: int, end: int, offset: int) -> list[tuple[int, int]]:
    """The stretch without white space at its ends, cut where it is too long."""
    spans: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        breaks = [m.end() for m in _SOFT_BREAK.finditer(line, cut - MAX_SENTENCE // 4, cut)]
        cut = breaks[-1] if breaks else cut
        spans.append((start, cut))
        start = cut
    spans.append((start, end))
    trimmed: list[tuple[int, int]] = []
    for first, last in spans:
        piece = line[first:last]
        left = len(piece) - len(piece.lstrip())
        size = len(piece.strip())
        if size:
            trimmed.append((offset + first + left, offset + first + left + size))
    return trimmed
