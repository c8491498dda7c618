"""Before: a signed Edition. After: who signed it and what was corrected, in words for every format."""

from __future__ import annotations

from wenzhai.model import Correction, Edition
from wenzhai.stages.publish.dates import local_day, write_date
from wenzhai.stages.publish.page import CorrectionView
from wenzhai.stages.publish.words import words_for


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
        _view(correction, language, timezone) for correction in reversed(edition.corrections)
    )


def _view(correction: Correction, language: str, timezone: str) -> CorrectionView:
    words = words_for(language)
    at = local_day(correction.at, timezone)
    day = write_date(at, language)
    ground = words["ground_checked" if correction.ground == "checked" else "ground_editor"]
    if correction.why:
        ground = f"{ground}{words['colon']}{correction.why.rstrip('.。')}"
    said = words["correction_said"].format(
        day=day, wrong=correction.wrong, right=correction.right, ground=ground
    )
    return CorrectionView(
        anchor=f"s-{correction.place}",
        day=day,
        iso=at.isoformat(),
        wrong=correction.wrong,
        right=correction.right,
        ground=ground,
        said=said,
    )
