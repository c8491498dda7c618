"""What was made for editions: vectors, pictures, and the editions themselves."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from wenzhai.errors import NotFound
from wenzhai.model import Edition, WithheldSentence
from wenzhai.store import schema
from wenzhai.store.rows import Rows, chunks

_QUICKLY = 1  # level of compression: measures are read at every run


class Made(Rows):
    """Caches by content, and printed editions."""

    def get_many(self, keys: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Cached vectors by key; keys that are not kept are left out."""
        table, found = schema.vectors, {}
        for part in chunks(list(keys)):
            for row in self._read(sa.select(table).where(table.c.key.in_(part))):
                found[row.key] = np.frombuffer(row.vector, dtype="<f4").astype(np.float32)
        return found

    def put_many(self, vectors: Mapping[str, npt.NDArray[np.float32]]) -> None:
        rows = [{"key": k, "vector": v.astype("<f4").tobytes()} for k, v in vectors.items()]
        with self._writer.begin() as connection:
            self._put(connection, schema.vectors, rows)

    def load_measures(self, keys: Sequence[str]) -> dict[str, bytes]:
        """What is kept of these measures; the others are left out."""
        t, found = schema.measures.c, {}
        for part in chunks(list(keys)):
            for row in self._read(sa.select(t.key, t.body).where(t.key.in_(part))):
                found[row.key] = zlib.decompress(row.body)
        return found

    def save_measures(self, version: str, measures: Mapping[str, bytes]) -> None:
        """Keep measures by key; those that another `version` has made, which no one can ask for any
        more, are taken away."""
        table = schema.measures
        rows = [
            {"key": key, "version": version, "body": zlib.compress(body, _QUICKLY)}
            for key, body in measures.items()
        ]
        with self._writer.begin() as connection:
            connection.execute(sa.delete(table).where(table.c.version != version))
            self._put(connection, table, rows)

    def load_answer(self, key: str) -> bytes | None:
        """A model's answer that is kept under its question's key."""
        t = schema.answers.c
        for row in self._read(sa.select(t.body).where(t.key == key)):
            return bytes(row.body)
        return None

    def save_answer(self, key: str, body: bytes) -> None:
        """Keep it; one that is there already stays, so that a run made again is the same."""
        with self._writer.begin() as connection:
            self._put_new(connection, schema.answers, [{"key": key, "body": body}])

    def load_picture(self, url: str) -> bytes | None:
        for row in self._read(
            sa.select(schema.pictures.c.data).where(schema.pictures.c.url == url)
        ):
            return bytes(row.data)
        return None

    def save_picture(self, url: str, data: bytes) -> None:
        with self._writer.begin() as connection:
            self._put(connection, schema.pictures, [{"url": url, "data": data}])

    def load_withheld(self, edition_id: str) -> list[WithheldSentence]:
        """What the gate kept from printing in the edition of this id, in the order it was met."""
        t = schema.withheld.c
        query = sa.select(t.body).where(t.edition_id == edition_id).order_by(t.place, t.id)
        decode = msgspec.json.Decoder(WithheldSentence).decode
        return [decode(row.body) for row in self._read(query)]

    def load_edition(self, edition_id: str) -> Edition:
        """The edition of this id (`2023-W15-en`); raises NotFound."""
        t = schema.editions.c
        for row in self._read(sa.select(t.body).where(t.id == edition_id)):
            return msgspec.json.decode(row.body, type=Edition)
        raise NotFound(
            f"there is no edition “{edition_id}”", remedy="wenzhai show lists those that are made."
        )

    def load_editions(self) -> list[Edition]:
        """All editions, by week and language."""
        t = schema.editions.c
        query = sa.select(t.body).order_by(t.week, t.language)
        return [msgspec.json.decode(row.body, type=Edition) for row in self._read(query)]

    def find_editions(self, name: str) -> list[Edition]:
        """The edition of this id, or all of a period (`2023-W15`), by language."""
        t = schema.editions.c
        query = sa.select(t.body).where(sa.or_(t.id == name, t.week == name)).order_by(t.language)
        return [msgspec.json.decode(row.body, type=Edition) for row in self._read(query)]
