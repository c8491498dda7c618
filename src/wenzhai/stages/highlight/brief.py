"""Before: a story told only in the other language. After: a factual brief of what is certain.

Nothing is translated that could be translated wrongly: names go through the glossary, figures through
our own code, dates and publishers are as they are; the original headline stands in its own language.
The brief is marked as awaiting translation, and passes the same gate as everything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from wenzhai.language.measures import MEASURES, name_measure
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
from wenzhai.stages.highlight.deeds import read_deed
from wenzhai.stages.highlight.evidence import cite, to_source
from wenzhai.stages.highlight.gate import DraftSentence, hold_sentence
from wenzhai.stages.highlight.headline import to_title_case
from wenzhai.stages.highlight.listing import list_sources
from wenzhai.stages.highlight.readings import Reading, read_figures

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
# Words that are in names and trades as well (华为投资控股): a figure beside them may be of anything.
_LOOSE = frozenset({"investment", "deal", "spending", "market price", "share price"})
_MOST_NAMES, _MOST_FIGURES, _MOST_CITED, _MOST_READ = 3, 4, 3, 24


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
    told = _tell_deed(originals, language, names)
    if told is None:
        headline = _check(_word_headline(found, language), language, _leads(originals), names)
        best, opening = _find_fullest(originals), None
    else:
        headline, opening, best = told
    title = _write_original_title(best, language, names)
    if opening is None:
        certain = write_certain(articles, language, names)
    else:
        figures = _write_figures(_find_fullest(originals), language, names, opening.text)
        certain = (opening, *((figures,) if figures else ()))
    kept = (*certain, *((title,) if title else ()))
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
        reasons=tuple(r.say(language) for r in ranked.reasons if r.points > 0),
        first_at=ranked.story.first_at,
    )


def _tell_deed(
    originals: Sequence[Article], language: str, names: NameFinder
) -> tuple[Sentence, Sentence, Article] | None:
    """Headline and first sentence where a known pattern (`deeds.py`) reads one of the titles, and the
    article whose title that is; None where none does, or the gate refuses what it says."""
    for article in sorted(originals, key=lambda a: (-a.quality, a.published_at, a.id)):
        deed = read_deed(article.title, language, names)
        if deed is None or {"opinion", "roundup", "advertorial"} & set(article.labels):
            continue
        cited = [(article, article.passages[:2])]
        day = word_date(article.published_at, language)
        if language == "zh":
            told = "转述的消息" if deed.hearsay else "报道"
            text = f"据{article.publisher}{_gap(article)}{day}{told}，{deed.clause}。"
            title = f"{deed.headline}：媒体报道" if deed.hearsay else deed.headline
        else:
            clause = deed.clause[:1].upper() + deed.clause[1:]
            said = (
                f"according to a report that {article.publisher} carried on {day}"
                if deed.hearsay
                else f"{article.publisher} reported on {day}"
            )
            text = f"{clause}, {said}."
            title = to_title_case(
                f"{deed.headline}, report says" if deed.hearsay else deed.headline
            )
        headline = _check(title, language, cited, names)
        opening = _check(text, language, cited, names)
        if headline is not None and opening is not None:
            return headline, opening, article
    return None


def write_certain(
    articles: Sequence[Article], language: str, names: NameFinder
) -> tuple[Sentence, ...]:
    """Who reported on whom and when, and the figures given: what can be said without the sources' own
    sentences. Empty when no known name is in them."""
    originals = [a for a in articles if not a.copy_of and a.passages and a.kind != "list"]
    found = _find_names(originals, names) if originals else []
    if not found:
        return ()
    report = _word_report(found, originals, language, names)
    sentences = [
        _check(report, language, _leads(originals), names),
        _write_figures(_find_fullest(originals), language, names),
    ]
    return tuple(s for s in sentences if s is not None)


def write_titles(
    articles: Sequence[Article], besides: str, language: str, names: NameFinder, most: int = 2
) -> tuple[Sentence, ...]:
    """What other publishers put over the story: the titles of at most `most` articles, each another
    one than `besides`, the article whose title is the headline."""
    shown = {a.title for a in articles if a.id == besides}
    found: list[Sentence] = []
    for article in articles:
        if article.title in shown or article.copy_of or not article.passages:
            continue
        shown.add(article.title)
        sentence = _write_original_title(article, language, names)
        if sentence is not None:
            found.append(sentence)
    return tuple(found[:most])


def write_report(article: Article, title: str, language: str, names: NameFinder) -> Sentence | None:
    """Who reported what an article's title says, and when; None where the gate does not let it pass.

    `title` is in `language`, as it prints; English puts the publisher's own in quotation marks."""
    day = word_date(article.published_at, language)
    if language == "zh":
        gap = _gap(article)
        # A title that lets somebody speak (“甲公司：…”) is no clause.
        text = (
            f"{article.publisher}{gap}{day}的报道题为“{title}”。"
            if "：" in title and "“" not in title
            else f"据{article.publisher}{gap}{day}报道，{title}。"
        )
    else:
        text = f"{article.publisher} reported on {day}: “{article.title}”."
    return _check(text, language, [(article, article.passages[:1])], names)


def _find_fullest(articles: Sequence[Article]) -> Article:
    return max(articles, key=lambda a: (a.quality, len(a.text), a.id))


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
    return [(a, a.passages[:2]) for a in articles[:_MOST_CITED]]


def _find_names(articles: Sequence[Article], names: NameFinder) -> list[Name]:
    """What the story is about: the names that most articles open with, most frequent first."""
    counts: Counter[str] = Counter()
    by_id: dict[str, Name] = {}
    for article in articles[:_MOST_CITED]:
        lead = "\n".join(p.text for p in article.passages[:2])
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
    publishers = list(dict.fromkeys(a.publisher for a in articles[:_MOST_CITED]))
    first = word_date(min(a.published_at for a in articles[:_MOST_CITED]), language)
    about = join_words([names.first_mention(name, language) for name in found], language)
    others = len({a.publisher for a in articles}) > len(publishers)
    if language == "zh":
        return f"{'、'.join(publishers)}{'等媒体' if others else ''}自{first}起报道了有关{about}的消息。"
    who = join_words([*publishers, "others"] if others else publishers, language)
    return f"From {first}, {who} reported on {about}."


def _write_figures(
    article: Article, language: str, names: NameFinder, told: str = ""
) -> Sentence | None:
    """The telling figures of the fullest report with what they measure, converted by our own code; none
    that `told` says."""
    rendered: dict[str, Passage] = {}
    for reading in read_figures(article, names)[:_MOST_READ]:
        figure, passage = reading.figure, reading.passage
        if not _is_telling(figure) or reading.prior or reading.planned:
            continue
        if any(m.start <= figure.span[0] < m.end for m in names.find(passage.text)):
            continue  # the 360 of a company's name
        words = re.sub(r"\bUSD ", "$", render_figure(figure, language))
        if not words or words in told or any(words in said for said in rendered):
            continue
        rendered.setdefault(_with_measure(words, reading, language), passage)
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


def _with_measure(words: str, reading: Reading, language: str) -> str:
    """“revenue of $80 billion”, “营收800亿美元”; the figure alone where its measure is not told, or where
    it is how much that has changed."""
    known = reading.measure in MEASURES and reading.measure not in _LOOSE
    if not known or reading.aspect != "level" or reading.figure.kind not in ("money", "number"):
        return words
    measure = name_measure(reading.measure, language)
    if measure in words:
        return words
    return f"{measure}{words}" if language == "zh" else f"{measure} of {words}"


def _is_telling(figure: Figure) -> bool:
    """Whether a figure says something by itself; a bare “4” or “under 13” does not."""
    if figure.kind not in _TELLING or figure.approximation == "vague" or figure.weak:
        return False
    return figure.kind != "number" or (bool(figure.counted) and abs(figure.value or 0) >= 100)


def _write_original_title(article: Article, language: str, names: NameFinder) -> Sentence | None:
    text = (
        f"{article.publisher}的标题是“{_quote_inside(article.title)}”。"
        if language == "zh"
        else f"The headline in {article.publisher} reads “{_quote_inside(article.title)}”."
    )
    return _check(text, language, [(article, article.passages[:1])], names)


def _gap(article: Article) -> str:
    """What parts a publisher's name from a Chinese date: a blank after Latin letters."""
    return " " if article.publisher[-1:].isascii() else ""


def _quote_inside(title: str) -> str:
    """A title as it stands in quotation marks: its own ones single."""
    return title.translate({0x201C: "‘", 0x201D: "’"})


def _check(
    text: str,
    language: str,
    cited: Sequence[tuple[Article, Sequence[Passage]]],
    names: NameFinder,
) -> Sentence | None:
    """The sentence with its citations if it passes the gate, else nothing."""
    sources = tuple(_with_imprint(article, passages) for article, passages in cited)
    held = hold_sentence(DraftSentence(text, language, sources), names)
    if not held.prints:
        return None
    citations: tuple[Citation, ...] = tuple(
        cite(article, passage) for article, passages in cited for passage in passages[:2]
    )
    return Sentence(text=text, citations=citations, check=held.check)


def _with_imprint(article: Article, passages: Sequence[Passage]) -> SourceText:
    """Passages with what is certain of the article without being said in it: who published it, when,
    and under which title."""
    source = to_source(article, passages)
    day = word_date(article.published_at, "zh" if article.is_chinese else "en")
    return SourceText(
        id=source.id,
        lang=source.lang,
        text=f"{source.text}\n{article.title}\n{article.publisher}\n{day}",
        published=source.published,
    )
