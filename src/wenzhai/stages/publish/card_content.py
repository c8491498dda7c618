"""Before: an Edition. After: what stands on each card: short, whole sentences of the edition, a figure worth
a large type, and who says it. No word is written here that the edition does not print.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from wenzhai.model import Edition, FigureCheck, Highlight, Sentence
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import ChartView, HighlightView, PageView, PictureView
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.typeset import Letters
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

_MOST_TEXT = 2_000
_LONG_FIGURE = 16
_LONG_BOUND = 18
# From the one that says most by itself.
_TELLING = ("percent", "money", "multiple", "points", "number")


class CardView(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight as a card. `sentences` are candidates in order, whole; `figure` may be empty;
    `publishers` are those of the sentences first, then the other sources, each once; `names` are the
    checked names of the headline; `chart` stands where there is no picture; `remarks` is what must be said with it: the words that sources ask
    for, on whose word it prints, what was corrected."""

    number: int
    kind: str
    seal: str
    headline: Letters
    figure: str
    sentences: tuple[Letters, ...]
    publishers: tuple[str, ...]
    awaiting: str
    names: tuple[str, ...]
    picture: PictureView | None
    picture_data: bytes
    href: str
    remarks: tuple[str, ...] = ()
    chart: ChartView | None = None


class DeckView(msgspec.Struct, frozen=True, kw_only=True):
    """All cards of an edition; `language` is `en` or `zh`."""

    title: str
    site: str
    number: str
    dates: str
    language: str
    beat: str
    url: str
    cards: tuple[CardView, ...]


def view_deck(edition: Edition, context: PublishContext) -> DeckView:
    """The content of every card, in order; a highlight whose sources allow no cards has none."""
    page = view_edition(edition, context)
    base = f"{context.base_url.rstrip('/')}/{context.path.strip('/')}/" if context.base_url else ""
    return DeckView(
        title=one_line(edition.title) or "Wenzhai",
        site=one_line(context.site_title or edition.title) or "Wenzhai",
        number=one_line(page.number),
        dates=one_line(page.dates),
        language=page.language,
        beat=edition.beat,
        url=f"{base}index.html" if base else "",
        cards=tuple(
            view_card(msgspec.structs.replace(item, number=number), highlight, page, context, base)
            for number, (item, highlight) in enumerate(
                (
                    pair
                    for pair in zip(page.highlights, edition.highlights, strict=True)
                    if pair[1].on_cards
                ),
                1,
            )
        ),
    )


def view_card(
    item: HighlightView,
    highlight: Highlight,
    page: PageView,
    context: PublishContext,
    base: str,
) -> CardView:
    """One highlight's card."""
    sentences = [sentence for paragraph in highlight.paragraphs for sentence in paragraph]
    cited = [c.publisher for s in (highlight.headline, *sentences) for c in s.citations]
    picture = highlight.picture if highlight.picture and highlight.picture.on_cards else None
    shown = item.picture if picture and item.picture and item.picture.file else None
    local = context.pictures.get(picture.url) if picture else None
    corrected = [c.said for c in page.corrections if c.highlight == item.id]
    checks = [c for c in highlight.headline.check.claims if c.kind == "name"]
    names = [c.text for c in checks if c.verdict == "supported"]
    figure = find_figure(highlight, page)
    return CardView(
        number=item.number,
        kind=one_line(item.kind),
        seal=item.seal,
        headline=mark_figures(highlight.headline, page.language)
        or Letters(str(item.number), (False,)),
        figure=figure,
        sentences=tuple(
            remark(letters, cited.on_word)
            for s, cited in zip(sentences, (c for p in item.paragraphs for c in p), strict=True)
            if (letters := mark_figures(s, ""))
        ),
        publishers=unique([*cited, *(source.publisher for source in item.sources)]),
        awaiting=words_for(page.language)["awaiting"] if item.awaiting else "",
        names=unique(names),
        picture=msgspec.structs.replace(
            shown,
            alt=one_line(shown.alt),
            caption=one_line(shown.caption),
            credit=one_line(shown.credit),
        )
        if shown
        else None,
        picture_data=local.data if shown and local else b"",
        href=f"{base}index.html#{item.id}" if base else "",
        chart=None if shown and local else choose_chart(item.charts, figure),
        remarks=unique([item.headline.on_word, *(s.attribution for s in item.sources), *corrected]),
    )


def choose_chart(charts: Sequence[ChartView], figure: str) -> ChartView | None:
    """The first chart of figures; places on a hot list only where no figure says more."""
    told = [c for c in charts if not (figure and c.chart.kind == "ranks")]
    return told[0] if told else None


def remark(letters: Letters, on_word: str) -> Letters:
    """The sentence with the words that say on whose word it prints, in brackets."""
    more = f" [{one_line(on_word)}]" if on_word else ""
    return Letters(letters.text + more, letters.marks + (False,) * len(more), letters.bound)


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, on one line, in order, without empty ones."""
    return tuple(dict.fromkeys(line for text in texts if (line := one_line(text))))


def mark_figures(sentence: Sentence, headline: str) -> Letters | None:
    """The sentence on one line. Marked and bound together are the quantities that its passages bear
    out; in a headline in Chinese (`headline` is its language) its names and dates are bound, too. None
    where nothing is left of it."""
    checks = sentence.check
    told = [c.figure for c in checks.figures if c.verdict == "supported" and not c.figure.weak]
    marked = [f.span for f in told if f.kind in _TELLING and any(c.isdigit() for c in f.text)]
    together = list(marked)
    if headline == "zh":
        together += [f.span for f in told]
        together += [c.span for c in checks.claims if c.kind in {"name", "quotation"}]
    short = [span for span in together if span[1] - span[0] <= _LONG_BOUND]
    kept: list[int] = []
    text = ""
    for at, character in enumerate(sentence.text[:_MOST_TEXT]):
        shown = " " if character.isspace() else one_line(character)
        if shown and not (shown == " " and text[-1:] in {"", " "}):
            text += shown
            kept.append(at)
    text = text.rstrip()
    where = {at: new for new, at in enumerate(kept)}
    bound = sorted(
        {(where[a], where[b - 1] + 1) for a, b in short if a < b and a in where and b - 1 in where}
    )
    marks = tuple(any(a <= at < b for a, b in marked) for at in kept[: len(text)])
    return Letters(text, marks, tuple(drop_overlaps(bound))) if text else None


def drop_overlaps(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans without those that begin within an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def find_figure(highlight: Highlight, page: PageView) -> str:
    """The figure to print large: of the headline what says most, else the story's number of the week
    if the first sentence says it; only what the passages bear out, with a digit and short. Empty
    where there is none: without its words beside it a figure says nothing."""
    found = choose_figure(highlight.headline.check.figures)
    if found:
        return found
    first = next((s.text for p in highlight.paragraphs for s in p), "")
    for number in page.edition.numbers:
        value = one_line(number.value)
        if number.story_id == highlight.story_id and number.sentence.text == first:
            return value if is_telling(value) else ""
    return ""


def choose_figure(checks: Sequence[FigureCheck]) -> str:
    """The first of the most telling kind, as the text has it."""
    good = [c.figure for c in checks if c.verdict == "supported" and not c.figure.weak]
    for kind in _TELLING:
        for figure in good:
            text = one_line(figure.text)
            if figure.kind == kind and is_telling(text):
                return text
    return ""


def is_telling(text: str) -> bool:
    """Whether a figure makes sense by itself in large type."""
    return 2 <= len(text) <= _LONG_FIGURE and any(c.isdigit() for c in text)
