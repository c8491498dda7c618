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
    "on_word": "printed on the editor’s word: {why}",
    "disagree": "Sources disagree: {measure}",
    "disagree_later": "Later reports say more: {measure}",
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
    # A story's page
    "story_skip": "Skip to the story",
    "story_all": "All {reports} reports",
    "story_both": "Both reports",
    "story_only": "The only report",
    "story_languages": "{languages} languages",
    "story_timeline": "timeline",
    "story_whole": "The whole story and its timeline",
    "story_in": "Highlight {n}",
    "back": "Back to the edition",
    "facts": "At a glance",
    "publishers_many": "independent publishers",
    "publishers_one": "publisher",
    "reports_many": "reports",
    "reports_one": "report",
    "copies": "{copies} of them repeat another",
    "copies_one": "1 of them repeats another",
    "first": "Reported first",
    "first_mark": "First",
    "primary": "Primary source",
    "timeline": "Timeline",
    "current": "This story",
    "later": "{days} days later",
    "later_one": "a day later",
    "same_day": "the same day",
    "by_publishers": "{publishers} publishers",
    "by_publisher": "1 publisher",
    "printed": "Printed in {edition}",
    "printed_here": "Printed in this edition",
    "week_name": "week {week} of {year}",
    "day_name": "the edition of {day}",
    "story_disagree": "Where the sources disagree",
    "charts": "Charts",
    "reports": "The reports",
    "reports_hint": "In the order in which they appeared ({zone}). Under each: how sure we are that it tells of this event, and why.",
    "reports_hint_one": "One report so far; there is nothing yet to hold it against.",
    "beijing": "Beijing time",
    "sure": "{percent}% sure",
    "most_sure": "Over 99% sure",
    "least_sure": "Under 1% sure",
    "editor": "Placed here by an editor",
    "closest": "closest to the report of {publisher}",
    "list_comma": ", ",
    "list_semicolon": "; ",
    "stop": ".",
    "repeated_by": "Repeated by",
    "reasons": "Why it ranks here",
    "rank": "Rank {rank} of all stories on the beat",
    "only_zh": "Reported in Chinese only. Titles stand as published.",
    "only_en": "Reported in English only. Titles stand as published.",
    "previous_story": "Previous story",
    "next_story": "Next story",
    "story_pages": "Stories of this edition",
    "signed": "Signed by {name}, {day}",
    "revision": "revision {number}",
    "corrections": "Corrections",
    "correction": "Correction",
    "was_wrong": "Wrong",
    "is_right": "Right",
    "to_sentence": "To the sentence",
    "ground_checked": "checked against the passages cited",
    "ground_editor": "on the editor’s word",
    "correction_said": "{day}: “{wrong}” was wrong; “{right}” is right ({ground}).",
    "left_out": "Left out",
    "passage_withheld": "Not quoted: the limit of this source is reached.",
    "event_hearing": "hearing",
    "event_earnings": "earnings",
    "event_festival": "festival",
    "event_campaign": "campaign",
    "event_conference": "conference",
    "event_rule": "rule",
    "event_launch": "launch",
    # The archive
    "about": "More about",
    "archive": "Archive",
    "skip_editions": "Skip to the editions",
    "search": "Search the archive",
    "search_hint": "A name, a company, a subject: English or Chinese",
    "search_noscript": "The search needs JavaScript. The editions are listed below.",
    "found_none": "Nothing found.",
    "found_one": "1 story",
    "found_many": "{n} stories",
    "found_more": "{n} stories, the best {shown} shown",
    "kinds": "By kind",
    "names": "By name",
    "figures": "Figures",
    "figures_hint": "As reported; each row leads to a report.",
    "figure_of": "Of",
    "figure_measure": "Measure",
    "figure_value": "Figure",
    "belongs": "belongs to {owner}",
    "quarter": "Q{quarter} {year}",
    "since": "since {when}",
    "disputed": "sources differ",
    "aspect": " ({aspect})",
    "aspect_change": "change",
    "aspect_change on year": "change on the year",
    "aspect_change on quarter": "change on the quarter",
    "name_company": "Company",
    "name_app": "App",
    "name_product": "Product",
    "name_person": "Person",
    "name_regulator": "Authority",
    "name_event": "Event",
    "story_page": "Reports and timeline",
    # Print, mail and cards
    "print_notes": "Sources, sentence by sentence",
    "mail_online": "Read this edition on the web",
    "mail_unsubscribe": "Unsubscribe",
    "card_more": " and {n} more",
    "card_cited": "Every sentence is cited, every figure checked.",
    "card_gap": " ",
    "print_missing": "{mark} stands for characters that the fonts lack: {characters}.",
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
    "on_word": "由编辑决定刊登：{why}",
    "disagree": "说法不一：{measure}",
    "disagree_later": "后续报道有更新：{measure}",
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
    # 一条要闻自己的页面
    "story_skip": "跳到正文",
    "story_all": "全部{reports}篇报道",
    "story_both": "全部2篇报道",
    "story_only": "唯一一篇报道",
    "story_languages": "{languages}种语言",
    "story_timeline": "时间线",
    "story_whole": "事件全貌与时间线",
    "story_in": "要闻第{n}条",
    "back": "返回本期",
    "facts": "概览",
    "publishers_many": "家独立媒体",
    "publishers_one": "家媒体",
    "reports_many": "篇报道",
    "reports_one": "篇报道",
    "copies": "其中{copies}篇为转载",
    "copies_one": "其中1篇为转载",
    "first": "最先报道",
    "first_mark": "首发",
    "primary": "一手来源",
    "timeline": "时间线",
    "current": "本条要闻",
    "later": "{days}天后",
    "later_one": "次日",
    "same_day": "同日",
    "by_publishers": "{publishers}家媒体",
    "by_publisher": "1家媒体",
    "printed": "刊于{edition}",
    "printed_here": "刊于本期",
    "week_name": "{year}年第{week}周",
    "day_name": "{day}一期",
    "story_disagree": "各方说法不一之处",
    "charts": "图表",
    "reports": "全部报道",
    "reports_hint": "按发布时间排列（{zone}）。每篇之下写明：有多大把握认定它报道的是同一事件，依据是什么。",
    "reports_hint_one": "目前只有一篇报道，尚无其他报道可供对照。",
    "beijing": "北京时间",
    "sure": "有{percent}%的把握",
    "most_sure": "有99%以上的把握",
    "least_sure": "把握不足1%",
    "editor": "由编辑归入",
    "closest": "与{publisher}的报道最接近",
    "list_comma": "，",
    "list_semicolon": "；",
    "stop": "。",
    "repeated_by": "转载媒体",
    "reasons": "为何排在这里",
    "rank": "在本领域全部事件中排第{rank}位",
    "only_zh": "目前只有中文报道，标题按原文列出。",
    "only_en": "目前只有英文报道，标题按原文列出。",
    "previous_story": "上一条",
    "next_story": "下一条",
    "story_pages": "本期要闻",
    "signed": "{name}签发，{day}",
    "revision": "第{number}次修订",
    "corrections": "更正",
    "correction": "更正",
    "was_wrong": "误作",
    "is_right": "应为",
    "to_sentence": "查看该句",
    "ground_checked": "已与所引原文核对",
    "ground_editor": "以编辑说明为据",
    "correction_said": "{day}：“{wrong}”有误，应为“{right}”（{ground}）。",
    "left_out": "略去的内容",
    "passage_withheld": "未引原文：已达到该来源许可的引用篇幅。",
    "event_hearing": "听证",
    "event_earnings": "财报",
    "event_festival": "节日",
    "event_campaign": "活动",
    "event_conference": "会议",
    "event_rule": "规则",
    "event_launch": "发布",
    # 往期检索
    "about": "相关",
    "archive": "往期",
    "skip_editions": "跳到各期列表",
    "search": "检索往期",
    "search_hint": "人名、公司或主题，中英文均可",
    "search_noscript": "检索需要启用JavaScript。各期列表见下。",
    "found_none": "没有找到。",
    "found_one": "1条要闻",
    "found_many": "{n}条要闻",
    "found_more": "{n}条要闻，显示最相关的{shown}条",
    "kinds": "按类别",
    "names": "按名称",
    "figures": "数字",
    "figures_hint": "按报道所述，每行可查看一篇报道。",
    "figure_of": "时间",
    "figure_measure": "指标",
    "figure_value": "数字",
    "belongs": "隶属{owner}",
    "quarter": "{year}年第{quarter}季度",
    "since": "{when}以来",
    "disputed": "说法不一",
    "aspect": "（{aspect}）",
    "aspect_change": "变动",
    "aspect_change on year": "同比",
    "aspect_change on quarter": "环比",
    "name_company": "公司",
    "name_app": "应用",
    "name_product": "产品",
    "name_person": "人物",
    "name_regulator": "主管部门",
    "name_event": "活动",
    "story_page": "报道与时间线",
    # 印刷版、邮件与图文卡片
    "print_notes": "逐句出处",
    "mail_online": "在网页上阅读本期",
    "mail_unsubscribe": "退订",
    "card_more": "等，另有{n}家",
    "card_cited": "句句有出处，数字逐一核对。",
    "card_gap": "",
    "print_missing": "{mark}代表字体中没有的字符：{characters}。",
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
    "other": ("News", "新闻", "闻"),
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


def write_span(first: date, last: date, language: str) -> str:
    """`10–12 April 2023`, `2023年4月10日—12日`: a span of days that names month and year once."""
    if first >= last:
        return write_date(first, language)
    same_year, same_month = first.year == last.year, first.replace(day=1) == last.replace(day=1)
    if language.startswith("zh"):
        end = f"{last.day}日" if same_month else f"{last.month}月{last.day}日"
        return f"{write_date(first, language)}—{end if same_year else write_date(last, language)}"
    end = write_date(last, language)
    if same_month:
        return f"{first.day}–{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}" if same_year else write_date(first, language)
    return f"{start} – {end}"


def local_day(at: datetime, zone: str) -> date:
    """The day on which `at` (aware) falls in the newsroom's time zone."""
    return at.astimezone(find_zone(zone)).date()
