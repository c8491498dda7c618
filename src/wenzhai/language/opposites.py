"""Before: a text in Chinese or English. After: the acts in it that have an opposite: rise and fall,
推出 and 下架, approve and reject; whether each is denied, and which two are opposite.

One table for both languages: a line is an act and its opposite, English words (in their base form, `-`
for a space) and Chinese words of each side; `~` marks those of too many meanings to be held across
languages. A word may stand in several lines; two words are opposite
when any line has them on its two sides, and the same when any has them on one side.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from wenzhai.language.negation import find_negations
from wenzhai.language.script import fold_chinese

# act: English; Chinese  |  opposite: English; Chinese
_TABLE = """
rise raise increase gain jump soar surge climb grow up higher rally growth expand hike uptick; 上升 上涨 增长 增加 提高 上调 升高 攀升 飙升 大涨 暴涨 增至 升至 涨至 涨价 猛增 激增 递增 走高 回升 反弹 收涨 提升 加薪 增幅 涨幅 高涨 上扬 | fall drop decline decrease cut reduce slump plunge tumble slide sink dip lower down shrink slash decline lose loss plummet; 下降 下跌 减少 降低 下调 跌至 降至 减至 大跌 暴跌 下滑 缩减 缩水 锐减 骤降 走低 回落 降价 收跌 萎缩 跌幅 降幅 减薪 削减 减产
~ bigger larger greater more most higher above exceed over; 高于 多于 大于 超过 超 超出 | smaller less fewer least fewest lower below under; 低于 少于 小于 不及 不足 不到
~ win victory beat triumph; 赢得 获胜 胜利 胜出 夺冠 胜诉 击败 战胜 | lose loss defeat; 输掉 落败 失败 败北 失利 败诉 惨败
~ success succeed successful; 成功 | failure fail unsuccessful; 失败
approve approval pass clear greenlight allow permit; 批准 通过 核准 准许 允许 放行 许可 同意 | reject rejection veto block deny refuse ban prohibit bar forbid disapprove; 否决 驳回 拒绝 禁止 不准 叫停 封杀 封禁
allow permit unblock unban lift-ban; 允许 准许 解封 解禁 开放 | ban prohibit bar block forbid outlaw; 禁止 封禁 禁用 封锁 屏蔽 禁
accept agree consent; 接受 同意 答应 | refuse reject decline disagree; 拒绝 回绝 婉拒
support back endorse favour favor; 支持 赞成 拥护 力挺 | oppose resist against; 反对 抵制
buy purchase acquire; 买入 购买 收购 买下 购入 | sell divest; 卖出 出售 卖掉 抛售 变卖 转让
overweight; 增持 增仓 | ; 减持 减仓 清仓
open reopen; 开放 开业 开通 开启 重开 开幕 开门 | close shut shutter; 关闭 停业 关停 歇业 闭幕 关门 倒闭
launch release unveil debut introduce roll-out; 推出 发布 上线 问世 亮相 首发 上架 | scrap withdraw pull discontinue cancel axe kill shut shelve; 下架 下线 撤下 取消 停产 停售 关停 砍掉
~ start begin kick-off commence; 开始 启动 开启 展开 | end finish stop halt cease conclude terminate; 结束 终止 停止 中止 完结 告终 收官
resume restart restore; 恢复 重启 复牌 复工 | suspend pause halt; 暂停 停牌 停工 中止
join enter; 加入 进入 入驻 加盟 进军 登陆 入职 | leave quit exit withdraw depart; 退出 离开 撤出 撤离 离职 退场
appoint name hire recruit elect promote; 任命 聘请 聘用 招聘 当选 就任 上任 委任 晋升 | dismiss fire resign sack lay-off oust demote; 罢免 解雇 辞职 裁员 开除 卸任 免职 离任 落选 解聘 降职
list; 上市 | delist; 退市
profit profitable; 盈利 利润 获利 | loss; 亏损 亏
confirm admit acknowledge; 承认 证实 确认 | deny refute; 否认 辟谣 驳斥
import; 进口 | export; 出口
strengthen bolster boost tighten; 加强 增强 强化 | weaken undermine; 削弱 减弱 弱化
accelerate speed-up quicken; 加快 加速 | slow slow-down decelerate; 放缓 减速 减慢 放慢
widen broaden expand extend; 扩大 扩张 扩展 拓展 扩充 | narrow shrink contract; 缩小 收缩 收窄 缩减
extend prolong lengthen; 延长 | shorten curtail; 缩短
improve upgrade recover; 改善 好转 升级 向好 | worsen deteriorate downgrade; 恶化 转差 降级
ease loosen relax; 放宽 放松 宽松 | tighten; 收紧 从严
arrest detain jail; 逮捕 拘留 被捕 羁押 | release free; 释放 获释 放走
praise laud hail; 表扬 赞扬 称赞 赞赏 | criticise criticize slam condemn; 批评 抨击 谴责 指责
~ guilty convict; 有罪 | innocent acquit; 无罪
impose; 实施 施加 征收 | lift remove repeal; 解除 取消 撤销 免除
~ uphold; 维持 | overturn; 撤销 推翻
grant; 支持 准予 | dismiss; 驳回
~ positive optimistic bullish; 利好 有利 乐观 看好 积极 看涨 | negative pessimistic bearish; 利空 不利 悲观 看空 消极 看跌
~ best; 最好 最佳 | worst; 最差 最糟
~ highest; 最高 新高 | lowest; 最低 新低
~ first; 首次 首个 第一 | last final; 末次 最后
~ lead ahead; 领先 | trail lag behind; 落后
arrive; 到达 抵达 | leave depart; 离开 离去
invest; 投资 注资 | divest withdraw; 撤资
~ legal lawful; 合法 | illegal unlawful; 非法 违法
~ advance; 提前 | delay postpone; 推迟 延期 延后
~ up upward; | down downward;
~ hot; 升温 | cool; 降温
~ apologise apologize apology; 道歉 致歉 | ;
surplus; 顺差 盈余 | deficit; 逆差 赤字
merge; 合并 | split spin-off; 拆分 分拆
~ domestic; 国内 境内 | foreign overseas; 国外 海外 境外
~ before; 之前 以前 | after; 之后 以后
~ safe; 安全 | dangerous unsafe; 危险
~ full; 全部 全面 | partial; 部分
~ add; 增加 新增 | remove delete; 移除 删除
~ succeed; 成功 | fail; 失败 未果
~ early; 提前 | late; 推迟
~ peace; 和平 | war; 战争
~ permanent; 永久 | temporary; 暂时 临时
~ present attend; 出席 参加 | absent skip; 缺席
"""

_IRREGULAR = """
rise:rose,risen fall:fell,fallen grow:grew,grown win:won lose:lost buy:bought sell:sold begin:began,begun
leave:left shrink:shrank,shrunk sink:sank,sunk slide:slid beat:beaten lead:led withdraw:withdrew,withdrawn
overturn:overturned quit:quit shut:shut cut:cut free:freed slow:slower hold:held give:gave,given
forbid:forbade,forbidden uphold:upheld strong:stronger weak:weaker late:later early:earlier
"""
# Words with a second meaning that is too common: their forms as written must match.
_ONLY = {"up", "down", "more", "less", "most", "over", "above", "below", "under", "lower", "higher",
         "first", "last", "before", "after", "ahead", "behind", "fewer", "least", "fewest", "best",
         "worst", "highest", "lowest", "full", "early", "late", "legal", "illegal", "bigger", "larger",
         "greater", "smaller", "positive", "negative", "final", "domestic", "foreign", "overseas", "hot",
         "safe", "unsafe", "dangerous", "partial", "permanent", "temporary", "guilty", "innocent",
         "peace", "war", "against", "absent", "bearish", "bullish", "optimistic", "pessimistic"}  # fmt: skip


_MANY_MEANINGS = {"leave", "end", "lose", "enter", "against", "进入", "开放", "离开"}


class Act(NamedTuple):
    """A word that has an opposite, at `[start, end)`, in its base form; `denied` by a “not” before it."""

    word: str
    start: int
    end: int
    denied: bool


class _Table(NamedTuple):
    sides: dict[str, frozenset[tuple[int, int]]]  # word -> (line, side)
    loose: frozenset[int]  # lines that hold only within one language
    english: dict[str, str]  # any form -> base form
    chinese: re.Pattern[str]
    phrases: re.Pattern[str]


def _forms(base: str) -> list[str]:
    """The forms of a regular verb (nouns and adjectives get some that nobody writes)."""
    if base in _ONLY:
        return [base]
    stem = base[:-1] if base.endswith("e") else base
    forms = [base, f"{base}s", f"{base}es", f"{stem}ed", f"{stem}ing"]
    if base.endswith("y") and base[-2:-1] not in "aeou":
        forms += [f"{base[:-1]}ies", f"{base[:-1]}ied"]
    if base[-1:] not in "aeiouwyx" and base[-2:-1] in "aeiou" and base[-3:-2] not in "aeiou":
        forms += [f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"]
    return forms


@cache
def _table() -> _Table:
    sides: dict[str, set[tuple[int, int]]] = {}
    english: dict[str, str] = {}
    chinese: set[str] = set()
    loose: set[int] = set()
    for number, line in enumerate(_TABLE.strip().splitlines()):
        if line.startswith("~"):
            loose.add(number)
        for side, half in enumerate(line.removeprefix("~").split("|")):
            latin, _, han = half.partition(";")
            for word in (*latin.split(), *han.split()):
                sides.setdefault(word, set()).add((number, side))
            chinese.update(han.split())
            for word in latin.split():
                for form in _forms(word) if "-" not in word else ():
                    english.setdefault(form, word)
    for entry in _IRREGULAR.split():
        base, _, forms = entry.partition(":")
        if base in sides:
            english.update(dict.fromkeys(forms.split(","), base))
    phrases = {w for w in sides if "-" in w}
    heads = {w.split("-")[0]: w for w in phrases}
    phrase_forms = [
        f"(?P<{w.replace('-', '_')}>(?:{'|'.join(_phrase_heads(h))})[ -]{w.split('-')[1]})"
        for h, w in sorted(heads.items())
    ]
    return _Table(
        {word: frozenset(found) for word, found in sides.items()},
        frozenset(loose),
        english,
        re.compile("|".join(sorted(chinese, key=lambda w: (-len(w), w)))),
        re.compile(rf"\b(?:{'|'.join(phrase_forms)})\b", re.IGNORECASE),
    )


def _phrase_heads(head: str) -> list[str]:
    extra = {"lay": ["laid"], "spin": ["spun", "spinning"], "speed": ["sped"]}.get(head, [])
    return [*_forms(head), *extra]


_WORD = re.compile(r"[A-Za-z]+")
_NEAR_EN = 34  # characters between a “not” and what it denies
_CLAUSE_END = re.compile(r"[,.;:!?，。；：！？]|\bbut\b|\band\b")


@lru_cache(maxsize=2048)
def find_acts(text: str, language: str) -> tuple[Act, ...]:
    """The acts of `text` (language `en` or `zh...`) that have an opposite, in order."""
    table = _table()
    negations = find_negations(text, language)
    found: list[tuple[str, int, int]] = []
    if language.startswith("zh"):
        folded = fold_chinese(text)
        found = [
            (m.group(), *m.span())
            for m in table.chinese.finditer(folded)
            if not (m.group() == "同意" and folded[m.end() : m.end() + 1] in ("见", "义"))
        ]
    else:
        for phrase in table.phrases.finditer(text):
            found.append((str(phrase.lastgroup).replace("_", "-"), *phrase.span()))
        taken = {position for _, a, b in found for position in range(a, b)}
        for word in _WORD.finditer(text):
            known = table.english.get(word.group().lower())
            if known is not None and word.start() not in taken:
                found.append((known, *word.span()))
        found.sort(key=lambda f: f[1])
    near = 5 if language.startswith("zh") else _NEAR_EN
    acts = []
    for base, start, end in found:
        denied = any(
            0 <= start - b <= near and not _CLAUSE_END.search(text[b:start]) for _, b in negations
        )
        acts.append(Act(base, start, end, denied))
    return tuple(acts)


@lru_cache(maxsize=8192)
def are_opposite(one: str, other: str, *, across: bool = False) -> bool:
    """Whether two words, each as `find_acts` gives them, stand on the two sides of a line, and never on
    one: “lose” and “win” do, “reject” and “decline” do not. `across` languages, words of many
    meanings are left out."""
    table = _table()
    mine, theirs = table.sides.get(one, frozenset()), table.sides.get(other, frozenset())
    if mine & theirs or (across and {one, other} & _MANY_MEANINGS):
        return False
    return any(
        (line, 1 - side) in theirs and not (across and line in table.loose) for line, side in mine
    )


@lru_cache(maxsize=8192)
def are_alike(one: str, other: str, *, across: bool = False) -> bool:
    """Whether two words are one, or stand on one side of a line; `across` as for `are_opposite`."""
    table = _table()
    if across and {one, other} & _MANY_MEANINGS:
        return False
    common = table.sides.get(one, frozenset()) & table.sides.get(other, frozenset())
    return any(not (across and line in table.loose) for line, _ in common) or (
        one == other and not across
    )


def is_plain(word: str) -> bool:
    """Whether a word, as `find_acts` gives it, hardly ever means but its act: no “up”, “first”, “leave”."""
    return word not in _ONLY and word not in _MANY_MEANINGS and word not in _UNSURE


_UNSURE = frozenset(
    "境内 境外 国内 国外 海外 之前 之后 以前 以后 最后 第一 首次 首个 支持 fire bar pass back "
    "overturn uphold win won victory beat triumph defeat loss 战胜 输掉 赢得 获胜 胜利 lead trail 领先 落后 提到".split()
)


@lru_cache(maxsize=8192)
def list_sides(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """English words in their base form that stand on the word's side of its lines, and on the other."""
    table = _table()
    here = table.sides.get(word, frozenset())
    there = {(line, 1 - side) for line, side in here}
    latin = [(other, found) for other, found in table.sides.items() if other.isascii()]
    own = frozenset(other for other, found in latin if found & here)
    return own, frozenset(other for other, found in latin if found & there) - own
