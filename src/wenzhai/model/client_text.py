"""ClientText: a text for a client, made of an edition's cited sentences."""

from __future__ import annotations

from typing import Literal

import msgspec

from wenzhai.model.highlight import Sentence

ClientTextKind = Literal["email", "brief", "proposal", "plan"]
CLIENT_TEXT_KINDS: tuple[ClientTextKind, ...] = ("email", "brief", "proposal", "plan")


class ClientItem(msgspec.Struct, frozen=True, kw_only=True):
    """One point: a `title` and `sentences`, all cited; before them a `lead`, which is a day. `open_words`
    are a place for the writer to fill."""

    lead: str = ""
    title: Sentence | None = None
    sentences: tuple[Sentence, ...] = ()
    open_words: str = ""

    @property
    def cited(self) -> tuple[Sentence, ...]:
        return (*((self.title,) if self.title else ()), *self.sentences)


class ClientSection(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with its points."""

    heading: str
    items: tuple[ClientItem, ...]


class ClientText(msgspec.Struct, frozen=True, kw_only=True):
    """A text of this `kind` for `client` in `language` (`en`, `zh`), from the edition of id `edition`.

    Only `sentences` state anything about the world, and all of them are cited and checked; `opening` and
    `closing` are the house's own fixed words. `withheld` counts what the gate kept out."""

    kind: ClientTextKind
    edition: str
    client: str
    language: str
    title: str
    opening: tuple[str, ...]
    sections: tuple[ClientSection, ...]
    closing: tuple[str, ...]
    withheld: int = 0

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(s for part in self.sections for item in part.items for s in item.cited)
