"""Texts for a client: an edition that was made to an e-mail, a brief, a proposal or a plan."""

from __future__ import annotations

from wenzhai.errors import InputError
from wenzhai.model import CLIENT_TEXT_KINDS, ClientText
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.highlight import words_of, write_client_text
from wenzhai.stages.layout.words import write_days
from wenzhai.stages.publish.client_texts import render_client_mail, render_client_markdown


def draft_text(
    room: Newsroom, kind: str, edition_id: str, client: str, language: str = ""
) -> ClientText:
    """The text of `kind` (`email`, `brief`, `proposal`, `plan`) for `client` from the edition of this id,
    or from the same edition in `language`.

    Raises NotFound when there is no such edition, InputError for an unknown kind."""
    if kind not in CLIENT_TEXT_KINDS:
        raise InputError(
            f"“{kind}” is no kind of text", remedy=f"Use one of {', '.join(CLIENT_TEXT_KINDS)}."
        )
    if language:
        edition_id = f"{edition_id.removesuffix('-en').removesuffix('-zh')}-{language}"
    edition = room.store.load_edition(edition_id)
    days = write_days(edition.starts_on, edition.ends_on, edition.language)
    if edition.starts_on == edition.ends_on:
        days = edition.subtitle.partition(" · ")[0]
    return write_client_text(edition, kind, client, days, room.names)


def render_text(text: ClientText, *, mail: bool = False) -> bytes:
    """The text as Markdown, or as an .eml file."""
    render = render_client_mail if mail else render_client_markdown
    return render(text, words_of(text.language)["sources"])
