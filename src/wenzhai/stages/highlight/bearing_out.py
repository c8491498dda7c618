"""Before: a headline and a sentence. After: whether the sentence tells the headline's event.

Measured by what the two have in common: in English the share of the headline's words, in Chinese that of
its characters, since a headline shortens names (字节 for 字节跳动). On the highlights of a sample week and
of a real one the bars part those that tell the event from those that tell of something else.
"""

from __future__ import annotations

import re

from wenzhai.language.tokens import english_words, normalise

_LEAST = {"en": 0.25, "zh": 0.42}
_CHARACTERS = re.compile(r"[a-z0-9.]+|[\u4e00-\u9fff]")


def share_told(headline: str, text: str, language: str) -> float:
    """How much of a headline's wording (0 to 1) a text has; `en` or `zh`. Linear in both."""
    asked = _split(headline, language)
    return len(asked & _split(text, language)) / max(1, len(asked))


def tells(headline: str, text: str, language: str) -> bool:
    """Whether `text` is likely to tell the event that the headline names."""
    return share_told(headline, text, language) >= _LEAST[language]


def _split(text: str, language: str) -> frozenset[str]:
    plain = normalise(text)
    return frozenset(english_words(plain) if language == "en" else _CHARACTERS.findall(plain))
