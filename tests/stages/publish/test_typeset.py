"""Lines: where they break, and that no text ever leaves its box."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from wenzhai.stages.publish.fonts import find_fonts, fit_text
from wenzhai.stages.publish.typeset import (
    Letters,
    Type,
    break_lines,
    cut_segments,
    draw_block,
    find_breaks,
    fit_block,
    plain,
    set_lines,
)

FONTS = find_fonts()
ENGLISH = ["China’s", "regulator", "asks", "for", "comments", "57%", "$120", "million", "“rules”", "AI-made", "—"]  # fmt: skip
CHINESE = ["主管部门", "就", "生成式", "服务", "征求", "意见", "，", "。", "“办法”", "57%", "1900万次", "——", "Sensor Tower", "（试行）", "……"]  # fmt: skip


def type_of(language: str, size: int = 40, **more) -> Type:
    return Type(font=FONTS.serif, size=size, leading=1.3, language=language, **more)


def texts(language: str) -> st.SearchStrategy[str]:
    words, gap = (ENGLISH, " ") if language == "en" else (CHINESE, "")
    known = st.lists(st.sampled_from(words), min_size=1, max_size=120).map(gap.join)
    any_text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), max_size=90)
    return known | any_text.map(lambda text: fit_text(" ".join(text.split()), FONTS.serif))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_leaves_the_box(language):
    """Whatever the text, its length, the width and the height: no ink falls outside the box but for
    the half of a mark that may hang, and what is whole reads as it did."""

    @settings(max_examples=120, deadline=None)
    @given(
        text=texts(language),
        width=st.integers(120, 900),
        height=st.integers(0, 400),
        words=st.booleans(),
        balance=st.booleans(),
    )
    def check(text, width, height, words, balance):
        kind = type_of(language, words=words, balance=balance)
        block = fit_block(plain(text), kind, range(60, 19, -8), width, height)
        assert block.height <= height + 1
        edge = 60
        canvas = Image.new("L", (width + 2 * edge, height + 2 * edge))
        draw_block(ImageDraw.Draw(canvas), block, edge, edge, "#ffffff", "#ffffff")
        inked = canvas.getbbox()
        if inked:
            size = block.type.size
            # Diacritics stacked on one another may stand a little above their line.
            assert inked[0] >= edge - 0.2 * size
            assert inked[2] <= edge + width + 0.5 * size
            assert inked[3] <= edge + height + 0.35 * size
        if block.whole:
            lines = "".join(line.text for line in block.lines)
            assert lines.replace(" ", "") == text.replace(" ", "")

    check()


@example("Sensor Tower57%1900万次", 200)
@example("主管部门，————————", 200)
@given(texts("zh"), st.integers(200, 800))
def test_no_orphaned_mark(text, width):
    """In Chinese no line begins with a closing mark or ends with an opening one, and no dash or
    ellipsis is torn in two, as long as a line has room for more than a few characters."""
    lines = break_lines(plain(text), type_of("zh", 24), width)
    known = all(c in "".join(CHINESE) for c in text)
    for line, after in pairwise(lines):
        if known:
            assert after.text[0] not in "，。、；：！？”’）》」%"
            assert line.text[-1] not in "“‘（《「$"
            assert not (line.text[-1] == after.text[0] and after.text[0] in "—…")


def test_words_stay_whole():
    """A Chinese headline breaks between words, around names, and never between a figure and its
    measure."""
    text = "拼多多旗下Temu首季美国下载量急升57%，达1900万次"
    places = find_breaks(text, "zh", True)
    cut = [text[a:b] for a, b in zip((0, *places), (*places, len(text)), strict=True)]
    assert "".join(cut) == text
    assert any("1900万次" in piece for piece in cut)
    assert all(not piece.startswith(("%", "，")) for piece in cut)
    bound = find_breaks("织语换执行长江沛霖", "zh", True, ((6, 9),))
    assert 7 not in bound
    assert 8 not in bound
    assert 6 in bound


def test_han_and_latin_stand_apart():
    """Between Han and Latin stands a gap, between marks and letters none; of two marks the first is
    halved."""
    segments = cut_segments(plain("下载量57%，达“1900万次”。"), "zh")
    gaps = {s.text: s.gap for s in segments}
    assert gaps["57%"] > 0
    assert gaps["，达“"] == 0
    assert gaps["万次"] > 0
    assert [s.text for s in segments if s.halved] == ["”"]


def test_quotation_marks():
    """Quotation marks are of Latin width in English, and within a Latin word in Chinese too."""
    assert [s.wide for s in cut_segments(plain("China’s “rules”"), "en")] == [False]
    assert [s.wide for s in cut_segments(plain("“China’s”"), "zh")] == [True, False, True]


def test_balanced():
    """Balanced lines are about as long as each other, and as many as before."""
    text = plain("Bailing Mall will hand out 3 billion yuan over the May holiday to its shoppers")
    kind = type_of("en")
    ragged = break_lines(text, kind, 800)
    level = set_lines(text, type_of("en", balance=True), 800)
    assert len(ragged) == len(level)
    assert max(len(line.text) for line in level) <= max(len(line.text) for line in ragged)
    assert min(len(line.text) for line in level) > 0.6 * max(len(line.text) for line in level)


def test_smaller_before_cut():
    """A word too wide for the largest size is set smaller rather than cut in two."""
    block = fit_block(plain("3 billion yuan"), type_of("en"), range(170, 39, -6), 300, 400)
    assert [line.text for line in block.lines] == ["3", "billion", "yuan"]
    assert block.type.size < 100


def test_ellipsis():
    """What is cut ends in an ellipsis, not in a comma before it."""
    block = fit_block(plain("主管部门就生成式服务征求意见，" * 9), type_of("zh"), (40,), 400, 110)
    assert not block.whole
    assert block.lines[-1].text.endswith("…")
    assert not block.lines[-1].text.endswith("，…")


def test_marks_follow_their_letters():
    """Marked letters keep their mark on whichever line they come to stand."""
    text = "a rise of 57 percent in the first quarter"
    marks = tuple(text.index("57 percent") <= i < text.index(" in the") for i in range(len(text)))
    lines = break_lines(Letters(text, marks), type_of("en"), 240)
    marked = "".join(c for line in lines for c, m in zip(line.text, line.marks, strict=True) if m)
    assert marked.replace(" ", "") == "57percent"
