"""`wenzhai stories`, `make` and `show`: from what was collected to an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import clear_errors, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json, PeriodOption

if TYPE_CHECKING:
    from wenzhai.model import ModelUse
    from wenzhai.newsroom import making

LanguageOption = Annotated[
    str, typer.Option("--lang", "-l", help="en, zh or both (default: those of newsroom.toml).")
]


def make(
    period: PeriodOption = "",
    lang: LanguageOption = "",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Make the edition of a week or a day: stories, highlights, checks, and the files to publish.

    Example: wenzhai make --period 2023-W15 --lang both
    """
    from wenzhai.newsroom import Newsroom, making

    with clear_errors(), Newsroom.open(room) as newsroom:
        chosen = newsroom.read_period(period)
        with watch_steps() as steps:
            report = making.make(newsroom, chosen, making.parse_languages(lang, newsroom), steps)
    if json:
        print_json(report)
    else:
        print_report(report)


def print_report(report: making.MakeReport) -> None:
    """What was made, from how much, and where it is."""
    counts = report.counts
    out.print(
        f"{report.week}, edition {report.number}: {counts['articles']} articles of "
        f"{counts['publishers']} publishers, {counts['stories']} stories on the beat.",
        soft_wrap=True,
    )
    for edition in report.editions:
        out.print(
            f"  [bold]{edition.language}[/]: {edition.highlights} highlights, "
            f"{edition.sentences} sentences, all cited; {edition.figures} figures checked, "
            f"{edition.withheld} sentences withheld by the check.",
            soft_wrap=True,
        )
        out.print(f"      {edition.path}", markup=False, soft_wrap=True)
    for use in report.models:
        out.print(_say_use(use), markup=False, soft_wrap=True)


def show(
    edition: Annotated[
        str, typer.Argument(help="An edition such as 2023-W15-en (none: list all).")
    ] = "",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Show an edition in the terminal, or list those that were made.

    Example: wenzhai show 2023-W15-zh
    """
    from wenzhai.newsroom import Newsroom
    from wenzhai.stages.publish import list_charts, list_told

    with clear_errors(), Newsroom.open(room) as newsroom:
        if not edition:
            made = newsroom.store.load_editions()
            if json:
                print_json([e.id for e in made])
                return
            for e in made:
                out.print(f"{e.id}  no. {e.number}  {e.title}, {len(e.highlights)} highlights")
            if not made:
                out.print("No edition was made yet: wenzhai make --period 2023-W15")
            return
        found = newsroom.store.load_edition(edition)
    if json:
        print_json(found)
        return
    out.print(f"[bold]{found.title}[/]  {found.subtitle}\n")
    charts = list_charts(found)
    for number, highlight in enumerate(found.highlights, 1):
        out.print(f"[bold]{number}. {highlight.headline.text}[/]")
        for paragraph in highlight.paragraphs:
            out.print("   " + "".join(_joined(found.language, [s.text for s in paragraph])))
        for placed in charts:
            if placed.story_id == highlight.story_id:
                out.print(f"   Chart {placed.place}: {escape(placed.chart.title)}", soft_wrap=True)
                values = (f"{p.label}: {p.words}" for p in list_told(placed.chart))
                out.print(f"   {escape('; '.join(values))}", soft_wrap=True)
        names = dict.fromkeys(source.publisher for source in highlight.sources)
        out.print(f"   [dim]{', '.join(names)}[/]\n")


def _joined(language: str, sentences: list[str]) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def _say_use(use: ModelUse) -> str:
    """What a model did and took, and, where it was given up, why: one line."""
    name = use.model or "LibreTranslate"
    cost = f", {use.currency} {use.cost:.4f}" if use.cost else ""
    failed = f" {use.failures} failed." if use.failures else ""
    line = (
        f"  {use.task} with {name}: {use.written} highlights, {use.printed} sentences printed, "
        f"{use.returned} sent back, {use.refused} refused; {use.requests} requests, {use.kept} kept "
        f"answers, {use.tokens_in + use.tokens_out} tokens{cost}.{failed}"
    )
    if not use.notice:
        return line
    stands = "drafts stay extractive" if use.task == "writing" else "briefs stay briefs"
    return f"{line}\n  {name} was not asked further, and the other {stands}: {use.notice}."
