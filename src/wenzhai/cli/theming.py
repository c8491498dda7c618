"""`wenzhai theme`: a newsroom's own design: begun, looked up, tried."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import clear_errors, out, print_json
from wenzhai.cli.options import InRoom, Json

theme_app = typer.Typer(
    help="Give every format your own colours, type, styles and templates.", no_args_is_help=True
)


@theme_app.command("init")
def init(room: InRoom = Path()) -> None:
    """Begin a theme: a folder `theme` with every colour, length and font to change.

    Example: wenzhai theme init
    """
    from wenzhai.newsroom.room import Newsroom
    from wenzhai.newsroom.theming import begin_theme

    with clear_errors(), Newsroom.open(room) as newsroom:
        for path in begin_theme(newsroom.folder):
            out.print(str(path), markup=False, soft_wrap=True)
    out.print("Change them, then [bold]wenzhai theme check[/].")


@theme_app.command("show")
def show(
    name: Annotated[
        str, typer.Argument(help="A template such as edition.html.j2; none: all names.")
    ] = "",
) -> None:
    """Print one of our templates, to put your own in its place.

    Example: wenzhai theme show edition.html.j2
    """
    from wenzhai.stages.publish import list_templates, read_template

    with clear_errors():
        typer.echo(read_template(name) if name else "\n".join(list_templates()))


@theme_app.command("check")
def check(room: InRoom = Path(), json: Json = False) -> None:
    """Read the theme and print the latest edition with it; nothing is written.

    Example: wenzhai theme check
    """
    from wenzhai.newsroom.room import Newsroom
    from wenzhai.newsroom.trying_themes import try_theme

    with clear_errors(), Newsroom.open(room) as newsroom:
        report = try_theme(newsroom)
    if json:
        print_json(report)
        return
    for label, names in (
        ("Tokens", report.tokens),
        ("Styles", report.styles),
        ("Templates", report.templates),
    ):
        out.print(f"[bold]{label}[/]: {escape(', '.join(names) or 'ours')}", soft_wrap=True)
    for tried in report.tried:
        out.print(
            f"  {tried.edition_id} {tried.name}: {escape(tried.file)}, {tried.size / 1000:,.0f} kB",
            soft_wrap=True,
        )
    if not report.tried:
        out.print("  There is no edition to try it on yet.")
