"""Before: a text in Chinese or English. After: where it denies: “not”, “never”, 没有, 并未.

Words that hold a negative character and deny nothing (不断, 不仅, 未来, “not only”, “no doubt”) are
passed over. Linear in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wenzhai.language.script import fold_chinese

_EN_HARMLESS = (
    r"not only|not just|not merely|not to mention|no doubt|no later than|no fewer than|no less than"
    r"|no more than|not least|whether or not|or not\b|no\.? ?\d+|if not\b|not until|why not|no matter"
    r"|nothing but|not surprisingly|no wonder|can(?:not|['’]t) wait|couldn['’]t be more|not far"
    r"|not uncommon|not unusual|not unlike|no stranger|without (?:a )?doubt|no problem|not to be missed"
)
_EN = re.compile(
    rf"\b(?P<harmless>{_EN_HARMLESS})"
    r"|\b(?P<negation>cannot|not|never|nor|neither|none|nobody|nothing|nowhere|no one|no longer|no|without)\b"
    r"|(?P<short>n['’]t)\b",
    re.IGNORECASE,
)

_ZH_HARMLESS = (
    "不仅 不但 不只 不断 不久 不少 不过 不同 不如 不论 不管 不得不 差不多 不料 不错 不禁 不止 不一 不等 不安 不满 不足 "
    "不利 不良 不当 不法 不幸 不便 不妨 不易 不时 不日 不惜 不愧 不单 不光 不免 不由 不已 不乏 不可思议 不由得 不动产 "
    "不锈钢 不要脸 毫不犹豫 不胫而走 供不应求 络绎不绝 不可避免 不约而同 不计其数 不相上下 迫不及待 不可或缺 不甘 "
    "不俗 不菲 不凡 不景气 不正当 不确定 不稳定 不平等 不明 不适 不实 不符 不详 对不起 了不起 忍不住 不好意思 不得了 "
    "谋杀未遂 杀人未遂 未遂 不治 不二 挥之不去 坚韧不拔 置可否 痛苦不堪 不堪 不远处 不经意 不置可否 不佳 不单单 那不勒斯 不列颠 不丹 不来梅 不莱梅 不复 不久前 不容 不在话下 不知名 不可 不择手段 不折不扣 不言而喻 不谋而合 不知不觉 莫不 无不 不无 不遗余力 不亚于 不下 不外乎 不解 不平 不遑 不屑 不起眼 "
    "未来 未知 未必 未免 未婚 未成年 未央 未名 未经 没错 没准 没收 没事 没落 淹没 沉没 出没 埋没 是否 能否 可否 与否 "
    "否则 要不 要不然 要不是 并非偶然 非但 非常 非洲 非法 除非 无论 无非 想不到 没想到 从未有过 前所未有 史无前例 未雨绸缪 "
    "是不是 会不会 能不能 要不要 有没有 对不对 可不可以 好不好 不可抗力 不见不散 不失 不争 不忘 不负 不朽 不懈 不慎 不吝"
).split()
_ZH = re.compile(
    f"(?P<harmless>{'|'.join(sorted(_ZH_HARMLESS, key=len, reverse=True))})"
    "|(?P<negation>从来没有|从未|并没有|没有|并不是|并不|并未|并无|尚未|不再|不会|不能|不是|无法|未能|未曾|未|没|不|并非|绝非"
    "|毫无|无需|无须|切勿|请勿)"
)


_ZH_ANY = re.compile("[不没沒未无無非勿]")
_EN_ANY = re.compile(r"n(?:['’]t|o|ever|either)|without", re.IGNORECASE)
_STRONG_EN = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|do|will|would|can|could|should|must|may|might)\s+(?:not|never)\b"
    r"|\bcannot\b|\b(?:is|are|was|were|has|have|had|does|did|do|wo|would|ca|could|should)n['’]t\b|\bnever\b",
    re.IGNORECASE,
)
_TEMPERED = re.compile(r"\b(?:until|till|unless|only|just|necessarily|too|forget|sit|think|want)\b")
_STRONG_ZH = re.compile(
    "从来没有|从未|并没有|没有|并未|并不|尚未|不会|未能|无法|不再|不能|未(?=[\u4e00-\u9fff])|不可"
)


@lru_cache(maxsize=2048)
def find_negations(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Offsets `[start, end)` of the words of `text` (language `en` or `zh...`) that deny, in order."""
    if language.startswith("zh"):
        if not _ZH_ANY.search(text):
            return ()
        text = fold_chinese(text)
        pattern = _ZH
    else:
        if not _EN_ANY.search(text):
            return ()
        pattern = _EN
    return tuple(m.span() for m in pattern.finditer(text) if m.lastgroup != "harmless")


@lru_cache(maxsize=2048)
def find_denials(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Those of `find_negations` that deny a whole statement: “did not”, 并未; not “without”, 不."""
    negations = find_negations(text, language)
    if not negations:
        return ()
    if language.startswith("zh"):
        folded = fold_chinese(text)
        return tuple(
            n for n in negations if _STRONG_ZH.fullmatch(folded, *n) or (folded[slice(*n)] == "未")
        )
    strong = [m.span() for m in _STRONG_EN.finditer(text)]
    return tuple(
        (a, b)
        for a, b in strong
        if any(x < b and a < y for x, y in negations) and not _TEMPERED.search(text, b)
    )


_ZH_NEGATIVE = re.compile(
    "[不没未无非否别莫勿拒禁免失缺难]|停止|取消|终止|放弃|排除|绝|才(?!能|华)|只有|仅|很少|极少|除了|罢|反对|叫停|暂停|推迟|延"
)
_EN_NEGATIVE = re.compile(
    r"\b(?:not?|never|nor|neither|none|nobody|nothing|without|cannot|den[iy]\w*|refus\w*|reject\w*|fail\w*"
    r"|lack\w*|avoid\w*|prevent\w*|ban(?:s|ned|ning)?|stop\w*|dismiss\w*|rather|instead|unless|hardly"
    r"|barely|rarely|little|few|only|miss(?:ed|ing)?|rule[sd]? out|absen\w*|yet|against|too|declin\w*|delay\w*"
    r"|scarcely|less|demur\w*|un(?!der|til|it|ion|iver|i[qt]|cles?\b|veil|lock|fold)\w+|in(?:elig|adequa|abil|capab|complet|suffic|toler|decis|visib|accur)\w*"
    r"|im(?:possib|perfect|matur|moral|patien)\w*|dis(?:agree|approv|allow|like|regard|satisf|abl|cont|appoint)\w*"
    r"|oppos\w*|cancel\w*|abandon\w*|scrap\w*|halt\w*|paus\w*|postpon\w*|los[et]\w*|withdr\w*|remain\w*|still"
    r"|ill?egal|irre\w*|anything but|far from|out of|run out|short of|end(?:ed|s|ing)?|exclu\w*)\b"
    r"|n['’]t\b|\w+less\b|\bnon-?",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def hints_at_negation(text: str, language: str) -> bool:
    """Whether anything in `text` could be the other language's way of denying: 拒绝, “lack”, “fail to”."""
    if language.startswith("zh"):
        return bool(_ZH_NEGATIVE.search(fold_chinese(text)))
    return bool(_EN_NEGATIVE.search(text))
