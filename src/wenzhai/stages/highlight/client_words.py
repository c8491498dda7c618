"""What a text for a client says of itself, in both languages: greeting, headings, places to fill.

Nothing here states anything about the world: that is said by cited sentences. What is in brackets is for
the person who sends the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wenzhai.model import ClientTextKind

Words = Mapping[str, str]

_ENGLISH: Words = MappingProxyType(
    {
        "email title": "For {client}: what mattered, {days}",
        "brief title": "Brief for {client}, {days}",
        "proposal title": "Proposal for {client}",
        "plan title": "Promotion plan for {client}",
        "email opening": "Dear {client},",
        "email why": "Here is what we would have you know of the news of {days}. The number after each sentence leads to its source.",
        "brief why": "The news of {days} on one page. Each sentence has its source at the foot.",
        "proposal why": "An outline, drawn up from the news of {days}. The evidence is cited; what stands in brackets is ours to agree with you.",
        "plan why": "Built on the days that the news of {days} gives. The occasions are cited; dates of work are counted back from them.",
        "happened": "What happened",
        "short": "In short",
        "figures": "In figures",
        "ahead": "Days ahead",
        "why now": "Why now",
        "offer": "What we propose",
        "timing": "Timing",
        "next": "Next step",
        "occasion": "The occasion",
        "calendar": "Calendar",
        "measure": "How we shall know that it works",
        "no dates": "[The edition gives no day ahead: set one with {client}.]",
        "offer aim": "[The aim for {client}, in one sentence and one figure.]",
        "offer work": "[What we would do, and who does it.]",
        "offer cost": "[Budget, and what it buys.]",
        "next words": "[A meeting with {client}: day, people, the one thing to decide.]",
        "ready": "If you use this day: texts and pictures approved by {ready}; live on {live}; results to {client} by {after}. [Owner, channel, budget.]",
        "ready month": "[Set the day with {client}; texts and pictures a week before it. Owner, channel, budget.]",
        "measure reach": "[Reach: figure now, figure aimed at, source.]",
        "measure act": "[What people are to do, and how it is counted.]",
        "email closing": "Tell us which of these you would like to take further.",
        "email name": "[Your name]",
        "sources": "Sources",
        "colon": ": ",
    }
)
_CHINESE: Words = MappingProxyType(
    {
        "email title": "致{client}：{days}要闻",
        "brief title": "{client}简报（{days}）",
        "proposal title": "{client}合作方案",
        "plan title": "{client}推广计划",
        "email opening": "{client}，您好：",
        "email why": "以下是{days}值得您了解的新闻，每句之后的编号对应文末来源。",
        "brief why": "一页读完{days}的新闻，每句均附来源。",
        "proposal why": "本提纲依据{days}的新闻拟定。事实均附来源，方括号内由我们与贵方商定。",
        "plan why": "本计划以{days}新闻中的日期为准。事由均附来源，工作日期由此倒推。",
        "happened": "发生了什么",
        "short": "要点",
        "figures": "数字",
        "ahead": "接下来的日子",
        "why now": "为什么是现在",
        "offer": "我们的建议",
        "timing": "时间",
        "next": "下一步",
        "occasion": "契机",
        "calendar": "日程",
        "measure": "如何衡量成效",
        "no dates": "【本期没有可用的日期，请与{client}商定。】",
        "offer aim": "【{client}的目标：一句话，一个数字。】",
        "offer work": "【我们做什么，由谁来做。】",
        "offer cost": "【预算及其用途。】",
        "next words": "【与{client}开会：日期、参会人、要定的一件事。】",
        "ready": "如借此日：{ready}前定稿图文，{live}发布，{after}前向{client}报告结果。【负责人、渠道、预算。】",
        "ready month": "【与{client}商定日期，图文提前一周定稿。负责人、渠道、预算。】",
        "measure reach": "【触达：现有数字、目标数字、数据来源。】",
        "measure act": "【希望受众做什么，如何统计。】",
        "email closing": "如对其中哪一项感兴趣，请告诉我们。",
        "email name": "【署名】",
        "sources": "来源",
        "colon": "：",
    }
)
_CLOSINGS: Mapping[ClientTextKind, tuple[str, ...]] = MappingProxyType(
    {"email": ("email closing", "email name"), "brief": (), "proposal": (), "plan": ()}
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def words_of(language: str) -> Words:
    """All words of a language (`en`, `zh`)."""
    return _CHINESE if language == "zh" else _ENGLISH


def close_text(kind: ClientTextKind, language: str) -> tuple[str, ...]:
    """The last lines of a text of this kind."""
    return tuple(words_of(language)[key] for key in _CLOSINGS[kind])


def write_day(iso: str, language: str) -> str:
    """`2023-04-21` as “21 April 2023” and “2023年4月21日”, `2023-05` as “May 2023” and “2023年5月”."""
    year, month, *day = (int(part) for part in iso.split("-"))
    if language == "zh":
        return f"{year}年{month}月" + (f"{day[0]}日" if day else "")
    return (f"{day[0]} " if day else "") + f"{_MONTHS[month - 1]} {year}"
