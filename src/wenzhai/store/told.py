"""What is told of the news: relevance to the beat, stories and what happened to them, judgements, rankings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, get_args

import msgspec
import sqlalchemy as sa

from wenzhai.errors import InputError, NotFound
from wenzhai.model import (
    Article,
    ChangeKind,
    Judgement,
    RankedStory,
    Story,
    StoryChange,
    content_key,
)
from wenzhai.store import schema
from wenzhai.store.rows import Rows, chunks, encode

_SHOWN_MATCHES = 5
_KINDS = get_args(ChangeKind)


class Told(Rows):
    """Stories as they stand, and the record of how they came to be so."""

    def find_unscored(self, model: str, start: datetime, end: datetime) -> list[tuple[str, str]]:
        """(article id, made_of) of the articles published in `[start, end)` whose relevance was not
        found by this `model`, or was found for other content."""
        a, r = schema.articles.c, schema.relevance.c
        query = (
            sa.select(a.id, a.made_of)
            .select_from(schema.articles.outerjoin(schema.relevance, a.id == r.article_id))
            .where(a.published_at >= start, a.published_at < end)
            .where(sa.or_(r.model.is_(None), r.model != model, r.made_of != a.made_of))
            .order_by(a.published_at, a.id)
        )
        return [(row.id, row.made_of) for row in self._read(query)]

    def save_relevance(self, model: str, scores: Iterable[tuple[str, str, float]]) -> None:
        """Keep (article id, made_of, score 0 to 1)."""
        rows = [
            {"article_id": key, "made_of": made_of, "model": model, "score": score, "grouped": ""}
            for key, made_of, score in scores
        ]
        with self._writer.begin() as connection:
            self._put(connection, schema.relevance, rows)

    def load_relevant(
        self, start: datetime, end: datetime, threshold: float, version: str
    ) -> list[tuple[Article, float, bool]]:
        """The articles published in `[start, end)` whose kept relevance is at least `threshold`, each
        with it and whether grouping of this `version` has placed it as it is, by time and id."""
        a, r = schema.articles.c, schema.relevance.c
        query = (
            sa.select(a.body, r.score, (r.grouped == version).label("settled"))
            .select_from(schema.articles.join(schema.relevance, a.id == r.article_id))
            .where(a.published_at >= start, a.published_at < end, r.score >= threshold)
            .order_by(a.published_at, a.id)
        )
        decode = msgspec.json.Decoder(Article).decode
        return [(decode(row.body), row.score, bool(row.settled)) for row in self._read(query)]

    def load_relevance(self, ids: Sequence[str]) -> dict[str, float]:
        """The kept relevance of these articles; those without any are left out."""
        r, found = schema.relevance.c, {}
        for part in chunks(list(ids)):
            query = sa.select(r.article_id, r.score).where(r.article_id.in_(part))
            found.update({row.article_id: row.score for row in self._read(query)})
        return found

    # Stories

    def save_stories(
        self,
        stories: Sequence[Story],
        gone: Sequence[str],
        changes: Sequence[StoryChange],
        placed: Sequence[str] = (),
        version: str = "",
    ) -> None:
        """Keep stories as they stand now, take away those that are `gone`, and note what happened; the
        articles `placed` are settled for grouping of this `version`."""
        rows = [
            {
                "id": story.id,
                "thread_id": story.thread_id,
                "first_at": story.first_at,
                "last_at": story.last_at,
                "body": encode(story),
            }
            for story in stories
        ]
        noted = [(encode(change), change) for change in changes]
        r = schema.relevance
        with self._writer.begin() as connection:
            for part in chunks(list(placed)):
                settle = sa.update(r).where(r.c.article_id.in_(part)).values(grouped=version)
                connection.execute(settle)
            for part in chunks(list(gone)):
                connection.execute(sa.delete(schema.stories).where(schema.stories.c.id.in_(part)))
            self._put(connection, schema.stories, rows)
            self._put_new(
                connection,
                schema.story_changes,
                [
                    {
                        "id": content_key("change", body.decode()),
                        "story_id": change.story_id,
                        "at": change.at,
                        "body": body,
                    }
                    for body, change in noted
                ],
            )

    def load_stories(self, start: datetime, end: datetime) -> list[Story]:
        """The stories with a report in `[start, end)`, by their first report and id."""
        s = schema.stories.c
        return self._stories(sa.and_(s.last_at >= start, s.first_at < end))

    def load_thread(self, thread_id: str) -> list[Story]:
        """The stories of a thread, by their first report and id."""
        return self._stories(schema.stories.c.thread_id == thread_id)

    def find_story(self, prefix: str) -> Story:
        """The story whose id begins with `prefix`; raises NotFound, or InputError where several do."""
        clean = prefix.strip().lower()
        s = schema.stories.c
        found = self._stories(s.id.startswith(clean, autoescape=True)) if clean else []
        if not found:
            raise NotFound(
                f"there is no story “{prefix}”", remedy="wenzhai stories lists those that are told."
            )
        if len(found) > 1:
            shown = ", ".join(story.id for story in found[:_SHOWN_MATCHES])
            raise InputError(
                f"“{prefix}” could be any of {len(found)} stories",
                remedy=f"Write more of it: {shown}.",
            )
        return found[0]

    def _stories(self, where: sa.ColumnElement[bool]) -> list[Story]:
        s = schema.stories.c
        query = sa.select(s.body).where(where).order_by(s.first_at, s.id)
        decode = msgspec.json.Decoder(Story).decode
        return [decode(row.body) for row in self._read(query)]

    def load_changes(self, story_id: str) -> list[StoryChange]:
        """What happened to a story, in order of time; of one time, first how it came to be."""
        c = schema.story_changes.c
        query = sa.select(c.body).where(c.story_id == story_id).order_by(c.at, c.id)
        found = [msgspec.json.decode(row.body, type=StoryChange) for row in self._read(query)]
        # Runs that know nothing later note what they find under one time.
        return sorted(found, key=lambda change: (change.at, _KINDS.index(change.kind)))

    # Judgements and rankings

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep what an editor said."""
        body = encode(judgement)
        row = {"id": content_key("judgement", body.decode()), "at": judgement.at, "body": body}
        with self._writer.begin() as connection:
            self._put(connection, schema.judgements, [row])

    def load_judgements(self) -> list[Judgement]:
        """All that editors said, in order of time."""
        j = schema.judgements.c
        query = sa.select(j.body).order_by(j.at, j.id)
        decode = msgspec.json.Decoder(Judgement).decode
        return [decode(row.body) for row in self._read(query)]

    def save_ranking(self, period: str, ranked: Sequence[RankedStory]) -> None:
        """Replace the ranked stories of a period."""
        rows: list[dict[str, Any]] = [
            {"week": period, "id": r.story.id, "rank": r.rank, "body": encode(r)} for r in ranked
        ]
        with self._writer.begin() as connection:
            connection.execute(sa.delete(schema.rankings).where(schema.rankings.c.week == period))
            self._put(connection, schema.rankings, rows)

    def load_ranking(self, period: str) -> list[RankedStory]:
        """The ranked stories of a period, best first; empty when none were made."""
        t = schema.rankings.c
        query = sa.select(t.body).where(t.week == period).order_by(t.rank)
        return [msgspec.json.decode(row.body, type=RankedStory) for row in self._read(query)]

    def find_rankings(self, story_id: str) -> Mapping[str, RankedStory]:
        """Where a story was ranked, by period."""
        t = schema.rankings.c
        query = sa.select(t.week, t.body).where(t.id == story_id).order_by(t.week)
        return {
            row.week: msgspec.json.decode(row.body, type=RankedStory) for row in self._read(query)
        }
