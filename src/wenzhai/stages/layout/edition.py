"""Before: Highlights that passed the gate, in any order. After: a numbered Edition in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from wenzhai.model import (
    Beat,
    Brief,
    Check,
    ComingUp,
    Edition,
    FollowUp,
    Highlight,
    NumberOfTheWeek,
    RankedStory,
    Sentence,
    StoryPage,
)
from wenzhai.stages.layout.story_pages import set_story_pages
from wenzhai.stages.layout.typeset import typeset, typeset_spans
from wenzhai.stages.layout.words import period_days, write_greeting, write_subtitle, write_wrap_up


def lay_out_edition(
    highlights: Sequence[Highlight],
    *,
    beat: Beat,
    week: str,
    number: int,
    language: str,
    made_from: Mapping[str, int],
    ranked: Sequence[RankedStory] = (),
    briefs: Sequence[Brief] = (),
    follow_ups: Sequence[FollowUp] = (),
    numbers: Sequence[NumberOfTheWeek] = (),
    coming_up: Sequence[ComingUp] = (),
    story_pages: Sequence[StoryPage] = (),
    languages: Sequence[str] = (),
    title: str = "",
    notice: str = "",
    updated_at: datetime | None = None,
) -> Edition:
    """The edition of `week`, an ISO week (`2023-W15`) or a day (`2023-04-11`), in `language` (`en`, `zh`).

    Highlights follow the rank of their stories where `ranked` is given, else their own order; so both
    languages number them alike. `title` stands in for the beat's, `notice` follows the greeting. `updated_at` is by default the time
    of the latest source (never before the period begins), so that the edition does not depend on when
    it is made. Raises `InputError` where the period is none.
    """
    starts_on, ends_on = period_days(week)
    daily = starts_on == ends_on
    in_order = order_highlights(highlights, ranked)
    return Edition(
        id=f"{week}-{language}",
        number=number,
        title=typeset(title or pick_language(beat.titles, language) or beat.id, language),
        subtitle=write_subtitle(week, language),
        language=language,
        week=week,
        beat=beat.id,
        starts_on=starts_on,
        ends_on=ends_on,
        greeting="\n\n".join(
            paragraph
            for paragraph in (
                write_greeting(
                    typeset(pick_language(beat.scopes, language), language),
                    len(in_order),
                    made_from,
                    language,
                    daily=daily,
                ),
                typeset(notice, language),
            )
            if paragraph
        ),
        highlights=tuple(set_highlight(highlight, language) for highlight in in_order),
        briefs=tuple(
            msgspec.structs.replace(brief, sentence=set_sentence(brief.sentence, language))
            for brief in briefs
        ),
        follow_ups=tuple(
            msgspec.structs.replace(follow_up, words=typeset(follow_up.words, language))
            for follow_up in follow_ups
        ),
        numbers=tuple(
            msgspec.structs.replace(
                number_of,
                value=typeset(number_of.value, language),
                sentence=set_sentence(number_of.sentence, language),
                earlier=number_of.earlier
                and msgspec.structs.replace(
                    number_of.earlier, words=typeset(number_of.earlier.words, language)
                ),
            )
            for number_of in numbers
        ),
        coming_up=tuple(
            msgspec.structs.replace(event, words=typeset(event.words, language))
            for event in sorted(coming_up, key=lambda event: (event.when, event.words))
        ),
        wrap_up=write_wrap_up(in_order, len(briefs), len(coming_up), language, daily=daily),
        made_from=dict(sorted(made_from.items())),
        languages=tuple(languages) or (language,),
        story_pages=set_story_pages(story_pages, in_order, language),
        updated_at=updated_at or find_latest(in_order, starts_on, ends_on),
    )


def order_highlights(
    highlights: Sequence[Highlight], ranked: Sequence[RankedStory]
) -> list[Highlight]:
    """By the rank of the story; those without one keep their order at the end."""
    ranks = {item.story.id: item.rank for item in ranked}
    last = max(ranks.values(), default=0) + 1
    return sorted(highlights, key=lambda highlight: ranks.get(highlight.story_id, last))


def pick_language(texts: Mapping[str, str], language: str) -> str:
    """The text in `language`, in its base language, else in whichever comes first by name."""
    for key in (language, language.partition("-")[0], *sorted(texts)):
        if key in texts:
            return texts[key]
    return ""


def set_highlight(highlight: Highlight, language: str) -> Highlight:
    """The highlight with its own words set; passages and titles of sources stay as published."""
    return msgspec.structs.replace(
        highlight,
        headline=set_sentence(highlight.headline, language),
        paragraphs=tuple(
            tuple(set_sentence(sentence, language) for sentence in paragraph)
            for paragraph in highlight.paragraphs
            if paragraph
        ),
    )


def set_sentence(sentence: Sentence, language: str) -> Sentence:
    """The sentence set, with the places of its checked figures and claims moved along."""
    check = sentence.check
    spans = (
        *(figure.figure.span for figure in check.figures),
        *(claim.span for claim in check.claims),
    )
    text, moved = typeset_spans(sentence.text, language, spans)
    return msgspec.structs.replace(sentence, text=text, check=move_check(check, moved))


def move_check(check: Check, spans: tuple[tuple[int, int], ...]) -> Check:
    """`check` with new spans: its figures' first, then its claims'."""
    of_figures, of_claims = spans[: len(check.figures)], spans[len(check.figures) :]
    return msgspec.structs.replace(
        check,
        figures=tuple(
            msgspec.structs.replace(item, figure=msgspec.structs.replace(item.figure, span=span))
            for item, span in zip(check.figures, of_figures, strict=True)
        ),
        claims=tuple(
            msgspec.structs.replace(item, span=span)
            for item, span in zip(check.claims, of_claims, strict=True)
        ),
    )


def find_latest(highlights: Iterable[Highlight], first: date, last: date) -> datetime:
    """When the latest source of the highlights appeared, from the first day to the day after the
    last: a wrong date in the future does not move the edition there. A day may have begun the
    evening before."""
    earliest = datetime.combine(first, time(), UTC)
    latest = earliest + (last - first) + timedelta(days=2)
    if first == last:
        earliest -= timedelta(days=1)
    times = [source.published_at for h in highlights for source in h.sources]
    return max([earliest, *(min(at, latest) for at in times)]).astimezone(UTC)
