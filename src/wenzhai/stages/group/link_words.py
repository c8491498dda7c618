"""Before: two reports of one story. After: in words, what they have in common.

The pair model weighs more than can be said in a line; these are the parts of its evidence that a person
can see in the two texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.language.tokens import chinese_words, english_words, normalise
from wenzhai.model import Article, Figure

_OPENING = 4  # passages that are read with the title
_KINDS = frozenset({"money", "percent", "points", "number", "multiple", "date"})
_MOST = 3
_DAY = len("--04-11")  # dates that name a day: months and weekdays are in any report
_SMALL = 20  # numbers up to that are in any report
_NEARLY_ALL, _MANY = 0.75, 0.4

_WORDS = {
    "en": {
        "names": "both name {}",
        "figures": "both give {}",
        "same": "the same headline",
        "nearly": "nearly the same headline",
        "many": "headlines with many words in common",
        "across": "reported in two languages",
        "minute": "{} minute apart",
        "minutes": "{} minutes apart",
        "hours": "{} hours apart",
        "days": "{} days apart",
        "links": "one links to the other",
        "and": " and ",
        "comma": ", ",
    },
    "zh": {
        "names": "都提到{}",
        "figures": "都给出{}",
        "same": "标题相同",
        "nearly": "标题几乎相同",
        "many": "标题用词大半相同",
        "across": "两种语言的报道",
        "minute": "相隔{}分钟",
        "minutes": "相隔{}分钟",
        "hours": "相隔{}小时",
        "days": "相隔{}天",
        "links": "一篇链接到另一篇",
        "and": "、",
        "comma": "、",
    },
}


def explain_link(one: Article, other: Article, names: NameFinder, language: str) -> tuple[str, ...]:
    """What two reports share, strongest first, in `language` (`en`, `zh`): names, figures, headline
    words, a link, and how far apart in time they are."""
    words = _WORDS["zh" if language.startswith("zh") else "en"]
    said: list[str] = []
    if {one.url, other.url} & {*one.links, *other.links} - {""}:
        said.append(words["links"])
    if common := _common_names(one, other, names, language):
        said.append(words["names"].format(_enumerate(common, words)))
    if figures := _common_figures(one, other, language):
        said.append(words["figures"].format(_enumerate(figures, words)))
    if likeness := _compare_titles(one, other):
        said.append(words[likeness])
    if one.is_chinese != other.is_chinese:
        said.append(words["across"])
    minutes = round(abs((one.published_at - other.published_at).total_seconds()) / 60)
    unit, length = ("minute" if minutes == 1 else "minutes", 1) if minutes < 100 else ("hours", 60)
    if minutes >= 60 * 48:
        unit, length = "days", 60 * 24
    said.append(words[unit].format(round(minutes / length)))
    return tuple(said)


def _opening(article: Article) -> str:
    return "\n".join([article.title, *(p.text for p in article.passages[:_OPENING])])


def _common_names(one: Article, other: Article, names: NameFinder, language: str) -> list[str]:
    """Names in both openings, those of the titles first, in the form of the language."""
    theirs = {m.name.id for m in names.find(_opening(other))}
    mine = {m.name.id: m.name for m in names.find(_opening(one)) if m.name.kind != "place"}
    shared = [name for key, name in mine.items() if key in theirs]
    return [names.translate(name, language) for name in shared[:_MOST]]


def _common_figures(one: Article, other: Article, language: str) -> list[str]:
    """Figures of the first opening that the second gives too, each value once, in the form of the
    language."""
    theirs = _figures(other)
    native = one.is_chinese == language.startswith("zh")
    found: dict[tuple[str, float | None, str], str] = {}
    for figure in _figures(one):
        if any(compare_figures(figure, known).relation == "equal" for known in theirs):
            shown = figure.text if native else render_figure(figure, language)
            found.setdefault((figure.kind, figure.value, figure.iso), shown or figure.text)
    return list(found.values())[:_MOST]


def _figures(article: Article) -> list[Figure]:
    language = "zh" if article.is_chinese else "en"
    return [
        figure
        for figure in parse_figures(_opening(article), language, article.published_at.date())
        if figure.kind in _KINDS
        and not figure.weak
        and (figure.kind != "number" or abs(figure.value or 0) > _SMALL * (1 if figure.unit else 5))
        and (figure.kind != "date" or (figure.iso[:3] != "-W-" and len(figure.iso) >= _DAY))
    ]


def _compare_titles(one: Article, other: Article) -> str:
    a, b = normalise(one.title), normalise(other.title)
    if a and a == b:
        return "same"
    if one.is_chinese != other.is_chinese:
        return ""
    cut = chinese_words if one.is_chinese else english_words
    mine, theirs = set(cut(a)), set(cut(b))
    share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    return "nearly" if share >= _NEARLY_ALL else "many" if share >= _MANY else ""


def _enumerate(parts: Sequence[str], words: dict[str, str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return words["comma"].join(parts[:-1]) + words["and"] + parts[-1]
