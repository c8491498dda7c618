"""`wenzhai check`: any text and its sources to verdicts on every figure, name and quotation."""

from __future__ import annotations

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import EXIT_ERROR, EXIT_PARTIAL, clear_errors, err, out, print_json
from wenzhai.cli.options import InRoom, Json
from wenzhai.errors import InputError

if TYPE_CHECKING:
    from wenzhai.language.names import NameFinder
    from wenzhai.model import CheckedPart, CheckedSentence, CheckedText
    from wenzhai.newsroom.gathering import Gathered
    from wenzhai.newsroom.reading_texts import WrittenText
    from wenzhai.ports import Fetcher

_EDITION = re.compile(r"\d{4}-(?:W\d\d|\d\d-\d\d)-(?:en|zh)")
_COLOURS = {"supported": "green", "contradicted": "red", "unsupported": "yellow"}
_MARKS = {"supported": "✓", "contradicted": "✗", "unsupported": "?", "not checkable": "·"}
_VERDICTS_ZH = {
    "supported": "相符", "contradicted": "矛盾", "unsupported": "未见依据", "not checkable": "无法核对",
}  # fmt: skip


def check(
    text: Annotated[
        str,
        typer.Argument(
            help="A text (.md, .txt, .html, .docx), - for standard input, or an edition's id."
        ),
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            "--against", "-a", help="A source: a file, a folder, an address, JSON lines. Repeat it."
        ),
    ] = None,
    more: Annotated[
        list[str] | None, typer.Argument(metavar="[MORE SOURCES]...", help="Further sources.")
    ] = None,
    lang: Annotated[
        str, typer.Option("--lang", "-l", help="en or zh: of the explanations.")
    ] = "en",
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the report as one page to this file.")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 when something is contradicted or unsupported.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Show the sentences that hold, too.")
    ] = False,
    withheld: Annotated[
        bool,
        typer.Option("--withheld", help="Of an edition: show what the gate kept out, and why."),
    ] = False,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Check any text against its sources: every figure, name and quotation, sentence by sentence.

    A sentence with a link to one of the sources is held against that one; any other against all. An
    edition's id (2023-W15-en) checks what it printed against the passages that it cites.

    Example: wenzhai check newsletter.md --against sources/ https://example.org/report
    """
    if lang not in ("en", "zh"):
        raise typer.BadParameter("en or zh", param_hint="--lang")
    places = [*(against or []), *(more or [])]
    is_edition = bool(_EDITION.fullmatch(text)) and not Path(text).exists()
    if withheld:
        if not is_edition:
            raise typer.BadParameter(
                "--withheld goes with an edition's id", param_hint="--withheld"
            )
        _show_withheld(text, room, json=json)
        return
    if is_edition and places:
        raise typer.BadParameter("an edition has its sources with it", param_hint="--against")
    if not is_edition and not places:
        raise typer.BadParameter(
            "name at least one source: --against FILE, FOLDER or ADDRESS", param_hint="--against"
        )
    with clear_errors():
        checked = (
            _check_edition(text, room, lang) if is_edition else _check(text, places, room, lang)
        )
        if html is not None:
            from wenzhai.newsroom.creating import write_whole
            from wenzhai.stages.publish import render_check_report

            write_whole(html, render_check_report(checked).encode("utf-8"))
    for place, reason in checked.unread.items():
        err.print(f"{place}: {reason}", markup=False, soft_wrap=True)
    if json:
        print_json(checked)
    else:
        print_checked(checked, every=every)
        if html is not None:
            out.print(f"The report is in {html}", markup=False, soft_wrap=True)
    if strict and checked.failing:
        raise typer.Exit(EXIT_ERROR)
    if checked.unread:
        raise typer.Exit(EXIT_PARTIAL)


def _check_edition(edition: str, room: Path, lang: str) -> CheckedText:
    from wenzhai.newsroom import Newsroom, rechecking

    with Newsroom.open(room) as newsroom:
        return rechecking.check_edition(newsroom, edition, lang)


def _check(text: str, places: list[str], room: Path, lang: str) -> CheckedText:
    """Check a text; in a newsroom's folder with its names and its rules of fetching, else with ours."""
    from wenzhai.newsroom import Newsroom, checking
    from wenzhai.newsroom.gathering import gather_sources
    from wenzhai.newsroom.room import SETTINGS_FILE
    from wenzhai.services.http import PoliteFetcher
    from wenzhai.settings import CollectSettings

    written = _read(text)
    with ExitStack() as open_things:
        if (room / SETTINGS_FILE).exists():
            newsroom = open_things.enter_context(Newsroom.open(room))
            names: NameFinder = newsroom.names
            fetch = lambda: newsroom.fetcher  # noqa: E731  # two ways to come by one
        else:
            from wenzhai.pipes import load_names

            names = load_names()
            fetch = _Once(lambda: open_things.enter_context(PoliteFetcher(CollectSettings())))
        gathered: Gathered = gather_sources(places, fetch)
    if not gathered.sources:
        named = "; ".join(f"{place}: {why}" for place, why in gathered.unread.items())
        raise InputError(f"none of the sources could be read ({named})", where="--against")
    folder = None if text == "-" else Path(text).resolve().parent
    title = written.title or ("" if text == "-" else Path(text).name)
    return checking.check_written(written, gathered, names, lang, title=title, folder=folder)


class _Once:
    """Makes a fetcher when it is first asked for, and gives the same one from then on."""

    def __init__(self, make: object) -> None:
        self._make = make
        self._made: Fetcher | None = None

    def __call__(self) -> Fetcher:
        if self._made is None:
            self._made = self._make()  # type: ignore[operator]
        assert self._made is not None  # noqa: S101  # made above
        return self._made


def _read(text: str) -> WrittenText:
    from wenzhai.newsroom.reading_texts import LARGEST_TEXT, read_text

    try:
        if text == "-":
            data = sys.stdin.buffer.read(LARGEST_TEXT + 1)
        else:
            with Path(text).open("rb") as file:
                data = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise InputError(
            f"the text cannot be read: {error.strerror}", where=text, remedy="Correct the path."
        ) from error
    written = read_text(data, "standard input" if text == "-" else text)
    if not written.text.strip():
        raise InputError("the text is empty", where=text)
    return written


def print_checked(checked: CheckedText, *, every: bool = False) -> None:
    """The sentences that fail (with `every`, all that say something that can be checked), and a summary."""
    chinese = checked.language == "zh"
    shown = [s for s in checked.sentences if s.fails or s.notes or (every and s.parts) or s.on_word]
    titles = {source.id: source.title for source in checked.sources}
    for sentence in shown:
        _print_sentence(sentence, titles, every=every, chinese=chinese)
    failing, whole = checked.failing, len(checked.sentences)
    parts = ", ".join(
        f"{number} {_VERDICTS_ZH[verdict] if chinese else verdict}"
        for verdict, number in checked.counts.items()
    )
    colour = "red" if failing else "green"
    if chinese:
        out.print(
            f"[bold {colour}]{whole}句中有{failing}句未获来源支持[/]（{parts or '无可核对之处'}），"
            f"核对来源{len(checked.sources)}篇。",
            soft_wrap=True,
        )
    else:
        out.print(
            f"[bold {colour}]{failing} of {whole} sentences do not hold[/] ({parts or 'nothing to check'}), "
            f"against {len(checked.sources)} source{'s' if len(checked.sources) != 1 else ''}.",
            soft_wrap=True,
        )


def _print_sentence(
    sentence: CheckedSentence, titles: dict[str, str], *, every: bool, chinese: bool
) -> None:
    from rich.text import Text

    line = Text(sentence.text)
    for part in sentence.parts:
        colour = _COLOURS.get(part.verdict, "dim")
        line.stylize(f"bold {colour}" if part.verdict != "supported" else colour, *part.span)
    out.print(Text(f"{sentence.number:>3}  "), line, sep="", soft_wrap=True)
    for part in sentence.parts:
        if part.verdict in ("contradicted", "unsupported") or every:
            _print_part(part, titles, chinese=chinese)
    if sentence.on_word:
        words = "由编辑决定刊登：" if chinese else "printed on the editor's word: "
        out.print(f"     {words}{sentence.on_word}", markup=False, soft_wrap=True)
    for note in sentence.notes:
        out.print(f"     [dim]{escape(note)}[/]", soft_wrap=True)
    out.print()


def _print_part(part: CheckedPart, titles: dict[str, str], *, chinese: bool) -> None:
    colour = _COLOURS.get(part.verdict, "dim")
    verdict = _VERDICTS_ZH[part.verdict] if chinese else part.verdict
    out.print(
        f"     [{colour}]{_MARKS[part.verdict]} {verdict}[/]  [bold]{escape(part.text)}[/]  {escape(part.why)}",
        soft_wrap=True,
    )
    if part.excerpt is not None:
        title = titles.get(part.excerpt.source, part.excerpt.source)
        out.print(f"       [dim]“{escape(part.excerpt.text)}” {escape(title)}[/]", soft_wrap=True)


def _show_withheld(edition: str, room: Path, *, json: bool) -> None:
    from wenzhai.newsroom import Newsroom, overruling

    with clear_errors(), Newsroom.open(room) as newsroom:
        found = overruling.list_withheld(newsroom, edition)
    if json:
        print_json(found)
        return
    for sentence in found:
        out.print(f"[bold]{sentence.id}[/]  {escape(sentence.text)}", soft_wrap=True)
        for why in sentence.reasons:
            out.print(f"          [yellow]{escape(why)}[/]", soft_wrap=True)
        out.print(f"          [dim]{escape(sentence.publisher)}[/]", soft_wrap=True)
        if sentence.on_word:
            out.print(f"          overruled: {sentence.on_word}", markup=False, soft_wrap=True)
    if not found:
        out.print("The gate kept nothing out of this edition.")


def overrule(
    edition: Annotated[str, typer.Argument(help="An edition's id, such as 2023-W15-en.")],
    sentence: Annotated[
        str, typer.Argument(help="A withheld sentence's id, as check EDITION --withheld shows it.")
    ],
    why: Annotated[str, typer.Option("--why", help="Your reason: it is kept, and printed.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let the verdict stand again.")] = False,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Print a sentence that the check withheld, on your word: the reason stands beside it.

    Example: wenzhai overrule 2023-W15-en 3f2a91c0 --why "confirmed by the company on the telephone"
    """
    from wenzhai.newsroom import Newsroom, overruling

    if undo and why:
        raise typer.BadParameter("--undo takes no reason", param_hint="--why")
    with clear_errors(), Newsroom.open(room) as newsroom:
        if undo:
            said = overruling.uphold_verdict(newsroom, edition, sentence)
        else:
            said = overruling.overrule_verdict(newsroom, edition, sentence, why)
    if json:
        print_json(said)
        return
    words = "The verdict stands again" if undo else "It may print on your word"
    period = edition.rpartition("-")[0]
    out.print(f"{words}: “{said.text}”", markup=False, soft_wrap=True)
    out.print(
        f"Make the edition again: wenzhai make --period {period}", markup=False, soft_wrap=True
    )
