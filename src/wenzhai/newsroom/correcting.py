"""Correcting a signed edition: the next revision says what was wrong, what is right, and since when."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.language.figures import parse_figures
from wenzhai.model import (
    Chart,
    ChartPoint,
    Check,
    Citation,
    Correction,
    Edition,
    Figure,
    Sentence,
    Signature,
    SourceText,
)
from wenzhai.newsroom.rights import list_citations
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.signing import date_link, freeze, open_signer, read_name
from wenzhai.stages.highlight import DraftSentence, pass_gate
from wenzhai.stages.publish import (
    Spot,
    ValueSpot,
    correct_edition,
    correct_value,
    find_sentence,
    find_standing,
    find_value,
    sign_edition,
)

_PLACE = re.compile(r"(?:s-)?([hnbfc][0-9]{1,3}(?:c[0-9]{1,3})?-[0-9]{1,3})")


def correct(
    room: Newsroom,
    edition_id: str,
    *,
    place: str,
    wrong: str,
    right: str,
    by: str,
    why: str = "",
    at: datetime | None = None,
) -> tuple[Signature, Correction]:
    """Put `right` in the place of `wrong` in one sentence of a signed edition, or one value of a chart, and
    sign the revision.

    `place` is the sentence's (`h2-1`, as its link on the page ends) or the value's (`h2c1-3`). It goes
    through the gate; where its passages do not bear it out, it prints only with the editor's reason `why`.
    Raises NotFound for an edition or a sentence that is not there, and InputError where the edition
    is not signed, `wrong` does not stand there once, a value's words are no value that the chart can
    show, or the gate says no.
    """
    editor = read_name(by)
    edition = room.store.load_edition(edition_id)
    chain = room.store.load_chain()
    if edition_id not in find_standing(chain):
        raise InputError(
            "the edition is not signed, so it needs no correction",
            where=edition_id,
            remedy=f"Make it again, or sign it first: wenzhai sign {edition_id} --by NAME",
        )
    found = _PLACE.fullmatch(place.strip().lower())
    if found is None:
        raise InputError(
            f"“{place}” is no sentence and no value of a chart",
            remedy="Write h2-1 (highlight 2, sentence 1; 0 is its headline), n1-1 (number), b1-1 "
            "(brief), f1-1 (follow-up), c1-1 (coming up), or h2c1-3 (highlight 2, chart 1, value 3).",
        )
    shown = find_value(edition, found[1])
    spot = _as_sentence(shown) if shown else find_sentence(edition, found[1])
    if spot is None:
        raise NotFound(f"there is no sentence or value {found[1]}", where=edition_id)
    before = spot.sentence.text
    if not wrong.strip() or not right.strip() or wrong == right:
        raise InputError(
            "a correction says what is wrong and what is right", where=f"{edition_id} {found[1]}"
        )
    if before.count(wrong) != 1:
        times = before.count(wrong)
        raise InputError(
            f"“{wrong}” stands {times} times in it" if times else f"“{wrong}” does not stand in it",
            where=f"{edition_id} {found[1]}",
            remedy=f"There stands: {before}",
        )
    after = before.replace(wrong, right)
    figure = read_value(shown.chart, after, edition.language) if shown else None
    check, reasons = _check(room, edition, spot.sentence, after)
    if reasons and not why.strip():
        raise InputError(
            f"the passages do not bear it out: {' '.join(reasons)}",
            where=f"{edition_id} {found[1]}",
            remedy="Print it on your own word: add --why “…”, which is published with it.",
        )
    time = date_link(room, chain, at)
    correction = Correction(
        place=found[1],
        story_id=spot.story_id,
        wrong=wrong,
        right=right,
        before=before,
        after=after,
        at=time,
        by=editor,
        ground="editor" if reasons else "checked",
        revision=edition.revision + 1,
        why=why.strip(),
    )
    if shown and figure:
        revised = freeze(
            correct_value(edition, correction, _redraw(shown.point, after, figure, check))
        )
    else:
        revised = freeze(correct_edition(edition, correction, check))
    link = sign_edition(
        revised, chain, open_signer(room), by=editor, at=time, kind="corrected", why=why.strip()
    )
    record = room.store.load_rights(edition_id)
    assert record is not None  # noqa: S101  # saved with the signature that stands
    room.store.save_signature(link, revised, record)
    return link, correction


def read_value(chart: Chart, words: str, language: str) -> Figure:
    """The figure that `words` say, which the chart can show. Raises InputError where they say none, or one
    of another kind or unit."""
    found = parse_figures(words, language)
    asked = (chart.unit, "", "$") if chart.unit in ("USD", "$") else (chart.unit, "")
    fits = (f for f in found if f.kind == chart.value_kind and f.unit in asked)
    figure = next((f for f in fits if f.value is not None), None)
    if figure is None or (chart.value_kind == "rank" and (figure.value or 0) < 1):
        kind = f"{chart.value_kind} in {chart.unit}" if chart.unit else chart.value_kind
        raise InputError(
            f"“{words}” is no value that this chart can show ({kind})",
            where=chart.title,
            remedy="Write it as the chart's other values are written.",
        )
    return figure


def _as_sentence(shown: ValueSpot) -> Spot:
    """A value as the words that are checked and corrected."""
    point = shown.point
    unchecked = Check(verdict="not checkable")
    return Spot(
        Sentence(text=point.words, citations=point.citations, check=unchecked), shown.story_id
    )


def _redraw(point: ChartPoint, words: str, figure: Figure, check: Check) -> ChartPoint:
    """The point with its right value, marked in its passage where the passage has it."""
    value = figure.value or 0.0
    marks = [f.evidence for f in check.figures if f.verdict == "supported" and f.evidence]
    first = point.citations[0].passage_id
    return msgspec.structs.replace(
        point,
        words=words,
        value=value,
        low=value if figure.low is None else min(figure.low, value),
        high=value if figure.high is None else max(figure.high, value),
        approximation=figure.approximation,
        span=next((mark.span for mark in marks if mark.source == first), None),
    )


def _check(
    room: Newsroom, edition: Edition, sentence: Sentence, after: str
) -> tuple[Check, tuple[str, ...]]:
    """The gate's word on the corrected sentence, held against whole passages, however much of them
    may be printed; and why it may not print, empty where it may."""
    articles = room.store.load_articles(sorted({c.article_id for c in sentence.citations}))
    texts = {p.id: p.text for article in articles.values() for p in article.passages}
    cited = tuple(_source_text(c, texts.get(c.passage_id, c.text)) for c in sentence.citations)
    draft = DraftSentence(after, edition.language, cited)
    result = pass_gate([draft], room.names)
    if result.kept:
        return _keep_shown(result.kept[0].check, edition), ()
    dropped = result.dropped[0]
    return _keep_shown(dropped.check, edition), dropped.reasons or ("It cites nothing.",)


def _source_text(citation: Citation, text: str) -> SourceText:
    return SourceText(
        id=citation.passage_id,
        lang=citation.language,
        text=text,
        published=citation.published_at.isoformat(),
    )


def _keep_shown(check: Check, edition: Edition) -> Check:
    """The check without pointers beyond what is printed of a passage."""
    shown = {c.passage_id: len(c.text) for c in list_citations(edition)}
    return msgspec.structs.replace(
        check,
        figures=tuple(
            msgspec.structs.replace(f, evidence=None)
            if f.evidence and f.evidence.span[1] > shown.get(f.evidence.source, 0)
            else f
            for f in check.figures
        ),
        claims=tuple(
            msgspec.structs.replace(c, evidence=None)
            if c.evidence and c.evidence.span[1] > shown.get(c.evidence.source, 0)
            else c
            for c in check.claims
        ),
    )
