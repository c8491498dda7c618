"""Before: the words of an event ahead, in English or Chinese. After: what sort of event it is."""

from __future__ import annotations

import re
from typing import Literal, get_args

EventKind = Literal[
    "hearing", "earnings", "festival", "campaign", "conference", "rule", "launch", ""
]

EVENT_KINDS: tuple[str, ...] = tuple(kind for kind in get_args(EventKind) if kind)

# In this order: a hearing about a launch is a hearing.
_WORDS: tuple[tuple[EventKind, str], ...] = (
    ("hearing", r"\b(hearing|court|trial|testif\w+|verdict|ruling)\b|听证|開庭|开庭|庭审|宣判|聆訊|聆讯"),
    ("earnings", r"\b(earnings|results|quarterly report|annual report)\b|财报|財報|业绩|業績|年报"),
    ("festival", r"\b(festival|holiday|new year|labou?r day|may day)\b|春节|春節|节日|假期|五一|国庆|中秋|端午"),
    ("campaign", r"\b(sale|sales|campaign|promotion|earth month|shopping)\b|大促|促销|促銷|活动|活動|购物节|购物節|焕新季"),
    ("conference", r"\b(conference|summit|forum|expo|exhibition|fair)\b|大会|大會|峰会|峰會|论坛|論壇|博览会|博覽會|展会"),
    ("rule", r"\b(take effect|takes effect|comes? into force|comments?|deadline|consultation)\b|施行|生效|征求意见|徵求意見|截止|实施"),
    ("launch", r"\b(launch\w*|releas\w+|unveil\w*|open\w*|debut\w*|ship\w*|roll\w* out)\b|发布|發布|上线|上線|推出|开售|開售|上市|开业|開業"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDS)


def name_event_kind(words: str) -> EventKind:
    """The sort of event that the words speak of; empty where they do not say."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")
