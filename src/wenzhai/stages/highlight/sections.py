"""Before: the highlights of an edition and the stories around them. After: its other sections.

*Follow-ups* (what moved in earlier stories), *Numbers of the week*, *Coming up* (dates ahead) and *In
brief*: all made of sentences that the sources say and the gate has passed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from wenzhai.language.event_kinds import name_event_kind
from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.model import (
    Article,
    Brief,
    ComingUp,
    Figure,
    FollowUp,
    Highlight,
    NumberOfTheWeek,
    RankedStory,
    Story,
)
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.candidates import find_candidates, is_comment
from wenzhai.stages.highlight.draft import DraftContext, write_headline
from wenzhai.stages.highlight.evidence import cite
from wenzhai.stages.highlight.headline import clean_title, is_bait, print_title
from wenzhai.stages.highlight.references import asks_back

# ‘A trend that destroys lives’: a whole exclamation in a headline, no name or word in quotation marks.
_SAYS_SO = re.compile(r"[‘“](?:[^’”\s]+ ){3,}[^’”]*[’”]|[：，]“[^”]{9,}”$")
_SHOWN = frozenset({"money", "percent", "points", "multiple", "number"})
_AHEAD = timedelta(120)
_EARLIER, _BEFORE = timedelta(hours=12), 3
# A line that stands alone says whose event it is.
# “Jiang Peilin, its operating chief, …”: whose?
_OWNED = re.compile(r"^[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}, (?:its|his|her|their)\b")
_WHO = frozenset({"company", "app", "product", "person", "regulator"})


def find_follow_ups(
    highlights: Sequence[Highlight],
    stories: Sequence[Story],
    articles: Mapping[str, Article],
    language: str,
    most: int = 6,
) -> tuple[FollowUp, ...]:
    """For each highlight the earlier stories of its thread, oldest first, at most three. `stories` are
    those of the weeks looked back on, the edition's own included."""
    by_thread: dict[str, list[Story]] = {}
    for story in sorted(stories, key=lambda s: (s.first_at, s.id)):
        by_thread.setdefault(story.thread_id, []).append(story)
    found = []
    for highlight in highlights:
        for story in by_thread.get(highlight.thread_id, ())[-_BEFORE - 1 :]:
            if not highlight.first_at or story.first_at >= highlight.first_at - _EARLIER:
                continue
            told = [articles[i] for i in story.article_ids]
            first = min(
                (a for a in told if a.passages and not a.copy_of),
                key=lambda a: (
                    a.is_chinese != (language == "zh"),
                    -a.quality,
                    a.published_at,
                    a.id,
                ),
                default=None,
            )
            if first is not None and story.id != highlight.story_id:
                found.append(_look_back(highlight, first, language))
    return tuple(found[:most])


def _look_back(highlight: Highlight, first: Article, language: str) -> FollowUp:
    told_in = "zh" if first.is_chinese else "en"
    title = print_title(clean_title(first.title, told_in), told_in)
    mark = "：" if language == "zh" else ": "
    return FollowUp(
        thread_id=highlight.thread_id,
        words=f"{word_date(first.published_at, language)}{mark}{title}",
        now=highlight.headline.citations[0],
        earlier=cite(first, first.passages[0]),
    )


def pick_numbers(
    highlights: Sequence[Highlight], most: int = 4, names: NameFinder | None = None
) -> tuple[NumberOfTheWeek, ...]:
    """The most telling checked figure of each highlight, in their order, in a sentence that stands alone:
    with `names`, one that says of whom the figure is. Vague figures and those of quotations are none."""
    found = []
    for highlight in highlights:
        if highlight.awaiting_translation:
            continue
        best = max(
            (
                (_weigh(check.figure, len(sentence.citations)), -place, check.figure, sentence)
                for place, sentence in enumerate(s for p in highlight.paragraphs for s in p)
                if _stands_alone(sentence.text, names)
                for check in sentence.check.figures
                if check.verdict == "supported"
                and check.figure.kind in _SHOWN
                and check.figure.approximation != "vague"
                and not any(a <= check.figure.span[0] < b for a, b in _quoted(sentence.text))
                and (check.figure.kind != "number" or abs(check.figure.value or 0) >= 1000)
            ),
            key=lambda row: row[:2],
            default=None,
        )
        if best is not None:
            value = _with_counted(best[2], best[3].text)
            found.append(
                NumberOfTheWeek(value=value, sentence=best[3], story_id=highlight.story_id)
            )
    return tuple(found[:most])


def _stands_alone(text: str, names: NameFinder | None) -> bool:
    """Whether a reader knows whom a line speaks of without the one before it."""
    if asks_back(text):
        return False
    return names is None or any(m.name.kind in _WHO for m in names.find(text))


def _quoted(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"“[^”]*”|「[^」]*」|\"[^\"]*\"", text)]


def _with_counted(figure: Figure, text: str) -> str:
    """“10,000 followers”, where the sentence says at once what is counted; else the figure's words."""
    after = text[figure.span[1] :]
    counted = figure.counted
    gap = " " if after.startswith(" ") else ""
    follows = counted and after.startswith(gap + counted)
    # English has a second noun after some (“graphics processors”): half a name is none.
    whole = follows and not re.match(r" [a-z]+s\b", after[len(gap + counted) :])
    return figure.text + gap + counted if whole and figure.kind == "number" else figure.text


def _weigh(figure: Figure, citations: int) -> float:
    kinds = {"money": 3.0, "percent": 2.5, "number": 2.5}
    exact = 0.5 if figure.approximation == "exact" else 0.0
    return kinds.get(figure.kind, 2.0) + exact + 0.4 * citations


def find_coming_up(
    ranked: Sequence[RankedStory],
    articles: Mapping[str, Article],
    context: DraftContext,
    after: date,
    most: int = 6,
) -> tuple[ComingUp, ...]:
    """Dated events after the week, one a story and none twice, by date."""
    found: dict[str, ComingUp] = {}
    for story in ranked:
        told = [articles[i] for i in story.story.article_ids]
        hit = _find_date_ahead(told, context, after)
        if hit is not None:
            found.setdefault(f"{hit.when} {story.story.thread_id}", hit)
        if len(found) == most:
            break
    return tuple(sorted(found.values(), key=lambda c: (c.when, c.words)))


def _find_date_ahead(
    told: Sequence[Article], context: DraftContext, after: date
) -> ComingUp | None:
    for candidate in find_candidates(told, context.language, context.style, context.names):
        # One passage is cited: the sentence must say by itself whose event it is.
        alone = (
            not candidate.leans_on
            and not candidate.also
            and _stands_alone(candidate.text, context.names)
        )
        if not alone or is_comment(candidate.text) or _OWNED.search(candidate.text):
            continue
        published = candidate.article.published_at.date()
        for figure in parse_figures(candidate.text, context.language, published):
            when = _give_year(figure.iso, published)
            if figure.kind == "date" and _is_ahead(when, after):
                return ComingUp(
                    when=when,
                    words=candidate.text,
                    citation=cite(candidate.article, candidate.passage),
                    kind=name_event_kind(candidate.text),
                )
    return None


def _give_year(iso: str, published: date) -> str:
    """`--04-21` and `--05` of the year in which they were written, or of the next when long past."""
    if not iso.startswith("--") or iso.startswith("---"):
        return iso
    day = f"{published.year}-{iso[2:]}"
    return day if day >= published.isoformat()[: len(day)] else f"{published.year + 1}-{iso[2:]}"


def _is_ahead(iso: str, after: date) -> bool:
    """A day or a month, of a year that is known, after the week and not far ahead."""
    try:
        day = date.fromisoformat(iso if len(iso) == 10 else f"{iso}-28")
    except ValueError:
        return False
    return after < day <= after + _AHEAD and (len(iso) == 10 or iso > after.isoformat()[:7])


def write_briefs(
    ranked: Sequence[RankedStory],
    articles: Mapping[str, Article],
    context: DraftContext,
    most: int = 8,
) -> tuple[Brief, ...]:
    """The stories that did not make a highlight, each in one cited line; none whose line is bait or what
    somebody exclaims."""
    found: list[Brief] = []
    for story in ranked:
        told = [articles[i] for i in story.story.article_ids]
        line = write_headline(story, told, context)
        if line is not None and not is_bait(line.text) and not _SAYS_SO.search(line.text):
            found.append(Brief(story_id=story.story.id, sentence=line))
        if len(found) == most:
            break
    return tuple(found)
