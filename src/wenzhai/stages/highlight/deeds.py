"""Before: a title in the other language. After: who did what in ours, where a known pattern says it.

No translation: a table of what news says again and again (agrees, launches, raises, is fined), each with
its pattern in one language and its words in the other. Names stand in the pattern as one sign each and
come out through the glossary, figures likewise and come out converted by our own code. A title that
asks, denies or doubts matches nothing; one that is hearsay says so. The result passes the gate like
every other sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from wenzhai.language.figures import parse_figures
from wenzhai.language.names import NameFinder
from wenzhai.language.render_figures import render_figure
from wenzhai.language.script import to_simplified
from wenzhai.model import Figure, Name

_FIRST_NAME, _FIRST_FIGURE = 0xE000, 0xE100
_MOST = 0xFF
_MONEY, _SHARE, _COUNT = "money", "percent", "number"
_MASKED = frozenset({"company", "app", "product", "person", "regulator"})


class Deed(NamedTuple):
    """Who did what: as a headline, as a clause with names in both languages; whether it is hearsay."""

    headline: str
    clause: str
    hearsay: bool


class _Frame(NamedTuple):
    """A pattern over a masked title, and what it says: headline and clause with the groups' names in
    braces. `kinds` are those of the names and figures that the groups must be of."""

    pattern: re.Pattern[str]
    headline: str
    clause: str
    kinds: tuple[tuple[str, frozenset[str]], ...]


_COMPANIES = frozenset({"company", "app"})
_THINGS = frozenset({"product", "app"})
_PEOPLE = frozenset({"person"})
_SLOTS: dict[str, frozenset[str]] = {
    "who": _COMPANIES, "whom": _COMPANIES, "what": _THINGS, "person": _PEOPLE, "body": frozenset({"regulator"}),
    "sum": frozenset({_MONEY}), "sum2": frozenset({_MONEY}), "share": frozenset({_SHARE}), "count": frozenset({_COUNT}),
}  # fmt: skip
_ROLES = {
    "联席CEO": "co-CEO", "联席首席执行官": "co-CEO", "CEO": "CEO", "首席执行官": "CEO", "执行长": "CEO", "董事长": "chairman", "董事会主席": "chairman",
    "总裁": "president", "CTO": "chief technology officer", "首席技术官": "chief technology officer", "CFO": "chief financial officer",
    "首席财务官": "chief financial officer", "COO": "chief operating officer", "首席运营官": "chief operating officer",
}  # fmt: skip
# What is launched without a name of its own.
_OBJECTS = {
    "外卖品牌": "food delivery brand", "外卖服务": "food delivery service", "外卖业务": "food delivery business", "大模型": "large language model",
    "大语言模型": "large language model", "聊天机器人": "chatbot", "AR眼镜": "AR glasses", "AR 眼镜": "AR glasses", "VR头显": "VR headset",
    "智能手表": "smartwatch", "折叠屏手机": "foldable phone", "智能手机": "smartphone", "电动汽车": "electric car", "操作系统": "operating system",
    "搜索引擎": "search engine", "短视频应用": "short-video app", "AI助手": "AI assistant", "数字人": "digital human", "开源模型": "open-source model",
}  # fmt: skip
_OBJECT = "|".join(sorted(_OBJECTS, key=lambda o: (-len(o), o)))
_NEW = r"(?:了|一款|全新|新款|新一代|无线|自研|自有|首款|首个|国产|旗下|\s)*"
_SOON = r"(?:今年|年内|上半年|下半年|近期|明天|下周|下月|最快|于|在|月中|中|底|\uf8ff|或更早|上半年或更早)*"
_LANDS = {
    "Australia": "澳大利亚", "Britain": "英国", "UK": "英国", "U.K.": "英国", "US": "美国", "U.S.": "美国", "India": "印度", "Canada": "加拿大",
    "New Zealand": "新西兰", "France": "法国", "Germany": "德国", "Italy": "意大利", "Japan": "日本", "South Korea": "韩国", "Denmark": "丹麦",
    "Belgium": "比利时", "Norway": "挪威", "Netherlands": "荷兰", "Indonesia": "印度尼西亚", "Vietnam": "越南", "EU": "欧盟",
}  # fmt: skip
_LAND = "|".join(re.escape(land) for land in sorted(_LANDS, key=lambda x: (-len(x), x)))
_ROLE = "|".join(sorted(_ROLES, key=lambda r: (-len(r), r)))
_MODEL = r"(?:大规模)?(?:预训练)?(?:AI)?(?:大?语言)?(?:大模型|模型|AI助手)?"
_END = r"(?=$|[，：；、。\s”》！])"

# `{name}` in a pattern is a name or a figure of that slot; the rest is plain words of the language.
_TO_EN = (
    (r"^{who}(?:集团|中国)?(?:正式)?(?:宣布)?(?:与|和|携手|联合|、){whom}[\ue000-\ue0ff]?(?:集团|中国)?(?:共同)?(?:正式)?(?:宣布)?(?:达成|签署|签订|展开)(?:了|全面|深度|战略|的)*合作", "{who} and {whom} Agree to Cooperate", "{who} and {whom} have agreed to cooperate"),
    (r"^{who}(?:与|和|携手){what}(?:达成|签署|签订)(?:了|全面|深度|战略|的)*合作", "{who} to Work with {what}", "{who} has agreed to work with {what}"),
    (rf"^{{who}}(?:自研|旗下|的)*{_MODEL}“?{{what}}”?{_MODEL}(?:正式|面向企业)*(?:开启|启动|开始|开放)?(?:企业)?(?:邀请用户测试|邀请测试|邀测|定向邀测)", "{who} Invites Users to Test {what}", "{who} has invited users to test {what}"),
    (rf"^{{who}}(?:今年|近期|今日|正式|拟|计划|将)*(?:拟|计划)(?:于|在|今年|年内|近期|\uf8ff)*(?:发布|推出|上线)(?:[\ue100-\ue1ff]|千亿级|万亿级|百亿级|新一代|全新|自研|产业)*“?{{what}}”?{_MODEL}{_END}", "{who} Plans to Launch {what}", "{who} plans to launch {what}"),
    (rf"^{{who}}(?:今日|今天|昨日|正式|宣布|公开)*(?:发布|推出|上线)(?:了|新一代|全新|自研|首款|大语言模型|大模型|AI|人工智能)*[“《]?{{what}}[”》]?{_MODEL}(?:App|应用)?{_END}", "{who} Launches {what}", "{who} has launched {what}"),
    (rf"^{{who}}(?:计划|拟|将|最快|有望)*{_SOON}(?:将)?{_SOON}在(?:港|香港)(?:推出|运营|上线|开展){_NEW}(?P<object>{_OBJECT})", "{who} to Start {object} in Hong Kong", "{who} is to start {an_object} in Hong Kong"),
    (rf"^{{who}}(?:计划|拟){_SOON}(?:推出|发布|上线){_NEW}(?P<object>{_OBJECT})", "{who} Plans to Launch {object}", "{who} plans to launch {an_object}"),
    (rf"^{{who}}将{_SOON}(?:推出|发布|上线){_NEW}(?P<object>{_OBJECT})", "{who} to Launch {object}", "{who} will launch {an_object}"),
    (r"^{who}(?:宣布|已|获|完成|获得)*(?:完成|获得?){sum}(?:人民币)?(?P<round>[A-F]\+?|天使)?轮?(?:股权)?融资", "{who} Raises {sum}", "{who} has raised {sum}"),
    (r"^{who}(?:在英国|在美国|因[^，：]{0,14})?(?:被|遭)[^，：]{0,12}罚(?:款|没)?{sum}", "{who} Fined {sum}", "{who} has been fined {sum}"),
    (r"^{who}(?:控股)?(?:：|今日|再次|斥资|耗资|再)*(?:斥资|耗资){sum}(?:再次)?回购{count}股?", "{who} Buys Back {count} Shares for {sum}", "{who} has bought back {count} shares for {sum}"),
    (r"^{person}减持{who}{count}股?[^，]{0,4}，(?:共计|合计)?套现\s?{sum}", "{person} Sells {count} {who} Shares for {sum}", "{person} has sold {count} shares of {who} for {sum}"),
    (rf"^{{who}}[^，。]{{0,14}}，{{person}}(?:将)?(?:出任|接任|担任)(?P<role>{_ROLE})", "{person} Becomes {role} at {who}", "{person} becomes {role} of {who}"),
    (rf"^{{person}}(?:将)?(?:出任|接任|担任){{who}}(?P<role>{_ROLE})", "{person} Becomes {role} at {who}", "{person} becomes {role} of {who}"),
    (rf"^{{person}}(?:卸任|辞去|辞任){{who}}(?P<role>{_ROLE})", "{person} Steps Down as {role} of {who}", "{person} has stepped down as {role} of {who}"),
    (r"^(?:“[^”]{2,8}”|[\u4e00-\u9fff]{0,4}董事长)?{person}(?:天价)?离婚(?!传闻|案)", "{person} Divorces", "{person} has divorced"),
    (r"^(?:[\u4e00-\u9fff]{0,26})?{body}[^，：。]{0,10}约谈{who}" + _END, "{body} Summons {who}", "{body} has summoned {who}"),
    (r"^[\u4e00-\u9fff]{2,26}(?:部|局|办公室|委员会|办)约谈{who}" + _END, "{who} Summoned by Regulators", "{who} has been summoned by regulators"),
    (r"^{who}[^，：。]{0,10}预计(?:股东)?分红(?:总额)?(?:为|将)?{sum}", "{who} Expects to Pay Dividends of {sum}", "{who} expects to pay dividends of {sum}"),
    (r"^{who}[^，：。预拟]{0,10}(?:股东)?分红(?:总额)?(?:为)?{sum}", "{who} Pays Dividends of {sum}", "{who} pays dividends of {sum}"),
    (r"^{who}(?:\uf8ff|去年|全年)*(?:总)?(?:收入|营收)(?:同比)?(?:增长|增|上升){share}，(?:达|至|为)?{sum}", "{who} Revenue Rises {share} to {sum}", "{who}’s revenue rose by {share} to {sum}"),
    (r"^{who}(?:\uf8ff|去年|全年)*(?:总)?(?:收入|营收)(?:同比)?(?:增长|增|上升){share}", "{who} Revenue Rises {share}", "{who}’s revenue rose by {share}"),
    (r"^[\u4e00-\u9fff]{0,3}?{who}(?:网络|信息|科技|技术|软件|文化|电子商务|投资|有限)*公司注册资本由{sum}(?:元|人民币)*(?:减|降)(?:少)?至{sum2}", "Registered Capital of {who} Company Cut to {sum2} from {sum}", "the registered capital of a company named after {who} has been cut to {sum2} from {sum}"),
    (r"^{who}(?:正式)?(?:拟|计划|将|申请)(?:赴港|在港|赴香港)(?:上市|IPO)", "{who} Plans to List in Hong Kong", "{who} plans to list in Hong Kong"),
    (r"^{who}(?:拟|计划|将)(?:以{sum})?收购{whom}" + _END, "{who} Plans to Acquire {whom}", "{who} plans to acquire {whom}"),
    (r"^{who}(?:宣布|完成|正式|已)*收购{whom}" + _END, "{who} Acquires {whom}", "{who} has acquired {whom}"),
    (r"^{who}(?:宣布|战略|已)*(?:投资|入股){whom}" + _END, "{who} Invests in {whom}", "{who} has invested in {whom}"),
    (r"^{who}起诉{whom}", "{who} Sues {whom}", "{who} has sued {whom}"),
    (r"^(?:中方|中国|网信办)[^，。]{0,14}对[^，。]{0,10}{who}(?:公司|在华销售产品|产品)*(?:实施|启动|展开|发起)网络安全审查", "China Opens Cybersecurity Review of {who}", "China has opened a cybersecurity review of {who}"),
    (r"^{who}(?:将|拟|计划){1,2}裁员{share}", "{who} to Cut {share} of Its Staff", "{who} plans to cut {share} of its staff"),
    (r"^{who}(?:宣布)?裁员{share}", "{who} Cuts {share} of Its Staff", "{who} is cutting {share} of its staff"),
)  # fmt: skip
_TO_ZH = (
    (r"^{who} (?:is |was )?(?:fined|hit with) (?:an? )?{sum}(?: fine)?(?!\w)", "{who}被罚款{sum}", "{who}被罚款{sum}"),
    (r"\bfines {who} {sum}", "{who}被罚款{sum}", "{who}被罚款{sum}"),
    (rf"(?i:^(?P<land>{_LAND}) bans {{who}} (?:on|from) (?:all |federal )?government(?:[- ]issued)? (?:devices|phones))", "{land}禁止在政府设备上使用{who}", "{land}禁止在政府设备上使用{who}"),
    (r"^{who} (?:unveils|launches|releases|introduces|debuts|rolls out) {what}(?!\w)", "{who}发布{what}", "{who}发布了{what}"),
    (r"^{who} (?:plans|is set) to (?:launch|release|unveil) {what}(?!\w)", "{who}计划发布{what}", "{who}计划发布{what}"),
    (r"^{who} (?:buys|acquires) {whom} for {sum}", "{who}以{sum}收购{whom}", "{who}以{sum}收购{whom}"),
    (r"^{who} (?:buys|acquires) {whom}$", "{who}收购{whom}", "{who}收购{whom}"),
    (r"^{who} (?:plans to|to) (?:buy|acquire) {whom}(?!\w)", "{who}拟收购{whom}", "{who}拟收购{whom}"),
    (r"^{who} (?:raises|secures) {sum}", "{who}融资{sum}", "{who}融资{sum}"),
    (r"^{who} (?:partners|teams up) with {whom}(?!\w)", "{who}与{whom}达成合作", "{who}与{whom}达成合作"),
    (r"^{who} sues {whom}(?!\w)", "{who}起诉{whom}", "{who}起诉{whom}"),
    (r"\bChina (?:probes|opens (?:a )?cybersecurity (?:probe|review) (?:of|into)|launches (?:a )?cybersecurity (?:probe|review) (?:of|into)) {who}(?!\w)", "中国对{who}启动网络安全审查", "中国对{who}启动网络安全审查"),
    (r"^{person} (?:resigns|steps down) as (?:CEO|chief executive) of {who}(?!\w)", "{person}卸任{who}首席执行官", "{person}卸任{who}首席执行官"),
    (r"^{who} (?:cuts|to cut|lays off|slashes) {count} (?:jobs|employees|workers|staff)\b", "{who}裁减{count}", "{who}裁减{count}"),
)  # fmt: skip
_UNSURE = re.compile(
    r"[?？…]|不|未|没|無|否认|拒绝|叫停|取消|暂停|撤|或将|疑|假|谣|曾|若|如果|是否|吗$|回应"
    r"|(?i:\b(?:not|no|never|may|might|could|would|if|denies|denied|rumou?r\w*|why|how|what|whether|fails?|failed|delays?|halts?|after)\b|n['’]t\b)"
)
_HEARSAY = re.compile(
    r"^(?:消息(?:称|人士称)?|报道|传闻?|据报道?|据悉|知情人士(?:称|透露)?|外媒)[：，:]?\s?|(?i:\breportedly\b|: (?:report|sources)$)"
)


def _compile(rows: tuple[tuple[str, str, str], ...]) -> tuple[_Frame, ...]:
    frames = []
    for pattern, headline, clause in rows:
        used = re.findall(r"\{(\w+)\}", pattern)
        for slot in used:
            figure = slot in ("sum", "sum2", "share", "count")
            sign = "\ue100-\ue1ff" if figure else "\ue000-\ue0ff"
            pattern = pattern.replace(f"{{{slot}}}", f"(?P<{slot}>[{sign}])")
        kinds = tuple((slot, _SLOTS[slot]) for slot in used)
        frames.append(_Frame(re.compile(pattern), headline, clause, kinds))
    return tuple(frames)


_FRAMES = {"en": _compile(_TO_EN), "zh": _compile(_TO_ZH)}


def read_deed(title: str, language: str, names: NameFinder) -> Deed | None:
    """What a title of the other language says, in `language` (`en`, `zh`); None where no pattern fits.

    Time is linear in the title for each of the table's patterns."""
    source = "zh" if language == "en" else "en"
    plain = to_simplified(title) if source == "zh" else title
    plain = " ".join(plain.split())[:200]
    hearsay = bool(_HEARSAY.search(plain))
    plain = _HEARSAY.sub("", plain).strip()
    masked, held = _mask(plain, source, names)
    for frame in _FRAMES[language]:
        found = frame.pattern.search(masked)
        if found is None or not all(
            _is_of(held.get(found[s] or ""), k) for s, k in frame.kinds if found[s]
        ):
            continue
        # What the matched words and the rest of their clause deny or doubt is not done.
        rest = re.split(r"[，。；：]|(?<=\S), ", masked[found.end() :])[0]
        if _UNSURE.search(found[0] + rest):
            return None
        told = found.groupdict()
        thing = _OBJECTS.get(told.get("object") or "", "")
        words = {
            "role": _ROLES.get(told.get("role") or "", ""),
            "object": thing,
            "an_object": thing if thing.endswith("s") else f"a {thing}",  # glasses have no article
            "land": _LANDS.get(told.get("land") or "", ""),
        }
        values = {s: held[found[s]] for s, _ in frame.kinds if found[s]}
        return Deed(
            headline=_fill(frame.headline, values, language, names, words, first=False),
            clause=_fill(frame.clause, values, language, names, words, first=True),
            hearsay=hearsay,
        )
    return None


def _mask(text: str, language: str, names: NameFinder) -> tuple[str, dict[str, Name | Figure]]:
    """The text with each name and each figure as one sign, and what the signs stand for; dates as one
    sign that is nobody's."""
    held: dict[str, Name | Figure] = {}
    spans: list[tuple[int, int, str]] = []
    # Terms stay words: a pattern speaks of a cybersecurity review.
    found = [m for m in names.find(text) if m.name.kind in _MASKED]
    for n, match in enumerate(found[:_MOST]):
        sign = chr(_FIRST_NAME + n)
        held[sign] = match.name
        spans.append((match.start, match.end, sign))
    taken = {place for start, end, _ in spans for place in range(start, end)}
    for n, figure in enumerate(parse_figures(text, language)[:_MOST]):
        start, end = figure.span
        if taken & set(range(start, end)):
            continue
        sign = "\uf8ff" if figure.kind in ("date", "time", "duration") else chr(_FIRST_FIGURE + n)
        if sign != "\uf8ff":
            held[sign] = figure
        spans.append((start, end, sign))
        taken |= set(range(start, end))
    for start, end, sign in sorted(spans, reverse=True):
        text = text[:start] + sign + text[end:]
    return text, held


def _is_of(thing: Name | Figure | None, kinds: frozenset[str]) -> bool:
    if thing is None:
        return False
    if isinstance(thing, Figure) and thing.approximation == "vague":
        return False
    # A sum without its currency (注册资本由122亿) is one all the same.
    large = isinstance(thing, Figure) and thing.kind == "number" and (thing.value or 0) >= 1e6
    return thing.kind in kinds or (large and _MONEY in kinds)


def _fill(
    template: str,
    values: dict[str, Name | Figure],
    language: str,
    names: NameFinder,
    words: dict[str, str],
    first: bool,
) -> str:
    words = dict(words)
    for slot, value in values.items():
        if isinstance(value, Figure):
            words[slot] = re.sub(r"\bUSD ", "$", render_figure(value, language))
        else:
            words[slot] = (
                names.first_mention(value, language) if first else names.translate(value, language)
            )
    # “An electric car”.
    return re.sub(r"\ba (?=[aeiou]|AI)", "an ", template.format_map(words))
