"""Before: what a page shows. After: the text part of the e-mail, for readers without HTML and for search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from wenzhai.stages.publish.charts import write_lines
from wenzhai.stages.publish.page import Cited, HighlightView, PageView, SourceView
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.words import words_for

_WIDTH = 76


def write_text(page: PageView, url: str, unsubscribe: str) -> str:
    """The edition as plain text: every sentence, under each highlight its sources with their links."""
    words = words_for(page.language)
    blocks = [one_line(page.edition.title), f"{page.number} · {one_line(page.dates)}"]
    blocks += [one_line(page.signature)] if page.signature else []
    blocks += [url] if url else []
    blocks += write_part(words["corrections"], (one_line(c.said) for c in page.corrections))
    blocks += [one_line(paragraph) for paragraph in page.greeting]
    for item in page.highlights:
        blocks += write_highlight(item, page.language)
    blocks += write_part(
        page.numbers_title,
        (
            f"{one_line(n.value)}: {read(n.cited)}" + (f" ({read(n.earlier)})" if n.earlier else "")
            for n in page.numbers
        ),
    )
    blocks += write_part(words["follow_ups"], (read(f.cited) for f in page.follow_ups))
    blocks += write_part(
        words["coming_up"], (f"{one_line(c.told)}: {read(c.cited)}" for c in page.coming_up)
    )
    blocks += write_part(words["briefs"], (read(brief) for brief in page.briefs))
    if page.edition.wrap_up:
        blocks += [rule(words["wrap_up"]), one_line(page.edition.wrap_up)]
    blocks += [rule(""), " · ".join(page.made), words["made_by"]]
    blocks += write_part(words["left_out"], (one_line(line) for line in page.left_out))
    if unsubscribe:
        blocks.append(f"{words['mail_unsubscribe']}{words['colon']}{unsubscribe}")
    return "\n\n".join(blocks) + "\n"


def write_highlight(item: HighlightView, language: str) -> list[str]:
    """Rule, headline, paragraphs, what sources disagree about, sources."""
    words = words_for(language)
    gap = "" if language == "zh" else " "
    blocks = [rule(f"{item.number}. {one_line(item.kind)}"), read(item.headline)]
    if item.awaiting:
        blocks.append(f"[{words['awaiting']}] {words['awaiting_why']}")
    blocks += [gap.join(read(sentence) for sentence in paragraph) for paragraph in item.paragraphs]
    for disagreement in item.disagreements:
        sides = (
            f"  {read(side.cited)}"
            + words["bracketed"].format(f"{one_line(side.publisher)}{words['comma']}{side.day}")
            for side in disagreement.sides
        )
        blocks.append("\n".join([one_line(disagreement.measure), *sides]))
    blocks += ["\n".join(write_lines(chart, language)) for chart in item.charts]
    blocks += [one_line(note) for note in item.notes]
    if item.sources:
        listed = (write_source(source, words) for source in item.sources)
        blocks.append("\n".join([words["sources"] + words["colon"].rstrip(), *listed]))
    return blocks


def write_source(source: SourceView, words: Mapping[str, str]) -> str:
    """Who, where, what it repeats, and the words that it asks for."""
    more = [one_line(part) for part in (source.copy_of, source.attribution) if part]
    told = words["bracketed"].format(words["comma"].join(more)) if more else ""
    line = f"  {one_line(source.publisher)}{told}"
    return f"{line} <{source.url}>" if source.url else line


def write_part(heading: str, lines: Iterable[str]) -> list[str]:
    """A section with a list, or nothing where the list is empty."""
    items = [f"- {line}" for line in lines]
    return [rule(heading), "\n".join(items)] if items else []


def read(cited: Cited) -> str:
    """The words on one line, and on whose word they print."""
    said = one_line("".join(run.text for run in cited.runs))
    return f"{said} [{one_line(cited.on_word)}]" if cited.on_word else said


def rule(heading: str) -> str:
    """A heading between dashes, about 76 columns wide (a Han character takes two)."""
    if not heading:
        return "-" * _WIDTH
    wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in heading)
    return f"--- {heading} " + "-" * max(3, _WIDTH - wide - 5)
