"""Holding an edition, or any text, against the house style of a newsroom."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import is_chinese
from wenzhai.model import Edition, HouseStyle
from wenzhai.stages.highlight import StyleFinding, lint_headline, lint_paragraph, lint_text


class StyledPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a text (`1 headline`, `1.2`, `line 7`) with what the house would print otherwise."""

    part: str
    text: str
    findings: tuple[StyleFinding, ...]


def lint_edition(
    edition: Edition, style: HouseStyle, names: NameFinder, explain_in: str = "en"
) -> tuple[StyledPart, ...]:
    """The parts of an edition's highlights that have findings, in order."""
    return tuple(
        part for part in _lint_highlights(edition, style, names, explain_in) if part.findings
    )


def lint_lines(
    text: str, style: HouseStyle, names: NameFinder, explain_in: str = "en"
) -> tuple[StyledPart, ...]:
    """The lines of any text that have findings; the language of each line is found by itself."""
    parts = []
    for number, line in enumerate(text.splitlines(), 1):
        language = "zh" if is_chinese(line) else "en"
        findings = lint_text(line, language, style, explain_in, names)
        if findings:
            parts.append(StyledPart(part=f"line {number}", text=line, findings=findings))
    return tuple(parts)


def _lint_highlights(
    edition: Edition, style: HouseStyle, names: NameFinder, explain_in: str
) -> Iterator[StyledPart]:
    language = edition.language
    for number, highlight in enumerate(edition.highlights, 1):
        title = highlight.headline.text
        yield StyledPart(
            part=f"{number} headline",
            text=title,
            findings=lint_headline(title, language, style, explain_in),
        )
        for place, paragraph in enumerate(highlight.paragraphs, 1):
            text = ("" if language == "zh" else " ").join(s.text for s in paragraph)
            opens = names if place == 1 else None
            found = lint_paragraph(text, language, style, explain_in, opens)
            yield StyledPart(part=f"{number}.{place}", text=text, findings=found)
