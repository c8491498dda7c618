"""Before: a sentence and the articles of its story. After: what backs it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import floor, log10

import msgspec

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Citation, Figure, Passage, SourceText
from wenzhai.stages.highlight.candidates import find_words
from wenzhai.stages.highlight.check import check_figures, check_text

_MOST_BACKING = 2
# Two dates or durations in one story are mostly those of different things.
_DISPUTABLE = frozenset({"money", "percent", "points", "number", "multiple"})
_SAME_WORDS = 0.34
_MOST_TIMES = 1_000


def find_figure_keys(text: str, article: Article) -> frozenset[str]:
    """The telling figures of a text, as keys that are equal in both languages: kind, unit and the
    value to three digits."""
    language = "zh" if article.is_chinese else "en"
    figures = parse_figures(text, language, article.published_at.date())
    return frozenset(
        f"{_kind_of(f)} {f.unit if f.kind == 'money' else ''} {f.value:.3g}"
        for f in figures
        if f.kind in _DISPUTABLE
        and f.value is not None
        and (f.kind != "number" or abs(f.value) > 20)
    )


def _kind_of(figure: Figure) -> str:
    """“Installed 19 million times” counts; nothing grows by that."""
    counts = figure.kind == "multiple" and abs(figure.value or 0.0) > _MOST_TIMES
    return "number" if counts else figure.kind


def find_day_keys(text: str, article: Article) -> frozenset[str]:
    """The days that a text names, other than that of publication, as keys that are equal in both
    languages."""
    published = article.published_at.date()
    figures = parse_figures(text, "zh" if article.is_chinese else "en", published)
    return frozenset(
        f"day {f.iso}"
        for f in figures
        if f.kind == "date" and len(f.iso) == 10 and f.iso[0] != "-" and f.iso != str(published)
    )


def is_slip(printed: Figure, other: Figure) -> bool:
    """Whether one figure looks like the other with a slip of the pen: the same digits in another order
    (57 and 75 percent, 13.8 and 18.3 billion), or the same at another scale (1,900万 and 1.9亿)."""
    mine, theirs = (abs(figure.value or 0.0) for figure in (printed, other))
    if not mine or not theirs or mine == theirs or len(_digits(mine)) < 2:
        return False
    scale = log10(mine / theirs)
    same_order = sorted(_digits(mine)) == sorted(_digits(theirs)) and floor(log10(mine)) == floor(
        log10(theirs)
    )
    return same_order or abs(scale - round(scale)) < 1e-9


def overlap(one: Figure, other: Figure) -> bool:
    """Whether what the words allow has a value in common."""
    bounds = (one.low, one.high, other.low, other.high)
    if None in bounds or one.unit != other.unit:
        return False
    low, high = max(one.low or 0.0, other.low or 0.0), min(one.high or 0.0, other.high or 0.0)
    return low <= high


def _digits(value: float | None) -> str:
    """The digits that are written, without the zeros around them."""
    return f"{abs(value or 0):.6g}".split("e")[0].replace(".", "").strip("0")


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a sentence that another article gives differently: `other` is its words there."""

    printed: str
    other: str
    article: Article
    passage: Passage


def cite(article: Article, passage: Passage) -> Citation:
    """The citation of a passage."""
    return Citation(
        article_id=article.id,
        passage_id=passage.id,
        publisher=article.publisher,
        title=article.title,
        url=article.url,
        language=article.language,
        published_at=article.published_at,
        text=passage.text,
        location=passage.location,
    )


def to_source(article: Article, passages: Iterable[Passage]) -> SourceText:
    """Passages as one text to check against."""
    return SourceText(
        id=article.id,
        lang=article.language,
        text="\n".join(p.text for p in passages),
        published=article.published_at.isoformat(),
    )


class Evidence:
    """What the articles of one story say, asked sentence by sentence.

    An article whose body is a copy counts for nothing: it says what its origin says.
    """

    def __init__(self, articles: Sequence[Article], names: NameFinder) -> None:
        self._names = names
        self._articles = [a for a in articles if not a.copy_of and a.passages]
        self._whole: Mapping[str, SourceText] = {
            a.id: to_source(a, a.passages) for a in self._articles
        }
        families: dict[str, set[str]] = {}
        for article in self._articles:
            for passage in article.passages:
                keys = find_figure_keys(passage.text, article)
                for key in keys | find_day_keys(passage.text, article):
                    families.setdefault(key, set()).add(article.family)
        self.told_by: Mapping[str, int] = {key: len(found) for key, found in families.items()}

    def title_source(self, article: Article) -> SourceText:
        """What an article's title is held against: its text; where only a summary of it is known, the
        title is itself part of what the publisher says."""
        text = to_source(article, article.passages)
        if article.text_from == "summary":
            text = msgspec.structs.replace(text, text=f"{text.text}\n{article.title}")
        return text

    def find_disputes(self, text: str, language: str, article: Article) -> list[Dispute]:
        """Figures of `text` that other families' articles contradict."""
        found = []
        for other in self._others(article):
            for figure in check_figures(text, language, [self._whole[other.id]]):
                if figure.verdict != "contradicted" or figure.evidence is None:
                    continue
                a, b = figure.evidence.span
                passage = passage_at(other, a)
                said = parse_figures(
                    self._whole[other.id].text[a:b], "zh" if other.is_chinese else "en"
                )
                if figure.figure.kind not in _DISPUTABLE or not said:
                    continue
                if overlap(figure.figure, said[0]):
                    continue  # more than half, nearly 60 percent: both may be so
                # Bare numbers count different things in one story; sums and shares less often.
                if not is_slip(figure.figure, said[0]) and (
                    figure.figure.kind == "number"
                    or not self._speak_of_the_same(text, language, other, passage)
                ):
                    continue
                found.append(
                    Dispute(
                        printed=figure.figure.text,
                        other=self._whole[other.id].text[a:b],
                        article=other,
                        passage=passage,
                    )
                )
        return found

    def contradicts(self, text: str, language: str, article: Article, printed: set[str]) -> bool:
        """Whether a figure of `text` is the slip of one in the passages of `printed` (their ids), or those
        are of it: a highlight that says 43 and 34 percent of one thing says nothing."""
        return any(
            dispute.passage.id in printed for dispute in self.find_disputes(text, language, article)
        )

    def find_outvoting(self, text: str, language: str, article: Article) -> list[Dispute]:
        """The disputes of a figure of `text` that more independent publishers contradict than confirm;
        none where it stands."""
        disputes = self.find_disputes(text, language, article)
        for printed in sorted({dispute.printed for dispute in disputes}):
            votes = len({d.article.family for d in disputes if d.printed == printed})
            backing = {
                other.family
                for other in self._others(article)
                if self._confirms(printed, text, language, other)
            }
            if votes > len(backing) + 1 or (votes and not backing and votes >= 2):
                return [d for d in disputes if d.printed == printed]
        return []

    def find_backing(self, text: str, language: str, article: Article) -> list[Citation]:
        """Passages of other families that say the same figures, the other language first: at most two.

        A sentence without figures is backed by its own passage alone."""
        own = check_figures(text, language, [self._whole[article.id]])
        wanted = {f.figure.text for f in own if f.figure.kind != "identifier"}
        if not wanted:
            return []
        found: list[Citation] = []
        families = {article.family}
        others = sorted(
            self._others(article),
            key=lambda o: (o.is_chinese == article.is_chinese, -o.quality, o.published_at, o.id),
        )
        for other in others:
            if other.family in families:
                continue
            for passage in other.passages[:14]:
                source = to_source(other, [passage])
                figures = check_figures(text, language, [source])
                if not wanted <= {f.figure.text for f in figures if f.verdict == "supported"}:
                    continue
                check = check_text(text, language, [source], names=self._names)
                if check.verdict == "supported":
                    found.append(cite(other, passage))
                    families.add(other.family)
                    break
            if len(found) == _MOST_BACKING:
                break
        return found

    def _speak_of_the_same(
        self, text: str, language: str, other: Article, passage: Passage
    ) -> bool:
        """Whether a sentence and a passage measure the same thing, as far as words can tell: most of
        the shorter one's words in one language, a shared name in two."""
        if other.is_chinese == (language == "zh"):
            mine, theirs = set(find_words(text, language)), set(find_words(passage.text, language))
            return len(mine & theirs) >= _SAME_WORDS * min(len(mine), len(theirs))
        return bool(self._names.names_in(text) & self._names.names_in(passage.text))

    def _others(self, article: Article) -> list[Article]:
        return [a for a in self._articles if a.family != article.family]

    def _confirms(self, printed: str, text: str, language: str, other: Article) -> bool:
        figures = check_figures(text, language, [self._whole[other.id]])
        return any(f.figure.text == printed and f.verdict == "supported" for f in figures)


def passage_at(article: Article, offset: int) -> Passage:
    """The passage of `article` in which `offset` of its passages, joined by line breaks, falls."""
    start = 0
    for passage in article.passages:
        start += len(passage.text) + 1
        if offset < start:
            return passage
    return article.passages[-1]
