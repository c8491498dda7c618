"""Which script and which language a text is in, and folding Chinese to its simplified form.

Two foldings for two uses: `to_simplified` converts phrase by phrase and reads best;
`fold_chinese` converts character by character, so that offsets into the one are offsets into the
other, and is what matching uses.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from opencc import OpenCC

if TYPE_CHECKING:
    from lingua import LanguageDetector

Script = Literal[
    "Hans", "Hant", "Jpan", "Kore", "Latn", "Cyrl", "Grek", "Arab", "Hebr", "Deva", "Thai", "Zyyy"
]
"""ISO 15924 codes; `Zyyy` stands for text without letters that we know."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")
# Half of a surrogate pair is no character; the detector refuses it.
_CLEAN = re.compile("[\ud800-\udfff]")
_FULL_WIDTH = re.compile(r"[，。：；！？、《》「」]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]+")
_OTHERS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("Cyrl", re.compile(r"[\u0400-\u052f]+")),
    ("Grek", re.compile(r"[\u0370-\u03ff]+")),
    ("Arab", re.compile(r"[\u0600-\u06ff\u0750-\u077f]+")),
    ("Hebr", re.compile(r"[\u0590-\u05ff]+")),
    ("Deva", re.compile(r"[\u0900-\u097f]+")),
    ("Thai", re.compile(r"[\u0e00-\u0e7f]+")),
)
_ANY_OTHER = re.compile(r"[\u0370-\u052f\u0590-\u06ff\u0750-\u077f\u0900-\u097f\u0e00-\u0e7f]")

# What a Han character weighs against letters of another script, and a Latin word against characters:
# 「ChatGPT 来了」 is Chinese, and an English sentence that quotes 通义千问 is English.
_LETTERS_PER_HAN = 3
_HAN_PER_LATIN_WORD = 1.5
# 「の」 in a shop's name does not make a Chinese headline Japanese; Japanese prose is half kana.
_LEAST_KANA = 0.1

_ENGLISH = frozenset(
    """
    a about after against and are as at be been but by can for from has have he her his how if in
    into is it its may more new not of off on or out over says she than that the their they this
    to up was we what when who why will with you your
    """.split()
)
# Small words of the languages that turn up in English feeds, less those that are English words too
# ("die", "pour", "come").
_FOREIGN = frozenset(
    """
    avec aux ce ces cette dans des du elle est et il ils je la le les leur mais nous ont ou pas
    plusieurs qu que qui sa sans ses sont sous une vous
    aber als auch auf aus bei bis das der des durch ein eine einem einen einer für gegen ich ihr
    im ist kann mehr mit nach nicht noch nur oder sich sie sind über und vom von vor wie wird zu zum zur
    al anche che con contro da dal dalla degli dei del dell della delle di ecco gli ha hanno lo loro
    nel nell nella nelle nuova nuovo ogni perché più quando questa questo senza si sono suo tra una uno
    como desde donde el entre ella en eso esta este fue hay los las más muy para pero por porque
    según ser sin su sus también tras un y ya
    ao aos até das em foi isso mais mas não nas nos o ou pela pelo quando são seu sua uma
    aan bij dat deze een geen heeft het hij maar naar niet nog ook om onder op te tegen tot uit
    van voor wat werd wordt ze zich zijn
    adalah akan dalam dari dengan di ini itu juga karena ke lebih oleh pada sebagai telah tidak
    untuk yang
    att av den det efter ett från för har här inte jag med men mot när och på sig ska som vara är
    alle blev eller er etter fra havde hvor ikke ikon kan mange nå når også ved være
    bez czy dla jak jako jest już na nie od oraz po przez są się tak tym w za że
    bir bu daha gibi için ile jsou olan olarak
    ang ay hindi mga ng ni sa şi și din este pentru
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Addresses and tags hold small words of any language ("/de/", "<em>").
_MARKUP = re.compile(r"https?://\S+|www\.\S+|<[^<>]*>")
# So much of a text tells its language; a page may be a book.
_TELLING_CHARACTERS = 2_000
# Under five words lingua mistakes brand names for other languages ("Huawei Mate X3": Finnish).
_FEWEST_WORDS = 5
_SURE = 0.5


def find_script(text: str) -> Script:
    """Tell the script that most of `text` is written in, as an ISO 15924 code.

    Han text without a character that tells the two apart counts as `Hans`.
    """
    if text.isascii():
        return "Latn" if _LATIN.search(text) else "Zyyy"
    han, kana = _count(_HAN, text), _count(_KANA, text)
    words = _LATIN.findall(text)
    best: Script = "Latn" if words else "Zyyy"
    most = sum(map(len, words))
    if _ANY_OTHER.search(text):
        for script, pattern in _OTHERS:
            count = _count(pattern, text)
            if count > most:
                best, most = script, count
    hangul = _count(_HANGUL, text) * _LETTERS_PER_HAN
    if hangul > most:
        best, most = "Kore", hangul
    east_asian = han + kana
    if not east_asian:
        return best
    # Full-width punctuation stands only in East Asian prose: it settles a headline of brand names.
    least = len(words) * _HAN_PER_LATIN_WORD if best == "Latn" else most / _LETTERS_PER_HAN
    if east_asian + len(_FULL_WIDTH.findall(text)) < least:
        return best
    if kana and kana >= _LEAST_KANA * east_asian:
        return "Jpan"
    return _variant(text) or "Hans"


def detect_language(text: str, prior: str = "") -> str:
    """Tell the language of `text`: `en`, `zh-Hans`, `zh-Hant`, `ja` or `other`.

    `prior` is the language that the source states (BCP 47). It decides what the text leaves open:
    Han characters common to both scripts, a short Latin headline of names only, a text without
    letters. Lingua is loaded only for Latin text of five words or more whose small words, accents or
    source speak for another language than English; loading takes about a second, once.
    """
    script = find_script(text)
    if script == "Jpan":
        return "ja"
    if script in ("Hans", "Hant"):
        return _name_chinese(text, prior)
    if script == "Latn":
        return _name_latin(text, prior)
    if script == "Zyyy":
        return _settle(prior) or "other"
    return "other"


def to_simplified(text: str) -> str:
    """Traditional to simplified Chinese by OpenCC's phrase tables; other text is left as it is.

    The result may differ in length from `text`; `fold_chinese` never does.
    """
    return text if text.isascii() else _converter("t2s").convert(text)


def to_traditional(text: str) -> str:
    """Simplified to traditional Chinese by OpenCC's phrase tables, without regional wording."""
    return text if text.isascii() else _converter("s2t").convert(text)


def fold_chinese(text: str) -> str:
    """Each traditional character as its simplified one: `len(fold_chinese(t)) == len(t)`."""
    return text if text.isascii() else text.translate(simplified_by_character())


@cache
def simplified_by_character() -> dict[int, str]:
    """Make a table for `str.translate`: code point of a traditional character to its simplified one."""
    pairs = zip(_han_characters(), _convert_each("t2s"), strict=True)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1}


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _variant(text: str) -> Literal["Hans", "Hant"] | None:
    """Which script the telling characters speak for; None where they are equal in number."""
    simplified, traditional = _telling_characters()
    characters = set(text)
    balance = len(characters & simplified) - len(characters & traditional)
    if balance == 0:
        return None
    return "Hans" if balance > 0 else "Hant"


def _name_chinese(text: str, prior: str) -> str:
    variant = _variant(text)
    if variant:
        return f"zh-{variant}"
    settled = _settle(prior)
    if settled == "ja":
        return "ja"  # a headline of kanji only, from a Japanese source
    return settled if settled.startswith("zh") else "zh-Hans"


def _name_latin(text: str, prior: str) -> str:
    told = _MARKUP.sub(" ", text[:_TELLING_CHARACTERS])
    words = _WORD.findall(told)
    english = sum(word.lower() in _ENGLISH for word in words)
    # Small letters only: names begin with such words and hold accents too ("El Salvador", "Beyoncé"),
    # and so do abbreviations ("UN", "MIT").
    foreign = sum(word in _FOREIGN for word in words if word.islower())
    if not told.isascii():
        foreign += sum(word.islower() and not word.isascii() for word in words)
    # An English source is hardly ever wrong: against its word speak two, and more than for it.
    if prior.lower().startswith("en") and foreign < max(2, english + 1):
        return "en"
    is_foreign = _is_foreign(prior)
    # "a", "on" and "as" are words of other languages too: a foreign source needs two of them.
    if english > 2 * foreign and english >= (2 if is_foreign else 1):
        return "en"
    if (foreign or is_foreign) and len(words) >= _FEWEST_WORDS:
        best = _lingua().compute_language_confidence_values(_CLEAN.sub(" ", told))[0]
        if best.value >= _SURE:
            return "en" if best.language.iso_code_639_1.name == "EN" else "other"
    return "other" if is_foreign else "en"


def _is_foreign(prior: str) -> bool:
    """Whether the source says that it writes in neither English, Chinese nor Japanese."""
    return bool(prior) and _settle(prior) == "other"


def _settle(prior: str) -> str:
    """Bring a source's stated language to one that we name; empty stays empty."""
    tags = prior.lower().replace("_", "-").split("-")
    if tags[0] == "zh":
        return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(tags) else "zh-Hans"
    if tags[0] in ("en", "ja"):
        return tags[0]
    return "other" if tags[0] else ""


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def _han_characters() -> str:
    return "".join(
        map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00)))
    )


def _convert_each(name: str) -> list[str]:
    """Every Han character alone: the line breaks keep OpenCC from seeing phrases."""
    converted: str = _converter(name).convert("\n".join(_han_characters()))
    return converted.split("\n")


@cache
def _telling_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters of simplified text only, and of traditional text only.

    后, 里 and 干 are both a simplified form and a traditional character of their own, and 著 and 乾
    stand in simplified text too: the national character sets (Big5, GB 2312) tell which are which.
    """
    characters = _han_characters()
    simplified = zip(characters, _convert_each("s2t"), strict=True)
    traditional = zip(characters, _convert_each("t2s"), strict=True)
    return (
        frozenset(old for old, new in simplified if old != new and not _encodes(old, "big5")),
        frozenset(old for old, new in traditional if old != new and not _encodes(old, "gb2312")),
    )


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _lingua() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder

    languages = (
        Language.ENGLISH,
        Language.FRENCH,
        Language.GERMAN,
        Language.SPANISH,
        Language.PORTUGUESE,
        Language.ITALIAN,
        Language.INDONESIAN,
        Language.VIETNAMESE,
        Language.DUTCH,
        Language.POLISH,
        Language.SWEDISH,
        Language.TURKISH,
    )
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
