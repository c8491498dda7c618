"""`wenzhai pipe ...`: each stage alone, JSON lines in, JSON lines out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from wenzhai.cli.console import EXIT_PARTIAL, clear_errors, watch_steps
from wenzhai.errors import InputError, WenzhaiError

pipe_app = typer.Typer(
    help="Run one stage alone: JSON lines in, JSON lines out (docs/pipes.md).",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
Input = Annotated[str, typer.Argument(help="A file of JSON lines, or - for standard input.")]
Row = dict[str, Any]


class _Lines:
    """Reads lines; a bad one is reported with its number and skipped."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.bad = 0

    def read(self) -> Iterator[tuple[int, Row]]:
        try:
            # Closed by the `with` below; here only the opening may fail in words.
            stream = sys.stdin.buffer if self._name == "-" else Path(self._name).open("rb")  # noqa: SIM115
        except OSError as error:
            raise InputError(
                f"the file cannot be read: {error.strerror}", where=self._name
            ) from error
        with stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    row = msgspec.json.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                    self.report(number, f"this is not JSON: {error}")
                    continue
                if isinstance(row, dict):
                    yield number, row
                else:
                    self.report(number, "this is not a JSON object")

    def report(self, number: int, what: str) -> None:
        self.bad += 1
        sys.stderr.write(f"{self._name}:{number}: {what}; the line is skipped\n")

    def end(self) -> None:
        sys.stdout.buffer.flush()
        if self.bad:
            raise typer.Exit(EXIT_PARTIAL)


def _write(rows: Iterable[Row]) -> None:
    encode = msgspec.json.Encoder().encode
    for row in rows:
        sys.stdout.buffer.write(encode(row) + b"\n")


def _each(name: str, answer: Callable[[Row], Row]) -> None:
    """Answer line by line, so that a long stream can be watched and cut."""
    lines = _Lines(name)
    with clear_errors():
        for number, row in lines.read():
            try:
                _write([answer(row)])
            except WenzhaiError as error:
                lines.report(number, error.message)
    lines.end()


def _checked(lines: _Lines) -> list[Row]:
    from wenzhai import pipes

    rows = []
    for number, row in lines.read():
        problem = pipes.find_problem(row)
        if problem:
            lines.report(number, problem)
        else:
            rows.append(row)
    return rows


@pipe_app.command()
def extract(file: Input = "-") -> None:
    """Pages to articles: {"id","url","html"|"path"} to {"id","title","text","language",...}.

    Example: wenzhai pipe extract pages.jsonl > articles.jsonl
    """
    from wenzhai import pipes

    _each(file, pipes.extract)


@pipe_app.command()
def group(file: Input = "-") -> None:
    """Items to stories: {"id","lang","title",...} to {"id","story","thread"}.

    Example: wenzhai pipe group items.jsonl > stories.jsonl
    """
    from wenzhai import pipes

    lines = _Lines(file)
    with clear_errors(), watch_steps() as steps:
        _write(pipes.group(_checked(lines), steps))
    lines.end()


@pipe_app.command()
def rank(
    file: Input = "-",
    at: Annotated[str, typer.Option("--at", help="The time to rank at, ISO 8601.")] = "",
    beat: Annotated[str, typer.Option("--beat", help="The beat to rank for.")] = "china-digital",
) -> None:
    """Items and hot-list sightings to ranked stories, best first.

    Example: wenzhai pipe rank day.jsonl --at 2023-04-07T08:30:00+08:00 --beat china-digital
    """
    from wenzhai import pipes

    lines = _Lines(file)
    with clear_errors(), watch_steps() as steps:
        _write(pipes.rank(_checked(lines), _parse_time(at), beat, steps))
    lines.end()


@pipe_app.command()
def check(file: Input = "-") -> None:
    """Drafts and their sources to verdicts on every figure, name and quotation.

    Example: wenzhai pipe check drafts.jsonl > verdicts.jsonl
    """
    from wenzhai import pipes

    _each(file, pipes.check)


def _parse_time(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"“{text}” is not a time", where="--at", remedy="Write 2023-04-07T08:30:00+08:00."
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
