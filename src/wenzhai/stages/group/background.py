"""Before: a word. After: how rare it is in news at large, and how often it is written as a name.

Counted once by benchmarks/count_background.py over headlines and openings of weeks that no labelled
set is from, and shipped as words with counts, so that a batch of three items is judged as one of ten
thousand, and the same pair the same way today and tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from math import log

import numpy as np

from wenzhai.language.tokens import stem

SURE = 2  # sightings of a word in running text below which its capitals say nothing


@dataclass(frozen=True, slots=True)
class Background:
    """`english` and `chinese` give the documents that hold a word (stems in English), of so many;
    `written` how often a stem stood inside a sentence, and how often of these with a capital."""

    english: dict[str, int]
    chinese: dict[str, int]
    written: dict[str, tuple[int, int]]
    english_total: int
    chinese_total: int

    def rarity(self, word: str) -> float:
        """Inverse document frequency, natural logarithm; of a Latin word in English."""
        if word.isascii():
            return log((self.english_total + 20) / (self.english.get(word, 0) + 3))
        return log((self.chinese_total + 20) / (self.chinese.get(word, 0) + 2))

    def is_common(self, word: str) -> bool:
        """Whether one English document in fifty or more holds the stem."""
        return self.english.get(word, 0) * 50 >= self.english_total

    def share_as_name(self, word: str) -> float | None:
        """Share of a stem's sightings with a capital, 0 to 1; None when it was hardly seen."""
        seen, capital = self.written.get(word, (0, 0))
        return (capital + 0.5) / (seen + 1.0) if seen >= SURE else None

    def is_name(self, raw: str) -> bool:
        """Whether a word of a headline, as it stood, is a name: headlines set ordinary words in
        capitals too, so that what running text does with the word decides where it is known."""
        share = self.share_as_name(stem(raw.lower()))
        if share is not None:
            return share > 0.9 or (share > (0.3 if raw.isupper() else 0.6) and raw[0].isupper())
        letters = any(c.isalpha() for c in raw)
        return letters and any(c.isupper() or c.isdigit() for c in raw)


@lru_cache(maxsize=1)
def load_background() -> Background:
    """The shipped counts."""
    data = (files("wenzhai.stages.group") / "background.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        words = {key: bytes(stored[key]).decode("utf-8").split("\n") for key in ("en", "zh", "run")}
        seen, capital = stored["run_seen"].tolist(), stored["run_capital"].tolist()
        return Background(
            english=dict(zip(words["en"], stored["en_count"].tolist(), strict=True)),
            chinese=dict(zip(words["zh"], stored["zh_count"].tolist(), strict=True)),
            written=dict(zip(words["run"], zip(seen, capital, strict=True), strict=True)),
            english_total=int(stored["totals"][0]),
            chinese_total=int(stored["totals"][1]),
        )
