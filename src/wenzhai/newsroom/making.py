"""Making an edition: extract, group, rank, draft, lay out and publish a week or a day.

Only here is the order of these stages known. Everything made is a function of what is stored, the
settings and the period: made again, it is the same to the byte.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median_low

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Edition, Highlight, RankedStory, Story
from wenzhai.newsroom.extracting import extract_pending
from wenzhai.newsroom.periods import Period, count_periods
from wenzhai.newsroom.pictures import fetch_pictures
from wenzhai.newsroom.publishing import publish_period
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.extract import find_copies
from wenzhai.stages.group import RelevanceModel, group_articles, link_follow_ups
from wenzhai.stages.highlight import (
    DraftContext,
    choose_stories,
    draft_highlight,
    find_coming_up,
    find_follow_ups,
    pick_numbers,
    rank_stories,
    write_briefs,
)
from wenzhai.stages.layout import lay_out_edition

# Stories drafted for each that prints: some cannot be told in both languages.
_CANDIDATES = 4


class RankedPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """The stories of a week or a day, best first; `stories` are those of the days looked back on, too."""

    ranked: tuple[RankedStory, ...]
    stories: tuple[Story, ...]
    articles: dict[str, Article]
    counts: dict[str, int]


class MadeEdition(msgspec.Struct, frozen=True, kw_only=True):
    """One edition in numbers: `withheld` counts sentences that the gate kept from printing."""

    id: str
    language: str
    path: str
    highlights: int
    sentences: int
    figures: int
    withheld: int


class MakeReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `make` did: the editions, and the counts of what went in."""

    week: str
    number: int
    editions: tuple[MadeEdition, ...]
    counts: dict[str, int]


def parse_languages(text: str, room: Newsroom) -> tuple[str, ...]:
    """`en`, `zh`, `both`, or empty for the newsroom's own; raises InputError."""
    chosen = {"": room.settings.languages, "both": ("en", "zh"), "en": ("en",), "zh": ("zh",)}
    if text not in chosen:
        raise InputError(f"“{text}” is not a language of editions", remedy="Use en, zh or both.")
    return chosen[text]


def rank_period(room: Newsroom, period: Period, steps: Steps | None = None) -> RankedPeriod:
    """Extract what is new, group it into stories and rank those of `period`; kept in the store."""
    watch = steps or SilentSteps()
    extract_pending(room, watch)
    start = period.start - timedelta(room.settings.schedule.lookback_days)
    articles = _mark_copies(room.store.find_articles(start, period.end))
    in_period = [a for a in articles if a.published_at >= period.start]
    if not in_period:
        raise NotFound(
            f"nothing is stored for {period.id}",
            where=str(room.folder),
            remedy="wenzhai collect, or wenzhai import FILE --mapping MAPPING; then make it again.",
        )
    progress = watch.begin("Finding what is on the beat")
    relevance: dict[str, float] = {}
    model = RelevanceModel(room.beat, room.names)
    for done, article in enumerate(articles, 1):
        found = model.score(article.title, article.text, role=article.role)
        relevance[article.id] = found.score
        progress(done, len(articles))
    by_id = {a.id: a for a in articles}
    on_beat = [a for a in articles if _is_on_beat(a, relevance, room.beat.relevance_threshold)]
    stories = group_articles(
        on_beat,
        room.embedder,
        glossary=room.beat.glossary,
        progress=watch.begin("Grouping into stories"),
    )
    stories = link_follow_ups(stories, by_id, room.names)
    own = [s for s in stories if period.start <= _middle(s, by_id) < period.end]
    progress = watch.begin("Ranking")
    ranked = rank_stories(
        own,
        by_id,
        room.store.load_sightings(period.start - timedelta(1), period.end),
        room.beat,
        period.end,
        relevance,
        embedder=room.embedder,
    )
    progress(len(ranked), len(ranked))
    room.store.save_ranking(period.id, ranked)
    counts = {
        "articles": len(in_period),
        "publishers": len({a.family for a in in_period}),
        "on the beat": sum(a.published_at >= period.start for a in on_beat),
        "copies": sum(bool(a.copy_of) for a in in_period),
        "stories": len(ranked),
    }
    return RankedPeriod(ranked=tuple(ranked), stories=tuple(stories), articles=by_id, counts=counts)


def make(
    room: Newsroom, period: Period, languages: Sequence[str], steps: Steps | None = None
) -> MakeReport:
    """Make the editions of `period` and write their files.

    Raises NotFound when nothing is stored for the period, or nothing of it is on the beat.
    """
    watch = steps or SilentSteps()
    number = count_periods(room.first_period(), period) + 1
    done = rank_period(room, period, watch)
    chosen = choose_stories(
        done.ranked,
        room.beat,
        room.beat.style.highlights[1] * _CANDIDATES,
        {r.story.id: find_companies(_told(r, done.articles), room.names) for r in done.ranked},
    )
    if not chosen:
        raise NotFound(
            f"no story of {period.id} is on the beat",
            where=str(room.folder),
            remedy="wenzhai stories shows what was found; the beat's terms decide.",
        )
    drafts = _draft_stories(room, languages, done, chosen, watch)
    made = [
        (
            _make_edition(
                room, period, number, language, languages, done, drafts.highlights[language]
            ),
            withheld,
        )
        for language, withheld in drafts.withheld.items()
    ]
    editions = [edition for edition, _ in made]
    room.store.save_editions(editions)
    progress = watch.begin("Publishing")
    pictures = fetch_pictures(room, editions)
    paths = publish_period(room, period, editions, pictures)
    progress(len(editions), len(editions))
    return MakeReport(
        week=period.id,
        number=number,
        editions=tuple(_count(e, w, paths[e.language]) for e, w in made),
        counts=done.counts,
    )


class _Drafts(msgspec.Struct, frozen=True, kw_only=True):
    """Highlights by language, of the same stories in all, and the sentences withheld in each."""

    highlights: dict[str, list[Highlight]]
    withheld: dict[str, int]


def _draft_stories(
    room: Newsroom,
    languages: Sequence[str],
    done: RankedPeriod,
    chosen: Sequence[RankedStory],
    watch: Steps,
) -> _Drafts:
    """Draft the best stories that can be told in every language, so that the editions are one."""
    contexts = {language: _draft_context(room, language) for language in languages}
    highlights: dict[str, list[Highlight]] = {language: [] for language in languages}
    withheld = dict.fromkeys(languages, 0)
    most = room.beat.style.highlights[1]
    progress = watch.begin("Drafting and checking")
    thin: list[dict[str, Highlight]] = []
    for story in chosen:
        told = _told(story, done.articles)
        drafted = {
            lang: draft_highlight(story, told, context) for lang, context in contexts.items()
        }
        for language, draft in drafted.items():
            withheld[language] += draft.withheld
        found = {lang: d.highlight for lang, d in drafted.items() if d.highlight is not None}
        if len(found) < len(languages):
            continue
        told_in_full = any(_tells_the_story(highlight) for highlight in found.values())
        # The first stories print even where only names and figures are certain.
        if not told_in_full and story.rank > most // 2:
            thin.append(found)
            continue
        for language, highlight in found.items():
            highlights[language].append(highlight)
        progress(len(highlights[languages[0]]), most)
        if len(highlights[languages[0]]) == most:
            break
    # Later ones of that sort fill what room is left.
    for found in thin[: most - len(highlights[languages[0]])]:
        for language, highlight in found.items():
            highlights[language].append(highlight)
    progress(most, most)
    return _Drafts(highlights=highlights, withheld=withheld)


def _tells_the_story(highlight: Highlight) -> bool:
    """Whether a highlight says what happened in a source's own sentence."""
    return not highlight.awaiting_translation and any(
        sentence.text == citation.text or citation.text.endswith(sentence.text)
        for paragraph in highlight.paragraphs
        for sentence in paragraph
        for citation in sentence.citations[:1]
    )


def _draft_context(room: Newsroom, language: str) -> DraftContext:
    return DraftContext(
        language=language,
        style=room.beat.style,
        names=room.names,
        rights=room.settings.rights,
        rights_of={s.id: s.rights for s in room.settings.sources if s.rights},
    )


def _make_edition(
    room: Newsroom,
    period: Period,
    number: int,
    language: str,
    languages: Sequence[str],
    done: RankedPeriod,
    highlights: Sequence[Highlight],
) -> Edition:
    context = _draft_context(room, language)
    printed = {h.story_id for h in highlights}
    threads = {h.thread_id for h in highlights}
    others = [
        r for r in done.ranked if r.story.id not in printed and r.story.thread_id not in threads
    ]
    return lay_out_edition(
        highlights,
        beat=room.beat,
        week=period.id,
        number=number,
        language=language,
        made_from=done.counts,
        ranked=done.ranked,
        briefs=write_briefs(others, done.articles, context),
        follow_ups=find_follow_ups(highlights, done.stories, done.articles, language),
        numbers=pick_numbers(highlights),
        coming_up=find_coming_up(done.ranked[:40], done.articles, context, period.last_day),
        languages=languages,
        title=room.settings.title.get(language, ""),
        notice=room.settings.notice.get(language, ""),
    )


def _mark_copies(articles: Sequence[Article]) -> list[Article]:
    copies = find_copies(articles)
    return [
        msgspec.structs.replace(a, copy_of=copies[a.id]) if a.id in copies else a for a in articles
    ]


def _is_on_beat(article: Article, relevance: Mapping[str, float], threshold: float) -> bool:
    """A copy goes where its original goes, so that it is counted as one."""
    return article.kind in ("article", "stub") and (
        relevance[article.copy_of or article.id] >= threshold
    )


def _middle(story: Story, articles: Mapping[str, Article]) -> datetime:
    """When a story was told: the middle of its original reports, so that one early report does not
    move it into the period before."""
    told = [articles[i] for i in story.article_ids]
    return median_low(a.published_at for a in told if not a.copy_of or len(told) == 1)


def find_companies(told: Sequence[Article], names: NameFinder) -> tuple[str, ...]:
    """The companies that a story is about: named in at least half of its titles, parents included."""
    counts: Counter[str] = Counter()
    for article in told:
        found = {m.name.id: m.name for m in names.find(article.title)}
        of_title = {n.id for n in found.values() if n.kind == "company"}
        for name in found.values():
            of_title |= {parent.id for parent in names.parents(name)}
        counts.update(of_title)
    return tuple(sorted(name for name, count in counts.items() if count * 2 >= len(told)))


def _told(story: RankedStory, articles: Mapping[str, Article]) -> list[Article]:
    return [articles[i] for i in story.story.article_ids]


def _count(edition: Edition, withheld: int, path: Path) -> MadeEdition:
    sentences = [
        s for h in edition.highlights for s in (h.headline, *(s for p in h.paragraphs for s in p))
    ]
    return MadeEdition(
        id=edition.id,
        language=edition.language,
        path=str(path),
        highlights=len(edition.highlights),
        sentences=len(sentences),
        figures=sum(len(s.check.figures) for s in sentences),
        withheld=withheld,
    )
