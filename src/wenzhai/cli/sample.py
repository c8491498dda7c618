"""`wenzhai sample`: the shipped week, from its feeds to its edition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wenzhai.cli.console import clear_errors, out, watch_steps
from wenzhai.cli.making import print_report


def sample(
    folder: Annotated[Path, typer.Argument(help="Where to make the newsroom.")] = Path("newsroom"),
    show: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the edition in the browser.")
    ] = False,
) -> None:
    """Make an edition from the week that ships: invented outlets, real HTTP on loopback, no network.

    Example: wenzhai sample demo --open
    """
    from wenzhai.newsroom import sampling

    with clear_errors(), watch_steps() as steps:
        collected, report = sampling.make_sample(folder, steps)
    answered = collected.sources - len(collected.failed)
    out.print(
        f"Collected {collected.new} new items and {collected.pages} pages over HTTP from {answered} "
        f"of {collected.sources} sources.",
        soft_wrap=True,
    )
    for source_id, error in collected.failed.items():
        out.print(f"  {source_id}: {error}", markup=False, soft_wrap=True)
    print_report(report)
    out.print(f"Open {report.editions[0].path}", markup=False, soft_wrap=True)
    if show:
        import webbrowser

        webbrowser.open(Path(report.editions[0].path).absolute().as_uri())
