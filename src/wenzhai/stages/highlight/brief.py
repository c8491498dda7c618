"""Before: a story told only in the other language. After: a factual brief of what is certain.

Nothing is translated that could be translated wrongly: names go through the glossary, figures through
our own code, dates and publishers are as they are; the original headline stands in its own language.
The brief is marked as awaiting translation, and passes the same gate as everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.model import (
    Article,
    Citation,
    Figure,
    Highlight,
    Name,
    Passage,
    RankedStory,
    Sentence,
    SourceText,
)
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.evidence import cite, to_source
from wenzhai.stages.highlight.gate import may_print
from wenzhai.stages.highlight.listing import list_sources

_ZONE = ZoneInfo("Asia/Shanghai")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_KINDS_OF_NAMES = ("company", "app", "product", "person", "regulator", "event")
_TELLING = frozenset({"money", "percent", "points", "multiple", "number"})
_MOST_NAMES, _MOST_FIGURES = 3, 4


def write_brief(
    ranked: RankedStory, articles: Sequence[Article], language: str, names: NameFinder
) -> Highlight | None:
    """The brief in `language`; None when no name in the story is known in that language."""
    originals = [a for a in articles if not a.copy_of and a.passages and a.kind != "list"]
    if not originals:
        return None
    found = _find_names(originals, names)
    if not found:
        return None
    best = max(originals, key=lambda a: (a.quality, len(a.text), a.id))
    headline = _check(_word_headline(found, language), language, _leads(originals), names)
    sentences = [
        _check(_word_report(found, originals, language, names), language, _leads(originals), names),
        _write_figures(best, language, names),
        _write_original_title(best, language, names),
    ]
    kept = tuple(s for s in sentences if s is not None)
    if headline is None or len(kept) < 2:
        return None
    return Highlight(
        story_id=ranked.story.id,
        thread_id=ranked.story.thread_id,
        language=language,
        headline=headline,
        paragraphs=(kept,),
        sources=list_sources(articles),
        kind=ranked.kind,
        awaiting_translation=True,
        reasons=tuple(r.words for r in ranked.reasons if r.points > 0),
        first_at=ranked.story.first_at,
    )


def word_date(at: datetime, language: str) -> str:
    """The day in Chinese time: “12 April”, “4月12日”."""
    day = at.astimezone(_ZONE)
    if language == "zh":
        return f"{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]}"


def join_words(words: Sequence[str], language: str) -> str:
    """“a, b and c”, “a、b和c”."""
    if len(words) < 2:
        return "".join(words)
    if language == "zh":
        return "、".join(words[:-1]) + "和" + words[-1]
    return ", ".join(words[:-1]) + " and " + words[-1]


def _leads(articles: Sequence[Article]) -> list[tuple[Article, Sequence[Passage]]]:
    return [(a, a.passages[:4]) for a in articles[:4]]


def _find_names(articles: Sequence[Article], names: NameFinder) -> list[Name]:
    """What the story is about: the names that most articles open with, most frequent first."""
    counts: Counter[str] = Counter()
    by_id: dict[str, Name] = {}
    for article in articles[:4]:
        lead = "\n".join(p.text for p in article.passages[:4])
        matches = [m.name for m in names.find(lead) if m.name.kind in _KINDS_OF_NAMES]
        counts.update(name.id for name in matches)
        by_id.update({name.id: name for name in matches})
    ranked = sorted(counts, key=lambda i: (-counts[i], -by_id[i].weight, i))
    return [by_id[i] for i in ranked[:_MOST_NAMES]]


def _word_headline(found: Sequence[Name], language: str) -> str:
    listed = join_words([name.en if language == "en" else name.zh for name in found], language)
    if language == "zh":
        return f"英文媒体报道{listed}的消息"
    return f"Chinese-Language Outlets Report on {listed}"


def _word_report(
    found: Sequence[Name], articles: Sequence[Article], language: str, names: NameFinder
) -> str:
    publishers = list(dict.fromkeys(a.publisher for a in articles))
    first = word_date(min(a.published_at for a in articles), language)
    about = join_words([names.first_mention(name, language) for name in found], language)
    others = len(publishers) - 3
    listed = publishers[:3] if others <= 0 else publishers[:2]
    rest = len(publishers) - len(listed)
    if language == "zh":
        who = "、".join(listed) + (f"等{len(publishers)}家媒体" if rest else "")
        return f"{who}自{first}起报道了有关{about}的消息。"
    who = join_words([*listed, f"{rest} others"] if rest else listed, language)
    return f"From {first}, {who} reported on {about}."


def _write_figures(article: Article, language: str, names: NameFinder) -> Sentence | None:
    """The telling figures of the fullest report, converted by our own code."""
    rendered: dict[str, Passage] = {}
    source_language = "zh" if article.is_chinese else "en"
    for passage in article.passages[:12]:
        for figure in parse_figures(
            passage.text, source_language, article.published_at.astimezone(_ZONE).date()
        ):
            if _is_telling(figure):
                words = render_figure(figure, language)
                if words:
                    rendered.setdefault(words, passage)
    chosen = list(rendered)[:_MOST_FIGURES]
    if not chosen:
        return None
    listed = join_words(chosen, language)
    text = (
        f"{article.publisher}的报道给出的数字包括：{listed}。"
        if language == "zh"
        else f"Figures in {article.publisher}’s report include {listed}."
    )
    passages = tuple(dict.fromkeys(rendered[words] for words in chosen))
    return _check(text, language, [(article, passages)], names)


def _is_telling(figure: Figure) -> bool:
    """Whether a figure says something by itself; a bare “4” does not."""
    if figure.kind not in _TELLING or figure.approximation == "vague" or figure.weak:
        return False
    return figure.kind != "number" or (
        bool(figure.counted or figure.unit) and (figure.value or 0) > 9
    )


def _write_original_title(article: Article, language: str, names: NameFinder) -> Sentence | None:
    text = (
        f"{article.publisher}的原标题是“{article.title}”。"
        if language == "zh"
        else f"The original headline in {article.publisher} reads “{article.title}”."
    )
    passage = article.passages[0]
    source = to_source(article, [passage])
    titled = SourceText(
        id=source.id,
        lang=source.lang,
        text=f"{article.title}\n{source.text}",
        published=source.published,
    )
    check = check_text(text, language, [titled], names=names)
    if not may_print(check):
        return None
    return Sentence(text=text, citations=(cite(article, passage),), check=check)


def _check(
    text: str,
    language: str,
    cited: Sequence[tuple[Article, Sequence[Passage]]],
    names: NameFinder,
) -> Sentence | None:
    """The sentence with its citations if it passes the gate, else nothing."""
    sources = [to_source(article, passages) for article, passages in cited]
    # The day on which a report appeared is certain without being said in it.
    dated = [
        SourceText(
            id=s.id,
            lang=s.lang,
            text=f"{s.text}\n{word_date(a.published_at, 'zh' if a.is_chinese else 'en')}",
            published=s.published,
        )
        for s, (a, _) in zip(sources, cited, strict=True)
    ]
    check = check_text(text, language, dated, names=names)
    if not may_print(check):
        return None
    citations: tuple[Citation, ...] = tuple(
        cite(article, passage) for article, passages in cited for passage in passages[:2]
    )
    return Sentence(text=text, citations=citations, check=check)
