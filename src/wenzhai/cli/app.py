"""The table of contents: every command, in the order of an editor's week.

The commands import the newsroom when they run, so that `--help` and completion answer at once.
"""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from wenzhai import __version__
from wenzhai.cli import (
    asking,
    checking,
    collecting,
    figures,
    ledger,
    making,
    pipe,
    publishing,
    sample,
    setup,
    styling,
    telling,
    theming,
)

app = typer.Typer(
    name="wenzhai",
    help="[bold]Wenzhai (文摘)[/]: a week of news in Chinese and English as a digest that an editor "
    "can sign: every sentence cited, every figure checked.",
    epilog="Start with [bold]wenzhai sample[/]. Exit codes: 0 done, 1 error, 2 wrong usage, "
    "3 done but some input could not be read, 130 stopped.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=True,
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_SELDOM = (50_000, 20, 100)  # new objects, and sweeps of the young and of the middle-aged


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wenzhai {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
) -> None:
    """Hold the options that come before a command."""
    del version
    spare_collector()


def spare_collector() -> None:
    """Let Python look for unreachable cycles a tenth as often: a command makes many objects that live
    to its end and hardly a cycle, and looking took a tenth of its time."""
    gc.set_threshold(*_SELDOM)


_START, _NEWS, _EDITION, _PARTS = "Set up", "News", "Edition", "Parts"
app.command("sample", rich_help_panel=_START)(sample.sample)
app.command("init", rich_help_panel=_START)(setup.init)
app.command("doctor", rich_help_panel=_START)(setup.doctor)
app.command("collect", rich_help_panel=_NEWS)(collecting.collect)
app.command("sources", rich_help_panel=_NEWS)(collecting.sources)
app.command("import", rich_help_panel=_NEWS)(collecting.import_)
app.command("stories", rich_help_panel=_EDITION)(telling.stories)
app.command("story", rich_help_panel=_EDITION)(telling.story)
app.command("make", rich_help_panel=_EDITION)(making.make)
app.command("show", rich_help_panel=_EDITION)(making.show)
app.command("sign", rich_help_panel=_EDITION)(publishing.sign)
app.command("publish", rich_help_panel=_EDITION)(publishing.publish)
app.command("verify", rich_help_panel=_EDITION)(publishing.verify)
app.command("correct", rich_help_panel=_EDITION)(publishing.correct)
app.command("rights", rich_help_panel=_EDITION)(publishing.rights)
app.command("style", rich_help_panel=_EDITION)(styling.style)
app.command("check", rich_help_panel=_EDITION)(checking.check)
app.command("overrule", rich_help_panel=_EDITION)(checking.overrule)
app.command("ask", rich_help_panel=_NEWS)(asking.ask)
app.add_typer(asking.draft_app, name="draft", rich_help_panel=_EDITION)
app.command("ledger", rich_help_panel=_EDITION)(ledger.ledger)
app.command("figures", rich_help_panel=_PARTS)(figures.figures)
app.add_typer(theming.theme_app, name="theme", rich_help_panel=_EDITION)
app.add_typer(pipe.pipe_app, name="pipe", rich_help_panel=_PARTS)
