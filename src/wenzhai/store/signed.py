"""The chain of signatures, which only grows, and the editions as they were signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from wenzhai.errors import InputError, NotFound
from wenzhai.model import Edition, RightsRecord, Signature, WithheldSentence
from wenzhai.store import schema
from wenzhai.store.rows import Rows, encode


class _Revised(msgspec.Struct):
    revision: int = 0


class Signed(Rows):
    """Signatures are added and never changed."""

    def save_signature(self, link: Signature, edition: Edition, rights: RightsRecord) -> None:
        """Add a link to the chain with the edition that it is of, which stands from now on, and the
        record of its rights.

        Raises InputError where another link was added since the chain was read."""
        table, row = schema.signatures, edition_row(edition)
        with self._writer.begin() as connection:
            last = connection.execute(
                sa.select(table.c.body).order_by(table.c.sequence.desc()).limit(1)
            ).scalar()
            before = msgspec.json.decode(last, type=Signature).sequence if last else 0
            if link.sequence != before + 1:
                raise InputError(
                    "someone else signed at the same moment",
                    where=link.edition_id,
                    remedy="Run the command again.",
                )
            connection.execute(
                sa.insert(table),
                {
                    "sequence": link.sequence,
                    "edition_id": link.edition_id,
                    "body": encode(link),
                    "edition": row["body"],
                    "rights": encode(rights),
                },
            )
            self._put(connection, schema.editions, [row])

    def load_chain(self) -> list[Signature]:
        """All signatures in order."""
        t = schema.signatures.c
        decode = msgspec.json.Decoder(Signature).decode
        return [decode(row.body) for row in self._read(sa.select(t.body).order_by(t.sequence))]

    def load_revision(self, edition_id: str, revision: int) -> Edition:
        """An edition as it was signed in that revision. Raises NotFound."""
        signed = self.load_signed(edition_id, revision)
        if signed is None:
            raise NotFound(f"there is no revision {revision} of {edition_id}")
        return msgspec.json.decode(signed, type=Edition)

    def load_signed(self, edition_id: str, revision: int) -> bytes | None:
        """The JSON of an edition as it was signed in that revision, by whatever version of this program
        did: its fields are those that were hashed. None where there is no such revision."""
        t = schema.signatures.c
        query = sa.select(t.edition).where(t.edition_id == edition_id).order_by(t.sequence)
        for row in self._read(query):
            if msgspec.json.decode(row.edition, type=_Revised).revision == revision:
                return bytes(row.edition)
        return None

    def load_rights(self, edition_id: str) -> RightsRecord | None:
        """The record of the edition as it was last signed; None where it never was."""
        t = schema.signatures.c
        query = (
            sa.select(t.rights)
            .where(t.edition_id == edition_id)
            .order_by(t.sequence.desc())
            .limit(1)
        )
        for row in self._read(query):
            return msgspec.json.decode(row.rights, type=RightsRecord)
        return None

    def save_editions(
        self,
        editions: Sequence[Edition],
        withheld: Mapping[str, Sequence[WithheldSentence]] | None = None,
    ) -> None:
        """Keep the editions of a week, all languages in one transaction, with what the gate `withheld`
        from each, by the edition's id.

        Raises InputError, and keeps none, where one is signed and would change."""
        rows = [edition_row(edition) for edition in editions]
        kept_out: list[dict[str, object]] = [
            {"edition_id": edition_id, "id": sentence.id, "place": place, "body": encode(sentence)}
            for edition_id, sentences in (withheld or {}).items()
            for place, sentence in enumerate(sentences)
        ]
        t, w = schema.signatures, schema.withheld
        with self._writer.begin() as connection:
            for edition, row in zip(editions, rows, strict=True):
                query = (
                    sa.select(t.c.body, t.c.edition)
                    .where(t.c.edition_id == row["id"])
                    .order_by(t.c.sequence.desc())
                    .limit(1)
                )
                for last in connection.execute(query):
                    link = msgspec.json.decode(last.body, type=Signature)
                    if link.kind == "withdrawn" or last.edition == row["body"]:
                        continue
                    # What an earlier version signed has other bytes, and may say the same.
                    if msgspec.json.decode(last.edition, type=Edition) != edition:
                        raise refuse_change(link)
            self._put(connection, schema.editions, rows)
            for edition_id in withheld or {}:
                connection.execute(sa.delete(w).where(w.c.edition_id == edition_id))
            self._put(connection, w, kept_out)


def refuse_change(link: Signature) -> InputError:
    """A signed edition does not change: what to say, and what to do instead."""
    return InputError(
        f"edition {link.edition_id} was signed by {link.by} on {link.at:%Y-%m-%d} and does not change",
        where=link.edition_id,
        remedy=f"Correct it: wenzhai correct {link.edition_id} --sentence … --wrong … --right …; or "
        f"take the signature back: wenzhai sign {link.edition_id} --withdraw --by NAME --why …",
    )


def edition_row(edition: Edition) -> dict[str, object]:
    """An edition's row."""
    return {
        "id": edition.id,
        "week": edition.week,
        "language": edition.language,
        "number": edition.number,
        "body": encode(edition),
    }
