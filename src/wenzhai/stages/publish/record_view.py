"""Before: a signed Edition. After: who signed it and what was corrected, in words for every format."""

from __future__ import annotations

import re

from wenzhai.model import Correction, Edition
from wenzhai.stages.publish.corrections import find_value
from wenzhai.stages.publish.dates import local_day, write_date
from wenzhai.stages.publish.page import CorrectionView
from wenzhai.stages.publish.words import words_for

_HIGHLIGHT = re.compile("h[0-9]+")


def word_signature(edition: Edition, language: str, timezone: str) -> str:
    """`Signed by A. Editor, 17 April 2023` with the revision where it is not the first; empty where
    nobody signed."""
    if not edition.signed_by or edition.signed_at is None:
        return ""
    words = words_for(language)
    day = write_date(local_day(edition.signed_at, timezone), language)
    line = words["signed"].format(name=edition.signed_by, day=day)
    if edition.revision > 1:
        line += words["comma"] + words["revision"].format(number=edition.revision)
    return line


def view_corrections(edition: Edition, language: str, timezone: str) -> tuple[CorrectionView, ...]:
    """What was wrong, what is right and since when; the newest first."""
    return tuple(
        _view(edition, correction, language, timezone)
        for correction in reversed(edition.corrections)
    )


def _view(edition: Edition, correction: Correction, language: str, timezone: str) -> CorrectionView:
    words = words_for(language)
    at = local_day(correction.at, timezone)
    day = write_date(at, language)
    ground = words["ground_checked" if correction.ground == "checked" else "ground_editor"]
    if correction.why:
        ground = f"{ground}{words['colon']}{correction.why.rstrip('.。')}"
    shown = find_value(edition, correction.place)
    where = (
        words["in_chart"].format(chart=shown.chart.title, value=shown.point.label) if shown else ""
    )
    said = words["correction_said_there" if where else "correction_said"].format(
        day=day, where=where, wrong=correction.wrong, right=correction.right, ground=ground
    )
    place = _HIGHLIGHT.match(correction.place)
    return CorrectionView(
        anchor=f"s-{correction.place}",
        highlight=place[0] if place else "",
        where=where,
        day=day,
        iso=at.isoformat(),
        wrong=correction.wrong,
        right=correction.right,
        ground=ground,
        said=said,
    )
