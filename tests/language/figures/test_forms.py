"""Every written form that issue and documentation name, one line each in `forms.txt`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from wenzhai.language.figures import parse_figures

PUBLISHED = date(2023, 4, 12)  # a Wednesday


class Form(NamedTuple):
    """A line of the table."""

    text: str
    words: str
    kind: str
    value: str
    unit: str
    further: str


def _read_forms() -> list[Form]:
    lines = (Path(__file__).parent / "forms.txt").read_text("utf8").splitlines()
    rows = [
        [cell.strip() for cell in line.split("|")]
        for line in lines
        if line and not line.startswith("#")
    ]
    return [Form(*(row + [""] * 6)[:6]) for row in rows]


FORMS = _read_forms()


def _split_further(further: str) -> dict[str, str]:
    """`over direction=up basis=year on year` as field by field; a bare word is the approximation."""
    fields: dict[str, str] = {}
    name = "approximation"
    for word in further.split():
        if "=" in word:
            name, word = word.split("=")
        fields[name] = f"{fields[name]} {word}" if name in fields else word
    return fields


@pytest.mark.parametrize("form", FORMS, ids=[f"{f.text}:{f.words}" for f in FORMS])
def test_reads_the_form(form):
    """The words, kind, value or bounds, unit and whatever else the line says are read."""
    found = {f.text: f for f in parse_figures(form.text, published=PUBLISHED)}
    assert form.words in found, found
    figure = found[form.words]
    assert (figure.kind, figure.unit) == (form.kind, form.unit)
    if ".." in form.value:
        low, high = map(float, form.value.split(".."))
        assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    elif form.value != "-":
        assert figure.value == pytest.approx(float(form.value))
    elif form.kind in ("identifier", "score"):
        assert figure.value is None
    said = _split_further(form.further)
    assert {name: getattr(figure, name) for name in said} == said
