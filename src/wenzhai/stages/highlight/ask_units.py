"""Before: articles that may answer a question. After: their sentences, each with how well it fits.

A sentence fits by the question's concepts that it, or the title over it, holds; by the kind of thing that
it gives (a date to “when”, a figure to “how many”); and, for the best of them, by the nearness of its
meaning, which the embedder tells across the two languages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.regional_terms import to_mainland
from wenzhai.language.tokens import stem
from wenzhai.model import Article, Figure, Passage
from wenzhai.ports import Embedder
from wenzhai.stages.highlight.ask_named import find_held, read_article
from wenzhai.stages.highlight.ask_question import (
    MOST_READ,
    Concept,
    Question,
    Wants,
    find_months,
    read_words,
)
from wenzhai.stages.highlight.candidates import measure, trim_sentence
from wenzhai.stages.highlight.headline import clean_title
from wenzhai.stages.highlight.references import asks_back, name_fully

_MOST_PASSAGES = 40
_MOST_EMBEDDED = 24
"""Of each language: those of the asker's own would else leave the other none."""
_TITLE_HOLDS = 0.7  # what the title says, a sentence under it is mostly about
_ARTICLE_HOLDS = 0.3  # what is said elsewhere in the article may be of something else
_SIZES = {"en": (4, 70), "zh": (8, 200)}
KINDS: Mapping[Wants, frozenset[str]] = {
    "amount": frozenset({"money", "percent", "number", "points", "multiple"}),
    "number": frozenset({"number", "multiple"}),
    "percent": frozenset({"percent", "points", "multiple"}),
    "date": frozenset({"date", "time"}),
    "duration": frozenset({"duration", "date"}),
}
_PROPER = re.compile(r"(?:(?<=[\w,’'”)] )|^)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+")
_BEARER = re.compile(
    r"(?:首席执行官|执行官|CEO|总裁|董事长|创始人|部长|主席|总统|总理|首相|议员|局长|发言人|总经理|主任|教授|专家|先生|女士)"
    r"|[\u4e00-\u9fff]{2,4}(?:表示|说|称|指出|认为|透露|宣布|回应)"
)
# A Chinese word of two characters or more is found inside a longer one (净利润 in 年度净利润).
_SPELLED = re.compile(r"[\u4e00-\u9fff]{2,}$|\d{1,2}月$")
_LINK = re.compile(r"https?://|www\.|@\w|©|\|{2}")
# A plain mean of the two: neither words nor meaning may carry an answer alone.
_WORDS, _MEANING = 0.6, 0.4
# Cosines of this model between texts with nothing and everything in common.
_FAR, _NEAR = 0.80, 0.92
# A sentence in the other language shares fewer words with the question, and its vector lies farther off.
_OTHER_LANGUAGE = 0.35
_OTHER_MONTH = 0.15
# Of what is asked beside the names (to resign, a fine), a sentence must hold something.
_ENOUGH, _OFF_MATTER = 0.35, 0.25
# That something costs is told by a sum of money beside its name.
_TOLD_BY_KIND = frozenset(map(stem, "cost price worth".split())) | {"售价", "价格", "定价"}
# An article without a name of the question tells of something else.
_MISSING, _PERHAPS = 0.3, 0.15
# “Why”: of the sentences on the matter, one that gives a cause.
_GIVES_CAUSE = 0.25
_CAUSE = re.compile(
    r"(?i)\b(?:because|due to|owing to|caused|cause|causing|led to|as a result of|result(?:ed|s) (?:in|from)|follow(?:ed|s|ing)|"
    r"blamed?|stem(?:med|s) from|triggered|fault|in response to|in order to|for (?:failing|violating|breaching|breaches))\b"
    r"|因(?![素而])|由于|导致|造成|引发|源于|故障|为了|以致|所致"
)


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that may answer: a passage, or the title of an article of which no more than a summary
    is known. `cover` (0 to 1) is the share of the question that it holds, `lacks` what names and matter of
    the question that are not there cost, `score` what it is ranked by."""

    article: Article
    passages: tuple[Passage, ...]
    text: str
    language: str
    is_title: bool
    cover: float
    lacks: float = 0.0
    score: float = 0.0


def weigh_concepts(
    question: Question, held: Mapping[str, frozenset[str]], whole: int
) -> tuple[float, ...]:
    """What each concept is worth, by how few of the `whole` articles hold it; `held` are the articles of
    each word. One that no article holds in any language is worth most: nothing can answer for it."""
    weights = []
    for concept in question.concepts:
        count = max((len(held.get(word, ())) for word in concept.own), default=0)
        if not count:
            count = min((len(held[w]) for w in concept.words if w in held), default=0)
        weight = math.log((whole + 1) / (count + 0.5))
        weights.append(max(0.2, weight) * (1.4 if concept.is_name else 1.0))
    return tuple(weights)


def choose_articles(
    question: Question,
    held: Mapping[str, frozenset[str]],
    weights: Sequence[float],
    most: int,
) -> tuple[str, ...]:
    """The ids of the articles that hold most of a question, best first."""
    scores: dict[str, float] = {}
    for concept, weight in zip(question.concepts, weights, strict=True):
        best: dict[str, float] = {}
        for word, sure in sorted(concept.words.items(), key=lambda row: (row[1], row[0])):
            best.update(dict.fromkeys(held.get(word, ()), sure))  # the surest word comes last
        for article_id, sure in best.items():
            scores[article_id] = scores.get(article_id, 0.0) + weight * sure
    return tuple(sorted(scores, key=lambda key: (-scores[key], key))[:most])


def find_units(
    question: Question,
    articles: Sequence[Article],
    weights: Sequence[float],
    names: NameFinder,
) -> tuple[Unit, ...]:
    """The sentences of `articles` that hold something of the question and the kind of thing that it
    wants, most of it first; their `score` is still that of the words alone."""
    found: list[Unit] = []
    matter = [
        0.0 if concept.is_name or concept.text in _TOLD_BY_KIND else weight
        for concept, weight in zip(question.concepts, weights, strict=True)
    ]
    for article in articles:
        if article.copy_of or not article.passages or article.kind not in ("article", "stub"):
            continue
        title = _read_held(article.title, names)
        body = _read_held(" ".join(p.text for p in article.passages[:_MOST_PASSAGES]), names)
        lacks = _find_lacks(question, article, names)
        for unit in _list_units(article):
            held = _Held(
                unit.text, _read_held(unit.text, names), body if unit.is_title else title, body
            )
            shares = [held.find_share(concept) for concept in question.concepts]
            cover = _weigh(shares, weights)
            if cover > 0 and gives_wanted(question, unit, names):
                off_names = _weigh(shares, matter)
                thin = max(0.0, 1 - off_names / _ENOUGH) if any(matter) else 0.0
                lost = lacks + _OFF_MATTER * thin
                found.append(msgspec.structs.replace(unit, cover=cover, lacks=lost, score=cover))
    return tuple(sorted(found, key=lambda u: (u.lacks - u.cover, u.article.id, u.text)))


class _Held(NamedTuple):
    """The index words of a sentence, of what stands over it, and of its whole article."""

    text: str
    said: frozenset[str]
    around: frozenset[str]
    body: frozenset[str]

    def find_share(self, concept: Concept) -> float:
        """How surely a concept is held (0 to 1), less where only the title or the article holds it."""
        best = 0.0
        for word, sure in concept.words.items():
            if word in self.said or (_SPELLED.match(word) and word in self.text):
                best = max(best, sure)
            elif word in self.around:
                best = max(best, sure * _TITLE_HOLDS)
            elif word in self.body:
                best = max(best, sure * _ARTICLE_HOLDS)
        return best


def _weigh(shares: Sequence[float], weights: Sequence[float]) -> float:
    total = sum(weights)
    return sum(s * w for s, w in zip(shares, weights, strict=True)) / total if total else 0.0


def _read_held(text: str, names: NameFinder) -> frozenset[str]:
    return read_words(text) | {f"name:{name}" for name in names.names_in(text)}


def _find_lacks(question: Question, article: Article, names: NameFinder) -> float:
    """What the names that an article lacks take from the scores of its sentences."""
    if not question.named:
        return 0.0
    language = "zh" if article.is_chinese else "en"
    reading = read_article(article.title, article.text[:MOST_READ], language, names)
    held = [find_held(named, reading) for named in question.named]
    return _MISSING * held.count("missing") + _PERHAPS * held.count("perhaps")


def rank_units(question: Question, units: Sequence[Unit], embedder: Embedder) -> tuple[Unit, ...]:
    """The best of `units` by words and meaning, best first. Raises `ServiceError` from the embedder."""
    best = [
        unit
        for language in ("en", "zh")
        for unit in [u for u in units if u.language == language][:_MOST_EMBEDDED]
    ]
    if not best:
        return ()
    texts = [u.text if u.is_title else f"{u.article.title}\n{u.text}"[:500] for u in best]
    vectors = embedder.embed([question.text, *texts])
    near = np.clip((vectors[1:] @ vectors[0] - _FAR) / (_NEAR - _FAR), 0.0, 1.2)
    ranked = [
        msgspec.structs.replace(unit, score=_score(question, unit, float(meaning)))
        for unit, meaning in zip(best, near, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda u: (-u.score, u.article.id, u.text)))


def _score(question: Question, unit: Unit, meaning: float) -> float:
    score = _WORDS * unit.cover + _MEANING * meaning
    score += _OTHER_LANGUAGE * min(1.0, 2 * score) if unit.language != question.language else 0.0
    months = find_months(read_unit_figures(unit))
    if question.months and months and not question.months & months:
        score -= _OTHER_MONTH
    if question.asks_why and _CAUSE.search(unit.text):
        score += _GIVES_CAUSE
    score -= unit.lacks
    score -= 0.05 if unit.text.endswith(("…", "...")) else 0.0
    score -= 0.05 if not unit.is_title and asks_back(unit.text) else 0.0
    return round(score, 4)


def gives_wanted(question: Question, unit: Unit, names: NameFinder) -> bool:
    """Whether a sentence holds a thing of the kind that was asked for, other than the question's own."""
    if question.wants == "any":
        return True
    if question.wants in ("person", "name"):
        return _names_somebody(question, unit, names)
    return any(
        figure.kind in KINDS[question.wants]
        and not figure.weak
        and figure.text not in question.figures
        for figure in read_unit_figures(unit)
    )


def read_unit_figures(unit: Unit) -> tuple[Figure, ...]:
    """The figures of a sentence, dated by its article."""
    return parse_figures(unit.text, unit.language, unit.article.published_at.date())


def _names_somebody(question: Question, unit: Unit, names: NameFinder) -> bool:
    if names.names_in(unit.text) - question.names:
        return True
    if unit.language == "zh":
        return any(
            found[0] not in question.text and found[0].rstrip("表示说称") not in question.text
            for found in _BEARER.finditer(unit.text)
        )
    if unit.is_title:
        return False  # every word of a title has a capital
    known = question.text.lower()
    return any(found[0].lower() not in known for found in _PROPER.finditer(unit.text))


def _list_units(article: Article) -> list[Unit]:
    language = "zh" if article.is_chinese else "en"
    units = []
    if article.text_from == "summary" and article.title:
        title = clean_title(article.title, language)
        units.append(_unit(article, article.passages[:1], title, language, is_title=True))
    for passage in article.passages[:_MOST_PASSAGES]:
        text = trim_sentence(passage.text)
        resolved = name_fully(text, article, passage) if language == "en" else None
        passages = (passage, *(resolved.also if resolved else ()))
        text = quote_speaker(resolved.text if resolved else text, passage, language)
        units.append(_unit(article, passages, text, language))
    least, most = _SIZES[language]
    return [
        unit
        for unit in units
        if least <= measure(unit.text, language) <= most
        and not _LINK.search(unit.text)
        and not unit.text.rstrip("”").endswith(("?", "？"))
    ]


def quote_speaker(text: str, passage: Passage, language: str) -> str:
    """What somebody said in a recording as their words: `Lin Yue: “...”`."""
    speaker = passage.location.rpartition(", ")[2]
    if not speaker or speaker[0].isdecimal():
        return text
    inner = text.replace("“", "‘").replace("”", "’")
    return f"{speaker}：“{inner}”" if language == "zh" else f"{speaker}: “{inner}”"


def _unit(
    article: Article,
    passages: Sequence[Passage],
    text: str,
    language: str,
    *,
    is_title: bool = False,
) -> Unit:
    return Unit(
        article=article,
        passages=tuple(passages),
        text=to_mainland(text) if article.language == "zh-Hant" else text,
        language=language,
        is_title=is_title,
        cover=0.0,
    )
