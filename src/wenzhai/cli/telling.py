"""`wenzhai stories` and `story`: what happened, best first, and all there is on one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import clear_errors, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json, PeriodOption

if TYPE_CHECKING:
    from wenzhai.model import StoryChange
    from wenzhai.newsroom.story_pages import StoryFile

_REASONS = 4  # of a story in a list; wenzhai story has them all
_SHORT = 8  # characters of an id that are shown: enough to name a story


def stories(
    period: PeriodOption = "",
    most: Annotated[int, typer.Option("--most", "-n", help="How many to list.")] = 20,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """List the stories of a week or a day, best first, with languages, publishers and the reasons.

    Example: wenzhai stories --period 2023-W15 --most 30
    """
    from wenzhai.newsroom import Newsroom, ranking

    with clear_errors(), Newsroom.open(room) as newsroom:
        chosen = newsroom.read_period(period)
        with watch_steps() as steps:
            ranked = ranking.rank_period(newsroom, chosen, steps).ranked
    if json:
        print_json(ranked[:most])
        return
    for r in ranked[:most]:
        best = [reason.words for reason in r.reasons if reason.points > 0][:_REASONS]
        against = [reason.words for reason in r.reasons if reason.points < 0][:1]
        facts = [
            r.story.id[:_SHORT],
            r.kind,
            "+".join(r.story.languages),
            f"{len(r.story.publishers)} publishers, {len(r.story.article_ids)} reports",
            f"score {r.score:.2f}",
        ]
        out.print(f"[bold]{r.rank:>3}  {escape(r.story.title)}[/]", soft_wrap=True)
        out.print(f"     [dim]{' · '.join(facts)}[/]", soft_wrap=True)
        but = f"; but {against[0]}" if against else ""
        out.print(f"     {escape('; '.join(best) + but)}", soft_wrap=True)


def story(
    id: Annotated[  # noqa: A002  # the argument's name as it stands in the usage line
        str, typer.Argument(help="A story's id, or its beginning, as wenzhai stories shows it.")
    ],
    merge: Annotated[
        str, typer.Option("--merge", help="Make it one with the story of this id.")
    ] = "",
    split: Annotated[
        str, typer.Option("--split", help="Take these reports out of it: 2,5,6.")
    ] = "",
    accept: Annotated[bool, typer.Option("--accept", help="Have it in its edition.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Keep it out of its edition.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, kept with the judgement.")] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="en or zh: of the words.")] = "en",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Show one story: its reports and why each is in it, its thread, what its sources disagree on.

    With --merge, --split, --accept or --reject say what you make of it; that is kept, and no later
    run undoes it.

    Example: wenzhai story 3f2a91c0 --split 4,7 --why "another fine"
    """
    from wenzhai.newsroom import Newsroom, judging, story_pages

    said = sum((bool(merge), bool(split), accept, reject))
    if said > 1:
        raise typer.BadParameter("one of --merge, --split, --accept and --reject at a time")
    if why and not said:
        raise typer.BadParameter(
            "a reason goes with --merge, --split, --accept or --reject", param_hint="--why"
        )
    numbers = _read_numbers(split) if split else []
    if lang not in ("en", "zh"):
        raise typer.BadParameter("en or zh", param_hint="--lang")
    with clear_errors(), Newsroom.open(room) as newsroom:
        shown = id
        if merge:
            shown = judging.merge_stories(newsroom, id, merge, why).id
        elif split:
            rest, taken = judging.split_story(newsroom, id, numbers, why)
            shown = rest.id
            if not json:
                out.print(f"{len(taken.article_ids)} reports are now story {taken.id[:_SHORT]}.")
        elif accept:
            judging.accept_story(newsroom, id, why)
        elif reject:
            judging.reject_story(newsroom, id, why)
        found = story_pages.open_story(newsroom, shown, lang)
    if json:
        print_json(found)
        return
    _print_page(found)


def _read_numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.replace("，", ",").split(",") if part.strip()]
    except ValueError:
        raise typer.BadParameter(
            f"“{text}” is no list of numbers such as 2,5,6", param_hint="--split"
        ) from None


def _print_page(found: StoryFile) -> None:
    from rich.table import Table

    page = found.page
    out.print(f"[bold]{escape(page.title)}[/]")
    facts = [
        page.story_id,
        page.kind,
        "+".join(page.languages),
        f"{page.publishers} independent publishers",
        f"{len(page.members)} reports",
        f"rank {page.rank}, score {page.score:.2f}" if page.rank else "",
    ]
    out.print(f"[dim]{' · '.join(fact for fact in facts if fact)}[/]\n")
    table = Table("", "When (UTC)", "Publisher", "Report", "Why it is of this story")
    for number, m in enumerate(page.members, 1):
        marks = [
            word for word, holds in (("first", m.first), ("primary source", m.primary)) if holds
        ]
        why = f"repeats {m.copy_of}" if m.copy_of else "; ".join(m.evidence)
        sure = "by the editor: " if m.linked_by == "editor" else f"{m.link:.0%} " if m.link else ""
        near = f" ({m.linked_to})" if m.linked_to and not m.copy_of else ""
        table.add_row(
            str(number),
            f"{m.published_at:%m-%d %H:%M}",
            escape(m.publisher + (f" [{', '.join(marks)}]" if marks else "")),
            escape(m.title),
            escape(sure + why + near),
        )
    out.print(table)
    if len(page.timeline) > 1:
        out.print("\n[bold]Thread[/]")
        for entry in page.timeline:
            mark = "→" if entry.current else " "
            printed = f"  [dim]printed in {entry.edition}[/]" if entry.edition else ""
            out.print(
                f" {mark} {entry.at:%Y-%m-%d}  {entry.story_id[:_SHORT]}  "
                f"{escape(entry.title)}{printed}",
                soft_wrap=True,
            )
    if page.disagreements:
        out.print("\n[bold]Sources disagree[/]")
        for disagreement in page.disagreements:
            sides = "; ".join(f"{value}: {c.publisher}" for value, c in disagreement.sides)
            out.print(f"   {escape(sides)}", soft_wrap=True)
    if found.charts:
        out.print("\n[bold]Charts[/]")
        for chart in found.charts:
            out.print(
                f"   {chart.edition} {chart.place}: {escape(chart.title)} ({chart.values} values)",
                soft_wrap=True,
            )
    if page.reasons:
        out.print(f"\n[bold]Ranks by[/] {escape('; '.join(page.reasons))}", soft_wrap=True)
    for change in found.changes:
        out.print(f"[dim]{change.at:%Y-%m-%d %H:%M}  {_describe(change)}[/]", soft_wrap=True)


def _describe(change: StoryChange) -> str:
    reports = f"{len(change.articles)} report{'s' if len(change.articles) != 1 else ''}"
    others = ", ".join(key[:_SHORT] for key in change.others)
    return {
        "new": f"first told, with {reports}",
        "grown": f"{reports} joined",
        "merged": f"took in {others}, {reports}",
        "split": f"{reports} left for {others}",
        "gone": f"is no more; its reports are in {others}" if others else "is no more",
    }[change.kind]
