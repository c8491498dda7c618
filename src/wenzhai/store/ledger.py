"""The ledger: figures by story, looked up by subject, measure, unit and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import sqlalchemy as sa

from wenzhai.model import LedgerEntry
from wenzhai.store import schema
from wenzhai.store.rows import Rows, chunks, encode


class Ledger(Rows):
    """Figures that stories report. A story's are replaced together; those of stories that are no more
    go with them."""

    def save_ledger(self, entries: Mapping[str, Sequence[LedgerEntry]]) -> None:
        """Replace the entries of these stories (by id), in one transaction."""
        ledger, stories = schema.ledger, schema.stories
        rows = [
            {
                "id": entry.id,
                "story_id": story_id,
                "subject": entry.subject,
                "measure": entry.measure,
                "unit": entry.unit,
                "date": entry.date,
                "body": encode(entry),
            }
            for story_id, found in sorted(entries.items())
            for entry in found
        ]
        with self._writer.begin() as connection:
            for part in chunks(sorted(entries)):
                connection.execute(sa.delete(ledger).where(ledger.c.story_id.in_(part)))
            told = sa.select(stories.c.id)
            connection.execute(sa.delete(ledger).where(ledger.c.story_id.not_in(told)))
            if rows:
                self._put(connection, ledger, rows)

    def find_figures(
        self,
        *,
        subjects: Sequence[str] | None = None,
        measure: str = "",
        unit: str = "",
        since: str = "",
        story_id: str = "",
    ) -> list[LedgerEntry]:
        """The entries of any of `subjects` (ids of names; None: of all), of this measure, unit and
        story, dated `since` (ISO 8601) or later; what is empty does not narrow. By subject, measure,
        date and id."""
        c = schema.ledger.c
        query = sa.select(c.body).order_by(c.subject, c.measure, c.date, c.id)
        if subjects is not None:
            query = query.where(c.subject.in_(list(subjects)))
        if measure:
            query = query.where(c.measure == measure)
        if unit:
            query = query.where(c.unit == unit)
        if since:
            query = query.where(c.date >= since)
        if story_id:
            query = query.where(c.story_id == story_id)
        decode = msgspec.json.Decoder(LedgerEntry).decode
        return [decode(row.body) for row in self._read(query)]
