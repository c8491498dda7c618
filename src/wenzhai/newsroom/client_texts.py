"""Texts for a client: an edition that was made to an e-mail, a brief, a proposal or a plan."""

from __future__ import annotations

from collections.abc import Iterator

from wenzhai.errors import InputError
from wenzhai.model import CLIENT_TEXT_KINDS, Citation, ClientText, Edition
from wenzhai.newsroom.rights import clear_edition
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
    cleared, _ = clear_edition(room, edition)
    whole = {cited.passage_id: cited for cited in _list_citations(edition)}
    return write_client_text(cleared, kind, client, days, room.names, whole)


def _list_citations(edition: Edition) -> Iterator[Citation]:
    for highlight in edition.highlights:
        for sentence in (highlight.headline, *(s for p in highlight.paragraphs for s in p)):
            yield from sentence.citations
    for number in edition.numbers:
        yield from number.sentence.citations
    for event in edition.coming_up:
        yield event.citation


def render_text(text: ClientText, *, mail: bool = False) -> bytes:
    """The text as Markdown, or as an .eml file."""
    render = render_client_mail if mail else render_client_markdown
    return render(text, words_of(text.language)["sources"])
