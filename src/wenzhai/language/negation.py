"""Before: a text in Chinese or English. After: where it denies: “not”, “never”, 没有, 并未.

Words that hold a negative character and deny nothing (不断, 不仅, 未来, “not only”, “no doubt”) are
passed over. Linear in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

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
    "不择手段 不折不扣 不言而喻 不谋而合 不知不觉 莫不 无不 不无 不遗余力 不亚于 不下 不外乎 不解 不平 不遑 不屑 不起眼 "
    "未来 未知 未必 未免 未婚 未成年 未央 未名 未经 没错 没准 没收 没事 没落 淹没 沉没 出没 埋没 是否 能否 可否 与否 "
    "否则 要不 要不然 要不是 并非偶然 非但 非常 非洲 非法 除非 无论 无非 想不到 没想到 从未有过 前所未有 史无前例 未雨绸缪 "
    "是不是 会不会 能不能 要不要 有没有 对不对 可不可以 好不好 不可抗力 不见不散 不失 不争 不忘 不负 不朽 不懈 不慎 不吝"
).split()
_ZH = re.compile(
    f"(?P<harmless>{'|'.join(sorted(_ZH_HARMLESS, key=len, reverse=True))})"
    "|(?P<negation>从来没有|从未|并没有|没有|并不是|并不|并未|并无|尚未|不再|不会|不能|不是|无法|未能|未曾|未|没|不|并非|绝非"
    "|毫无|无需|无须|切勿|请勿)"
)


@lru_cache(maxsize=2048)
def find_negations(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Offsets `[start, end)` of the words of `text` (language `en` or `zh...`) that deny, in order."""
    pattern = _ZH if language.startswith("zh") else _EN
    return tuple(m.span() for m in pattern.finditer(text) if m.lastgroup != "harmless")


_ZH_NEGATIVE = re.compile(
    "[不没沒未无無非否别莫勿拒免禁难難失缺除反误誤错錯少停止绝絕罢甭弃棄空白徒]"
)
_EN_NEGATIVE = re.compile(
    r"\b(?:not?|never|nor|neither|none|nobody|nothing|without|cannot|den[iy]\w*|refus\w*|reject\w*|fail\w*"
    r"|lack\w*|avoid\w*|prevent\w*|ban\w*|stop\w*|un\w+|in\w+ble|im\w+|dis\w+|dismiss\w*|rather|instead|unless|hardly"
    r"|barely|rarely|little|few|only|miss\w*|less|out|end\w*|far|rule\w*|absen\w*|but|free|yet|against|too)\b"
    r"|n['’]t\b|less\b|\bnon-?",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def hints_at_negation(text: str, language: str) -> bool:
    """Whether anything in `text` could be the other language's way of denying: 拒绝, “lack”, “fail to”."""
    return bool((_ZH_NEGATIVE if language.startswith("zh") else _EN_NEGATIVE).search(text))
