"""Cards: their size, what stands on them, that nothing runs out of them, and the words to post with them."""

from __future__ import annotations

import io
from itertools import pairwise
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from wenzhai.model import Check, Figure, FigureCheck, Sentence
from wenzhai.stages.publish import PublishContext, cards
from wenzhai.stages.publish.captions import PLATFORMS
from wenzhai.stages.publish.card_content import choose_figure, view_deck
from wenzhai.stages.publish.cards import HEIGHT, WIDTH, CardsFormat
from wenzhai.stages.publish.tokens import read_rgb, read_tokens


def render(edition, context=None) -> dict[str, bytes]:
    return CardsFormat().render(edition, context or PublishContext()).files


def open_card(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture.convert("RGB")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_folder(made, context, language):
    """A cover and a card for each highlight, 1242 x 1660, small, with captions for each platform and
    alternative texts, all in one folder."""
    edition = made.make_edition(language)
    files = render(edition, context(language))
    pictures = sorted(name for name in files if name.endswith(".png"))
    assert pictures == [f"cards/{i:02}.png" for i in range(len(edition.highlights) + 1)]
    for name in pictures:
        assert open_card(files[name]).size == (WIDTH, HEIGHT)
        assert len(files[name]) < 1_000_000
    assert {name for name in files if "/captions/" in name} == {
        f"cards/captions/{i:02}.{platform.name}.txt"
        for i in range(len(edition.highlights) + 1)
        for platform in PLATFORMS
    }
    alternatives = files["cards/alt.txt"].decode()
    assert all(name.removeprefix("cards/") in alternatives for name in pictures)


def test_same_bytes(made, context):
    """The same edition gives the same bytes."""
    edition = made.make_edition("zh")
    assert render(edition, context("zh")) == render(edition, context("zh"))


def with_texts(made, language: str, text: str, count: int):
    """An edition whose title and first highlight are `text`, with `count` sentences of it."""
    edition = made.make_edition(language)
    first = edition.highlights[0]
    sentence = Sentence(
        text=text, citations=first.headline.citations, check=Check(verdict="not checkable")
    )
    kept = edition.highlights[1 : 1 + count % 3]
    first = msgspec.structs.replace(first, headline=sentence, paragraphs=((sentence,) * count,))
    return msgspec.structs.replace(edition, title=text, subtitle=text, highlights=(first, *kept))


WORD = {"en": "Regulator asks for comments on 120 rules, “again” — ", "zh": "主管部门就120条“办法”征求意见，"}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_overflows(made, language):
    """Whatever the length of title, headline and text: every block ends above the next, and the edges
    of the card stay empty."""
    paper = read_rgb(read_tokens().light.paper)
    seal = read_rgb(read_tokens().light.seal)
    drawn: list[tuple[float, float]] = []
    draw = cards.draw_block

    def record(drawing, block, x, y, *more):
        if x == cards._EDGE and block.lines:
            drawn.append((y, y + block.height))
        return draw(drawing, block, x, y, *more)

    @settings(
        max_examples=14, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(length=st.integers(1, 1200), count=st.integers(0, 5), solid=st.booleans())
    def check(length, count, solid):
        text = (WORD[language].replace(" ", "") if solid else WORD[language]) * (length // 10 + 1)
        edition = with_texts(made, language, text[:length].strip() or "x", count)
        with mock.patch.object(cards, "draw_block", record):
            deck = view_deck(edition, PublishContext())
            fonts = cards.find_fonts()
            for ground, paint in (
                (seal, lambda: cards.Painter(deck, fonts, read_tokens().light).cover()),
                (
                    paper,
                    lambda: cards.Painter(deck, fonts, read_tokens().light).card(deck.cards[0]),
                ),
            ):
                drawn.clear()
                picture = open_card(paint())
                blocks = sorted(drawn)
                assert all(a[1] <= b[0] + 1 for a, b in pairwise(blocks))
                assert blocks[-1][1] <= HEIGHT - 20
                for box in ((0, 0, 50, HEIGHT), (0, HEIGHT - 20, 500, HEIGHT)):
                    assert picture.crop(box).getcolors() == [
                        ((box[2] - box[0]) * (box[3] - box[1]), ground)
                    ]
                if ground == paper:
                    right = picture.crop((WIDTH - 60, 0, WIDTH, HEIGHT))
                    assert right.getcolors() == [(60 * HEIGHT, paper)]

    check()


def test_picture_and_credit(made, context):
    """A picture at hand is on its card, whole, and its caption and credit are drawn under it."""
    edition = made.make_edition("en")
    deck = view_deck(edition, context("en"))
    assert [bool(card.picture_data) for card in deck.cards] == [False, True] + [False] * 6
    with_picture, without = render(edition, context("en")), render(edition)
    assert with_picture["cards/02.png"] != without["cards/02.png"]
    painter = cards.Painter(deck, cards.find_fonts(), read_tokens().light)
    credit = " ".join(line.text for line in painter.credit(deck.cards[1]).lines)
    assert "Photo: Harbour Tech Review" in credit
    long = msgspec.structs.replace(
        deck.cards[1],
        picture=msgspec.structs.replace(deck.cards[1].picture, caption="A long caption. " * 60),
    )
    shown = " ".join(line.text for line in painter.credit(long).lines)
    assert shown == "Photo: Harbour Tech Review"


def check_of(text: str, kind: str, verdict: str = "supported") -> FigureCheck:
    figure = Figure(text=text, span=(0, len(text)), kind=kind)
    return FigureCheck(figure=figure, verdict=verdict, why="")


@pytest.mark.parametrize(
    ("figures", "chosen"),
    [
        ([("April", "date"), ("19 million", "number"), ("57 percent", "percent")], "57 percent"),
        ([("half", "percent"), ("$120 million", "money")], "$120 million"),
        ([("2023", "date"), ("Lemon8", "identifier")], ""),
        ([("57%", "percent", "unsupported")], ""),
        ([("1,234,567,890,123,456", "number")], ""),
    ],
)
def test_large_figure(figures, chosen):
    """What says most by itself is printed large; a date, a word, an unsupported figure never."""
    assert choose_figure([check_of(*figure) for figure in figures]) == chosen


def test_only_words_of_the_edition(made):
    """Every sentence on a card is one of the edition's, whole; its publishers are the cited ones first."""
    edition = made.make_edition("en")
    deck = view_deck(edition, PublishContext())
    for card, highlight in zip(deck.cards, edition.highlights, strict=True):
        if highlight.story_id == "hostile":
            continue
        said = [s.text for p in highlight.paragraphs for s in p]
        assert [letters.text for letters in card.sentences] == said
        assert card.headline.text == highlight.headline.text
        assert card.publishers[0] == highlight.headline.citations[0].publisher


def test_figures_are_marked(made):
    """The highlighter marks supported quantities, and neither dates nor what no passage bears out."""
    deck = view_deck(made.make_edition("en"), PublishContext())

    def marked(letters):
        return "".join(c if m else "|" for c, m in zip(letters.text, letters.marks, strict=True))

    assert "57 percent" in marked(deck.cards[0].headline)
    assert set(marked(deck.cards[2].sentences[2])) == {"|"}


def test_hostile_text(made, context):
    """Markup, overrides and endless words make a card like any other."""
    files = render(made.make_edition("en"), context("en"))
    assert open_card(files["cards/07.png"]).size == (WIDTH, HEIGHT)
    caption = files["cards/captions/07.instagram.txt"].decode()
    assert "\u202e" not in caption
