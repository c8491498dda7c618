"""Before: an Edition. After: `edition.md`: YAML front matter, CommonMark, citations as footnotes.

Front matter is written as JSON strings, which YAML 1.2 reads as they are. Footnotes are those of GitHub,
Hugo, Ghost and Pandoc (`[^h1-2]`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import Cited, HighlightView, PageView, PassageView, SourceView
from wenzhai.stages.publish.safe import one_line
from wenzhai.stages.publish.view import view_edition
from wenzhai.stages.publish.words import words_for

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^$&@])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=:])")


class MarkdownFormat:
    """The edition as one Markdown file, without pictures."""

    name = "markdown"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        text = write_markdown(view_edition(edition, context))
        return Publication(
            format=self.name, entry_point="edition.md", files={"edition.md": text.encode("utf-8")}
        )


def write_markdown(page: PageView) -> str:
    """The whole file; one blank line between blocks, a line feed at the end."""
    words = words_for(page.language)
    notes: list[Cited] = []
    blocks = [write_front_matter(page), f"# {escape(page.edition.title)}"]
    blocks.append(f"**{escape(page.number)}** · {escape(page.dates)}")
    if page.signature:
        blocks.append(escape_block(page.signature))
    blocks += write_list(words["corrections"], (escape(c.said) for c in page.corrections))
    blocks += [escape_block(paragraph) for paragraph in page.greeting]
    for highlight in page.highlights:
        blocks += write_highlight(highlight, notes, page.language)
    blocks += write_list(
        page.numbers_title,
        (
            f"**{escape(n.value)}**{words['colon']}{write_cited(n.cited, notes)}"
            + (words["bracketed"].format(write_cited(n.earlier, notes)) if n.earlier else "")
            for n in page.numbers
        ),
    )
    blocks += write_list(
        words["follow_ups"], (write_cited(f.cited, notes) for f in page.follow_ups)
    )
    blocks += write_list(
        words["coming_up"],
        (
            f"**{escape(c.told)}**{words['colon']}{write_cited(c.cited, notes)}"
            for c in page.coming_up
        ),
    )
    blocks += write_list(words["briefs"], (write_cited(brief, notes) for brief in page.briefs))
    if page.edition.wrap_up:
        blocks += [f"## {escape(words['wrap_up'])}", escape_block(page.edition.wrap_up)]
    blocks += [
        f"## {escape(words['colophon'])}",
        escape_block(" · ".join(page.made) + words["stop"]),
    ]
    blocks += write_list(words["left_out"], (escape(line) for line in page.left_out))
    blocks += [write_footnote(cited, words) for cited in notes if cited.passages]
    return "\n\n".join(blocks) + "\n"


def write_front_matter(page: PageView) -> str:
    """The block between the two rules at the top."""
    edition = page.edition
    values: list[tuple[str, object]] = [
        ("title", one_line(edition.title)),
        ("subtitle", one_line(edition.subtitle)),
        ("number", edition.number),
        # A day is named by its date.
        *([("week", edition.week)] if edition.starts_on < edition.ends_on else []),
        ("date", edition.ends_on.isoformat()),
        ("lang", page.lang),
        ("beat", edition.beat),
        ("id", edition.id),
        *([("revision", edition.revision)] if edition.revision else []),
        *([("signed_by", one_line(edition.signed_by))] if edition.signed_by else []),
    ]
    lines = [f"{key}: {write_value(value)}" for key, value in values]
    return "\n".join(["---", *lines, "---"])


def write_value(value: object) -> str:
    """A YAML scalar: a date or whole number plain, a string as JSON."""
    if isinstance(value, str):
        value = one_line(value)
        return (
            value
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)
            else json.dumps(value, ensure_ascii=False)
        )
    return str(value)


def write_highlight(item: HighlightView, notes: list[Cited], language: str) -> list[str]:
    """The blocks of one highlight, in the page's language."""
    words = words_for(language)
    gap = "" if language == "zh" else " "
    blocks = [f"## {item.number}. {write_cited(item.headline, notes)}"]
    label = f"*{escape(item.kind)}*"
    blocks.append(f"{label} · **{escape(words['awaiting'])}**" if item.awaiting else label)
    blocks += [
        guard_start(gap.join(write_cited(sentence, notes) for sentence in paragraph))
        for paragraph in item.paragraphs
    ]
    for disagreement in item.disagreements:
        sides = "\n".join(
            f"> - {write_cited(side.cited, notes)}"
            + words["bracketed"].format(f"{escape(side.publisher)}{words['comma']}{side.day}")
            for side in disagreement.sides
        )
        blocks.append(f"> **{escape(disagreement.measure)}**\n>\n{sides}")
    for chart in item.charts:
        blocks.append(f"**{escape(chart.heading)}**")
        values = (
            f"- {escape(v.label)}{words['colon']}{write_cited(v.cited, notes)}"
            for v in chart.values
        )
        blocks.append("\n".join(values))
        blocks += [escape_block(note) for note in chart.notes]
    if item.sources:
        listed = words["list_semicolon"].join(write_source(s, words) for s in item.sources)
        blocks.append(f"{escape(words['sources'])}{words['colon']}{listed}")
    return blocks


def write_list(heading: str, lines: Iterable[str]) -> list[str]:
    """A section with a list, or nothing where the list is empty."""
    items = [f"- {line}" for line in lines]
    return [f"## {escape(heading)}", "\n".join(items)] if items else []


def write_cited(cited: Cited, notes: list[Cited]) -> str:
    """The words with a footnote mark, which is put on the list of notes to write."""
    text = escape("".join(run.text for run in cited.runs))
    if cited.on_word:
        text += f" \\[{escape(cited.on_word)}\\]"
    if not cited.passages:
        return text
    notes.append(cited)
    return f"{text}[^{mark(cited)}]"


def mark(cited: Cited) -> str:
    """The footnote's name: the anchor of the words, `h1-2` for highlight 1, sentence 2."""
    return cited.id.removeprefix("s-")


def write_footnote(cited: Cited, words: Mapping[str, str]) -> str:
    """All passages of one sentence; lines after the first are indented so as to belong to it."""
    passages = "\n\n    ".join(write_passage(passage, words) for passage in cited.passages)
    return f"[^{mark(cited)}]: {passages}"


def write_passage(passage: PassageView, words: Mapping[str, str]) -> str:
    """Who published it, linked title, day, and the passage in quotation marks."""
    title = escape(passage.title)
    linked = f"[{title}](<{passage.url}>)" if passage.url else title
    quoted = escape("".join(run.text for run in passage.runs))
    where = (
        ""
        if passage.url or not passage.address
        else words["bracketed"].format(escape(passage.address))
    )
    told = words["comma"].join((escape(passage.publisher), linked + where, passage.day))
    return f"{told}{words['colon']}“{quoted}”"


def write_source(source: SourceView, words: Mapping[str, str]) -> str:
    """A source's name, linked, with its role and what it repeats."""
    name = escape(source.publisher)
    linked = f"[{name}](<{source.url}>)" if source.url else name
    more = [part for part in (source.role, source.copy_of, source.attribution) if part]
    return linked + words["bracketed"].format(escape(words["comma"].join(more))) if more else linked


def escape(text: str) -> str:
    """`text` on one line, where every character stands for itself, bare addresses included."""
    plain = _SPECIAL.sub(r"\\\1", one_line(text))
    return plain.replace("://", "\\://").replace("www.", "www\\.")


def escape_block(text: str) -> str:
    """A paragraph of escaped text."""
    return guard_start(escape(text))


def guard_start(line: str) -> str:
    """A paragraph that begins like a list, a heading's underline or a rule is none of them."""
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line, count=1)
