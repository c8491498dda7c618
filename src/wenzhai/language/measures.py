"""Before: words of Chinese or English text. After: what a figure among them measures.

A measure is a bilingual word for a quantity of the same meaning: 下载量 and downloads are one. Where the
words fit none, nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from wenzhai.language.figures.fold import fold, lower
from wenzhai.language.script import simplified_by_character


class Measure(NamedTuple):
    """One measure: its printed names, and the words that stand for it (`en` as patterns, folded `zh`).

    `tolls` only grow: a later report of more is news, not a disagreement. `moves` is what has another
    value each day: a price on the exchange, a rank."""

    id: str
    name_en: str
    name_zh: str
    en: str
    zh: str
    tolls: bool = False
    moves: bool = False


# Longer words first where one holds another: net profit before profit.
_TABLE = (
    Measure("deaths", "deaths", "死亡人数", r"killed|dead|deaths?|died|dies|fatalit(?:y|ies)|death toll", "死亡 遇难 身亡 丧生 罹难 死者", tolls=True),
    Measure("injured", "injured", "受伤人数", r"injured|injuries|wounded|hurt", "受伤 伤者 负伤", tolls=True),
    Measure("missing", "missing", "失踪人数", r"missing|unaccounted", "失踪 失联", tolls=True),
    Measure("monthly users", "monthly users", "月活跃用户", r"monthly active users?|monthly users?|MAUs?", "月活跃用户 月活用户 月活 月活跃"),
    Measure("daily users", "daily users", "日活跃用户", r"daily active users?|daily users?|DAUs?", "日活跃用户 日活用户 日活 日活跃"),
    Measure("accounts", "accounts", "账户数", r"accounts?", "账户 账号"),
    Measure("users", "users", "用户数", r"users?", "用户 用户数 用户量 网民"),
    Measure("subscribers", "subscribers", "订阅用户", r"subscribers?|paying members?", "订阅用户 付费用户 付费会员 订阅者"),
    Measure("followers", "followers", "粉丝数", r"followers?", "粉丝"),
    Measure("downloads", "downloads", "下载量", r"downloads?|downloaded|installs?|installed|installations?", "下载量 下载 安装量"),
    Measure("views", "views", "播放量", r"views?|viewed|plays", "播放量 浏览量 阅读量 观看 播放"),
    Measure("net loss", "net loss", "净亏损", r"net loss(?:es)?|loss(?:es)?|lost", "净亏损 净亏 亏损"),
    Measure("gross margin", "gross margin", "毛利率", r"gross margins?", "毛利率"),
    Measure("profit", "profit", "利润", r"net (?:profits?|income|earnings)|(?:operating |gross )?profits?|earnings|earned", "净利润 归母净利润 净利 利润 盈利 营业利润 毛利"),
    Measure("revenue", "revenue", "营收", r"revenues?|sales revenue|turnover", "营业收入 营收 收入 总收入"),
    Measure("fine", "fine", "罚款", r"fin(?:e|es|ed)|penalt(?:y|ies)|penalised|penalized|confiscated", "罚款 处罚 罚没 罚 罚金 没收"),
    Measure("valuation", "valuation", "估值", r"valuations?|valued at|valuing", "估值"),
    Measure("market value", "market value", "市值", r"market (?:value|cap|capitali[sz]ation)", "市值", moves=True),
    Measure("share price", "share price", "股价", r"shares? (?:price|rose|fell|jumped|dropped|closed|slid|gained|tumbled|climbed|surged|plunged|down|up)|stock(?:s| price)?|shares|per share", "股价 每股 收盘 收跌 收涨 股票", moves=True),
    Measure("market price", "market price", "市价", r"(?:settled|closed|traded|trading|ended) (?:\w+ )?(?:up|down|at|higher|lower)|a barrel|an ounce|per tonne", "报收 收报 每桶 每盎司", moves=True),
    Measure("market share", "market share", "市场份额", r"market share|share of the market", "市场份额 市占率 市场占有率 份额"),
    Measure("funding", "funding", "融资额", r"raise[sd]?|raising|took in|funding|financing|fundrais\w*", "融资 募资 募集 到位资金"),
    Measure("investment", "investment", "投资额", r"invest(?:s|ed|ing|ments?)?", "投资 注资"),
    Measure("spending", "spending", "支出", r"spend(?:s|ing)?|spent", "投入 支出 花费"),
    Measure("deal", "deal", "交易额", r"acquir(?:e|es|ed|ing)|acquisitions?|bought|buys?|takeover|deal|merger|purchase price", "收购 并购 交易额 收购价"),
    Measure("subsidy", "subsidies", "补贴", r"subsid(?:y|ies|ise|ize|ised|ized)|vouchers?|coupons?|discounts?", "补贴 优惠券 消费券"),
    Measure("price", "price", "价格", r"pric(?:e|es|ed|ing)|costs?|costing|starts? at|from just|sells? for|tariffs?|fees?", "售价 价格 定价 起售价 单价 价 费用 报价"),
    Measure("layoffs", "job cuts", "裁员", r"lay(?:s|ing)? off|laid off|lay-?offs?|job cuts?|cut(?:s|ting)? (?:about |some |around |nearly |up to )?[\d,]+ (?:jobs|staff|employees|positions)", "裁员 裁减 裁掉"),
    Measure("staff", "staff", "员工数", r"employees|staff|workers|workforce|headcount|employs", "员工 职工 雇员"),
    Measure("stores", "stores", "门店数", r"stores|shops|outlets|branches", "门店 店铺 商店"),
    Measure("merchants", "merchants", "商家数", r"merchants|sellers|vendors", "商家 商户 卖家"),
    Measure("orders", "orders", "订单量", r"orders|parcels|trips|rides|deliver(?:y|ies)", "订单 单量 包裹 行程"),
    Measure("shipments", "shipments", "出货量", r"shipments?|shipped|units sold|sold", "出货量 出货 销量 售出 卖出 交付"),
    Measure("sales value", "sales value", "成交额", r"gmv|gross merchandise (?:value|volume)|order value|sales", "成交额 交易总额 销售额 商品交易总额"),
    Measure("parameters", "parameters", "参数量", r"parameters?", "参数"),
    Measure("attendance", "attendance", "参加人数", r"attend(?:ed|ees|ance)|visitors|participants", "参加 参会 游客 旅客"),
    Measure("exports", "exports", "出口额", r"exports?", "出口"),
    Measure("imports", "imports", "进口额", r"imports?", "进口"),
    Measure("gdp", "GDP", "国内生产总值", r"gdp|gross domestic product|economy (?:grew|expanded|shrank)", "国内生产总值 gdp"),
    Measure("inflation", "inflation", "通胀", r"inflation|consumer prices?|cpi", "通胀 通膨 cpi 居民消费价格"),
)  # fmt: skip

# What happens at a time: event -> its name in English and in Chinese.
EVENTS = {"restored": ("time of the repair", "恢复时间")}
MEASURES: dict[str, Measure] = {measure.id: measure for measure in _TABLE}


class MeasureWord(NamedTuple):
    """A word for a measure, at `[start, end)` of the text."""

    measure: Measure
    start: int
    end: int


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, Measure]]:
    """One pattern over all words: English by name of group, Chinese looked up."""
    han = {word: m for m in _TABLE for word in m.zh.split()}
    words = "|".join(re.escape(w) for w in sorted(han, key=lambda w: (-len(w), w)))
    latin = "|".join(f"(?P<m{n}>{m.en.lower()})" for n, m in enumerate(_TABLE))
    return re.compile(rf"\b(?:{latin})\b|(?:{words})"), han


def _plain(text: str) -> str:
    """Simplified, in small letters and of the same length."""
    return lower(fold(text)).translate(simplified_by_character())


def find_measures(text: str) -> Iterator[MeasureWord]:
    """The words for measures in `text` (either language and script), in order, none overlapping."""
    pattern, han = _patterns()
    for found in pattern.finditer(_plain(text)):
        group = found.lastgroup
        measure = _TABLE[int(group[1:])] if group else han[found.group()]
        yield MeasureWord(measure, found.start(), found.end())


def name_measure(measure_id: str, language: str) -> str:
    """The measure's name in `language` (`en`, `zh...`); one that is not of the table as it stands.

    Events of which reports can give another time are named too (`restored`)."""
    if measure_id in EVENTS:
        return EVENTS[measure_id][1 if language.startswith("zh") else 0]
    measure = MEASURES.get(measure_id)
    if measure is None:
        return measure_id
    return measure.name_zh if language.startswith("zh") else measure.name_en


def look_up_measure(word: str) -> str:
    """The id of the measure that `word` names in either language; empty where it names none."""
    clean = _plain(word.strip())
    for measure in _TABLE:
        if clean in (measure.id, measure.name_en.lower(), measure.name_zh):
            return measure.id
    found = [m for m in find_measures(clean) if (m.start, m.end) == (0, len(clean))]
    return found[0].measure.id if found else ""
