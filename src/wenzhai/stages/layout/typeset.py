"""Before: text as it was drafted. After: the same words set as the language's printers set them.

Only white space, quotation marks and characters that are not seen change. Spacing between Han and Latin is
left to the page (CSS `text-autospace`), so that the text itself has one form: none is kept here.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

Marked = list[tuple[str, int]]
"""Characters, each with its place in the text before."""

_OPENS = frozenset("“‘「『（《〈【〔([{")
_HAN_PUNCTUATION = frozenset("，。！？；：、（）《》〈〉【】〔〕「」『』…—·")
_DOUBLE = frozenset('"“”„‟＂〝〞「」')
_SINGLE = frozenset("'‘’‚‛＇『』")


def typeset(text: str, language: str) -> str:
    """`text` in one line, set for `language` (`en`, `zh`, `zh-Hant`)."""
    return typeset_spans(text, language, ())[0]


def typeset_spans(
    text: str, language: str, spans: tuple[tuple[int, int], ...]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` as `typeset` sets it, and where the `[start, end)` spans of the old text are in the new."""
    marked = drop_unseen(list(zip(text, range(len(text)), strict=True)))
    marked = join_spaces(marked)
    if language.startswith("zh"):
        marked = close_up_han(set_quotes_han(marked, traditional="Hant" in language))
    else:
        marked = set_quotes_latin(marked)
    places = [place for _, place in marked]
    moved = tuple((bisect_left(places, start), bisect_left(places, end)) for start, end in spans)
    return "".join(character for character, _ in marked), moved


def drop_unseen(marked: Marked) -> Marked:
    """Without controls, bidirectional marks, zero-width spaces, surrogates and private characters.

    Joiners (U+200C, U+200D) stay: emoji and several scripts are spelt with them."""
    return [
        (character, place)
        for character, place in marked
        if character.isspace()
        or character in "\u200c\u200d"
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ]


def join_spaces(marked: Marked) -> Marked:
    """Every run of white space, of any kind, as one plain space; none at either end."""
    joined: Marked = []
    for character, place in marked:
        if character.isspace():
            if joined and joined[-1][0] != " ":
                joined.append((" ", place))
        else:
            joined.append((character, place))
    if joined and joined[-1][0] == " ":
        joined.pop()
    return joined


def set_quotes_latin(marked: Marked) -> Marked:
    """Curly quotation marks and apostrophes, by what stands before: an opening mark follows a space,
    a dash or another opening mark. A mark after a digit is a closing mark (inches are not our subject).
    """
    done: Marked = []
    for character, place in marked:
        before = done[-1][0] if done else " "
        opens = before.isspace() or before in _OPENS or before in "—–-/"
        if character in _DOUBLE:
            done.append(("“" if opens else "”", place))
        elif character in _SINGLE:
            done.append(("‘" if opens else "’", place))
        else:
            done.append((character, place))
    return done


def set_quotes_han(marked: Marked, *, traditional: bool) -> Marked:
    """“ ” ‘ ’ in simplified, 「 」『 』 in traditional Chinese. Straight marks open and close in turn;
    a mark between two Latin letters is an apostrophe and stays one."""
    double, single = ("「」", "『』") if traditional else ("“”", "‘’")
    shapes = {"“": double[0], "”": double[1], "「": double[0], "」": double[1],
              "‘": single[0], "’": single[1], "『": single[0], "』": single[1]}  # fmt: skip
    done: Marked = []
    is_open = False
    for index, (character, place) in enumerate(marked):
        before = marked[index - 1][0] if index else " "
        after = marked[index + 1][0] if index + 1 < len(marked) else " "
        if character in "'’＇" and is_latin(before) and (is_latin(after) or after == " "):
            done.append(("’", place))
        elif character in '"＂':
            is_open = not is_open
            done.append((double[0] if is_open else double[1], place))
        else:
            done.append((shapes.get(character, character), place))
    return done


def close_up_han(marked: Marked) -> Marked:
    """Without the spaces that stand beside a Han character or its punctuation."""
    return [
        (character, place)
        for index, (character, place) in enumerate(marked)
        if character != " " or not (is_han(marked[index - 1][0]) or is_han(marked[index + 1][0]))
    ]


def is_han(character: str) -> bool:
    """Han, or punctuation that is set with it."""
    return (
        "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff01" <= character <= "\uff60"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in _HAN_PUNCTUATION
        or character == "〇"
    )


def is_latin(character: str) -> bool:
    """A Latin letter."""
    return character.isalpha() and character < "\u0250"
