"""The interface's own words in both languages, and dates as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wenzhai.errors import SettingsError

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

_EN = {
    "skip": "Skip to the highlights",
    "number": "No. {number}",
    "contents": "In this edition",
    "hint": "Every sentence is cited. Select one to see the passage it rests on.",
    "highlights": "Highlights",
    "numbers": "Numbers of the week",
    "numbers_daily": "Numbers of the day",
    "follow_ups": "Follow-ups",
    "coming_up": "Coming up",
    "briefs": "In brief",
    "wrap_up": "Wrap-up",
    "colophon": "How this was made",
    "sources": "Sources",
    "passage": "The passage behind this",
    "passages": "The passages behind this",
    "note": "Source of sentence {n}",
    "original": "Read the original",
    "link": "Address",
    "close": "Close",
    "checks": "Checked against the passage",
    "disagree": "Sources disagree: {measure}",
    "awaiting": "Awaiting translation",
    "awaiting_why": "The sources are in Chinese only. This brief states what is certain; a full translation is to come.",
    "comma": ", ",
    "colon": ": ",
    "copy": "reprint of {publisher}",
    "official": "official",
    "company": "company statement",
    "wire": "news agency",
    "earlier": "Earlier",
    "now": "Now",
    "previous": "Previous edition",
    "next": "Next edition",
    "editions": "Editions",
    "all_editions": "All editions",
    "none_yet": "No edition has been published yet.",
    "theme": "Switch between light and dark",
    "language": "Language",
    "also": "This edition as",
    "picture": "Picture",
    "picture_at": "Picture at {publisher}",
    "top": "Back to the top",
    "made_from": "Made from {entries} entries of {publishers} publishers",
    "made_sentences": "{sentences} sentences, {citations} citations",
    "made_all_cited": "every sentence cited",
    "made_figures": "{supported} of {figures} figures borne out by the passages cited",
    "made_by": "Made with Wenzhai (文摘)",
    "read": "Read",
    "stories": "highlights",
}
_ZH = {
    "skip": "跳到要闻",
    "number": "第{number}期",
    "contents": "本期目录",
    "hint": "每句话都有出处。点选任意一句，查看它所依据的原文。",
    "highlights": "要闻",
    "numbers": "本周数字",
    "numbers_daily": "今日数字",
    "follow_ups": "后续进展",
    "coming_up": "未来日程",
    "briefs": "简讯",
    "wrap_up": "结语",
    "colophon": "编制说明",
    "sources": "来源",
    "passage": "所依据的原文",
    "passages": "所依据的原文",
    "note": "第{n}句的出处",
    "original": "阅读原文",
    "link": "网址",
    "close": "关闭",
    "checks": "与原文核对",
    "disagree": "说法不一：{measure}",
    "awaiting": "待翻译",
    "awaiting_why": "目前只有英文来源。本条只写已经确定的事实，全文译稿待补。",
    "comma": "，",
    "colon": "：",
    "copy": "转载自{publisher}",
    "official": "官方",
    "company": "公司公告",
    "wire": "通讯社",
    "earlier": "此前",
    "now": "最新",
    "previous": "上一期",
    "next": "下一期",
    "editions": "各期目录",
    "all_editions": "全部期次",
    "none_yet": "尚未发布任何一期。",
    "theme": "切换深色与浅色",
    "language": "语言",
    "also": "本期其他格式",
    "picture": "图片",
    "picture_at": "图片见{publisher}",
    "top": "回到顶部",
    "made_from": "取材于{publishers}家媒体的{entries}条消息",
    "made_sentences": "共{sentences}句，{citations}处引证",
    "made_all_cited": "句句有出处",
    "made_figures": "{figures}个数字中有{supported}个与所引原文相符",
    "made_by": "由文摘（Wenzhai）编制",
    "read": "阅读",
    "stories": "条要闻",
}
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": _EN, "zh": _ZH})

# Each kind of news has a label in both languages and a character that stands for it as on a seal.
KINDS: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "regulation": ("Regulation", "监管", "规"),
    "product": ("Product", "产品", "新"),
    "deal": ("Deal", "交易", "合"),
    "finance": ("Finance", "财经", "财"),
    "incident": ("Incident", "事故", "故"),
    "people": ("People", "人物", "人"),
    "campaign": ("Campaign", "活动", "动"),
    "app ranking": ("App ranking", "榜单", "榜"),
    "": ("News", "新闻", "闻"),
})  # fmt: skip

VERDICTS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "supported": ("supported", "相符"),
    "contradicted": ("contradicted", "矛盾"),
    "unsupported": ("unsupported", "未见依据"),
    "not checkable": ("not checkable", "无法核对"),
})  # fmt: skip

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh": "中文"})


def words_for(language: str) -> Mapping[str, str]:
    """The interface's words in `zh` for any Chinese, else in `en`."""
    return WORDS["zh" if language.startswith("zh") else "en"]


def name_kind(kind: str, language: str) -> tuple[str, str]:
    """(label, seal character) of a kind of news; an unknown kind keeps its own name."""
    english, chinese, seal = KINDS.get(kind, (kind, kind, KINDS[""][2]))
    return (chinese if language.startswith("zh") else english), seal


def name_verdict(verdict: str, language: str) -> str:
    """The verdict in the page's language."""
    english, chinese = VERDICTS.get(verdict, (verdict, verdict))
    return chinese if language.startswith("zh") else english


def badge_language(language: str) -> str:
    """A source's language as a short badge: EN, 简, 繁, or the tag itself."""
    if language.startswith(("zh-Hant", "zh-TW", "zh-HK")):
        return "繁"
    if language.startswith("zh"):
        return "中"
    return language.partition("-")[0].upper()[:3]


def tag_language(language: str) -> str:
    """A `lang` attribute: BCP 47, where plain `zh` is simplified; empty where it is no tag."""
    if language == "zh":
        return "zh-Hans"
    return language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", language) else ""


def write_date(day: date, language: str) -> str:
    """`11 April 2023` or `2023年4月11日`."""
    if language.startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_when(when: str, language: str) -> str:
    """An ISO 8601 date as exact as it is: a day, a month (`May 2023`), a year; else as it stands."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?", when)
    if not match:
        return when
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return write_date(date(year, month, day), language)
        if not month:
            return f"{year}年" if language.startswith("zh") else str(year)
        date(year, month, 1)
    except ValueError:
        return when
    return f"{year}年{month}月" if language.startswith("zh") else f"{MONTHS[month - 1]} {year}"


@lru_cache(maxsize=8)
def find_zone(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises `SettingsError` where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(
            f"there is no time zone {name!r}", remedy="Use an IANA name such as Asia/Shanghai."
        ) from error


def local_day(at: datetime, zone: str) -> date:
    """The day on which `at` (aware) falls in the newsroom's time zone."""
    return at.astimezone(find_zone(zone)).date()
