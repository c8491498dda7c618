"""Sums in a text are read and worked out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.stages.highlight.arithmetic import find_equations


@pytest.mark.parametrize(
    ("text", "operands", "result"),
    [
        ("(33 - 19 = 14)", (33, 19), 14),
        ("33 million − 19 million = 14 million", (33e6, 19e6), 14e6),
        ("（3300万－1900万＝1400万）", (33e6, 19e6), 14e6),
        ("(33 − 19) / 19 ≈ 74%", (33, 19, 19), 74),
        ("(33-19)/19×100≈74%", (33, 19, 19), 74),
        ("$1.2 billion + $300 million = $1.5 billion", (1.2e9, 3e8), 1.5e9),
        ("33 / 19 ≈ 1.74", (33, 19), 1.74),
        ("5.5% - 4.2% = 1.3 percentage points", (5.5, 4.2), 1.3),
    ],
)
def test_an_equation_is_worked_out(text, operands, result):
    """Numbers with their scale, brackets and the four operations, in signs of both scripts."""
    (found,) = find_equations(f"Up {text}, it said." if text.isascii() else f"共{text}。")
    assert found.operands == operands
    assert found.result == result
    assert found.holds


def test_a_wrong_equation_does_not_hold():
    (found,) = find_equations("33 - 19 = 15")
    assert not found.holds


@pytest.mark.parametrize("text", ["a = 5", "33 - = 14", "= 14", "1 / 0 = 3", "x=y", "(33 - 19 14"])
def test_what_cannot_be_worked_out_is_no_equation(text):
    assert find_equations(text) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789 .,()+-−×/÷=≈%万亿m", max_size=200))
def test_any_text_is_read_without_an_error(text):
    """And every equation lies inside of it, in order."""
    at = 0
    for found in find_equations(text):
        assert at <= found.start < found.end <= len(text)
        at = found.start
