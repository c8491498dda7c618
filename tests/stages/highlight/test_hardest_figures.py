"""The documentation's hundred hardest figures get the verdicts that it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenzhai.language.tokens import HAN
from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

_PAGE = Path(__file__).parents[3] / "docs" / "figures-hardest.md"


def _read_rows() -> list[tuple[str, str, str, str]]:
    """Draft, source, verdict and ground of each row of the page's table."""
    cells = [line.strip("|").split("|") for line in _PAGE.read_text("utf-8").splitlines()]
    rows = [[cell.strip() for cell in row] for row in cells]
    return [(row[1], row[2], row[3], row[4]) for row in rows if row[0].isdigit()]


ROWS = _read_rows()


def test_there_are_a_hundred():
    """None was lost on the way from the page."""
    assert len(ROWS) == 100


@pytest.mark.parametrize(("draft", "source", "verdict", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_the_page_says_what_the_check_says(draft, source, verdict, why):
    """The verdict in the documentation is that of the code, and so is its ground."""
    languages = ["zh" if HAN.search(text) else "en" for text in (draft, source)]
    cited = SourceText(id="s", lang=languages[1], text=source, published="2023-04-12")
    check = check_text(draft, languages[0], [cited])
    assert check.verdict == verdict
    grounds = [part.why for part in (*check.figures, *check.claims) if part.verdict == verdict]
    assert why in grounds or (not why and not grounds)
