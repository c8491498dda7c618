"""`wenzhai collect`, `sources` and `import`: getting the news in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from wenzhai.cli.console import EXIT_PARTIAL, clear_errors, err, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json
from wenzhai.errors import InputError


def collect(
    source: Annotated[
        list[str] | None,
        typer.Option("--source", "-s", help="Only this source (repeat for several)."),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Only sources whose time has come (for a scheduler).")
    ] = False,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Fetch what is new from every source, politely; stop it when you like, it goes on from there.

    Example: wenzhai collect --source techcrunch
    """
    from wenzhai.newsroom import Newsroom, collecting

    with clear_errors(), Newsroom.open(room) as newsroom, watch_steps() as steps:
        report = collecting.collect(newsroom, tuple(source or ()), steps, only_due=due)
    if json:
        print_json(report)
    else:
        answered = report.sources - len(report.failed)
        out.print(
            f"{answered} of {report.sources} sources answered: {report.new} new items, "
            f"{report.pages} pages read."
        )
        for source_id, error in report.failed.items():
            err.print(f"  {source_id}: {error}", markup=False, soft_wrap=True)
        if report.pages_failed:
            err.print(
                f"  {report.pages_failed} pages could not be read: wenzhai sources --problems"
            )
    if report.failed:
        raise typer.Exit(EXIT_PARTIAL)


def sources(
    problems: Annotated[
        bool, typer.Option("--problems", help="Only what went wrong, with each page's error.")
    ] = False,
    opml: Annotated[
        Path | None, typer.Option("--opml", help="Write the sources to this OPML file.")
    ] = None,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """List the sources: kind, language, health and the last error in words.

    Example: wenzhai sources --opml feeds.opml
    """
    from rich.table import Table

    from wenzhai.newsroom import Newsroom, importing

    with clear_errors(), Newsroom.open(room) as newsroom:
        health = newsroom.store.load_health()
        pages = newsroom.store.load_page_problems() if problems or json else []
        if opml:
            opml.write_bytes(importing.export_opml(newsroom))
            out.print(f"{len(newsroom.settings.sources)} sources written to {opml}")
            return
    if json:
        listed = [{"source": s, "health": health.get(s.id)} for s in newsroom.settings.sources]
        print_json({"sources": listed, "page_problems": pages})
        return
    table = Table("Source", "Kind", "Lang", "Publisher family", "Checked", "Items", "Health")
    for s in newsroom.settings.sources:
        h = health.get(s.id)
        if problems and (h is None or not h.error):
            continue
        state = "not yet asked" if h is None else h.error or "well"
        colour = "dim" if h is None else "red" if h.failures else "yellow" if h.error else "green"
        checked = h.checked_at[:16].replace("T", " ") if h else ""
        table.add_row(
            s.id,
            s.kind,
            s.language,
            s.family,
            checked,
            str(h.entries) if h else "",
            f"[{colour}]{state.replace('[', chr(92) + '[')}[/]",
        )
    out.print(table)
    for problem in pages if problems else []:
        given_up = "given up" if problem.final else f"{problem.attempts} tries"
        out.print(f"page ({given_up}): {problem.error}", markup=False)


def import_(
    files: Annotated[
        list[Path], typer.Argument(help="Dumps of JSON lines (.gz and .xz too), or .opml files.")
    ],
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "-m", help="Which field is title, time, link, publisher (TOML)."),
    ] = None,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Import a dump of news through a mapping file, or the feeds of an OPML file.

    Example: wenzhai import topics.jsonl.gz --mapping topics.toml
    """
    from wenzhai.newsroom import Newsroom, importing

    reports: dict[str, object] = {}
    partial = False
    with clear_errors(), Newsroom.open(room) as newsroom:
        for path in files:
            if path.suffix == ".opml":
                added = importing.import_opml(newsroom, path)
                reports[str(path)] = {"added": [s.id for s in added]}
                if not json:
                    out.print(f"{path.name}: {len(added)} sources added to newsroom.toml")
                continue
            if mapping is None:
                raise InputError(
                    "a dump needs a mapping file that says which field is what",
                    where=str(path),
                    remedy="Give one with --mapping; docs/stages/1-collect.md shows how.",
                )
            with watch_steps() as steps:
                report = importing.import_archive(newsroom, path, mapping, steps)
            reports[str(path)] = report
            partial = partial or bool(report.problems)
            if not json:
                out.print(f"{path.name}: {report.read} lines read, {report.new} new")
            for problem in report.problems[:20]:
                sys.stderr.write(problem + "\n")
    if json:
        print_json(reports)
    if partial:
        raise typer.Exit(EXIT_PARTIAL)
