"""Before: a text. After: its words that carry meaning, so that a written sentence can be held against its passages."""

from __future__ import annotations

from wenzhai.language.figures import parse_figures
from wenzhai.language.tokens import chinese_words, english_words, normalise, stem

# Words that join and attribute: they add nothing that could be false.
_GLUE_WORDS = """
    according accord say said told tell add also both while where which who whose when its their his her
    this that these those such as well include including and but however meanwhile separately with without
    not no never neither nor later earlier same own each every per among across within toward against
    because since until though although if whether been being has have had was were are is be will would
    could may might can should must shall does did do there here then than only just even still yet so
    now most more less other another all any some one two three first second new via around
"""
_GLUE = frozenset({stem(word) for word in _GLUE_WORDS.split()} | set(_GLUE_WORDS.split()))
_HAN_GLUE = frozenset(
    "的了是在和与及或也都就而被将把对为以从向到等中其他她它们已又还并但由于于至说称指表示介绍透露认为"
    "据根同时此外另外目前该这那之所则有个位名家项款份次"
)


def list_words(text: str, language: str) -> list[str]:
    """The words of a text that carry meaning, comparable; figures and glue left out."""
    bare = text
    for figure in reversed(parse_figures(text, language)):
        if not figure.weak:
            bare = bare[: figure.span[0]] + " " + bare[figure.span[1] :]
    plain = normalise(bare)
    if language == "en":
        return [
            w
            for w in english_words(plain)
            if w not in _GLUE and len(w) > 1 and not w.replace(",", "").replace(".", "").isdigit()
        ]
    return [w for w in chinese_words(plain) if not set(w) <= _HAN_GLUE and not w.isdigit()]


def list_characters(text: str) -> list[str]:
    """The characters of a Chinese text that carry meaning, and its Latin letters."""
    plain = normalise(text)
    return [
        c
        for c in plain
        if ("\u3400" <= c <= "\u9fff" and c not in _HAN_GLUE) or (c.isascii() and c.isalpha())
    ]
