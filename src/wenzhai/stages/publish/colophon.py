"""Before: an Edition. After: how it was made, in numbers and words."""

from __future__ import annotations

from wenzhai.model import Edition, Sentence
from wenzhai.stages.publish.words import words_for


def all_sentences(edition: Edition) -> list[Sentence]:
    """Every cited sentence that prints: headlines, paragraphs, numbers and briefs, in that order."""
    sentences = [
        sentence
        for highlight in edition.highlights
        for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p))
    ]
    sentences += [number.sentence for number in edition.numbers]
    sentences += [brief.sentence for brief in edition.briefs]
    return sentences


def count_in_words(edition: Edition, language: str) -> tuple[str, ...]:
    """The colophon: what went in, and how much of what came out is cited and checked."""
    words = words_for(language)
    sentences = all_sentences(edition)
    figures = [figure for sentence in sentences for figure in sentence.check.figures]
    lines = []
    if {"entries", "publishers"} <= edition.made_from.keys():
        lines.append(
            words["made_from"].format(
                entries=f"{edition.made_from['entries']:,}",
                publishers=f"{edition.made_from['publishers']:,}",
            )
        )
    lines.append(
        words["made_sentences"].format(
            sentences=len(sentences), citations=sum(len(s.citations) for s in sentences)
        )
    )
    if sentences and all(sentence.citations for sentence in sentences):
        lines.append(words["made_all_cited"])
    checkable = [figure for figure in figures if figure.verdict != "not checkable"]
    if checkable:
        supported = sum(figure.verdict == "supported" for figure in checkable)
        lines.append(words["made_figures"].format(supported=supported, figures=len(checkable)))
    return tuple(lines)
