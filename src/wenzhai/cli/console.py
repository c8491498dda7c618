"""What a person sees while a command runs: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import msgspec
import typer
from rich.console import Console
from rich.progress import (
    Progress as RichProgress,
)

from wenzhai.errors import WenzhaiError

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from wenzhai.ports import Progress, Steps

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

EXIT_ERROR, EXIT_PARTIAL = 1, 3
_PLAIN_SECONDS = 5.0


class _BarSteps:
    """Steps as Rich bars: the one at work with its count and time left, the ended ones kept."""

    def __init__(self, progress: RichProgress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, name: str) -> Progress:
        self.end()
        task = self._progress.add_task(name, total=None)
        self._task = task

        def report(done: int, total: int) -> None:
            self._progress.update(task, completed=done, total=total or None)

        return report

    def end(self) -> None:
        if self._task is not None:
            task = self._progress.tasks[self._task]
            total = task.total if task.total is not None else max(task.completed, 1)
            self._progress.update(self._task, total=total, completed=total)


class _PlainSteps:
    """Steps as lines, at most one every few seconds: for logs and pipes."""

    def __init__(self) -> None:
        self._name, self._done, self._total = "", 0, 0
        self._said_at = self._began_at = time.monotonic()

    def begin(self, name: str) -> Progress:
        self.end()
        self._name, self._done, self._total = name, 0, 0
        self._said_at = self._began_at = time.monotonic()

        def report(done: int, total: int) -> None:
            self._done, self._total = done, total
            if time.monotonic() - self._said_at > _PLAIN_SECONDS:
                self._said_at = time.monotonic()
                of = f" of {total}" if total else ""
                err.print(f"{name}: {done}{of}", markup=False)

        return report

    def end(self) -> None:
        if self._name:
            seconds = time.monotonic() - self._began_at
            count = f"{self._total or self._done}, " if self._done else ""
            err.print(f"{self._name}: {count}{seconds:.1f} s", markup=False)
        self._name = ""


@contextmanager
def watch_steps() -> Iterator[Steps]:
    """Show the steps of a run, on standard error so that output can be piped."""
    if not err.is_terminal:
        plain = _PlainSteps()
        yield plain
        plain.end()
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as RichProgress

    columns = (
        SpinnerColumn(finished_text="[green]✓[/]"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("[dim]left"),
        TimeRemainingColumn(),
    )
    with RichProgress(*columns, console=err) as progress:
        bars = _BarSteps(progress)
        yield bars
        bars.end()


def fail(error: WenzhaiError) -> NoReturn:
    """Print what is wrong, where, and the remedy; exit 1."""
    err.print(f"[bold red]error[/] {_escaped(error.what)}")
    if error.where:
        err.print(f"  where   {error.where}", markup=False, soft_wrap=True)
    if error.remedy:
        err.print(f"  remedy  {error.remedy}", markup=False, soft_wrap=True)
    raise typer.Exit(EXIT_ERROR)


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turn Wenzhai's own errors into a message and exit 1; anything else is a bug and shows itself."""
    try:
        yield
    except WenzhaiError as error:
        fail(error)


def print_json(value: object) -> None:
    """One JSON document on standard output, keys in order."""
    data = msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=2)
    sys.stdout.write(data.decode() + "\n")


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
