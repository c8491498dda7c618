"""`wenzhai ledger`: every figure that the stories report, with what it measures, when, and who says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import clear_errors, out, print_json
from wenzhai.cli.options import InRoom, Json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wenzhai.language.names import NameFinder
    from wenzhai.model import LedgerEntry

_SHOWN = 3  # publishers in a row; the others are counted


def ledger(
    about: Annotated[
        str, typer.Option("--about", "-a", help="A name in either language: Temu, 通义千问.")
    ] = "",
    measure: Annotated[
        str, typer.Option("--measure", "-m", help="downloads, revenue, users, 罚款 and so on.")
    ] = "",
    unit: Annotated[str, typer.Option("--unit", "-u", help="A currency or what is counted.")] = "",
    since: Annotated[
        str, typer.Option("--since", help="Of this time or later: 2023, 2023-04, 2023-04-11.")
    ] = "",
    story: Annotated[str, typer.Option("--story", help="Of the story of this id.")] = "",
    lang: Annotated[
        str, typer.Option("--lang", "-l", help="en or zh: reported in it, and named in it.")
    ] = "",
    export: Annotated[
        Path | None, typer.Option("--export", "-o", help="Write them to a .csv or .parquet file.")
    ] = None,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """List the figures of the ledger: of whom, what they measure, of when, and who reports them.

    Example: wenzhai ledger --about Temu --measure downloads --export temu.csv
    """
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.ledger import export_ledger, search_ledger

    if lang not in ("", "en", "zh"):
        raise typer.BadParameter("en or zh", param_hint="--lang")
    with clear_errors(), Newsroom.open(room) as newsroom:
        found = search_ledger(
            newsroom,
            about=about,
            measure=measure,
            unit=unit,
            since=since,
            story=story,
            language=lang,
        )
        rows = export_ledger(found, export) if export else 0
        if json:
            print_json(found)
        elif export:
            out.print(
                f"{len(found)} figures in {rows} rows: {export}", markup=False, soft_wrap=True
            )
        else:
            _print_table(found, newsroom.names, lang or "en")


def _print_table(found: Sequence[LedgerEntry], names: NameFinder, language: str) -> None:
    from rich.table import Table

    from wenzhai.language.measures import name_measure

    if not found:
        out.print("The ledger has no such figure. It is filled when an edition is made.")
        return
    table = Table("About", "Measure", "Figure", "Value", "Of", "Reported by")
    for entry in found:
        name = names.get(entry.subject)
        changed = "" if entry.aspect == "level" else f" ({entry.aspect})"
        own = [r for r in entry.reports if r.language.startswith(language)] or entry.reports
        publishers = [r.publisher for r in entry.reports]
        more = f" and {len(publishers) - _SHOWN} more" if len(publishers) > _SHOWN else ""
        table.add_row(
            escape(names.translate(name, language) if name else ""),
            escape(name_measure(entry.measure, language) + changed),
            escape(own[0].figure),
            escape(
                f"{entry.value:,.10g} {entry.unit}".strip()
                + ("  disputed" if entry.disputed else "")
            ),
            escape(entry.date if entry.dated == "told" else f"{entry.date} (report)"),
            escape(", ".join(publishers[:_SHOWN]) + more),
        )
    out.print(table)
    out.print(f"[dim]{len(found)} figures[/]")
