"""Before: a question. After: the names in it that an answer's article must hold, with their forms.

Words may be missing from an answer: it says them otherwise. A name may not: what is told of Disney and
not of Shanghai is no answer about Disney in Shanghai. Names of the glossary are held by their ids; others
by their spelling, in the other language by what CC-CEDICT gives for them.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from wenzhai.language.glosses import list_name_senses, list_named
from wenzhai.language.names import NameFinder
from wenzhai.language.proper_names import (
    find_proper_names,
    is_common_word,
    is_people,
    is_title_case,
)
from wenzhai.language.tokens import ENGLISH_STOP, chinese_words, normalise, stem

Held = Literal["held", "missing", "perhaps", "unknown"]
"""`perhaps`: not there as the dictionary has it in the article's language, which may write it otherwise;
`unknown`: nobody here can say how that language writes it."""

Form = tuple[str, ...]
"""Words of which all must be there: the beginnings of Latin ones, Han ones as they stand."""

# A country's own news seldom names it, and English writes these in more ways than a dictionary has.
_IMPLIED = frozenset(
    """
    china chinese prc us usa u.s america american uk u.k britain british england english europe european eu
    中国 中方 国内 美国 美方 英国 欧洲 欧盟
    """.split()
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.'’&-][A-Za-z0-9]+)*")
_NO_NAMES = frozenset(
    """
    i january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday ceo cfo coo cto ai ipo gdp app tv
    """.split()
)
_JOINS = re.compile(r" |-| & | of | of the | de ")
_MONEY = re.compile(r"[元币圆镑]$|法郎$|卢比$")
_MOST_FORMS = 8
_POINTED = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b|[ ,;:]|$)")  # u.n., u.s.
_NO_LETTER = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a question in `language`: `name_id` in the glossary, or the forms in each language."""

    text: str
    language: str = ""
    name_id: str = ""
    en: tuple[Form, ...] = ()
    zh: tuple[Form, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """An article as `find_held` reads it; see `read_article`."""

    language: str
    plain: str
    names: frozenset[str]


def find_named(text: str, language: str, names: NameFinder) -> tuple[Named, ...]:
    """The names of a question in `language` (`en`, `zh`), in order, without those that are implied."""
    found = names.find(text)
    named = [Named(text=m.text, language=language, name_id=m.name.id) for m in found]
    taken = [(m.start, m.end) for m in found]
    spans = _find_chinese(text) if language == "zh" else _find_english(text)
    for start, end, name in spans:
        if not any(start < b and a < end for a, b in taken):
            named.append(name)
            taken.append((start, end))
    return tuple(n for n in named if n.text.lower() not in _IMPLIED)


def read_article(title: str, text: str, language: str, names: NameFinder) -> Reading:
    """What an article says, prepared once for all names; `language` is `en` or `zh`."""
    return Reading(language, _spell(f"{title}\n{text}"), names.names_in(f"{title}\n{text}"))


def find_held(named: Named, article: Reading) -> Held:
    """Whether the article holds the name, in any of its forms."""
    if named.name_id:
        return "held" if named.name_id in article.names else "missing"
    for form in (*named.en, *named.zh):
        if all(_search(word) in article.plain for word in form):
            return "held"
    if article.language == named.language:
        return "missing"
    return "perhaps" if (named.zh if article.language == "zh" else named.en) else "unknown"


def _search(word: str) -> str:
    """A short Latin word begins a word; a longer one may stand inside (morgan in JPMorgan)."""
    return f" {word}" if word.isascii() and len(word) < 5 else word


def _spell(text: str) -> str:
    return f" {_NO_LETTER.sub(' ', _POINTED.sub('', normalise(text)))} "


def _find_english(text: str) -> list[tuple[int, int, Named]]:
    """Runs of capitals after the first word: a question writes only names so."""
    words = list(_LATIN.finditer(text))
    if is_title_case([word.group() for word in words[1:]]):
        return []
    runs: list[list[re.Match[str]]] = []
    for word in words[1:]:
        form = _bare(word.group()).lower()
        if not word.group()[0].isupper() or form in _IMPLIED | _NO_NAMES:
            continue
        if runs and _JOINS.fullmatch(text[runs[-1][-1].end() : word.start()]):
            runs[-1].append(word)
        elif not is_people(form):
            runs.append([word])
    found = []
    for run in runs:
        start, end = run[0].start(), run[-1].end()
        own = _bare(text[start:end])
        stems = [stem(w) for w in _spell(own).split() if w not in ENGLISH_STOP]
        if not stems:
            continue
        forms: list[Form] = [tuple(stems)]
        if len(run) > 1 and own.isascii() and not is_common_word(run[-1].group()):
            forms.append((_bare(run[-1].group()).lower(),))  # a person by the last name
        headwords = list_named(frozenset(stems))[:_MOST_FORMS]
        zh = tuple((word,) for word in headwords)
        found.append((start, end, Named(text=own, language="en", en=tuple(forms), zh=zh)))
    return found


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")


def _find_chinese(text: str) -> list[tuple[int, int, Named]]:
    """Words, and runs of up to three of them, that the dictionary has as a name; then what its form tells."""
    found: list[tuple[int, int, Named]] = []
    words: list[tuple[int, str]] = []
    at = 0
    for word in chinese_words(text):
        start = text.find(word, at)
        if start >= 0:
            words.append((start, word))
            at = start + len(word)
    taken = 0
    for first, (start, _) in enumerate(words):
        if start < taken:
            continue
        for size in (3, 2, 1):
            run = words[first : first + size]
            whole = "".join(word for _, word in run)
            if len(run) < size or not text.startswith(whole, start) or _MONEY.search(whole):
                continue
            senses = list_name_senses(whole)
            if not senses:
                continue
            zh = dict.fromkeys((whole, *(w for s in senses for w in list_named(frozenset(s)))))
            named = Named(
                text=whole, language="zh", en=senses, zh=tuple((w,) for w in [*zh][:_MOST_FORMS])
            )
            taken = start + len(whole)
            found.append((start, taken, named))
            break
    for name in find_proper_names(text, "zh"):
        own = text[name.start : name.end]
        if not (name.sure or own.isascii()):
            continue
        if any(name.start < b and a < name.end for a, b, _ in found):
            continue
        latin = tuple(_spell(own).split()) if own.isascii() else ()
        forms = (latin,) if latin else ()
        found.append(
            (name.start, name.end, Named(text=own, language="zh", en=forms, zh=forms or ((own,),)))
        )
    return sorted(found, key=lambda row: row[0])
