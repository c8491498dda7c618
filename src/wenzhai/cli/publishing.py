"""`wenzhai publish`, `sign`, `verify`, `correct` and `rights`: an edition on its way to readers, and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from wenzhai.cli.console import EXIT_ERROR, clear_errors, out, print_json, watch_steps
from wenzhai.cli.options import InRoom, Json

if TYPE_CHECKING:
    from wenzhai.model import RightsRecord, Verification
    from wenzhai.newsroom import Newsroom

EditionArgument = Annotated[
    str, typer.Argument(help="An edition such as 2023-W15-en, or all of a period: 2023-W15.")
]
ByOption = Annotated[str, typer.Option("--by", help="The editor who answers for it.")]
AtOption = Annotated[
    str, typer.Option("--at", help="The time to sign with, ISO 8601 (default: now).")
]
ToOption = Annotated[
    Path | None,
    typer.Option("--to", help="Publish to this folder (default: editions in the newsroom)."),
]


def sign(
    edition: EditionArgument,
    by: ByOption,
    at: AtOption = "",
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take the signature back, for a reason.")
    ] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, kept in the chain.")] = "",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Sign off an edition: it is frozen, hashed, signed and chained to the one before.

    Example: wenzhai sign 2023-W15 --by "Lin Yue"
    """
    from wenzhai.newsroom import Newsroom, signing

    with clear_errors(), Newsroom.open(room) as newsroom:
        time = _read_time(at)
        links = (
            signing.withdraw(newsroom, edition, by=by, why=why, at=time)
            if withdraw
            else signing.sign_off(newsroom, edition, by=by, at=time)
        )
        _publish(newsroom, [link.edition_id for link in links], None)
    if json:
        print_json(links)
        return
    for link in links:
        done = "taken back" if link.kind == "withdrawn" else f"signed, revision {link.revision}"
        out.print(
            f"[bold]{link.edition_id}[/] {done}: by {escape(link.by)} on {link.at:%Y-%m-%d %H:%M} UTC, "
            f"link {link.sequence} of the chain, content {link.content[:16]}…",
            soft_wrap=True,
        )
    out.print(f"  key {links[-1].key}", soft_wrap=True)


def correct(
    edition: Annotated[str, typer.Argument(help="A signed edition such as 2023-W15-en.")],
    sentence: Annotated[
        str,
        typer.Option(
            "--sentence",
            "-s",
            help="Which: h2-1 is highlight 2, sentence 1 (0: headline), h2c1-3 a chart's value 3.",
        ),
    ],
    wrong: Annotated[str, typer.Option("--wrong", help="The words that are wrong.")],
    right: Annotated[str, typer.Option("--right", help="The words in their place.")],
    by: ByOption,
    why: Annotated[
        str, typer.Option("--why", help="The reason, published with it; needed without a source.")
    ] = "",
    at: AtOption = "",
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Correct a signed edition: a new signed revision that says what was wrong, and what is right.

    Example: wenzhai correct 2023-W15-en -s h2-1 --wrong "6.2%" --right "6.2 points" --by "Lin Yue"
    """
    from wenzhai.newsroom import Newsroom, correcting

    with clear_errors(), Newsroom.open(room) as newsroom:
        link, correction = correcting.correct(
            newsroom,
            edition,
            place=sentence,
            wrong=wrong,
            right=right,
            by=by,
            why=why,
            at=_read_time(at),
        )
        _publish(newsroom, [edition], None)
    if json:
        print_json({"signature": link, "correction": correction})
        return
    ground = "checked against its passages" if correction.ground == "checked" else "on your word"
    out.print(f"[bold]{edition}[/], revision {link.revision}, {ground}:")
    out.print(f"  was  {correction.before}", markup=False, soft_wrap=True)
    out.print(f"  is   {correction.after}", markup=False, soft_wrap=True)


def publish(
    edition: EditionArgument = "",
    to: ToOption = None,
    again: Annotated[
        bool, typer.Option("--again", help="Make every file anew, also where nothing changed.")
    ] = False,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Publish an edition (none: all) in every format; what did not change is left as it is.

    Example: wenzhai publish 2023-W15 --to /srv/www/digest
    """
    from wenzhai.newsroom import Newsroom, publishing, signing

    with clear_errors(), Newsroom.open(room) as newsroom:
        found = (
            signing.find_editions(newsroom, edition) if edition else newsroom.store.load_editions()
        )
        with watch_steps() as steps:
            report = publishing.publish_editions(
                newsroom, [e.id for e in found], to=to, steps=steps, again=again
            )
    if json:
        print_json(report)
        return
    out.print(
        f"Published to {report.folder}: {len(report.built)} made, {report.kept} unchanged.",
        markup=False,
        soft_wrap=True,
    )
    for key in report.unsigned:
        out.print(f"  {key} is not signed: wenzhai sign {key} --by NAME", soft_wrap=True)


def verify(
    what: Annotated[str, typer.Argument(help="A folder, an address, or an edition's id.")],
    key: Annotated[
        str, typer.Option("--key", help="The newsroom's public key: 64 hex digits or key.pem.")
    ] = "",
    local: Annotated[
        bool, typer.Option("--local", help="The address may be on this machine or its network.")
    ] = False,
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Verify what was published: signatures, chain, every file. Exit 1 where anything was changed.

    Example: wenzhai verify https://digest.example/ --key 3b6a…
    """
    from wenzhai.newsroom import verifying
    from wenzhai.services.signing import read_public

    with clear_errors(), _maybe_open(room) as newsroom:
        found = verifying.verify(
            what, key=read_public(key) if key else "", room=newsroom, local=local
        )
    if json:
        print_json({"whole": found.is_whole, **_as_dict(found)})
    else:
        _print_verification(found)
    if not found.is_whole:
        raise typer.Exit(EXIT_ERROR)


def rights(
    edition: Annotated[str, typer.Argument(help="An edition such as 2023-W15-en.")],
    room: InRoom = Path(),
    json: Json = False,
) -> None:
    """Show what an edition takes from whom, under which limits, and what was left out.

    Example: wenzhai rights 2023-W15-en
    """
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.rights import show_rights

    with clear_errors(), Newsroom.open(room) as newsroom:
        record = show_rights(newsroom, edition)
    if json:
        print_json(record)
    else:
        _print_rights(record)


def _publish(newsroom: Newsroom, ids: list[str], to: Path | None) -> None:
    from wenzhai.newsroom import publishing

    with watch_steps() as steps:
        publishing.publish_editions(newsroom, ids, to=to, steps=steps)


@contextmanager
def _maybe_open(room: Path) -> Iterator[Newsroom | None]:
    """The newsroom here, if there is one: a reader who verifies has none."""
    from wenzhai.newsroom import Newsroom
    from wenzhai.newsroom.room import SETTINGS_FILE

    if not (room / SETTINGS_FILE).exists():
        yield None
        return
    with Newsroom.open(room) as newsroom:
        yield newsroom


def _read_time(text: str) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"“{text}” is not a time such as 2023-04-17T08:00:00+08:00", param_hint="--at"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _as_dict(found: Verification) -> dict[str, object]:
    import msgspec

    return dict(msgspec.to_builtins(found))


def _print_verification(found: Verification) -> None:
    state = "[bold green]whole[/]" if found.is_whole else "[bold red]not as it was signed[/]"
    out.print(
        f"{escape(found.place)}: {state} ({found.editions} signed editions, {found.files} files)",
        soft_wrap=True,
    )
    for finding in found.findings:
        out.print(
            f"  [red]{finding.kind}[/]  {escape(finding.path)}: {escape(finding.words)}",
            soft_wrap=True,
        )
    for note in found.notes:
        out.print(f"  {escape(note)}", soft_wrap=True)
    if found.key and not found.trusted:
        out.print(
            f"  The key is the place's own, {found.key}: compare it with the one that the newsroom "
            "gives elsewhere, or name that with --key.",
            soft_wrap=True,
        )


def _print_rights(record: RightsRecord) -> None:
    from rich.table import Table

    out.print(f"[bold]{record.edition_id}[/], as of {record.on.isoformat()}\n")
    table = Table("Publisher", "Report", "Taken", "Limit", "Of", "Passages", "Cut", "Terms")
    for q in record.quotations:
        table.add_row(
            escape(q.publisher),
            escape(q.title),
            f"{q.taken} {q.unit}",
            str(q.limit),
            str(q.length or "summary"),
            str(q.passages),
            str(q.withheld or ""),
            escape(", ".join(part for part in (q.licence, q.attribution) if part)),
        )
    out.print(table)
    if record.pictures:
        table = Table("Picture", "Use", "Shown", "Until", "Licence", "Credit")
        for p in record.pictures:
            table.add_row(
                escape(p.url),
                p.use,
                "yes" if p.shown else "no",
                p.until.isoformat() if p.until else "",
                escape(p.licence),
                escape(p.credit),
            )
        out.print(table)
    for item in record.left_out:
        out.print(f"  {item.what} ({escape(item.place)}): {escape(item.why)}", soft_wrap=True)
        if item.text:
            out.print(f"      {item.text}", markup=False, soft_wrap=True)
