"""Before: the content of cards. After: the words to post with them, a file for each platform and card, in
the platform's habit and within its limits, and the alternative texts of the pictures.

A file is what one pastes: the title on the first line where the platform has one, then the text, then the
hashtags. Limits are in characters (code points), hashtags included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from wenzhai.stages.publish.breaks import cut_headline
from wenzhai.stages.publish.card_content import CardView, DeckView
from wenzhai.stages.publish.charts import say_alternative
from wenzhai.stages.publish.typeset import ELLIPSIS
from wenzhai.stages.publish.words import words_for

_MOST_TAG = 24
_CLAUSE = re.compile(r"[，。；：、！？,;:!?—–]")


class Platform(msgspec.Struct, frozen=True, kw_only=True):
    """`title` is 0 where there is none; `text` bounds what follows it; `tags` is how many hashtags are
    usual there; `link` whether an address may stand in the text."""

    name: str
    title: int
    text: int
    tags: int
    link: bool


PLATFORMS = (
    Platform(name="xiaohongshu", title=20, text=1000, tags=8, link=False),
    Platform(name="lemon8", title=60, text=1500, tags=8, link=True),
    Platform(name="instagram", title=0, text=2200, tags=5, link=False),
    Platform(name="wechat", title=20, text=1000, tags=4, link=True),
)


def write_captions(deck: DeckView) -> dict[str, bytes]:
    """File -> bytes: `cards/captions/00.instagram.txt` goes with the whole set, `01.` with one card."""
    files = {"cards/alt.txt": write_alternatives(deck).encode("utf-8")}
    for platform in PLATFORMS:
        whole = caption_deck(deck, platform)
        files[f"cards/captions/00.{platform.name}.txt"] = whole.encode("utf-8")
        for card in deck.cards:
            text = caption_card(card, deck, platform)
            files[f"cards/captions/{card.number:02}.{platform.name}.txt"] = text.encode("utf-8")
    return files


def caption_deck(deck: DeckView, platform: Platform) -> str:
    """The caption of a post with all cards: what the edition is, and its headlines by number."""
    words = words_for(deck.language)
    heading = f"{deck.title} · {deck.number}" if not platform.title else ""
    lines = [f"{card.number}. {card.headline.text}" for card in deck.cards]
    tags = choose_tags(
        (tag for tags in zip_names(deck.cards) for tag in tags), deck, "", platform.tags
    )
    link = [deck.url] if platform.link and deck.url else []
    remarks = say_remarks((said for card in deck.cards for said in card.remarks), deck.language)
    return lay_out(
        shorten(f"{deck.title}{words['card_gap']}{deck.number}", platform.title, deck.language),
        [*filter(None, [heading]), deck.dates, *lines],
        [words["card_cited"], *remarks, *link],
        tags,
        platform.text,
    )


def caption_card(card: CardView, deck: DeckView, platform: Platform) -> str:
    """The caption of one card: headline, whole sentences, who says it, which edition it is of."""
    words = words_for(deck.language)
    title = shorten(card.headline.text, platform.title, deck.language)
    whole = [] if title == card.headline.text else [card.headline.text]
    names = words["list_comma"].join(card.publishers)
    link = [card.href] if platform.link and card.href else []
    awaiting = [card.awaiting] if card.awaiting else []
    return lay_out(
        title,
        [*whole, *awaiting, *(sentence.text for sentence in card.sentences)],
        [
            cut(f"{words['sources']}{words['colon']}{names}", 300),
            *say_remarks(card.remarks, deck.language),
            cut(f"{deck.title} · {deck.number} · {deck.dates}", 200),
            *link,
        ],
        choose_tags(card.names, deck, card.kind, platform.tags),
        platform.text,
    )


def say_remarks(remarks: Iterable[str], language: str) -> list[str]:
    """What must be said with a card, each once, on one line; no line where that is nothing."""
    line = words_for(language)["list_semicolon"].join(dict.fromkeys(remarks))
    return [cut(line, 500)] if line else []


def lay_out(
    title: str, lines: Sequence[str], ending: Sequence[str], tags: Sequence[str], most: int
) -> str:
    """Title, blank line, lines, ending, hashtags. Lines are left out from the end until the text is
    within its limit; a first line that is too long by itself is cut."""
    last = "\n".join(ending)
    hashes = " ".join(f"#{tag}" for tag in tags)
    kept = list(lines)
    while True:
        text = "\n\n".join(part for part in ("\n".join(kept), last, hashes) if part)
        if len(text) <= most:
            break
        if len(kept) > 1:
            kept.pop()
        elif hashes:
            hashes = ""
        elif kept and len(kept[0]) > 1:
            kept = [cut(kept[0], max(1, len(kept[0]) - (len(text) - most)))]
        else:
            text = cut(text, most)
            break
    return f"{title}\n\n{text}\n" if title else f"{text}\n"


def shorten(text: str, most: int, language: str) -> str:
    """A title of at most `most` characters: the whole, else its first clauses, else its first words
    and an ellipsis. Empty where `most` is 0."""
    if len(text) <= most:
        return text
    if most < 2:
        return ""
    clauses = [m.start() for m in _CLAUSE.finditer(text) if most * 0.4 <= m.start() <= most]
    if clauses:
        return text[: clauses[-1]].rstrip()
    pieces = cut_headline(text[:300]) if language == "zh" else re.split(r"(?<= )", text)
    kept = ""
    for piece in pieces:
        if len((kept + piece).rstrip()) > most - 1:
            break
        kept += piece
    return (kept.rstrip() or text[: most - 1]) + ELLIPSIS


def cut(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis, in at most `most` characters."""
    return text if len(text) <= most else text[: max(0, most - 1)].rstrip() + ELLIPSIS


def choose_tags(names: Iterable[str], deck: DeckView, kind: str, most: int) -> tuple[str, ...]:
    """Hashtags without `#`: names, the kind of news, the edition; each once, whatever its case."""
    found: dict[str, str] = {}
    wanted = [*(write_tag(name) for name in names)]
    # The last two places are for what the edition is.
    for tag in [*wanted[: max(1, most - 2)], write_tag(kind), write_tag(deck.title)]:
        if tag:
            found.setdefault(tag.casefold(), tag)
    return tuple(list(found.values())[:most])


def write_tag(text: str) -> str:
    """Letters and digits only, words joined with a capital each; empty where nothing is left or it is
    a number or too long."""
    words = re.findall(r"[^\W_]+", text)
    joined = "".join(word[:1].upper() + word[1:] if word.isascii() else word for word in words)
    return joined if 2 <= len(joined) <= _MOST_TAG and not joined.isdigit() else ""


def zip_names(cards: Sequence[CardView]) -> list[list[str]]:
    """The first name of every card, then the second of every card, and so on."""
    most = max((len(card.names) for card in cards), default=0)
    return [[card.names[i] for card in cards if i < len(card.names)] for i in range(most)]


def write_alternatives(deck: DeckView) -> str:
    """A paragraph for each picture, by its file name: what it says, for those who do not see it."""
    words = words_for(deck.language)
    listed = words["list_semicolon"].join(f"{c.number}. {c.headline.text}" for c in deck.cards)
    paragraphs = [f"00.png\n{deck.title}{words['list_comma']}{deck.number}{words['list_comma']}{deck.dates}{words['colon']}{listed}"]  # fmt: skip
    for card in deck.cards:
        gap = "" if deck.language == "zh" else " "
        said = gap.join(sentence.text for sentence in card.sentences[:2])
        names = words["list_comma"].join(card.publishers[:3])
        shown = card.picture.alt or card.picture.caption if card.picture else ""
        parts = [
            f"{card.number}. {card.headline.text}",
            f"{words['picture']}{words['colon']}{shown}" if shown else "",
            f"{words['charts']}{words['colon']}{say_alternative(card.chart, deck.language)}"
            if card.chart
            else "",
            said,
            f"{words['sources']}{words['colon']}{names}" if names else "",
        ]
        paragraphs.append(f"{card.number:02}.png\n" + "\n".join(cut(p, 600) for p in parts if p))
    return "\n\n".join(paragraphs) + "\n"
