"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

InRoom = Annotated[
    Path,
    typer.Option(
        "--room", "-r", envvar="WENZHAI_ROOM", help="The newsroom's folder (default: here)."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
PeriodOption = Annotated[
    str,
    typer.Option(
        "--period",
        "-p",
        "--week",
        "-w",
        help="2023-W15, or 2023-04-11 where the beat is daily (default: this week, or today).",
    ),
]
