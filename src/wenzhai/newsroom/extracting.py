"""Extracting: the articles of all entries that have none yet, or an outdated one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from wenzhai.model import Entry, Source
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import Steps
from wenzhai.stages.extract import EXTRACTOR_VERSION, extract_article

_A_TRANSACTION = 200


def extract_pending(room: Newsroom, steps: Steps) -> int:
    """Extract what is new, a few hundred at a time; returns how many. Killed, it goes on from there."""
    pending = room.store.find_unextracted(EXTRACTOR_VERSION)
    progress = steps.begin("Extracting articles")
    by_id = {source.id: source for source in room.settings.sources}
    by_host = {_host(source.url): source for source in room.settings.sources if source.url}
    for start in range(0, len(pending), _A_TRANSACTION):
        made_of = dict(pending[start : start + _A_TRANSACTION])
        articles = [
            (
                extract_article(
                    entry, page.html if page else None, find_source(entry, by_id, by_host)
                ),
                made_of[entry.id],
            )
            for entry, page in room.store.load_entries(list(made_of))
        ]
        room.store.save_articles(articles)
        progress(min(start + _A_TRANSACTION, len(pending)), len(pending))
    return len(pending)


def find_source(entry: Entry, by_id: Mapping[str, Source], by_host: Mapping[str, Source]) -> Source:
    """The source of an entry; for an imported one, that which the newsroom reads at the same host,
    else one made from what the entry says."""
    if entry.source_id in by_id:
        return by_id[entry.source_id]
    host = _host(entry.url)
    if host in by_host:
        return by_host[host]
    return Source(
        id=entry.source_id,
        name=entry.publisher or host or entry.source_id,
        kind="archive",
        url="",
        language=entry.language or "en",
        family=entry.family or entry.publisher or host,
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("feeds.")
