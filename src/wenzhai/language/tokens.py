"""Before: a text in Chinese or English. After: comparable words, character pairs and numbers.

Pure functions, linear in the length of the text. Words are for comparing texts with each other, not
for printing: lower case, simplified characters, English endings cut.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import rjieba

from wenzhai.language.script import to_simplified

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
WORD = re.compile(r"[a-z0-9]+(?:[.'’&+-][a-z0-9]+)*")
DIGITLESS = re.compile(r"[^0-9]+")
HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")

ENGLISH_STOP_WORDS = """
    a an the and or but if of in on at to for from by with as is are was were be been being it its
    this that these those he she they we you i his her their our your my not no nor so than then too
    very can could will would shall should may might must do does did done has have had having into
    over under about after before between during out up down off again more most some such only own
    same just also new says said say who whom which what when where why how all any both each few
    other here there get gets got one two first report reports via amid per
"""
CHINESE_STOP_WORDS = """
    的 了 是 在 和 与 及 或 也 都 就 而 被 将 把 对 为 以 从 向 到 等 中 上 下 不 有 这 那 一 个 之 其 他 她
    它 们 我 你 我们 他们 已 又 还 并 但 让 使 由 于 至 吗 呢 吧 啊 着 过 会 可 可以 如何 什么 哪些 怎么 如何看待
    称 说 表示 一个 进行 最 更 新 后 前 时 年 月 日
"""
ENGLISH_STOP = frozenset(ENGLISH_STOP_WORDS.split())
CHINESE_STOP = frozenset(CHINESE_STOP_WORDS.split())


def normalise(text: str) -> str:
    """NFKC (full-width to plain), lower case, simplified, single spaces."""
    plain = unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode("utf-8").lower()
    if HAN.search(plain):
        plain = to_simplified(plain)
    return " ".join(plain.replace("\0", " ").split())


def is_chinese(text: str) -> bool:
    """Whether the text reads as Chinese: Han at least a fifth of the letters, and hardly any kana or
    hangul. Latin product names are common in Chinese headlines, hence the low bar."""
    sample = text[:400]
    han = len(HAN.findall(sample))
    if not han or len(KANA_HANGUL.findall(sample)) * 4 > han:
        return False
    latin = len(WORD.findall(sample.lower()))
    return han >= latin or han * 5 >= sum(character.isalpha() for character in sample)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut plural, -ed, -ing and possessive endings: a light English stem.

    Much cruder than Porter's on purpose: it must only make the forms of one word meet."""
    if "'" in word or "’" in word:
        word = re.sub(r"['’]s?$", "", word)
    if len(word) < 4 or not word.isascii() or not (word.isalpha() or DIGITLESS.fullmatch(word)):
        return word
    for ending, rest in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def english_words(text: str) -> list[str]:
    """Stems of a normalised text's Latin words and numbers, in order, without stop words.

    A compound (`gpt-4`, `u.s`) gives itself without its marks and, when long, its parts."""
    words: list[str] = []
    for match in WORD.finditer(text):
        word = match.group()
        if word in ENGLISH_STOP:
            continue
        if "-" in word or "&" in word:
            parts = [p for p in re.split(r"[-&+]", word) if len(p) > 1 and p not in ENGLISH_STOP]
            words.extend(stem(part) for part in parts)
            if any(c.isdigit() for c in word):
                words.append(word.replace("-", ""))
        else:
            words.append(stem(word))
    return words


def chinese_words(text: str) -> list[str]:
    """Words of a normalised text: Han words as rjieba cuts them, Latin words as `english_words`."""
    words: list[str] = []
    for run in HAN_RUN.findall(text):
        words.extend(word for word in rjieba.cut(run) if word not in CHINESE_STOP)
    words.extend(english_words(text))
    return words


def han_pairs(text: str) -> list[str]:
    """Overlapping pairs of Han characters, which need no dictionary."""
    return [run[i : i + 2] for run in HAN_RUN.findall(text) for i in range(len(run) - 1)]


def letter_grams(text: str, size: int = 4) -> list[str]:
    """Overlapping letters of each Latin word with its boundaries, shorter words whole."""
    grams: list[str] = []
    for word in WORD.findall(text):
        padded = f" {word[:40]} "
        grams.extend(padded[i : i + size] for i in range(max(1, len(padded) - size + 1)))
    return grams


SCALE = {
    "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12,
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
NUMBER = re.compile(
    r"(?<![a-z0-9.])(\d{1,3}(?:,\d{3})+|\d{1,15})(\.\d{1,6})?(?!\d)"
    r"\s?(万亿|千万|百万|亿|万|千|million|billion|trillion|thousand|bn|mn|tn|[kmb](?![a-z])|%|％|percent|per cent)?"
)


def rough_numbers(text: str) -> frozenset[str]:
    """Numbers of a normalised text as comparable keys, three significant digits: `5.17e12`, `2.3%`.

    Rough on purpose (no currencies, no ranges): for finding texts that speak of the same thing,
    never for checking them. Small counts and years are left out, being in every other headline."""
    keys: set[str] = set()
    for match in NUMBER.finditer(text[:3000]):
        digits, decimals, unit = match.groups()
        value = float(digits.replace(",", "") + (decimals or ""))
        if unit in ("%", "％", "percent", "per cent"):
            keys.add(f"{value:.3g}%")
            continue
        value *= SCALE.get(unit or "", 1.0)
        if not unit and not decimals and (value < 10 or 1990 <= value <= 2035):
            continue
        keys.add(f"{value:.3g}")
    return frozenset(keys)
