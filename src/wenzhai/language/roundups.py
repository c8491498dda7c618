"""Before: a headline. After: whether it announces several stories at once.

A morning's digest names what several events are about and is likely to each of them: it must not be what
joins them, and it is no source to draft one of them from.
"""

from __future__ import annotations

import re

_LONGEST = 400  # characters of a headline that are read
_ROUNDUP = re.compile(
    r"早报|早報|晚报(?!记者)|午报|晨报(?!记者)|日报[|丨：:]|周报[|丨：:]|早知道|早餐|[89]点1氪|头条\s?[|丨]"
    r"|一周(?:回顾|要闻|盘点|热点)|(?:资讯|新闻|要闻|信息)(?:汇总|速览|盘点)|每日(?:要闻|速递)"
    r"|\b(?:round-?up|(?:morning|evening) brief(?:ing)?|daily (?:brief(?:ing)?|digest|crunch)|news in brief"
    r"|week in review|(?:this )?week in \w{1,20}|newsletter|top stories|headlines of the (?:day|week)"
    r"|the download)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[;；]")


def is_roundup(title: str) -> bool:
    """Whether a headline (Chinese or English) is that of a digest: by its name, or because semicolons
    part it into three or more. Linear in its length; what lies beyond 400 characters is not read."""
    title = title[:_LONGEST]
    parts = [part for part in _PART.split(title) if len(part.strip()) >= 4]
    return len(parts) >= 3 or _ROUNDUP.search(title) is not None
