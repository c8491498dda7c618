"""The sample week's edition as reading text: every highlight and brief, in both languages.

    python benchmarks/examples.py           print it
    python benchmarks/examples.py --write   into docs/examples

Made from the sample that ships, and from nothing else: the same code gives the same files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from wenzhai.model import Edition, Highlight, Sentence
from wenzhai.newsroom import FixedClock, Newsroom, sampling
from wenzhai.ports import SilentSteps
from wenzhai.sample import SAMPLE_WEEK

_NOW = datetime(2023, 4, 17, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parent.parent / "docs" / "examples"
_WORDS = {
    "en": ("highlights and briefs of the sample week", "In brief", "awaiting translation"),
    "zh": ("示例周的要闻与简讯", "简讯", "待翻译"),
}


def print_edition(edition: Edition) -> Iterator[str]:
    """The edition in Markdown, line by line: each sentence followed by who says it."""
    about, in_brief, awaiting = _WORDS[edition.language]
    yield f"# {edition.title}: {edition.id}, {about}"
    yield ""
    yield "<!-- Made by benchmarks/examples.py --write. -->"
    for number, highlight in enumerate(edition.highlights, start=1):
        yield ""
        yield f"## {number}. {highlight.headline.text}"
        if highlight.awaiting_translation:
            yield ""
            yield f"*{awaiting}*"
        yield from print_paragraphs(highlight)
    if edition.briefs:
        yield ""
        yield f"## {in_brief}"
        yield ""
        for brief in edition.briefs:
            yield f"- {print_sentence(brief.sentence)}"


def print_paragraphs(highlight: Highlight) -> Iterator[str]:
    gap = " " if highlight.language == "en" else ""
    for paragraph in highlight.paragraphs:
        yield ""
        yield gap.join(print_sentence(sentence) for sentence in paragraph)


def print_sentence(sentence: Sentence) -> str:
    sources = ", ".join(dict.fromkeys(c.publisher for c in sentence.citations))
    return f"{sentence.text} <sup>{sources}</sup>"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--room", type=Path, help="a newsroom that has the sample's editions")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        room_folder = given.room or Path(folder) / "room"
        if given.room is None:
            sampling.make_sample(room_folder, SilentSteps())
        with Newsroom.open(room_folder, clock=FixedClock(_NOW)) as room:
            editions = [room.store.load_edition(f"{SAMPLE_WEEK}-{lang}") for lang in _WORDS]
    for edition in editions:
        text = "\n".join(print_edition(edition)) + "\n"
        if given.write:
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / f"{edition.id}.md").write_text(text, "utf-8")
        else:
            sys.stdout.write(text)


if __name__ == "__main__":
    main()
