"""Before: a draft beside its sources. After: a ClaimCheck for every name in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import rjieba

from wenzhai.language.aligning import Token, find_tokens, read_sentences
from wenzhai.language.figures.fold import fold, lower
from wenzhai.language.glosses import gloss_names, gloss_words, knows, to_pinyin
from wenzhai.language.proper_names import find_proper_names
from wenzhai.language.script import fold_chinese
from wenzhai.language.tokens import stem
from wenzhai.model import ClaimCheck, Evidence, Name, SourceText
from wenzhai.stages.highlight.check_nearest import NEARLY, Beside, is_same_language, span_of
from wenzhai.stages.highlight.check_words import say


class NameMatch(Protocol):
    """A name found in a text, at `[start, end)`."""

    @property
    def name(self) -> Name: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class NameFinder(Protocol):
    """Finds the names of a glossary, in all their forms, in a text."""

    def __hash__(self) -> int: ...

    def find(self, text: str) -> Iterable[NameMatch]:
        """List the matches in order, without overlaps."""
        ...


# A term of the trade (“livestreamer”) and a country (“American”, “Washington”) have too many forms for
# their absence to tell.
_SAID_OTHERWISE = frozenset({"term", "place"})
# A Chinese form that is also a plain word (头条 is a headline, 联想 an association), or a body that a
# translation puts in freely (“election” becomes 美国国会选举), tells nothing across languages.
_PLAIN_WORDS = frozenset({"头条", "联想", "少数派", "苹果", "小米", "快手", "知乎", "福特"})
_FREELY_NAMED = re.compile("(?:国会|国防部|商务部|财政部|白宫|政府|国务院|议会)$")


def check_names(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    glossary: Sequence[Name],
    names: NameFinder | None,
    beside: Sequence[Beside] = (),
) -> tuple[ClaimCheck, ...]:
    """Hold names against the sources: one that none has, in any form of it, is unsupported.

    Names that no glossary has are looked up as they stand in sources of the draft's language, and by
    sound and dictionary in those of the other. A name that stands where the nearest source sentence has
    another is contradicted, though it may stand elsewhere in the source.
    """
    checks = _check_known(text, language, sources, glossary, names)
    taken = [c.span for c in checks]
    checks += _check_others(text, language, sources, taken, beside)
    bad = [c.span for c in checks if c.verdict == "unsupported"]
    for laid in beside:
        if not laid.changes_words():
            continue
        checks += [c for c in _check_places(text, language, laid, names) if not _meets(c.span, bad)]
    return tuple(sorted(checks, key=lambda c: c.span))


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _check_known(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    glossary: Sequence[Name],
    names: NameFinder | None,
) -> list[ClaimCheck]:
    """The names of the glossary."""
    drafted = [f for f in _find_names(text, glossary, names) if f[0].kind not in _SAID_OTHERWISE]
    if not drafted:
        return []
    across = not any(is_same_language(s.lang, language) for s in sources)
    seen: dict[str, Evidence] = {}
    for source in sources:
        for name, start, end in _find_names(source.text, glossary, names):
            seen.setdefault(name.id, Evidence(source=source.id, span=(start, end)))
    checks = []
    for name, start, end in drafted:
        evidence = seen.get(name.id) or _find_loosely(text[start:end], name, sources)
        if evidence is None and (
            _is_part_of_word(text, start, end) or (across and _tells_nothing(text[start:end]))
        ):
            continue
        form = name.zh if language.startswith("zh") else name.en
        checks.append(_report(text, (start, end), language, evidence, form or name.en))
    return checks


def _tells_nothing(form: str) -> bool:
    """Whether a form's absence from a source in the other language says nothing."""
    folded = fold_chinese(form)
    return folded in _PLAIN_WORDS or bool(_FREELY_NAMED.search(folded))


def _find_loosely(said: str, name: Name, sources: Sequence[SourceText]) -> Evidence | None:
    """A glossary's name in a form that the glossary lacks: as the draft has it, “Harvard” for Harvard
    University, the family name alone."""
    forms = {said, name.en, name.zh, *name.aliases} - {""}
    words: list[str] = sorted(f for f in forms if len(f) > 1)
    for form in sorted(forms):
        parts = _LATIN_WORD.findall(form) if form.isascii() else []
        if len(parts) > 1:
            words.append(parts[-1] if name.kind == "person" else parts[0])
    for source in sources:
        for word in words:
            at = source.text.find(word)
            if at >= 0 and (len(word) > 3 or not word.isascii()):
                return Evidence(source=source.id, span=(at, at + len(word)))
        if not source.lang.startswith("zh") and not said.isascii():
            found = _find_glossed(said, name, source)
            if found is not None:
                return found
    return None


def _find_glossed(said: str, name: Name, source: SourceText) -> Evidence | None:
    """A Chinese name by what the dictionary or its sound gives: 推特 for “tweet”, 李 for “Lee”."""
    form = fold_chinese(said)
    if name.kind == "person":
        sounds = {to_pinyin(form[0]), *_ROMANISED.get(form[0], "").split()}
        wanted = {s.title() for s in sounds if len(s) > 1}
    else:
        wanted = set()
    stems: frozenset[str] = frozenset()
    if form[-1] in _BODIES:
        stems = gloss_words(form[-2:])
    elif name.kind != "person" and knows(form):
        # what it is called, not what it is: 豆瓣 is no “social network”
        stems = frozenset(gloss_names(form)) or gloss_words(form)
    if "twitter" in stems:
        stems |= {"tweet"}
    for word in _ANY_WORD.finditer(source.text):
        if word.group() in wanted or (
            len(word.group()) > 3 and stem(word.group().lower()) in stems
        ):
            return Evidence(source=source.id, span=word.span())
    return None


_BODIES = "会院部局署"
_ANY_WORD = re.compile(r"[A-Za-z]+")
# How family names are also written.
_ROMANISED = {
    "李": "Lee Li", "王": "Wong Wang", "张": "Cheung Chang", "陈": "Chan Chen Tan", "黄": "Wong Huang",
    "刘": "Lau Liu", "林": "Lam Lim Lin", "周": "Chow Chou", "吴": "Ng Wu", "蔡": "Tsai Choi",
    "郑": "Cheng Chung", "朱": "Chu", "徐": "Hsu Tsui", "谢": "Tse Hsieh", "郭": "Kwok Kuo", "梁": "Leung",
    "何": "Ho", "许": "Hui Hsu", "苏": "So Su", "马": "Ma", "曾": "Tsang Tseng", "杨": "Yeung Yang Young",
}  # fmt: skip


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Whether a short Chinese name is cut out of other words: 国美 of 英国美容, 索尼 of 索尼柯洛夫特."""
    if end - start > 3 or text[start:end].isascii():
        return False
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    if any(c in "·•‧・" for c in around) or text[end : end + 1] in _SOUNDS:
        return True
    at = 0
    bounds = {0}
    for word in rjieba.cut(fold_chinese(text[max(0, start - 12) : end + 12])):
        at += len(word)
        bounds.add(at)
    offset = min(start, 12)
    return offset not in bounds


# Characters that hardly stand but for a sound.
_SOUNDS = frozenset("萨巴拉亚柯洛夫特尔斯普德姆莱蒂娜妮莉雅琳诺兹伊埃奥莎薇弗")


_LATIN_WORD = re.compile(r"[A-Z][A-Za-z]{3,}")


def _check_others(
    text: str,
    language: str,
    sources: Sequence[SourceText],
    taken: Sequence[tuple[int, int]],
    beside: Sequence[Beside],
) -> list[ClaimCheck]:
    """The names that no glossary has."""
    own = [s for s in sources if is_same_language(s.lang, language)]
    if not own or not any(laid.changes_words() for laid in beside):
        return []
    checks = []
    for name in find_proper_names(text, language):
        span = (name.start, name.end)
        if _meets(span, taken):
            continue
        form = text[slice(*span)]
        evidence = find_form(form, language, own)
        if evidence is None and not (name.sure or name.kind == "person"):
            continue
        checks.append(_report(text, span, language, evidence, form))
    return checks


def find_form(form: str, language: str, sources: Sequence[SourceText]) -> Evidence | None:
    """A name as it stands, or by most of it, in sources of its language."""
    chinese = language.startswith("zh")
    for source in sources:
        if chinese:
            folded = fold_chinese(source.text)
            key = fold_chinese(form)
            for part in (key, key[-2:], key[:2]) if not key.isascii() else (key,):
                at = folded.find(part)
                if at >= 0:
                    return Evidence(source=source.id, span=(at, at + len(part)))
            if key.isascii() and key.lower() in folded.lower():
                at = folded.lower().find(key.lower())
                return Evidence(source=source.id, span=(at, at + len(key)))
            continue
        wanted = [t.key for t in find_tokens(form, "en")]
        keys = _find_keys(source.text, source.lang)
        held = [k for k in wanted if k in keys or _has_kin(k, keys)]
        if wanted and (wanted[-1] in held or len(held) * 2 > len(wanted)):
            token = keys.get(held[-1])
            span = (token.start, token.end) if token else (0, len(source.text))
            return Evidence(source=source.id, span=span)
        found = _find_initials(form, source)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _find_keys(text: str, language: str) -> dict[str, Token]:
    """The first token of each key in a text."""
    tokens = [t for cut in read_sentences(text, language) for t in cut.tokens]
    return {t.key: t for t in reversed(tokens)}


def _has_kin(key: str, keys: Mapping[str, object]) -> bool:
    """Japan and Japanese, Russia and Russian."""
    return len(key) > 4 and any(k.startswith(key[:5]) for k in keys)


def _find_initials(form: str, source: SourceText) -> Evidence | None:
    """FTC for Federal Trade Commission, and the other way round."""
    if form.isalpha() and form.isupper() and 1 < len(form) < 7:
        pattern = (
            r"\b"
            + r"[\w'’-]* (?:of |the |for |and )*".join(form[:-1])
            + (r"[\w'’-]* (?:of |the |for |and )*" + form[-1])
        )
        found = re.search(pattern, source.text)
        return Evidence(source=source.id, span=found.span()) if found else None
    initials = "".join(w[0] for w in form.split() if w[0].isupper())
    if len(initials) > 2:
        at = source.text.find(initials)
        if at >= 0:
            return Evidence(source=source.id, span=(at, at + len(initials)))
    return None


def _check_places(
    text: str, language: str, laid: Beside, names: NameFinder | None
) -> list[ClaimCheck]:
    """Names that stand where the nearest source sentence has another name."""
    alignment, source = laid.alignment, laid.source
    if alignment is None or source is None or not alignment.edits or alignment.share < NEARLY:
        return []
    mine = _spans_of_names(text, language, names)
    theirs = _spans_of_names(source.text, source.lang, names)
    whole = {t.key for t in alignment.source.tokens}
    checks = []
    for edit in alignment.edits:
        if not edit.draft or not edit.source:
            continue
        here, there = span_of(edit, alignment)
        name = next((s for s in mine if _meets(here, [s])), None)
        other = next((s for s in theirs if _meets(there, [s])), None)
        if name is None or other is None:
            continue
        keys = {t.key for t in alignment.draft.tokens if _meets((t.start, t.end), [name])}
        if keys <= whole or _is_one(text[slice(*name)], source.text[slice(*other)], names):
            continue
        checks.append(
            ClaimCheck(
                kind="name",
                text=text[slice(*name)],
                span=name,
                verdict="contradicted",
                why=say(
                    "another name", language, a=text[slice(*name)], b=source.text[slice(*other)]
                ),
                evidence=Evidence(source=source.id, span=other),
            )
        )
    return checks


def _spans_of_names(text: str, language: str, names: NameFinder | None) -> list[tuple[int, int]]:
    known = [(m.start, m.end) for m in names.find(text)] if names is not None else []
    return sorted(known + [(n.start, n.end) for n in find_proper_names(text, language)])


def _is_one(one: str, other: str, names: NameFinder | None) -> bool:
    """Whether two forms are names of one thing."""
    if one.lower() in other.lower() or other.lower() in one.lower():
        return True
    if names is None:
        return False
    mine, theirs = ({m.name.id for m in names.find(form)} for form in (one, other))
    return bool(mine & theirs)


def _report(
    text: str, span: tuple[int, int], language: str, evidence: Evidence | None, form: str
) -> ClaimCheck:
    return ClaimCheck(
        kind="name",
        text=text[slice(*span)],
        span=span,
        verdict="supported" if evidence else "unsupported",
        why=say("name" if evidence else "no name", language, b=form),
        evidence=evidence,
    )


def _find_names(
    text: str, glossary: Sequence[Name], names: NameFinder | None
) -> list[tuple[Name, int, int]]:
    if names is not None:
        return list(_find_cached(text, names))
    folded = lower(fold(text))
    found: list[tuple[int, int, int, Name]] = []
    for order, name in enumerate(glossary):
        for form in {name.en, name.zh, *name.aliases} - {""}:
            key = lower(fold(form))
            at = folded.find(key)
            while at >= 0:
                end = at + len(key)
                if not (_joins(folded, at) or _joins(folded, end)):
                    found.append((at, -end, order, name))
                at = folded.find(key, end)
    kept: list[tuple[Name, int, int]] = []
    for at, minus_end, _, name in sorted(found, key=lambda f: f[:3]):
        if not kept or at >= kept[-1][2]:
            kept.append((name, at, -minus_end))
    return kept


@lru_cache(maxsize=512)
def _find_cached(text: str, names: NameFinder) -> tuple[tuple[Name, int, int], ...]:
    """The names of a text, which many sentences are held against."""
    return tuple((m.name, m.start, m.end) for m in names.find(text))


def _joins(text: str, at: int) -> bool:
    """Whether a Latin word runs on across position `at`."""
    if not 0 < at < len(text):
        return False
    return all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])
