"""`wenzhai stories`, `make` and `show`: from what was collected to an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wenzhai.cli.console import clear_errors, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json

if TYPE_CHECKING:
    from wenzhai.newsroom import making

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
LanguageOption = Annotated[
    str, typer.Option("--lang", "-l", help="en, zh or both (default: those of newsroom.toml).")
]


def stories(
    period: PeriodOption = "",
    most: Annotated[int, typer.Option("--most", "-n", help="How many to list.")] = 20,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """List the stories of a week or a day, best first, with languages, publishers and the reasons.

    Example: wenzhai stories --period 2023-W15 --most 30
    """
    from rich.table import Table

    from wenzhai.newsroom import Newsroom, ranking

    with clear_errors(), Newsroom.open(room) as newsroom:
        chosen = newsroom.read_period(period)
        with watch_steps() as steps:
            ranked = ranking.rank_period(newsroom, chosen, steps).ranked
    if json:
        print_json(ranked[:most])
        return
    table = Table("", "Story", "Kind", "Languages", "Publishers", "Score", "Why")
    for r in ranked[:most]:
        why = "; ".join(reason.words for reason in r.reasons if reason.points > 0)
        table.add_row(
            str(r.rank),
            r.story.title,
            r.kind,
            "+".join(r.story.languages),
            str(len(r.story.publishers)),
            f"{r.score:.2f}",
            why,
        )
    out.print(table)


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
    for number, highlight in enumerate(found.highlights, 1):
        out.print(f"[bold]{number}. {highlight.headline.text}[/]")
        for paragraph in highlight.paragraphs:
            out.print("   " + "".join(_joined(found.language, [s.text for s in paragraph])))
        names = dict.fromkeys(source.publisher for source in highlight.sources)
        out.print(f"   [dim]{', '.join(names)}[/]\n")


def _joined(language: str, sentences: list[str]) -> str:
    return ("" if language == "zh" else " ").join(sentences)
