"""Making an edition: extract, group, rank, draft, lay out and publish a week or a day.

Only here is the order of these stages known. Everything made is a function of what is stored, the
settings and the period: made again, it is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.model import (
    Article,
    Edition,
    Highlight,
    ModelUse,
    RankedStory,
    Story,
    StoryPage,
    WithheldSentence,
)
from wenzhai.newsroom.charting import add_charts
from wenzhai.newsroom.ledger import KeptLedger, add_disagreements, add_earlier, keep_ledger
from wenzhai.newsroom.overruling import read_overruled
from wenzhai.newsroom.periods import Period, count_periods
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.ranking import RankedPeriod, choose_candidates, rank_period, read_choices
from wenzhai.newsroom.room import SETTINGS_FILE, Newsroom
from wenzhai.newsroom.signing import refuse_signed
from wenzhai.newsroom.story_pages import find_printed, write_story_page
from wenzhai.newsroom.writing import neutralise_period, reword_highlights
from wenzhai.ports import SilentSteps, Steps
from wenzhai.stages.highlight import (
    DraftContext,
    draft_highlight,
    find_coming_up,
    find_follow_ups,
    pick_numbers,
    write_briefs,
)
from wenzhai.stages.layout import lay_out_edition

# Stories drafted for each that prints: some cannot be told in both languages.
_CANDIDATES = 4


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
    """What `make` did: the editions, the counts of what went in, and what each model was asked for."""

    week: str
    number: int
    editions: tuple[MadeEdition, ...]
    counts: dict[str, int]
    models: tuple[ModelUse, ...] = ()


def parse_languages(text: str, room: Newsroom) -> tuple[str, ...]:
    """`en`, `zh`, `both`, or empty for the newsroom's own; raises InputError."""
    chosen = {"": room.settings.languages, "both": ("en", "zh"), "en": ("en",), "zh": ("zh",)}
    if text not in chosen:
        raise InputError(f"“{text}” is not a language of editions", remedy="Use en, zh or both.")
    return chosen[text]


def make(
    room: Newsroom, period: Period, languages: Sequence[str], steps: Steps | None = None
) -> MakeReport:
    """Make the editions of `period` and write their files.

    Raises NotFound when nothing is stored for the period, or nothing of it is on the beat, and
    InputError for a period before that of edition number 1, or one whose edition is signed.
    """
    watch = steps or SilentSteps()
    refuse_signed(room, [f"{period.id}-{language}" for language in languages])
    number = _number_edition(room, period)
    done = neutralise_period(rank_period(room, period, watch))
    chosen = choose_candidates(room, done, room.beat.style.highlights[1] * _CANDIDATES)
    if not chosen:
        raise NotFound(
            f"no story of {period.id} is on the beat",
            where=str(room.folder),
            remedy="wenzhai stories shows what was found; the beat's terms decide.",
        )
    kept = keep_ledger(room, done.stories, done.articles, watch)
    drafts = _draft_stories(room, languages, done, chosen, watch)
    contexts = {language: _draft_context(room, language) for language in languages}
    highlights, refused, models = reword_highlights(
        room, drafts.highlights, contexts, done.ranked, done.articles, watch
    )
    made = [
        (
            _make_edition(
                room,
                period,
                number,
                language,
                languages,
                done,
                add_charts(
                    room,
                    add_disagreements(highlights[language], kept),
                    done,
                    kept,
                    language,
                    period,
                ),
                kept,
            ),
            [*withheld, *refused[language]],
        )
        for language, withheld in drafts.withheld.items()
    ]
    editions = [edition for edition, _ in made]
    room.store.save_editions(editions, {edition.id: kept_out for edition, kept_out in made})
    published = publish_editions(room, [edition.id for edition in editions], steps=watch)
    return MakeReport(
        week=period.id,
        number=number,
        editions=tuple(_count(e, w, published.paths[e.id]) for e, w in made),
        counts=done.counts,
        models=models,
    )


def _number_edition(room: Newsroom, period: Period) -> int:
    first = room.first_period()
    number = count_periods(first, period) + 1
    if number < 1:
        raise InputError(
            f"{period.id} comes before edition number 1, which is {first.id}",
            where=str(room.folder / SETTINGS_FILE),
            remedy=f"Make {first.id} or a later one, or set first_week to {period.id}.",
        )
    return number


class _Drafts(msgspec.Struct, frozen=True, kw_only=True):
    """Highlights by language, of the same stories in all, and the sentences withheld in each."""

    highlights: dict[str, list[Highlight]]
    withheld: dict[str, list[WithheldSentence]]


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
    withheld: dict[str, list[WithheldSentence]] = {language: [] for language in languages}
    most = room.beat.style.highlights[1]
    accepted = {
        key
        for key, said in read_choices(room.store.load_judgements(), done.ranked).items()
        if said == "accepted"
    }
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
        told_in_full = any(_tells_the_story(highlight) for highlight in found.values()) or (
            room.settings.models.translator is not None
        )
        # The first stories, and those that an editor chose, print even where only names and figures
        # are certain.
        if not told_in_full and story.rank > most // 2 and story.story.id not in accepted:
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
        sentence.text.rstrip(".。") in citation.text
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
        overruled=read_overruled(room, language),
        pictures=room.settings.pictures,
    )


def _make_edition(
    room: Newsroom,
    period: Period,
    number: int,
    language: str,
    languages: Sequence[str],
    done: RankedPeriod,
    highlights: Sequence[Highlight],
    kept: KeptLedger,
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
        numbers=add_earlier(
            room, pick_numbers(highlights, names=room.names), kept, language, period.end
        ),
        coming_up=find_coming_up(done.ranked[:40], done.articles, context, period.last_day),
        languages=languages,
        title=room.settings.title.get(language, ""),
        notice=room.settings.notice.get(language, ""),
        story_pages=_write_story_pages(room, language, done, highlights, kept),
    )


def _write_story_pages(
    room: Newsroom,
    language: str,
    done: RankedPeriod,
    highlights: Sequence[Highlight],
    kept: KeptLedger,
) -> list[StoryPage]:
    """The page of each highlight's story: of its thread what is known up to the period's end."""
    by_thread: dict[str, list[Story]] = {}
    for story in done.stories:
        by_thread.setdefault(story.thread_id, []).append(story)
    ranked = {r.story.id: r for r in done.ranked}
    return [
        write_story_page(
            room,
            ranked[highlight.story_id].story,
            language,
            thread=by_thread[highlight.thread_id],
            articles=done.articles,
            ranked=ranked[highlight.story_id],
            printed=find_printed(done.earlier, language),
            disagreements=kept.disagreements.get(highlight.story_id),
        )
        for highlight in highlights
    ]


def _told(story: RankedStory, articles: Mapping[str, Article]) -> list[Article]:
    return [articles[i] for i in story.story.article_ids]


def _count(edition: Edition, withheld: Sequence[WithheldSentence], path: str) -> MadeEdition:
    sentences = [
        s for h in edition.highlights for s in (h.headline, *(s for p in h.paragraphs for s in p))
    ]
    return MadeEdition(
        id=edition.id,
        language=edition.language,
        path=path,
        highlights=len(edition.highlights),
        sentences=len(sentences),
        figures=sum(len(s.check.figures) for s in sentences),
        withheld=sum(not sentence.on_word for sentence in withheld),
    )
