"""Before: a figure's place in folded text. After: what it measures and what a change is reckoned from.

Read from the words of its own clause only: a window of bounded length, cut at a comma or stop.
"""

from __future__ import annotations

import re

_MEASURES = {
    "monthly users": "月活 月活跃用户 mau maus", "daily users": "日活 日活跃用户 dau daus",
    "profit": "净利润 利润 净利 盈利 profit profits earnings", "loss": "净亏损 亏损 loss losses",
    "revenue": "营业收入 营收 收入 销售额 revenue revenues sales turnover", "value": "估值 市值 valuation valued",
    "funding": "融资 募资 funding raised raises", "fine": "罚款 罚金 fine fined penalty", "price": "售价 定价 价格 price priced costs",
    "share": "市场份额 份额 占比", "downloads": "下载量 下载 downloads downloaded installs", "shipments": "出货量 出货 shipments shipped",
    "staff": "员工 雇员 职工 employees staff workforce headcount", "users": "用户数 用户量 用户 users", "investment": "投资额 投资 invest invested investment",
    "deaths": "死亡 遇难 丧生 deaths killed died", "injuries": "受伤 injured injuries wounded", "stake": "持股 股权 stake", "volume": "成交额 成交量 销量",
    "margin": "毛利率 利润率 净利率 margin", "rate": "利率 失业率 通胀率 rate",
}  # fmt: skip
_WORDS = {w: name for name, words in _MEASURES.items() for w in words.split()}
_WORDS |= {"market share": "share", "monthly active users": "monthly users"}
_WORDS |= {"daily active users": "daily users", "monthly users": "monthly users"}
_ZH = sorted((w for w in _WORDS if not w.isascii()), key=len, reverse=True)
_EN = sorted((w for w in _WORDS if w.isascii()), key=len, reverse=True)
_FOUND = re.compile(rf"(?a){'|'.join(_ZH)}|\b(?:{'|'.join(_EN)})\b")
_CLAUSE = re.compile(r"[，,。.；;、！？!?\n](?!\d)")
_YEAR = re.compile(
    r"(?a)同比|较(?:去年|上年)同期|比(?:去年|上年)同期|year[\s-]o[nv]e?r?[\s-]year|\byoy\b|(?:from|than) a year (?:earlier|ago|before)"
)
_PERIOD = re.compile(
    r"(?a)环比|(?:quarter|month|week)[\s-]o[nv]e?r?[\s-](?:quarter|month|week)|\b(?:qoq|mom)\b|sequentially|(?:from|than) the previous (?:quarter|month)"
)
_LEFT, _RIGHT = 24, 34


def find_measure(low: str, start: int, end: int) -> str:
    """Name what the figure at `[start, end)` measures; "" where its clause does not tell."""
    before = cut_before(low, start)
    found = ""
    for match in _FOUND.finditer(before):
        found = _WORDS[match.group()]
    if found:
        return found
    after = _CLAUSE.split(low[end : end + 28], maxsplit=1)[0]
    later = _FOUND.search(after)
    return _WORDS[later.group()] if later and later.start() < 8 else ""


def cut_before(low: str, start: int, size: int = 30) -> str:
    """Give the words of the clause that stand before `start`."""
    return _CLAUSE.split(low[max(0, start - size) : start])[-1]


def find_basis(low: str, start: int, end: int) -> str:
    """Tell whether a change is reckoned from the year or from the period before; "" when not said."""
    before = cut_before(low, start, _LEFT)
    after = _CLAUSE.split(low[end : end + _RIGHT], maxsplit=1)[0]
    near = after[
        :16
    ]  # "1.4 percent year on year and 0.1 percent month on month": its own words first
    for text in (near, before, after) if near[:1] == " " else (before, after):
        if _YEAR.search(text) and not (text is not before and "同比" in text):
            return "year on year"
        if _PERIOD.search(text) and not (text is not before and "环比" in text):
            return "period on period"
    return ""
