"""Small model objects for the store's tests, each made from a word or two."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from wenzhai.model import (
    Article,
    Batch,
    Edition,
    Entry,
    Page,
    RankedStory,
    Sighting,
    SourceHealth,
    Story,
    make_entry_id,
)

NOON = datetime(2023, 4, 12, 4, 0, tzinfo=UTC)


def make_entry(name: str, *, source_id: str = "ledger", title: str = "", hours: int = 0) -> Entry:
    """An entry whose URL is made from its name, seen some hours after noon."""
    address = f"https://news.example/{name}"
    return Entry(
        id=make_entry_id(source_id, address, name),
        source_id=source_id,
        url=address,
        title=title or f"报道 {name}",
        seen_at=NOON + timedelta(hours=hours),
        published_at=NOON,
    )


def make_page(entry: Entry, html: str = "<p>正文</p>") -> Page:
    """The page behind an entry."""
    return Page(entry_id=entry.id, url=entry.url, html=html, fetched_at=NOON)


def make_article(entry: Entry, *, hours: int = 0) -> Article:
    """The article of an entry, published some hours after noon."""
    return Article(
        id=entry.id,
        source_id=entry.source_id,
        url=entry.url,
        title=entry.title,
        text="正文",
        language="zh-Hans",
        published_at=NOON + timedelta(hours=hours),
        published_from="feed",
        publisher="Ledger",
        family="Ledger",
    )


def make_sighting(title: str, *, hours: int = 0) -> Sighting:
    """A title on a hot list, some hours after noon."""
    return Sighting(
        source_id="hot",
        list_name="热榜",
        title=title,
        seen_at=NOON + timedelta(hours=hours),
        rank=1,
        heat=12.5,
    )


def make_health(source_id: str = "ledger", *, entries: int = 0) -> SourceHealth:
    """A source that went well."""
    return SourceHealth(source_id=source_id, checked_at=NOON.isoformat(), entries=entries)


def make_batch(*entries: Entry, sightings: tuple[Sighting, ...] = ()) -> Batch:
    """What one run brought."""
    validators = {entry.url: {"etag": f'"{entry.title}"'} for entry in entries}
    return Batch(entries=entries, sightings=sightings, validators=validators)


def make_ranked(name: str, rank: int) -> RankedStory:
    """A story of two articles at a rank."""
    story = Story(
        id=name,
        thread_id=name,
        title=name,
        article_ids=("a", "b"),
        languages=("zh",),
        publishers=("Ledger",),
        first_at=NOON,
        last_at=NOON,
    )
    return RankedStory(rank=rank, score=1 / rank, story=story)


def make_edition(language: str, week: str = "2023-W15") -> Edition:
    """An empty edition of a week."""
    return Edition(
        id=f"{week}-{language}",
        number=2,
        title="Digest",
        subtitle="",
        language=language,
        week=week,
        beat="china-digital",
        starts_on=date(2023, 4, 10),
        ends_on=date(2023, 4, 16),
        greeting="",
        highlights=(),
    )
