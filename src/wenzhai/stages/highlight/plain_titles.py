"""Before: a source's title, cleaned. After: the same in plain words, and its clauses that say it alone.

Only what leaves the facts as they are: a word of the street for one of the newsroom, a bare figure from
the front to the end, one clause of several that neither asks, denies nor hedges. What comes out goes
through the same gate as the title itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wenzhai.stages.highlight.candidates import measure

_MONEY = r"(?:约|近|超|逾|最高)?[\d.,]+[万亿]*(?:元|美元|港元|欧元|英镑|日元)"
# The left means what the right says, whoever is the subject.
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (rf"(?:砸下|狂砸|豪掷|砸)(?={_MONEY})", "投入"),
        (rf"(?<=投入)({_MONEY})做(?=[“《\u4e00-\u9fff])", r"\1办"),
        (r"把([^，。：]{2,24}?)买(?:了)?下来?", r"收购\1"),
        (r"(?:找|请)([^，。：]{2,16}?)喝茶", r"约谈\1"),
        (r"(?:就)?(?:能|可)?(?:有钱拿|收钱)", "可获报酬"),
        (r"熄灯(?=$|[，。])", "关停"),
        (r"(?:杀入|杀进|冲进|闯进|挤进)(?=.{0,12}(?:榜|前十|前[\d一二三五]|市场))", "进入"),
        (r"急升(?=[\d近约超逾])", "上升"),
        (r"(?:狂飙|飙升|暴涨|狂涨)(?=[\d近约超逾])", "上涨"),
        (r"(?:狂跌|暴跌|大跳水)(?=[\d近约超逾])", "下跌"),
        (r"(?:怒斥|炮轰|怒怼|开怼)", "批评"),
        (r"力挺", "支持"),
        (r"官宣", "宣布"),
        (r"放出(?=.{0,14}(?:规则|规定|方案|计划|数据|名单))", "公布"),
        (r"下场(?=做|造|卖|投)", "开始"),
        (r"(?i)\b(?:slams|blasts|rips)\b", "criticises"),
        (r"(?i)\b(?:fold|claw|fight|push|muscle|storm|power)s its way (?:to|into)\b", "reaches"),
        (r"(?i)\bputs up(?= [£€$\d])", "offers"),
        (r"(?i)\b(?:splashes|shells out)(?= [£€$\d])", "spends"),
        (r"(?i)\bjust (?=launched|raised|announced|opened|bought)", ""),
    )
)
_QUOTED = re.compile(r"(“[^”]*”|「[^」]*」)")
_CLAUSES = re.compile(r"[，；;]|(?<=[\u4e00-\u9fff%％])\s+(?=[\u4e00-\u9fff])|：")
# What a clause may do to the one beside it; where such a word is in what would go, nothing goes.
_BOUND = re.compile(
    r"报道|爆料|曝|否认|辟谣|不实|谣|虚假|传闻|网传|或将|疑似|回应|据|消息|传|若|如果|只要|除非|前提|失败|未|取消|叫停|撤回|但|却|不过|然而|并非|不是"
    r"|称|说|：.{0,4}$|建议|呼吁|预计|拟"
)
_BEGINS_BOUND = re.compile(
    r"^(?:并|但|却|也|还|又|其|此|该|这|那|将|已|或|拟|可|累计|超|近|约|最|而|且|要求|须)"
)
_STREET = re.compile(r"裸奔|翻车|躺枪|炸了|炸锅|杀疯|玩家|狠|猛|硬刚|对打|血亏|暴打|抢滩|掀桌")
# “最高1.05亿欧元，…”, “130亿参数、10万个内测名额：…”: figures without a verb, before who did what.
_FIGURES_FIRST = re.compile(
    r"^(?P<figures>(?!.{0,20}[年月日周届])[^，：“]{0,12}\d[^，：“]{0,22})[，：](?P<rest>[^，：]{8,})$"
)
_VERB = re.compile(
    r"发布|推出|获|完成|被|将|拟|了|到|增|降|涨|跌|卖|买|罚|裁|上线|登|破|达|超过|开|有|是"
)


def say_plainly(title: str) -> str:
    """The title with words of the street in those of a newsroom; quoted words stay."""
    for pattern, plain in _PLAIN:
        # A verb may have what is quoted between its halves (把“…”买下来); a word has not.
        parts = [title] if "\\1" in plain else _QUOTED.split(title)
        title = "".join(p if p[:1] in ("“", "「") else pattern.sub(plain, p) for p in parts)
    return " ".join(title.split())


def put_figures_last(title: str, names_of: Callable[[str], frozenset[str]]) -> str:
    """“灯笼游戏收购…，最高1.05亿欧元” for “最高1.05亿欧元，灯笼游戏收购…”; any other title as it is."""
    found = _FIGURES_FIRST.match(title)
    if (
        found
        and not _VERB.search(found["figures"])
        and not names_of(found["figures"])
        and names_of(found["rest"][:10])
    ):
        return f"{found['rest']}，{found['figures']}"
    return title


def cut_clauses(title: str, least: int, names_of: Callable[[str], frozenset[str]]) -> Iterator[str]:
    """The clauses of a Chinese title that say who did what alone, the first one first; `least` is the
    house's shortest headline. None where another clause denies, hedges or tells who says it."""
    ends = [m.span() for m in _CLAUSES.finditer(title)]
    if not ends or len(ends) > 4:
        return
    bounds = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(title)]
    for begin, stop in zip(bounds, stops, strict=True):
        clause = title[begin:stop].strip()
        rest = f"{title[:begin]}|{title[stop:]}"
        if (
            measure(clause, "zh") >= least
            and names_of(clause[:10])
            and not _BEGINS_BOUND.match(clause)
            and not _BOUND.search(rest)
            and clause.count("“") == clause.count("”")
        ):
            yield clause


def is_street(title: str) -> bool:
    """Whether a Chinese title shows its colours where a newsroom would say what happened."""
    return bool(_STREET.search(title))
