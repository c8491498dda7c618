"""Before: a question in English or Chinese. After: what it wants, and what it is about in both languages.

What it is about is a row of concepts, each with the words that stand for it in an article of either
language: a glossary name by its id, an ordinary word by itself and by what CC-CEDICT gives for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from wenzhai.language.figures import parse_figures
from wenzhai.language.figures.compare_dates import split_date
from wenzhai.language.glosses import gloss_words, list_headwords, list_phrase_headwords
from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import (
    CHINESE_STOP,
    ENGLISH_STOP,
    HAN,
    chinese_words,
    english_words,
    is_chinese,
    normalise,
    stem,
)
from wenzhai.model import Figure
from wenzhai.stages.highlight.ask_named import Named, find_named

LONGEST_QUESTION = 400
"""Characters; what is longer is cut."""
MOST_READ = 12_000
"""Characters of an article whose words are indexed: news says first what it says."""

Wants = Literal["amount", "number", "percent", "date", "duration", "person", "name", "any"]

_ENGLISH: tuple[tuple[Wants, str], ...] = (
    ("percent", r"\bwhat (?:percent(?:age)?|share|proportion|part)\b|\bhow many percent\b|\bby how much\b|\bhow much of\b"),
    ("duration", r"\bhow long\b|\bhow many (?:days|weeks|months|years)\b"),
    ("number", r"\bhow many\b|\bwhat number\b"),
    ("amount", r"\bhow (?:much|large|big|high)\b|\bwhat do(?:es)? .{1,80} cost\b|\bwhat (?:sum|amount|price|valuation|fine|penalty|cost)\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|month|year|week|weekday|quarter)\b"),
    ("person", r"\bwho(?:m|se)?\b"),
    ("name", r"\b(?:which|what) (?:[a-z]+ )?(?:company|companies|firm|app|country|countries|city|regulator|ministry|agency|"
             r"bank|model|platform|university|state|government|party|studio|team|airline|carmaker|chipmaker|startup)\b"),
)  # fmt: skip
_CHINESE: tuple[tuple[Wants, str], ...] = (
    ("percent", r"百分之[几多]|多少个?百分点|多大比例|比例是多少|占比|份额|幅度|[涨降跌增][幅了]多少|(?:增长|上升|下降|上涨|下跌|减少|增加)了?多少(?![人元万亿个家])"),
    ("duration", r"多久|多长时间|几年|多少年|多少天|几天|几个月|多少个月"),
    ("date", r"何时|什么时候|什么时间|哪一?[天日年]|哪个月|几月|几号|日期"),
    ("amount", r"多少(?:钱|[万亿]?(?:元|美元|欧元|英镑|韩元|日元|人民币))|金额|罚款多少|多少罚款|估值|售价|价格"),
    ("number", r"多少|几[个名家人款亿万项次台辆位倍]"),
    ("person", r"谁|哪位|何人|什么人"),
    ("name", r"哪[家款国个些]|什么公司|什么机构"),
)  # fmt: skip
_WHY = re.compile(
    r"(?i)\bwhy\b|\bwhat (?:caused|led to|was the (?:cause|reason))\b|为什么|为何|原因|何以|怎么会"
)
_ASKING_ENGLISH = """
    much many long big large high percent percentage share proportion date day month year week quarter tell please
    which what who whom whose when where why did does do was were is are amount sum number exactly name called
    become becomes became call make makes made get gets got say says said reason because
"""
_ASKING_CHINESE = """
    多少 几 时候 哪 哪家 哪个 哪些 哪款 哪位 哪天 哪年 哪国 什么 什么时候 何时 何人 谁 是否 请问 多久 多长 多长时间 几个 几月 几号 几天
    几年 哪里 怎样 怎么 为什么 时间 日期 叫 名字 是多少 有多少 多少钱 多大 比例 钱 百分之 百分之几 吗 被 曾
"""
_ASKING = frozenset(map(stem, _ASKING_ENGLISH.split())) | frozenset(_ASKING_CHINESE.split())
# What the segmenter leaves of asking (多少倍, 哪一天, 那位) is in no article, and would be the rarest word.
_ASKS = re.compile(r"多少|^[哪那这几]|几[个家天年名款位次]|什么|^第几")
_NO_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff\uf900-\ufaff.+&'-]+")
# A dictionary's word says less than the word itself, and less the more words it gives.
_GLOSS_WEIGHTS = ((3, 0.8), (8, 0.65), (24, 0.45))
_MONTHS = {
    stem(name): number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(),
        start=1,
    )
}
_MOST_HEADWORDS = 40
_MOST_OF_PHRASE, _PHRASE_WEIGHT = 8, 0.9
_WRITTEN = re.compile(r"[a-z0-9]+")


class Concept(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a question is about: `words` are index words of both languages with how surely each
    stands for it (0 to 1), `own` those of the question's language."""

    text: str
    words: Mapping[str, float]
    own: tuple[str, ...]
    is_name: bool = False


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A question as read: `language` is `en` or `zh`; `figures` are those that it gives itself."""

    text: str
    language: str
    wants: Wants
    concepts: tuple[Concept, ...]
    names: frozenset[str]
    named: tuple[Named, ...] = ()
    figures: tuple[str, ...] = ()
    months: frozenset[int] = frozenset()
    asks_why: bool = False


def read_question(text: str, names: NameFinder) -> Question:
    """Read a question; one without any word that says something has no concepts. Never fails."""
    text = " ".join(text[:LONGEST_QUESTION].split())
    language = "zh" if is_chinese(text) else "en"
    found = names.find(text)
    concepts: dict[str, Concept] = {}
    rest, end = [], 0
    for match in found:
        key = f"name:{match.name.id}"
        concepts[key] = Concept(text=match.text, words={key: 1.0}, own=(key,), is_name=True)
        rest.append(text[end : match.start])
        end = match.end
    plain = normalise(" ".join([*rest, text[end:]]))
    for word in find_plain_words(plain):
        if word not in _ASKING and word not in concepts and not _ASKS.search(word):
            concepts[word] = _make_concept(word)
    if language == "en":
        _add_phrases(concepts, plain)
    figures = parse_figures(text, language)
    return Question(
        text=text,
        language=language,
        wants=find_wants(text, language),
        concepts=tuple(concepts.values()),
        names=frozenset(match.name.id for match in found),
        named=find_named(text, language, names),
        figures=tuple(figure.text for figure in figures),
        months=find_months(figures),
        asks_why=bool(_WHY.search(text)),
    )


def find_months(figures: Sequence[Figure]) -> frozenset[int]:
    """The months of those figures that are dates."""
    dates = [split_date(figure.iso) for figure in figures if figure.kind == "date"]
    return frozenset(date.month for date in dates if date.month)


def find_wants(text: str, language: str) -> Wants:
    """The sort of thing that a question asks for; `any` where its words do not say."""
    low = text.lower()
    for wants, pattern in _CHINESE if language == "zh" else _ENGLISH:
        if re.search(pattern, low):
            return wants
    return "any"


def find_plain_words(plain: str) -> tuple[str, ...]:
    """The words of a normalised text that say something, each once, in order."""
    words = chinese_words(plain) if HAN.search(plain) else english_words(plain)
    return tuple(dict.fromkeys(w for w in words if _says_something(w)))


def list_index_words(title: str, text: str, names: NameFinder) -> frozenset[str]:
    """The words under which an article is found: its plain words, and its names as `name:id`."""
    whole = f"{title}\n{text[:MOST_READ]}"
    plain = find_plain_words(normalise(whole))
    return frozenset(plain) | {f"name:{key}" for key in names.names_in(whole)}


def _says_something(word: str) -> bool:
    if HAN.match(word):
        return len(word) > 1 and word not in CHINESE_STOP
    return len(word) > 1 and word not in ENGLISH_STOP and not _NO_WORD.search(word)


def _make_concept(word: str) -> Concept:
    words = {word: 1.0}
    if HAN.match(word):
        stems = gloss_words(word)
        weight = next((w for most, w in _GLOSS_WEIGHTS if len(stems) <= most), 0.0)
        words.update({stem: weight for stem in sorted(stems) if _says_something(stem)})
    elif word in _MONTHS:
        words[f"{_MONTHS[word]}月"] = 1.0
    elif word.isalpha():
        for headword in list_headwords(word)[:_MOST_HEADWORDS]:
            weight = next((w for m, w in _GLOSS_WEIGHTS if len(gloss_words(headword)) <= m), 0.0)
            words[headword] = weight
    return Concept(text=word, words=words, own=(word,))


def _add_phrases(concepts: dict[str, Concept], plain: str) -> None:
    """Put what two to four English words mean together (裁员, 净利润) with each of them, and each word as
    it is written: inside a Chinese sentence a Latin name is not cut to its stem."""
    written = [w for w in _WRITTEN.findall(plain.lower()) if w not in ENGLISH_STOP]
    stems = [stem(word) for word in written]
    more: dict[str, dict[str, float]] = {}
    for word, cut in zip(written, stems, strict=True):
        more.setdefault(cut, {})[word] = 1.0
    for size in (2, 3, 4):
        for start in range(len(stems) - size + 1):
            phrase = tuple(stems[start : start + size])
            for headword in list_phrase_headwords(phrase)[:_MOST_OF_PHRASE]:
                for cut in phrase:
                    more.setdefault(cut, {})[headword] = _PHRASE_WEIGHT
    for cut, words in more.items():
        concept = concepts.get(cut)
        if concept is not None:
            merged = {
                **concept.words,
                **{w: max(v, concept.words.get(w, 0)) for w, v in words.items()},
            }
            concepts[cut] = msgspec.structs.replace(concept, words=merged)


@lru_cache(maxsize=4096)
def read_words(text: str) -> frozenset[str]:
    """The words of a passage as the index has them, without its names."""
    return frozenset(find_plain_words(normalise(text)))
