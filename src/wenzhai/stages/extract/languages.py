"""Before: a text. After: the language and script that it is written in."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ENGLISH_WORDS = "the of and to in a is that for on with as was it by at from are be has"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SAMPLE = 4000


def detect_language(text: str, prior: str = "") -> str:
    """`en`, `zh-Hans`, `zh-Hant`, `ja` or `other`; `prior` decides where the text is too short to."""
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    kana = len(_KANA.findall(sample))
    words = _LATIN.findall(sample)
    if kana and kana >= 0.1 * (han + kana):
        return "ja"
    if han and 2 * han >= len(words):
        return _script(sample, prior)
    if not words:
        return prior or "other"
    english = sum(word.lower() in _ENGLISH for word in words)
    if len(words) < 25 and (prior or english):
        return prior if prior and not prior.startswith("zh") else "en"
    return "en" if english >= 0.08 * len(words) else "other"


def _script(text: str, prior: str) -> str:
    to_simplified, to_traditional = _converters()
    traditional = sum(a != b for a, b in zip(text, to_simplified.convert(text), strict=False))
    simplified = sum(a != b for a, b in zip(text, to_traditional.convert(text), strict=False))
    if traditional == simplified:
        return prior if prior.startswith("zh-") else "zh-Hans"
    return "zh-Hant" if traditional > simplified else "zh-Hans"


@lru_cache(maxsize=1)
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
