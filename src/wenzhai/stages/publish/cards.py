"""Before: an Edition. After: `cards/`: a cover and a picture for each highlight (PNG, 1242 x 1660, the 3:4 of
Xiaohongshu, Lemon8, Instagram and WeChat), with captions and alternative texts: one folder to upload.

Every text is fitted to its box (typeset.py): it becomes smaller, then shorter by whole sentences, and only
then ends in an ellipsis; it never runs out of the card.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
from PIL import Image, ImageDraw

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.captions import write_captions
from wenzhai.stages.publish.card_content import CardView, DeckView, view_deck
from wenzhai.stages.publish.charts import MARGIN_SHARE, draw_png, measure_chart
from wenzhai.stages.publish.fonts import Font, Fonts, find_fonts, fit_text
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import ChartView
from wenzhai.stages.publish.pictures import open_picture
from wenzhai.stages.publish.tokens import Palette, read_rgb
from wenzhai.stages.publish.typeset import (
    Block,
    Letters,
    Type,
    draw_block,
    fit_block,
    measure_unit,
    plain,
)
from wenzhai.stages.publish.words import words_for

WIDTH, HEIGHT = 1242, 1660
_EDGE = 88
_INNER = WIDTH - 2 * _EDGE
_TOP, _FOOT = 236, 1556
_MOST_CARDS = 30
_CHART = 560


class CardsFormat:
    """The edition as pictures to post."""

    name = "cards"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """Raises `SettingsError` where there is no font with Chinese characters."""
        fonts = find_fonts(context.serif_font, context.sans_font)
        deck = view_deck(edition, context)
        deck = msgspec.structs.replace(deck, cards=deck.cards[:_MOST_CARDS])
        files = {"cards/00.png": Painter(deck, fonts, context.tokens.light).cover()}
        for card in deck.cards:
            files[f"cards/{card.number:02}.png"] = Painter(deck, fonts, context.tokens.light).card(
                card
            )
        files.update(write_captions(deck))
        return Publication(format=self.name, entry_point="cards/00.png", files=files)


@lru_cache(maxsize=2)
def paint_ghost(font: Font, ground: str, ghost: str) -> Image.Image:
    """The cover's ground with the two characters of the name upon it, large and faint: the same for every
    edition."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), ground)
    kind = Type(font=font, size=760, leading=1.0, language="zh")
    for row, character in enumerate("文摘"):
        block = Block(lines=(plain(character),), type=kind, whole=True)
        draw_block(ImageDraw.Draw(canvas), block, WIDTH - 640, 120 + 760 * row, ghost)
    return canvas


class Painter:
    """One card: an empty canvas in the design's colours, with that design's types."""

    def __init__(self, deck: DeckView, fonts: Fonts, colours: Palette) -> None:
        self.deck = deck
        self.fonts = fonts
        self.words = words_for(deck.language)
        self.colours = colours
        self.zh = deck.language == "zh"
        self.canvas = Image.new("RGB", (WIDTH, HEIGHT), self.colours.paper)
        self.draw = ImageDraw.Draw(self.canvas)

    def type(self, font: Font, size: int, leading: float, **more: object) -> Type:
        return Type(
            font=font,
            size=size,
            leading=leading,
            language=self.deck.language,
            **more,  # type: ignore[arg-type]
        )

    def headline_type(self) -> Type:
        return self.type(
            self.fonts.serif, 90, 1.34 if self.zh else 1.16, weight=1.1, words=True, balance=True
        )

    def fit(
        self,
        text: str | Letters,
        kind: Type,
        sizes: Sequence[int],
        width: float,
        height: float,
    ) -> Block:
        """The text in characters that the font has, as large as the box allows."""
        letters = text if isinstance(text, Letters) else plain(text)
        fitted = fit_text(letters.text, kind.font)
        if fitted != letters.text:
            same = len(fitted) == len(letters.text)
            letters = Letters(fitted, letters.marks, letters.bound) if same else plain(fitted)
        return fit_block(letters, kind, sizes, width, height)

    def label(self, text: str, x: float, y: float, size: int, fill: str, width: float) -> Block:
        """One line of the plain face, a little smaller and then shortened where it is too long; (x, y)
        is its upper left."""
        kind = self.type(self.fonts.sans, size, 1.4)
        block = self.fit(text, kind, range(size, size * 4 // 5, -1), width, size * 1.4)
        draw_block(self.draw, block, x, y, fill)
        return block

    def save(self, grounds: Sequence[str], inks: Sequence[str]) -> bytes:
        """The card as PNG. A card of flat colours needs no more than the ramps between them, which
        makes it a quarter of the size."""
        out = io.BytesIO()
        canvas = self.canvas
        if grounds:
            canvas = canvas.quantize(palette=make_palette(tuple(grounds), tuple(inks)), dither=Image.Dither.NONE)  # fmt: skip
        canvas.save(out, "PNG", compress_level=2 if grounds else 3)
        return out.getvalue()

    def stamp(self, x: int, y: int, ground: str, ink: str) -> None:
        """The seal with the two characters of the name, 60 x 104."""
        self.draw.rounded_rectangle((x, y, x + 60, y + 104), 9, fill=ground)
        kind = self.type(self.fonts.serif, 42, 1.0, weight=0.6)
        for row, character in enumerate("文摘"):
            draw_block(self.draw, Block(lines=(plain(character),), type=kind, whole=True), x + 9, y + 8 + 44 * row, ink)  # fmt: skip

    def cover(self) -> bytes:
        """The title on cinnabar, and what is inside."""
        ground, ink = self.colours.seal, self.colours.on_seal
        ghost = blend(ground, ink, 0.09)
        self.canvas = paint_ghost(self.fonts.serif, ground, ghost).copy()
        self.draw = ImageDraw.Draw(self.canvas)
        self.stamp(_EDGE, 84, ink, ground)
        self.label(self.deck.site, _EDGE + 84, 112, 34, ink, _INNER - 84)
        title = self.fit(
            self.deck.title,
            self.type(self.fonts.serif, 150, 1.22, weight=2.0, words=True, balance=True),
            range(176 if self.zh else 150, 60, -4),
            _INNER,
            400,
        )
        y = draw_block(self.draw, title, _EDGE, 264, ink) + 40
        self.draw.rectangle((_EDGE, y, WIDTH - _EDGE, y + 4), fill=ink)
        self.label(f"{self.deck.number}  ·  {self.deck.dates}", _EDGE, y + 26, 36, ink, _INNER)
        self.list_headlines(y + 126, ink)
        return self.save((ground,), (ink, ghost))

    def list_headlines(self, y: float, ink: str) -> None:
        """The highlights by number, as large as all of them allow."""
        cards = self.deck.cards
        room = HEIGHT - _EDGE - y
        for size in range(54, 21, -2):
            kind = self.type(self.fonts.serif, size, 1.3 if self.zh else 1.2, words=True)
            most = 2 if size > 26 else 1
            indent = size * 1.9
            blocks = [
                self.fit(
                    plain(c.headline.text),
                    kind,
                    (size,),
                    _INNER - indent,
                    most * size * kind.leading,
                )
                for c in cards
            ]
            gap = size * (0.62 if self.zh else 0.5)
            tall = sum(block.height for block in blocks) + gap * (len(blocks) - 1)
            # One endless headline is cut before all others become small.
            if tall <= room and (size <= 38 or all(block.whole for block in blocks)):
                gap += min(size * 0.5, (room - tall) / max(1, len(blocks) - 1))
                break
        for card, block in zip(cards, blocks if cards else [], strict=True):
            if y + block.height > HEIGHT - _EDGE + 1:
                break
            number = Block(lines=(plain(str(card.number)),), type=block.type, whole=True)
            draw_block(self.draw, number, _EDGE, y, blend(self.colours.seal, ink, 0.66))
            y = draw_block(self.draw, block, _EDGE + indent, y, ink) + gap

    def card(self, card: CardView) -> bytes:
        """Numeral, kind, headline, figure or picture, sentences, sources, edition."""
        colours = self.colours
        self.head(card)
        self.foot(card)
        room = _FOOT - 150 - _TOP
        picture = open_picture(card.picture_data) if card.picture_data else None
        large = 80 if card.chart else 96 if picture or card.figure else 124
        sizes = range(large, 43, -4)
        headline = self.fit(card.headline, self.headline_type(), sizes, _INNER, min(450, room))
        y = draw_block(self.draw, headline, _EDGE, _TOP, colours.ink, colours.mark) + 34
        if card.awaiting:
            self.label(card.awaiting, _EDGE, y - 8, 32, colours.seal, _INNER)
            y += 56
        if picture is not None:
            y = self.picture(picture, card, y)
        elif card.chart:
            y = self.chart(card.chart, card, y)
        elif card.figure:
            y = self.figure(card.figure, y)
        largest = 56 if picture else 68
        body = self.body(card.sentences, _FOOT - 150 - y, range(largest, 35, -2))
        draw_block(self.draw, body, _EDGE, y, colours.ink, colours.mark)
        if picture is not None:
            return self.save((), ())
        return self.save((colours.paper, colours.mark), (colours.ink, colours.soft, colours.seal, colours.line))  # fmt: skip

    def head(self, card: CardView) -> None:
        """The numeral and what kind of news it is; at the right the kind's character, as on a seal."""
        colours = self.colours
        kind = self.type(self.fonts.serif, 168, 0.8)
        number = Block(lines=(plain(str(card.number)),), type=kind, whole=True)
        draw_block(self.draw, number, _EDGE - 6, 64, colours.seal)
        wide = measure_unit(str(card.number), kind)
        self.label(card.kind, _EDGE + wide + 26, 144, 36, colours.soft, _INNER - wide - 200)
        pale = blend(colours.paper, colours.seal, 0.34)
        box = (WIDTH - _EDGE - 112, 82, WIDTH - _EDGE, 194)
        self.draw.rounded_rectangle(box, 12, outline=pale, width=4)
        seal = self.type(self.fonts.serif, 72, 1.0)
        draw_block(self.draw, Block(lines=(plain(card.seal),), type=seal, whole=True), box[0] + 20, box[1] + 20, pale)  # fmt: skip

    def foot(self, card: CardView) -> None:
        """Who says it, which edition this is, and which of how many cards."""
        colours = self.colours
        names = self.list_publishers(card.publishers)
        y = _FOOT - 96
        self.draw.rectangle((_EDGE, y, WIDTH - _EDGE, y + 3), fill=colours.ink)
        self.label(names, _EDGE, y + 22, 30, colours.soft, _INNER)
        count = f"{card.number} / {len(self.deck.cards)}"
        kind = self.type(self.fonts.sans, 30, 1.4)
        wide = measure_unit(count, kind)
        self.stamp_small(_EDGE, y + 84)
        line = f"{self.deck.title}  ·  {self.deck.number}  ·  {self.deck.dates}"
        self.label(line, _EDGE + 50, y + 86, 30, colours.ink, _INNER - wide - 80)
        self.label(count, WIDTH - _EDGE - wide, y + 86, 30, colours.seal, wide + 10)

    def stamp_small(self, x: int, y: int) -> None:
        """The seal in the footer, 36 x 46."""
        colours = self.colours
        self.draw.rounded_rectangle((x, y, x + 32, y + 48), 5, fill=colours.seal)
        kind = self.type(self.fonts.serif, 20, 1.0)
        for row, character in enumerate("文摘"):
            draw_block(self.draw, Block(lines=(plain(character),), type=kind, whole=True), x + 6, y + 3 + 21 * row, colours.on_seal)  # fmt: skip

    def list_publishers(self, publishers: Sequence[str]) -> str:
        """`Sources: A, B and 8 more`, as many names as fit a line."""
        kind = self.type(self.fonts.sans, 30, 1.4)
        lead = self.words["sources"] + self.words["colon"]
        for shown in range(len(publishers), 0, -1):
            names = self.words["list_comma"].join(publishers[:shown])
            rest = len(publishers) - shown
            more = self.words["card_more"].format(n=rest) if rest else ""
            line = lead + names + more
            if measure_unit(fit_text(line, self.fonts.sans), kind) <= _INNER or shown == 1:
                return line
        return ""

    def figure(self, figure: str, y: float) -> float:
        """The figure in large type across the card; returns the y below it."""
        kind = self.type(self.fonts.serif, 230, 1.06)
        block = self.fit(figure, kind, range(230, 89, -10), _INNER, 244)
        return draw_block(self.draw, block, _EDGE - 4, y - 6, self.colours.seal) + 26

    def chart(self, view: ChartView, card: CardView, y: float) -> float:
        """The chart under its title, as wide as the card unless the first sentence would have no room;
        returns the y below it."""
        colours, language = self.colours, self.deck.language
        self.label(view.title, _EDGE, y, 36, colours.ink, _INNER)
        sources = self.words["sources"] + self.words["colon"]
        names = sources + self.words["list_comma"].join(view.publishers)
        line = "  ·  ".join(filter(None, (view.unit, names)))
        self.label(line, _EDGE, y + 48, 30, colours.soft, _INNER)
        y += 96
        first = self.body(card.sentences[:1], 320, (40,)).height
        room = max(240, min(_CHART, _FOOT - 150 - y - first - 30))
        wide = round(min(_INNER, room / measure_chart(view.chart, language)))
        data = draw_png(view.chart, language, self.fonts, colours, wide)
        drawn = Image.open(io.BytesIO(data)).convert("RGB")
        self.canvas.paste(drawn, (_EDGE - round(wide * MARGIN_SHARE), round(y)))
        return y + drawn.height + 26

    def picture(self, picture: Image.Image, card: CardView, y: float) -> float:
        """The whole picture, uncut, with its credit below, and the figure beside it where there is
        room; returns the y below them. It leaves room for the first sentence."""
        first = self.body(card.sentences[:1], 420, (44,)).height
        room = max(220, min(600, _FOOT - 150 - y - first - self.credit(card).height - 44))
        scale = min(_INNER / picture.width, room / picture.height)
        wide, high = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        self.canvas.paste(picture.resize((wide, high), Image.Resampling.LANCZOS), (_EDGE, round(y)))
        left = _INNER - wide - 40
        if card.figure and left >= 220:
            self.figure_beside(card.figure, _EDGE + wide + 40, y + high, left, high)
        y += high + 8
        credit = self.credit(card)
        if credit.lines:
            y = draw_block(self.draw, credit, _EDGE, y, self.colours.soft)
        return y + 26

    def credit(self, card: CardView) -> Block:
        """Caption and credit of the picture in two lines at most; where they are longer, the credit."""
        kind = self.type(self.fonts.sans, 24, 1.36)
        view = card.picture
        parts = [part for part in (view.caption, view.credit) if part] if view else []
        block = self.fit(" · ".join(parts), kind, (24, 22), _INNER, 66)
        if not block.whole and len(parts) > 1:
            block = self.fit(parts[-1], kind, (24, 22), _INNER, 66)
        return block

    def figure_beside(self, figure: str, x: float, bottom: float, wide: float, high: float) -> None:
        """The figure beside a picture, standing on the picture's lower edge; English in several lines."""
        kind = self.type(self.fonts.serif, 150, 1.08)
        whole = ((0, len(figure)),) if self.zh else ()
        letters = Letters(figure, (False,) * len(figure), whole)
        block = self.fit(letters, kind, range(170, 39, -6), wide, high)
        size, step = block.type.size, block.type.size * block.type.leading
        last = (len(block.lines) - 0.5) * step + 0.36 * size
        under = 0.24 * size if set("gjpqy,，") & set(figure) else 0.02 * size
        draw_block(self.draw, block, x, bottom - last - under, self.colours.seal)

    def body(
        self, sentences: Sequence[Letters], room: float, sizes: Sequence[int] = range(56, 35, -2)
    ) -> Block:
        """As many whole sentences as fit, from the first on; the first alone may be cut."""
        kind = self.type(self.fonts.sans, 44, 1.66 if self.zh else 1.46)
        block = Block(lines=(), type=kind, whole=True)
        for count in range(len(sentences), 0, -1):
            text = join(sentences[:count], "" if self.zh else " ")
            block = self.fit(text, kind, sizes, _INNER, room)
            if block.whole:
                break
        return block


def join(parts: Sequence[Letters], gap: str) -> Letters:
    """Sentences as one text."""
    marks: list[bool] = []
    bound: list[tuple[int, int]] = []
    for number, part in enumerate(parts):
        marks += [False] * len(gap) * bool(number)
        bound += [(start + len(marks), end + len(marks)) for start, end in part.bound]
        marks += part.marks
    return Letters(gap.join(part.text for part in parts), tuple(marks), tuple(bound))


def blend(ground: str, ink: str, share: float) -> str:
    """A colour between two, as `#rrggbb`: what ink that covers a share looks like."""
    mixed = (
        round(a + (b - a) * share) for a, b in zip(read_rgb(ground), read_rgb(ink), strict=True)
    )
    return "#" + "".join(f"{c:02x}" for c in mixed)


@lru_cache(maxsize=8)
def make_palette(grounds: tuple[str, ...], inks: tuple[str, ...]) -> Image.Image:
    """All shades that smooth letters of these inks have on these grounds, and one ground on another."""
    pairs = [*((g, i) for g in grounds for i in inks), *pairwise(grounds)]
    most = 255 // max(1, len(pairs))
    shades: dict[tuple[int, int, int], None] = {}
    for ground, ink in pairs:
        # Pillow tells colours apart in steps of four: nearer shades would tint the ground.
        apart = max(abs(a - b) for a, b in zip(read_rgb(ground), read_rgb(ink), strict=True))
        steps = max(1, min(most, 40, apart // 8))
        for step in range(steps + 1):
            shades[read_rgb(blend(ground, ink, step / steps))] = None
    colours = [c for shade in list(shades)[:256] for c in shade]
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette
