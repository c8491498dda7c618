"""Before: a text in Chinese or English, a font and a box. After: its lines, which stay in the box.

Lines break as both languages ask (W3C, Requirements for Chinese Text Layout, 3.1): no line begins with a
closing mark or ends with an opening one, a figure stays with what it counts, a pair of dashes is one.
Between Han and Latin stands a sixth of an em; of two marks in a row the first is halved; a full-width
mark at the end of a line may hang half out of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
from PIL import ImageDraw, ImageFont

from wenzhai.stages.publish.breaks import closes, cut_headline, is_han, meet, opens
from wenzhai.stages.publish.fonts import Font

ELLIPSIS = "…"
_CLOSING = frozenset("，。、；：！？”’）》」』】〉")
_OPENING = frozenset("“‘（《「『【〈")
_SHARED = frozenset("“”‘’—…·")
_GAP = 1 / 6
_MEASURE = 200


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """How a text is set: `size` in pixels, `leading` in sizes, `weight` a line round each letter in
    pixels (the fonts that ship have one weight), `words` whether Chinese breaks between words only,
    `balance` whether the lines of a block should be as long as each other."""

    font: Font
    size: int
    leading: float
    language: str
    weight: float = 0.0
    words: bool = False
    balance: bool = False


class Letters(msgspec.Struct, frozen=True):
    """Text of which some letters are marked; `marks` is as long as `text`. `bound` holds spans
    `[start, end)` that stay on one line: names, figures."""

    text: str
    marks: tuple[bool, ...]
    bound: tuple[tuple[int, int], ...] = ()

    def cut(self, start: int, end: int) -> Letters:
        """A part; it holds no spans, since it is not broken again."""
        return Letters(self.text[start:end], self.marks[start:end])


class Segment(msgspec.Struct, frozen=True):
    """Letters that are drawn in one go: wide (as a Han character) or not, and `gap` ems before them."""

    text: str
    wide: bool
    halved: bool
    marked: bool
    gap: float


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Lines with their type; `height` in pixels; `whole` is False where the text was cut."""

    lines: tuple[Letters, ...]
    type: Type
    whole: bool

    @property
    def height(self) -> int:
        return round(len(self.lines) * self.type.size * self.type.leading)


def plain(text: str) -> Letters:
    """Text without a mark."""
    return Letters(text, (False,) * len(text))


@lru_cache(maxsize=64)
def load_face(font: Font, size: int) -> ImageFont.FreeTypeFont:
    """The font at a size, shaped by HarfBuzz."""
    return ImageFont.truetype(font.path, size, font.index, layout_engine=ImageFont.Layout.RAQM)


def choose_features(wide: bool, halved: bool) -> list[str]:
    """OpenType features: quotation marks as wide as a letter in Latin, marks halved in a row."""
    return ["halt"] if halved else [] if wide else ["pwid"]


def is_wide(text: str, at: int, language: str) -> bool:
    """Whether a character is set as wide as a Han one. Quotation marks, dashes and dots are shared:
    they are wide in Chinese, but not within a Latin word (`China’s`)."""
    c = text[at]
    if c in _SHARED:
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        within = len(around) == 2 and all(x.isascii() and x.isalnum() for x in around)
        return language == "zh" and not within
    return c >= "\u2e80"


def cut_segments(letters: Letters, language: str) -> list[Segment]:
    """A line's segments, from left to right."""
    text, made = letters.text, list[Segment]()
    start = 0
    keys = [
        (
            is_wide(text, i, language),
            text[i] in _CLOSING and text[i + 1 : i + 2] in _CLOSING | _OPENING,
            letters.marks[i],
        )
        for i in range(len(text))
    ]
    for i in range(1, len(text) + 1):
        if i == len(text) or keys[i] != keys[start] or keys[i][1] or meet(text[i - 1], text[i]):
            wide, halved, marked = keys[start]
            gap = _GAP if start and meet(text[start - 1], text[start]) else 0.0
            made.append(Segment(text[start:i], wide, halved and wide, marked, gap))
            start = i
    return made


@lru_cache(maxsize=2_000)
def find_breaks(
    text: str, language: str, words: bool, bound: tuple[tuple[int, int], ...] = ()
) -> tuple[int, ...]:
    """The places `i` at which a line may end before `text[i]`, none within a bound span.

    With `words`, Chinese breaks between words only, which are looked for around the bound spans.
    """
    found = [i for i in range(1, len(text)) if may_break(text, i)]
    if words and language == "zh":
        ends, at = set[int](), 0
        for start, end in (*bound, (len(text), len(text))):
            for piece in cut_headline(text[at:start]) if at < start else ():
                at += len(piece)
                ends.add(at)
            ends.add(max(at, end))
            at = max(at, end)
        found = [i for i in found if i in ends]
    return tuple(i for i in found if not any(start < i < end for start, end in bound))


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before `text[at]`."""
    before, after = text[at - 1], text[at]
    if after == " " or closes(after) or opens(before):
        return before == " " and not closes(after)
    if before == " ":
        return True
    if is_torn(before, after):
        return False
    if before.isdigit() and is_han(after):
        return False
    wide = before >= "\u2e80" or after >= "\u2e80"
    return wide or before in "—–-/" or (before in _SHARED and is_han(after)) or after in "“‘"


def break_lines(letters: Letters, kind: Type, width: float) -> list[Letters]:
    """Lines that are at most `width` pixels wide; a word that is wider is cut between letters.

    A full-width mark at the end of a line may hang half out of it.
    """
    lines: list[Letters] = []
    start = end = 0
    taken, room = 0.0, width / kind.size
    for unit in find_units(letters, kind, width):
        gap = unit.gap if end > start else 0.0
        if end > start and taken + gap + unit.bare > room:
            lines.append(trim(letters.cut(start, end)))
            start, taken, gap = unit.start, 0.0, 0.0
        end = unit.end
        taken += gap + unit.wide
    lines.append(trim(letters.cut(start, end)))
    return [line for line in lines if line.text]


class Unit(msgspec.Struct, frozen=True):
    """What stays together on a line, `[start, end)`, in ems: its width, what it needs at the end of a line
    (without its spaces and what may hang out), and the gap before it."""

    start: int
    end: int
    wide: float
    bare: float
    gap: float


def find_units(letters: Letters, kind: Type, width: float) -> tuple[Unit, ...]:
    """The units of a text, all of which have room in a line, unless a single letter is too wide."""
    text, room = letters.text, width / kind.size
    units = measure_units(text, kind.font, kind.language, kind.words, letters.bound)
    if all(unit.bare <= room for unit in units):
        return units
    spans = cut_units(letters, kind, width)
    return tuple(measure_span(text, start, end, kind.font, kind.language) for start, end in spans)


@lru_cache(maxsize=200)
def measure_units(
    text: str, font: Font, language: str, words: bool, bound: tuple[tuple[int, int], ...]
) -> tuple[Unit, ...]:
    """The units between all places where a line may end; remembered, since one text is tried in many sizes
    and widths."""
    places = (0, *find_breaks(text, language, words, bound), len(text))
    return tuple(measure_span(text, a, b, font, language) for a, b in pairwise(places))


def measure_span(text: str, start: int, end: int, font: Font, language: str) -> Unit:
    """One unit of a text."""
    unit = text[start:end]
    kind = Type(font=font, size=1, leading=1.0, language=language)
    return Unit(
        start,
        end,
        measure_unit(unit, kind),
        measure_unit(unit.rstrip(), kind) - hang(unit, kind),
        _GAP if start and start < len(text) and meet(text[start - 1], text[start]) else 0.0,
    )


def cut_units(letters: Letters, kind: Type, width: float) -> list[tuple[int, int]]:
    """What stays together on a line, as `[start, end)`: what is too wide is cut at any place where a
    line may break, a word that is still too wide between its letters, and only what is nothing but marks
    between those, a dash or an ellipsis last of all."""
    text = letters.text
    spans = [(0, len(text))]
    for find in (
        lambda: find_breaks(text, kind.language, kind.words, letters.bound),
        lambda: find_breaks(text, kind.language, False),
        lambda: [i for i in range(1, len(text)) if not (closes(text[i]) or opens(text[i - 1]))],
        lambda: [i for i in range(1, len(text)) if not is_torn(text[i - 1], text[i])],
        lambda: range(1, len(text)),
    ):
        wide = [len(spans) == 1 or is_wider(text[a:b], kind, width) for a, b in spans]
        if not any(wide):
            break
        places: Sequence[int] = find()
        cut: list[tuple[int, int]] = []
        for (start, end), too_wide in zip(spans, wide, strict=True):
            inner = [i for i in places if start < i < end] if too_wide else []
            cut += pairwise([start, *inner, end])
        spans = cut
    return spans


def is_torn(before: str, after: str) -> bool:
    """Whether a break between the two would tear a dash or an ellipsis."""
    return before == after and before in "—…"


def is_wider(unit: str, kind: Type, width: float) -> bool:
    """Whether a part of a line has no room in a line of its own."""
    return measure_unit(unit.rstrip(), kind) - hang(unit, kind) > width


def measure_unit(text: str, kind: Type) -> float:
    """Pixels that a part of a line takes by itself, with a hundredth to spare: widths grow with the
    size but for the rounding of the letters' edges."""
    return measure_text(text, kind.font, kind.language) * kind.size / _MEASURE * 1.01


@lru_cache(maxsize=50_000)
def measure_text(text: str, font: Font, language: str) -> float:
    """Pixels at the size 200; remembered, since one word is tried in many lines and sizes."""
    face = load_face(font, _MEASURE)
    return sum(
        face.getlength(s.text, features=choose_features(s.wide, s.halved)) + s.gap * _MEASURE
        for s in cut_segments(plain(text), language)
    )


def hang(text: str, kind: Type) -> float:
    """Pixels by which the last mark may hang out of its line."""
    ends = kind.language == "zh" and text.rstrip()[-1:] in _CLOSING
    return 0.5 * kind.size if text.strip() and ends else 0.0


def trim(line: Letters) -> Letters:
    """A line without the spaces at its ends."""
    start = len(line.text) - len(line.text.lstrip())
    return line.cut(start, len(line.text.rstrip()))


def set_lines(letters: Letters, kind: Type, width: float) -> list[Letters]:
    """As `break_lines`; balanced where the type asks for it, and else without a last line of a
    single word if the others can be a little shorter."""
    lines = break_lines(letters, kind, width)
    if len(lines) < 2:
        return lines
    if kind.balance:
        # No narrower than the widest word, which would be cut.
        widest = kind.size * max(unit.wide for unit in find_units(letters, kind, width))
        low, high = min(width, max(0.4 * width, widest)), width
        for _ in range(9):
            middle = (low + high) / 2
            tried = break_lines(letters, kind, middle)
            if len(tried) <= len(lines):
                lines, high = tried, middle
            else:
                low = middle
        return lines
    for share in (0.96, 0.92, 0.88):
        if measure_unit(lines[-1].text, kind) >= 3 * kind.size:
            break
        tried = break_lines(letters, kind, share * width)
        if len(tried) == len(lines) and not cuts_words(letters, kind, share * width):
            lines = tried
    return lines


def set_block(letters: Letters, kind: Type, width: float, height: float) -> Block:
    """The text in a box, cut with an ellipsis where it is too long; no line where none has room."""
    most = int(height / (kind.size * kind.leading) + 1e-6)
    if is_too_long(letters, kind, width, most):
        # No more than what may have room, and half as much again.
        letter = measure_unit(letters.text, kind) / len(letters.text)
        letters = letters.cut(0, int(1.5 * most * width / letter) + 20)
    else:
        lines = set_lines(letters, kind, width)
        if len(lines) <= most:
            return Block(lines=tuple(lines), type=kind, whole=True)
    # Cut from lines as long as they can be: balanced ones would show less.
    lines = break_lines(letters, kind, width)[:most]
    if lines:
        lines[-1] = end_line(lines[-1], kind, width)
    return Block(lines=tuple(lines), type=kind, whole=False)


def end_line(line: Letters, kind: Type, width: float) -> Letters:
    """The line with an ellipsis for its end, which the width still holds."""
    while True:
        bare = line.text.rstrip(" ，。、；：,.;:—-")
        tried = Letters(bare + ELLIPSIS, (*line.marks[: len(bare)], False))
        if measure_unit(tried.text, kind) <= width or not bare:
            return tried
        places = find_breaks(bare, kind.language, False)
        line = line.cut(0, places[-1] if places else len(bare) - 1)


def fit_block(
    letters: Letters, kind: Type, sizes: Sequence[int], width: float, height: float
) -> Block:
    """The text as large as the box allows: the first of the sizes (largest first) at which it fits
    whole and no word is cut, else the first at which it fits, else cut at the last."""
    block = Block(lines=(), type=kind, whole=False)
    fitting: Block | None = None
    for size in sizes:
        weight = kind.weight * size / kind.size
        sized = msgspec.structs.replace(kind, size=size, weight=weight)
        if size != sizes[-1] and is_too_long(letters, sized, width, int(height / size)):
            continue
        block = set_block(letters, sized, width, height)
        if block.whole:
            fitting = fitting or block
            if not cuts_words(letters, sized, width):
                return block
    return fitting or block


def is_too_long(letters: Letters, kind: Type, width: float, lines: int) -> bool:
    """Whether the text has no room in so many lines however it is broken: seen without breaking it."""
    return 0.98 * measure_unit(letters.text, kind) > lines * (width + 0.5 * kind.size)


def cuts_words(letters: Letters, kind: Type, width: float) -> bool:
    """Whether something that should stay together is wider than a line."""
    units = measure_units(letters.text, kind.font, kind.language, kind.words, letters.bound)
    return any(unit.bare > width / kind.size for unit in units)


def draw_block(
    draw: ImageDraw.ImageDraw, block: Block, x: float, y: float, fill: str, mark: str = ""
) -> float:
    """Draw the lines from (x, y), their upper left corner; returns the y below them. Marked letters
    stand on a highlighter's stroke of the colour `mark`."""
    kind = block.type
    step = kind.size * kind.leading
    for number, line in enumerate(block.lines):
        baseline = y + number * step + 0.5 * step + 0.36 * kind.size
        draw_line(draw, line, kind, x, baseline, fill, mark)
    return y + block.height


def draw_line(
    draw: ImageDraw.ImageDraw,
    line: Letters,
    kind: Type,
    x: float,
    baseline: float,
    fill: str,
    mark: str = "",
) -> None:
    """One line from `x` on. An opening full-width mark hangs out, so that the text is flush."""
    if line.text[:1] in _OPENING and is_wide(line.text, 0, kind.language):
        x -= 0.46 * kind.size
    placed = list(place(line, kind, x))
    if mark:
        for segment, left, right in placed:
            if segment.marked:
                top, bottom = baseline - 0.5 * kind.size, baseline + 0.16 * kind.size
                draw.rectangle((left - 3, top, right + 3, bottom), fill=mark)
    face = load_face(kind.font, kind.size)
    for segment, left, _ in placed:
        draw.text(
            (left, baseline),
            segment.text,
            font=face,
            fill=fill,
            anchor="ls",
            features=choose_features(segment.wide, segment.halved),
            stroke_width=kind.weight,
            stroke_fill=fill,
        )


def place(line: Letters, kind: Type, x: float) -> Iterator[tuple[Segment, float, float]]:
    """Each segment with where it begins and ends."""
    for segment in cut_segments(line, kind.language):
        x += segment.gap * kind.size
        features = choose_features(segment.wide, segment.halved)
        wide = load_face(kind.font, kind.size).getlength(segment.text, features=features)
        yield segment, x, x + wide
        x += wide
