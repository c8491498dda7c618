"""All that is known of one story, put together for its page and for `wenzhai story`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.model import (
    Article,
    Disagreement,
    Edition,
    RankedStory,
    Story,
    StoryChange,
    StoryMember,
    StoryPage,
    TimelineEntry,
)
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.telling import load_marked
from wenzhai.stages.group import explain_link
from wenzhai.stages.highlight import find_disagreements, is_primary
from wenzhai.stages.publish import list_charts, list_told


class StoryFile(msgspec.Struct, frozen=True, kw_only=True):
    """A story's page with what happened to it, and its charts: what `wenzhai story` shows."""

    page: StoryPage
    changes: tuple[StoryChange, ...]
    charts: tuple[PrintedChart, ...] = ()


class PrintedChart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart that an edition prints with the story: where (`h3c1`), what it shows, and how many values."""

    edition: str
    place: str
    title: str
    values: int


def open_story(room: Newsroom, prefix: str, language: str) -> StoryFile:
    """The story whose id begins with `prefix`, as the store has it now.

    Raises NotFound, or InputError where the prefix fits several."""
    story = room.store.find_story(prefix)
    thread = room.store.load_thread(story.thread_id)
    articles = load_marked(room, sorted({i for s in thread for i in s.article_ids}))
    rankings = room.store.find_rankings(story.id)
    editions = room.store.load_editions()
    page = write_story_page(
        room,
        story,
        language,
        thread=thread,
        articles=articles,
        ranked=rankings[max(rankings)] if rankings else None,
        printed=find_printed(editions, language),
    )
    charts = tuple(
        PrintedChart(
            edition=edition.id,
            place=placed.place,
            title=placed.chart.title,
            values=len(list_told(placed.chart)),
        )
        for edition in editions
        for placed in list_charts(edition)
        if placed.story_id == story.id
    )
    return StoryFile(page=page, changes=tuple(room.store.load_changes(story.id)), charts=charts)


def write_story_page(
    room: Newsroom,
    story: Story,
    language: str,
    *,
    thread: Sequence[Story],
    articles: Mapping[str, Article],
    ranked: RankedStory | None = None,
    printed: Mapping[str, str],
    disagreements: Sequence[Disagreement] | None = None,
) -> StoryPage:
    """The page of `story` in `language` (`en`, `zh`).

    `thread` are the stories of its thread, itself among them; `articles` (by id, copies marked) hold
    theirs. `printed` maps stories to the edition that printed them. `disagreements` are looked for
    where none are given."""
    told = [articles[i] for i in story.article_ids if i in articles]
    if disagreements is None:
        disagreements = find_disagreements(told, room.names)
    return StoryPage(
        story_id=story.id,
        thread_id=story.thread_id,
        language=language,
        title=story.title,
        kind=ranked.kind if ranked else "",
        first_at=story.first_at,
        last_at=story.last_at,
        publishers=len(story.publishers),
        languages=story.languages,
        members=_list_members(room, story, told, articles, language),
        timeline=tuple(
            _make_entry(other, articles, language, other.id == story.id, printed.get(other.id, ""))
            for other in sorted(thread, key=lambda s: (s.first_at, s.id))
            if any(i in articles for i in other.article_ids)
        ),
        disagreements=tuple(disagreements),
        reasons=tuple(r.say(language) for r in ranked.reasons) if ranked else (),
        rank=ranked.rank if ranked else 0,
        score=ranked.score if ranked else 0.0,
    )


def find_printed(editions: Sequence[Edition], language: str) -> dict[str, str]:
    """Story -> the edition that printed it, of `language` where there is one; the first of several."""
    found: dict[str, str] = {}
    for edition in sorted(editions, key=lambda e: (e.language != language, e.starts_on, e.id)):
        for highlight in edition.highlights:
            found.setdefault(highlight.story_id, edition.id)
    return found


def _list_members(
    room: Newsroom,
    story: Story,
    told: Sequence[Article],
    articles: Mapping[str, Article],
    language: str,
) -> tuple[StoryMember, ...]:
    links = {link.article_id: link for link in story.links}
    first = next((a.id for a in told if not a.copy_of), "")
    members: list[StoryMember] = []
    for article in told:
        link = links.get(article.id)
        other = articles.get(link.to) if link else None
        origin = articles.get(article.copy_of)
        members.append(
            StoryMember(
                article_id=article.id,
                publisher=article.publisher,
                title=article.title,
                url=article.url,
                language=article.language,
                published_at=article.published_at,
                copy_of=origin.publisher if origin else "",
                first=article.id == first,
                primary=is_primary(article, room.names),
                linked_to=other.publisher if other else "",
                link=link.probability if link and other else 0.0,
                linked_by=link.by if link else "machine",
                evidence=explain_link(article, other, room.names, language) if other else (),
            )
        )
    return tuple(members)


def _make_entry(
    story: Story, articles: Mapping[str, Article], language: str, current: bool, edition: str
) -> TimelineEntry:
    told = [articles[i] for i in story.article_ids if i in articles]
    # In the page's language where one tells it so; copies only where there is nothing else.
    first = min(
        told,
        key=lambda a: (bool(a.copy_of), a.is_chinese != (language == "zh"), a.published_at, a.id),
    )
    return TimelineEntry(
        story_id=story.id,
        at=story.first_at,
        title=first.title,
        language=first.language,
        publisher=first.publisher,
        url=first.url,
        publishers=len(story.publishers),
        current=current,
        edition=edition,
    )
