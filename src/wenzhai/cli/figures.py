"""`wenzhai figures TEXT|FILE|-`: every figure of a text with its reading, as a table or JSON lines."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from wenzhai.cli.console import clear_errors
from wenzhai.errors import InputError

if TYPE_CHECKING:
    from wenzhai.model import Figure

_WIDE = 140  # columns
_MOST = 2_000_000  # characters; a longer text is refused rather than cut


def figures(
    text: Annotated[str, typer.Argument(help="A text, a file, or - for standard input.")],
    lang: Annotated[str, typer.Option(help="en or zh; both are read in any case.")] = "",
    day: Annotated[
        str,
        typer.Option("--date", help="Day of publication (2023-04-12), for 昨日 and last Tuesday."),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Read the figures of a text: kind, value, unit, how exact, what they count (docs/figures.md).

    Example: wenzhai figures "近六成用户来自美国，一季度下载1900万次"
    """
    from wenzhai.language.figures import parse_figures

    with clear_errors():
        found = parse_figures(_read(text), lang, _read_day(day))
        if as_json:
            encode = msgspec.json.Encoder().encode
            sys.stdout.buffer.write(b"".join(encode(f) + b"\n" for f in found))
            sys.stdout.buffer.flush()
            return
        _print_table(found)


def _read(text: str) -> str:
    if text == "-":
        given = sys.stdin.read(_MOST + 1)
    else:
        try:
            path = Path(text)
            given = path.read_text("utf8") if len(text) < 256 and path.is_file() else text
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise InputError(f"the file cannot be read: {error}", where=text[:80]) from error
    if len(given) > _MOST:
        raise InputError("the text is too long", remedy=f"Give at most {_MOST:,} characters")
    return given


def _read_day(day: str) -> date | None:
    if not day:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise InputError(f"{day} is no date", remedy="Write it as 2023-04-12") from error


def _print_table(found: tuple[Figure, ...]) -> None:
    table = Table("text", "kind", "value", "unit", "approximation", "direction", "counts", "span")
    for figure in found:
        change = " ".join(w for w in (figure.direction, figure.basis) if w)
        row = (
            figure.text, figure.kind, _show_value(figure), figure.unit, figure.approximation, change,
            figure.measure or figure.counted, "{}-{}".format(*figure.span),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)  # a file or a pipe has no width of its own
    console.print(table)


def _show_value(figure: Figure) -> str:
    if figure.iso:
        return figure.iso
    if figure.value is None or figure.low is None or figure.high is None:
        return " ".join(f"{p:,.12g}" for p in figure.parts)
    if figure.low == figure.high:
        return f"{figure.value:,.12g}"
    return f"{figure.low:,.12g} to {figure.high:,.12g}"
