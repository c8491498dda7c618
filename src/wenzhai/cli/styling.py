"""`wenzhai style`: what the house would print otherwise, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from wenzhai.cli.console import clear_errors, out, print_json
from wenzhai.cli.options import InRoom, Json


def style(
    what: Annotated[
        str,
        typer.Argument(
            help="An edition such as 2023-W15-en, a text file, or - for standard input."
        ),
    ],
    lang: Annotated[
        str, typer.Option("--lang", "-l", help="Language of the reasons: en or zh.")
    ] = "en",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Hold an edition or a text against the house style: lengths, numbers, dates, words to avoid.

    Example: wenzhai style 2023-W15-en
    """
    from wenzhai.errors import InputError
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.styling import lint_edition, lint_lines

    with clear_errors(), Newsroom.open(room) as newsroom:
        house, names = newsroom.beat.style, newsroom.names
        path = Path(what)
        if what == "-":
            parts = lint_lines(sys.stdin.read(), house, names, lang)
        elif path.is_file():
            try:
                text = path.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(
                    f"the text cannot be read: {error}", where=what, remedy="Save it as UTF-8."
                ) from error
            parts = lint_lines(text, house, names, lang)
        else:
            parts = lint_edition(newsroom.store.load_edition(what), house, names, lang)
    if json:
        print_json(parts)
        return
    for part in parts:
        out.print(f"[bold]{part.part}[/]", highlight=False)
        for finding in part.findings:
            out.print(f"  {finding.text}", style="yellow", markup=False, highlight=False)
            out.print(f"    {finding.why}", markup=False, highlight=False)
    count = sum(len(part.findings) for part in parts)
    words = {"zh": f"共 {count} 处。" if count else "合乎本刊体例。"}
    out.print(words.get(lang, f"{count} findings." if count else "All in house style."))
