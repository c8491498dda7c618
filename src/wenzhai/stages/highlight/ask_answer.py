"""Before: a question and sentences ranked by how well they answer it. After: the Answer, or none.

At most three sentences, each of another owner, through the same gate and within the same rights of
quotation as a highlight's. Those in the asker's language come first where they answer as well; one in the
other language stands as published, with its names and figures rendered.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.model import Answer, AnswerPart, Article, Disagreement, Sentence, SourceText
from wenzhai.stages.highlight.ask_question import Question, read_words
from wenzhai.stages.highlight.ask_units import KINDS, Unit, read_unit_figures
from wenzhai.stages.highlight.brief import join_words
from wenzhai.stages.highlight.candidates import Candidate, find_words, measure
from wenzhai.stages.highlight.disagreements import find_disagreements
from wenzhai.stages.highlight.evidence import Evidence, cite, to_source
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence
from wenzhai.stages.highlight.selecting import Allowance

LEAST_SCORE = 0.62
"""Under this nothing answers: chosen on the tuning half of benchmarks/asking.py."""
_AS_GOOD = 0.06  # of score: what is this near to the best answers as well
_MOST_PARTS = 3
_SAME = 0.6  # of the words of the shorter one
_MOST_NAMES, _MOST_FIGURES = 3, 4
_NEAR, _MOST_HELD = 0.3, 12
"""How far under the best an article may be that speaks against it, and how many are asked: others tell of
something else (another company's loss)."""
_TELLING = ("money", "percent", "points", "multiple", "date", "duration", "number")


def answer_question(
    question: Question,
    ranked: Sequence[Unit],
    names: NameFinder,
    allowance: Allowance,
    language: str,
    searched: int,
    least_score: float = LEAST_SCORE,
) -> Answer:
    """The answer in `language` (`en`, `zh`); without parts where no sentence answers surely enough, or
    where the gate or the rights of the sources let none through."""
    parts: list[tuple[Unit, AnswerPart]] = []
    best = ranked[0].score if ranked else 0.0
    near = {u.article.id: u.article for u in ranked if u.score >= max(least_score, best) - _NEAR}
    told = list(near.values())[:_MOST_HELD]
    evidence = Evidence(told, names)
    sure = [u for u in ranked if u.score >= max(least_score, best - 2 * _AS_GOOD)]
    # Where an answer in the asker's own language is as good, it is the answer.
    sure.sort(key=lambda u: -(u.score + (_AS_GOOD if u.language == language else 0.0)))
    for unit in sure:
        if len(parts) == _MOST_PARTS:
            break
        if parts and (unit.score < parts[0][0].score - _AS_GOOD or _repeats(unit, parts)):
            continue
        if evidence.find_outvoting(unit.text, unit.language, unit.article):
            continue  # more publishers that do not depend on each other say otherwise
        part = _write_part(unit, question, names, allowance, language)
        if part is not None:
            parts.append((unit, part))
    return Answer(
        question=question.text,
        language=language,
        wants=question.wants,
        parts=tuple(part for _, part in parts),
        searched=searched,
        disagreements=_find_disagreements([part for _, part in parts], told, names)
        if parts
        else (),
    )


def _find_disagreements(
    parts: Sequence[AnswerPart], articles: Sequence[Article], names: NameFinder
) -> tuple[Disagreement, ...]:
    """Where one side is a sentence that prints: what the other publishers say."""
    printed = {c.passage_id for part in parts for c in part.sentence.citations}
    return tuple(
        found
        for found in find_disagreements(articles, names)
        if any(cited.passage_id in printed for _, cited in found.sides)
    )


def _repeats(unit: Unit, parts: Sequence[tuple[Unit, AnswerPart]]) -> bool:
    """Whether it is of an owner who has spoken already, or says the same in the same words."""
    own = read_words(unit.text)
    for other, _ in parts:
        said = read_words(other.text)
        shared = len(own & said) / max(1, min(len(own), len(said)))
        if other.article.family == unit.article.family or shared > _SAME:
            return True
    return False


def _write_part(
    unit: Unit, question: Question, names: NameFinder, allowance: Allowance, language: str
) -> AnswerPart | None:
    candidate = Candidate(
        article=unit.article,
        passage=unit.passages[0],
        position=0,
        text=unit.text,
        words=find_words(unit.text, unit.language),
        size=measure(unit.text, unit.language),
        also=unit.passages[1:],
    )
    if not allowance.admits(candidate, unit.language):
        return None
    source = to_source(unit.article, unit.passages)
    places = [p.location for p in unit.passages if p.location]
    if places:
        source = msgspec.structs.replace(source, text="\n".join((source.text, *places)))
    if unit.is_title:
        # Of such an article no more is known than its title and summary: both are its publisher's words.
        passages = to_source(unit.article, unit.article.passages)
        source = msgspec.structs.replace(source, text=f"{passages.text}\n{unit.article.title}")
    held = hold_sentence(DraftSentence(unit.text, unit.language, (source,)), names)
    if not held.prints or held.repaired:
        return None
    allowance.take(candidate)
    citations = tuple(cite(unit.article, passage) for passage in unit.passages)
    rendered = None
    if unit.language != language:
        rendered = _render(unit, source, question, names, language)
    return AnswerPart(
        sentence=Sentence(text=held.sentence.text, citations=citations, check=held.check),
        language=unit.language,
        score=unit.score,
        rendered=rendered,
    )


def _render(
    unit: Unit, source: SourceText, question: Question, names: NameFinder, language: str
) -> Sentence | None:
    """Names and figures of a sentence in the asker's language, by the glossary and by our own code; None
    where it has none, or where the gate does not let it through."""
    found = [
        names.translate(m.name, language)
        for m in sorted(names.find(unit.text), key=lambda m: m.name.id in question.names)
    ]
    wanted = KINDS.get(question.wants, frozenset())
    figures = sorted(
        (
            f
            for f in read_unit_figures(unit)
            if f.kind in _TELLING and not f.weak and f.iso[:3] != "---"
        ),
        key=lambda f: (f.kind not in wanted, _TELLING.index(f.kind)),
    )
    written = [render_figure(f, language) for f in figures if f.kind != "number" or f.counted]
    listed_words = [
        *list(dict.fromkeys(found))[:_MOST_NAMES],
        *list(dict.fromkeys(filter(None, written)))[:_MOST_FIGURES],
    ]
    if not listed_words:
        return None
    listed = join_words(listed_words, language)
    publisher = unit.article.publisher
    text = (
        f"{publisher}的这句话提到：{listed}。"
        if language == "zh"
        else f"This sentence of {publisher} speaks of {listed}."
    )
    with_publisher = msgspec.structs.replace(source, text=f"{source.text}\n{publisher}")
    held = hold_sentence(DraftSentence(text, language, (with_publisher,)), names)
    if not held.prints:
        return None
    return Sentence(
        text=held.sentence.text,
        citations=tuple(cite(unit.article, passage) for passage in unit.passages),
        check=held.check,
    )
