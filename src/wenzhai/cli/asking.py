"""`wenzhai ask` and `wenzhai draft`: the archive's answers, and texts for clients made of an edition."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from wenzhai.cli.console import clear_errors, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json

if TYPE_CHECKING:
    from wenzhai.model import Answer, AnswerPart

_WORDS = {
    "en": {
        "none": "The archive does not say.",
        "searched": "{count:,} articles were searched.",
        "told": "told in Chinese",
        "otherwise": "Sources disagree: ",
    },
    "zh": {
        "none": "资料库中没有答案。",
        "searched": "共检索{count:,}篇文章。",
        "told": "原文为英文",
        "otherwise": "各来源说法不一：",
    },
}


def ask(
    question: Annotated[str, typer.Argument(help="A question, in English or Chinese.")],
    since: Annotated[
        str, typer.Option("--since", help="Only what was published from this day on: 2023-04-03.")
    ] = "",
    until: Annotated[str, typer.Option("--until", help="Only up to this day, it included.")] = "",
    lang: Annotated[
        str, typer.Option("--lang", "-l", help="en or zh: of the answer (default: the question's).")
    ] = "",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Ask the archive: a cited answer from what both languages' sources say, or that it does not say.

    Example: wenzhai ask "How much was TikTok fined in Britain?" --since 2023-04-03
    """
    _check_language(lang)
    days = _read_day(since, "--since"), _read_day(until, "--until")
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.asking import ask as ask_archive

    with clear_errors(), Newsroom.open(room) as newsroom, watch_steps() as steps:
        answer = ask_archive(
            newsroom, question, language=lang, since=days[0], until=days[1], steps=steps
        )
    if json:
        print_json(answer)
    else:
        print_answer(answer)


def print_answer(answer: Answer) -> None:
    """The sentences, each with who says it, when and where; or that the archive does not say."""
    words = _WORDS[answer.language]
    if not answer.is_known:
        searched = words["searched"].format(count=answer.searched)
        out.print(Text(words["none"], style="bold"), Text(searched, style="dim"))
        return
    for number, part in enumerate(answer.parts, 1):
        _print_part(number, part, answer.language, words["told"])
    for disagreement in answer.disagreements:
        sides = "; ".join(f"{value} ({cited.publisher})" for value, cited in disagreement.sides)
        out.print(Text(words["otherwise"], style="yellow"), Text(sides), sep="", soft_wrap=True)


def _print_part(number: int, part: AnswerPart, language: str, told: str) -> None:
    out.print(Text(f"{number}. "), Text(part.sentence.text, style="bold"), sep="", soft_wrap=True)
    if part.rendered is not None:
        out.print(Text(f"   {part.rendered.text}"), soft_wrap=True)
    for cited in part.sentence.citations[:2]:
        place = f", {cited.location}" if cited.location else ""
        other = f" ({told})" if part.language != language else ""
        line = f"   {cited.publisher}, {cited.published_at:%Y-%m-%d}{place}{other}  {cited.url}"
        out.print(Text(line, style="dim"), soft_wrap=True)


def _check_language(lang: str) -> None:
    if lang not in ("", "en", "zh"):
        raise typer.BadParameter("en or zh", param_hint="--lang")


def _read_day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("write a day as 2023-04-03", param_hint=option) from None


draft_app = typer.Typer(
    name="draft",
    help="Texts for a client, made of an edition's cited sentences.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)

_TEXTS = {
    "email": (
        "Draft an e-mail to a client: what happened that concerns them, and what comes.",
        'wenzhai draft email 2023-W15-en --for "Harbour Coffee" --out mail.eml',
    ),
    "brief": (
        "Draft a brief of one page: the week's facts, its figures and the days ahead.",
        'wenzhai draft brief 2023-W15-en --for "Harbour Coffee"',
    ),
    "proposal": (
        "Draft the outline of a business proposal: the evidence is filled in, what you offer is left open.",
        'wenzhai draft proposal 2023-W15-zh --for "海港咖啡"',
    ),
    "plan": (
        "Draft a promotion plan around the days that the edition sees coming.",
        'wenzhai draft plan 2023-W15-en --for "Harbour Coffee" --out plan.md',
    ),
}


def _add_text(kind: str, what: str, example: str) -> None:
    """Register `wenzhai draft KIND`: all four take the same options."""

    def draft(
        edition: Annotated[str, typer.Argument(help="An edition's id, such as 2023-W15-en.")],
        client: Annotated[str, typer.Option("--for", help="The client whom it is for.")] = "",
        lang: Annotated[
            str, typer.Option("--lang", "-l", help="en or zh: the same edition in that language.")
        ] = "",
        out_file: Annotated[
            Path | None,
            typer.Option("--out", "-o", help="Write to this file; .eml gives a mail."),
        ] = None,
        room: InRoom = Path(),
        json: Json = False,
    ) -> None:
        _draft(kind, edition, client, lang, out_file, room, json=json)

    draft_app.command(kind, help=f"{what}\n\nExample: {example}")(draft)


for _kind, (_what, _example) in _TEXTS.items():
    _add_text(_kind, _what, _example)


def _draft(
    kind: str,
    edition: str,
    client: str,
    lang: str,
    out_file: Path | None,
    room: Path,
    *,
    json: bool,
) -> None:
    _check_language(lang)
    if not client.strip():
        raise typer.BadParameter("say whom it is for", param_hint="--for")
    if out_file is not None and out_file.suffix == ".eml" and kind != "email":
        raise typer.BadParameter("only an e-mail can be .eml", param_hint="--out")
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.client_texts import draft_text, render_text
    from wenzhai.newsroom.creating import write_whole

    with clear_errors(), Newsroom.open(room) as newsroom:
        text = draft_text(newsroom, kind, edition, client, lang)
        if out_file is not None:
            write_whole(out_file, render_text(text, mail=out_file.suffix == ".eml"))
    if json:
        print_json(text)
    elif out_file is not None:
        out.print(f"The draft is in {out_file}", markup=False, soft_wrap=True)
    else:
        typer.echo(render_text(text).decode("utf-8"), nl=False)
