"""Before: an article. After: its Moments: on which part of which day something was over or began.

“Repaired that morning” and 直到当晚才恢复 are values like 57 percent: sources can disagree about them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.script import simplified_by_character
from wenzhai.model import Article, Passage
from wenzhai.stages.highlight.readings import give_year

# What happens once, so that two parts of the day cannot both be right.
_ACTIONS = {
    "restored": re.compile(
        r"(?i)\b(?:repair(?:ed|s)?|restor(?:ed|ation)|recover(?:ed|y)|resumed|fixed|back online|"
        r"back to normal|returned(?: to normal)?|came back)\b|修复|恢复|复原|抢修完成|复通"
    ),
}
_NOT_YET = re.compile(
    r"(?i)\b(?:under way|urgent|emergency|being|trying|yet to|not)\b|紧急修复|正在|尚未|仍未|未能|抢修中"
)
# In order of the day; what is two apart cannot be the same time.
PARTS = ("small hours", "morning", "afternoon", "night")
_WORDS = {
    "small hours": r"\b(?:small hours|before dawn|after midnight|pre-dawn)\b|凌晨|清晨前",
    "morning": r"\bmorning\b|\bbefore (?:noon|lunch)\b|上午|早上|早晨|清晨|早间",
    "afternoon": r"\bafternoon\b|下午|午后",
    "night": r"\b(?:night|evening|tonight|nightfall)\b|当晚|晚上|晚间|入夜|深夜|夜间|夜里|昨晚|今晚|傍晚",
}
_PART = re.compile("(?i)" + "|".join(f"(?P<p{n}>{_WORDS[part]})" for n, part in enumerate(PARTS)))
_CLAUSE = re.compile(r"[;；。！？!?，,]|\b(?:while|whereas|but)\b")
_LED_BY = re.compile(
    r"(?i)(?:\b(?:that|the same|this|last|on \w+|by \w+|at about|at|around|until|only at)\s|当天|当日|同日|直到|约)+$"
)
_PASSAGES = 60


class Moment(NamedTuple):
    """`text` as written tells on which `part` of the day (an index of `PARTS`) the `action` was done;
    `day` is ISO 8601 or empty where none is told."""

    article: Article
    passage: Passage
    action: str
    part: int
    text: str
    day: str


@lru_cache(maxsize=2048)
def read_moments(article: Article, names: NameFinder) -> tuple[Moment, ...]:
    """The moments that an article tells, in order; of each clause at most one."""
    del names
    found: list[Moment] = []
    for passage in article.passages[:_PASSAGES]:
        plain = passage.text.translate(simplified_by_character())
        if any(action.search(plain) for action in _ACTIONS.values()):
            found.extend(_read_passage(article, passage, plain))
    return tuple(found)


def _read_passage(article: Article, passage: Passage, plain: str) -> list[Moment]:
    published = article.published_at.date()
    figures = parse_figures(passage.text, "zh" if article.is_chinese else "en", published)
    days = [give_year(f.iso, published) for f in figures if f.kind == "date"]
    days = [day for day in days if len(day) == 10]
    clocks = [f for f in figures if f.kind == "time" and f.value is not None and f.iso[-1:] != "?"]
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(plain)), len(plain)]
    found = []
    for start, end in pairwise(cuts):
        clause = plain[start:end]
        if _NOT_YET.search(clause):
            continue
        for action, pattern in _ACTIONS.items():
            done = pattern.search(clause)
            if done is None:
                continue
            told = _read_part(clause, done.start())
            if told is None:
                hours = [f for f in clocks if start <= f.span[0] < end]
                if not hours:
                    continue
                a, b = hours[0].span
                part = _part_of(hours[0].value or 0.0)
            else:
                part, a, b = told[0], start + told[1], start + told[2]
            text = passage.text[a:b].strip()
            day = days[0] if len(set(days)) == 1 else ""
            found.append(Moment(article, passage, action, part, text, day))
    return found


def _read_part(clause: str, at: int) -> tuple[int, int, int] | None:
    """The part of the day nearest to `at`: its index and place, with the words that lead to it."""
    near = min(_PART.finditer(clause), key=lambda m: (abs(m.start() - at), m.start()), default=None)
    if near is None or near.lastgroup is None:
        return None
    lead = _LED_BY.search(clause[: near.start()])
    return int(near.lastgroup[1:]), lead.start() if lead else near.start(), near.end()


def _part_of(hour: float) -> int:
    if hour < 5:
        return 0
    return 1 if hour < 12 else 2 if hour < 18 else 3
