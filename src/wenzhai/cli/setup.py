"""`wenzhai init` and `doctor`: making a newsroom, and seeing what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wenzhai.cli.console import EXIT_ERROR, clear_errors, out, print_json
from wenzhai.cli.options import InRoom, Json


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    beat: Annotated[str, typer.Option("--beat", help="What the edition is about.")] = (
        "china-digital"
    ),
    first: Annotated[
        str,
        typer.Option(
            "--first",
            "--first-week",
            help="The week or day of edition 1 (default: this week, or today).",
        ),
    ] = "",
) -> None:
    """Make a newsroom: a folder with a commented newsroom.toml and the beat's sources.

    Example: wenzhai init digest --beat china-digital
    """
    from wenzhai.newsroom import choose_clock, creating

    with clear_errors():
        path = creating.create_newsroom(folder, beat, first, clock=choose_clock())
    out.print(f"Made {path}. Next: cd {folder} && wenzhai collect && wenzhai make", soft_wrap=True)


def doctor(room: InRoom = Path(), json: Json = False) -> None:
    """Check the newsroom: settings, database, model, fonts, sources; each with its remedy.

    Example: wenzhai doctor --json
    """
    from wenzhai.newsroom import examining

    findings = examining.examine(room)
    if json:
        print_json(findings)
    else:
        marks = {"well": "[green]✓[/]", "missing": "[yellow]•[/]", "wrong": "[red]✗[/]"}
        for finding in findings:
            out.print(f"{marks[finding.state]} [bold]{finding.part}[/]: ", end="")
            out.print(finding.words, markup=False, soft_wrap=True)
            if finding.remedy:
                out.print(f"    {finding.remedy}", markup=False, soft_wrap=True)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(EXIT_ERROR)
