"""Before: a story with its articles and its hot-list standing. After: what is measured of it, in words.

Each measure is 0 to about 1, so that weights can be compared.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wenzhai.model import Article, Story
from wenzhai.stages.highlight.rank_hot import HotMatch
from wenzhai.stages.highlight.rank_primary import WORDS, FindsNames, PrimaryKind, tell_primary

FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿]+(?:成|倍|亿|万)")
ROUNDUP = re.compile(
    r"早报|晨报|晚报|早知道|晨读|日报[|丨:：]|周报|早餐|一周|盘点|汇总|简讯|[;；].*[;；]|[/／].*[/／].*[/／]"
    r"|\b(?:morning after|daily crunch|week in review|roundup|newsletter|live updates|things to know)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"^(?:opinion|analysis|comment|editorial|how to|why|what|review|hands-on)\b|[?？]\s*$|^(?:评论|观点|深度|专访|对话)",
    re.IGNORECASE,
)
ADVERTORIAL = re.compile(
    r"\b(?:best .{0,30} deals?|deal of the day|save \$|\d+% off|sponsored|coupon|promo code)\b|到手价|好价|优惠券|领券|史低|立减",
    re.IGNORECASE,
)
# Who speaks, the weightiest first; a release that a wire was paid to carry counts half.
PRIMARY: Mapping[PrimaryKind, float] = {
    "authority": 1.0,
    "filing": 1.0,
    "company": 1.0,
    "release": 0.5,
}
SPEED_HOURS = 6


@dataclass(frozen=True, slots=True)
class StoryEvidence:
    """What ranking needs to know of a story. `times` are the reports', aware, earliest first;
    `quality` is of the best publishers, 0 to 1; `labels` hold a share of the reports each. `primary`
    says who speaks himself; `first_by` is the publisher of the first report. `printed`: in an
    earlier edition; `follows`: another story of its thread was."""

    story: Story
    titles: tuple[str, ...]
    times: tuple[datetime, ...]
    relevance: float
    quality: float = 0.5
    primary: PrimaryKind = ""
    labels: Mapping[str, float] | None = None
    first_by: str = ""
    printed: bool = False
    follows: bool = False


def gather_story(
    story: Story,
    articles: Mapping[str, Article],
    relevance: Mapping[str, float],
    *,
    printed_threads: frozenset[str] = frozenset(),
    printed_stories: frozenset[str] = frozenset(),
    names: FindsNames | None = None,
) -> StoryEvidence:
    """Evidence of a story from its articles; ids that `articles` lacks are passed over."""
    members = [articles[key] for key in story.article_ids if key in articles]
    originals = [article for article in members if not article.copy_of] or members
    count = max(1, len(originals))
    labels: dict[str, float] = {}
    for article in originals:
        for label in article.labels:
            labels[label] = labels.get(label, 0.0) + 1 / count
    scores = sorted((relevance.get(article.id, 0.5) for article in originals), reverse=True)
    qualities = sorted((article.quality for article in originals), reverse=True)
    speakers = {tell_primary(article, names) for article in originals}
    return StoryEvidence(
        story=story,
        titles=(story.title, *(a.title for a in originals if a.title != story.title)),
        times=tuple(article.published_at for article in originals),
        # The better half: one stray report must not sink a story, nor one lucky one lift it.
        relevance=_mean(scores[: math.ceil(len(scores) / 2)]) if scores else 0.5,
        quality=_mean(qualities[:3]) if qualities else 0.5,
        primary=next((kind for kind in PRIMARY if kind in speakers), ""),
        labels=labels,
        first_by=min(originals, key=lambda a: (a.published_at, a.id)).publisher
        if originals
        else "",
        printed=story.id in printed_stories,
        follows=story.thread_id in printed_threads and story.id not in printed_stories,
    )


def measure_story(
    item: StoryEvidence, hot: HotMatch, at: datetime, period: str
) -> dict[str, tuple[float, str]]:
    """Name of each measure -> (value, in words)."""
    publishers = len(item.story.publishers)
    age = max(0.0, (at - max(item.times, default=at)).total_seconds() / 3600)
    span = 24.0 if period == "day" else 168.0
    early = _early_reports(item.times)
    labels = item.labels or {}
    return {
        "publishers": (
            min(1.5, math.log2(max(1, publishers)) / 4),
            f"{publishers} independent {'publisher' if publishers == 1 else 'publishers'}",
        ),
        "single publisher": (float(publishers <= 1), "only one publisher has it"),
        "both languages": (
            float(len(item.story.languages) > 1),
            "reported in Chinese and in English",
        ),
        "hot list": (
            hot.strength,
            f"stood on {hot.list_name}"
            + (f" at rank {hot.best_rank}" if hot.best_rank else "")
            + f" as “{hot.title}”",
        ),
        "several hot lists": (float(hot.lists > 1), f"stood on {hot.lists} hot lists"),
        "quality": (item.quality, f"publishers of quality {item.quality:.2f}"),
        "primary source": (PRIMARY.get(item.primary, 0.0), WORDS.get(item.primary, "")),
        "figures": (float(bool(FIGURE.search(item.story.title))), "has a figure in its headline"),
        "speed": (
            min(1.0, math.log2(max(1, early)) / 4),
            f"{early} reports within {SPEED_HOURS} hours of the first"
            + (f", which {item.first_by} had" if item.first_by and publishers > 1 else ""),
        ),
        "recency": (
            math.exp(-age / span),
            f"last reported {age:.0f} hours before closing",
        ),
        "relevance": (item.relevance, f"relevance to the beat {item.relevance:.2f}"),
        "printed before": (float(item.printed), "was printed in an earlier edition"),
        "follow-up": (float(item.follows), "follows what an earlier edition printed"),
        "advertorial": (
            max(labels.get("advertorial", 0.0), _share(ADVERTORIAL, item.titles)),
            "reads like an advertisement",
        ),
        "opinion": (
            max(labels.get("opinion", 0.0), _share(OPINION, item.titles)),
            "comment or a guide rather than news",
        ),
        "roundup": (
            max(
                labels.get("roundup", 0.0),
                labels.get("live blog", 0.0),
                _share(ROUNDUP, item.titles),
            ),
            "several stories in one",
        ),
    }


def _early_reports(times: Sequence[datetime]) -> int:
    if not times:
        return 0
    limit = min(times) + timedelta(hours=SPEED_HOURS)
    return sum(at <= limit for at in times)


def _share(pattern: re.Pattern[str], titles: Sequence[str]) -> float:
    return sum(bool(pattern.search(title[:300])) for title in titles) / max(1, len(titles))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
