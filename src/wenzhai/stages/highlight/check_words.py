"""The one-sentence grounds of a verdict, in the language of the draft."""

from __future__ import annotations

import re
from functools import cache

from wenzhai.model import Figure

_WORDS: dict[str, tuple[str, str]] = {
    "equal": ('The source says the same: "{b}".', "来源的说法相同：“{b}”。"),
    "compatible": ('"{a}" fits "{b}" in the source.', "“{a}”与来源中的“{b}”相符。"),
    "converted": ('"{a}" is "{b}" of the source in another unit.', "“{a}”是来源中“{b}”的换算。"),
    "parts": ('The numbers of "{a}" stand in the source: "{b}".', "“{a}”中的数字见于来源：“{b}”。"),
    "weak": ('"{a}" counts nothing that could be checked.', "“{a}”并非可核对的数量。"),
    "nothing": ('No source has a figure like "{a}".', "来源中没有与“{a}”相当的数字。"),
    "sharper": ('"{a}" is more exact than the source, which only says "{b}".', "“{a}”比来源更精确，来源只说“{b}”。"),
    "unit": ('"{a}" and "{b}" of the source are not the same measure.', "“{a}”与来源中的“{b}”单位不同。"),
    "direction": ('The source has "{b}" in the other direction.', "来源中“{b}”的增减方向相反。"),
    "basis": ('The source reckons "{b}" from another period (a year, or a month or quarter, before).', "来源中“{b}”的比较基期不同（同比或环比）。"),
    "rate": ('The source has "{b}" and states no exchange rate that would give "{a}".', "来源说的是“{b}”，且没有给出可得出“{a}”的汇率。"),
    "at rate": ('"{a}" is "{b}" at the rate that the source states.', "“{a}”是来源中“{b}”按其所述汇率折算的金额。"),
    "value": ('The source says "{b}", not "{a}".', "来源说的是“{b}”，不是“{a}”。"),
    "place": ('The source has "{a}" elsewhere; here it says "{b}".', "来源中的“{a}”说的是别处，此处为“{b}”。"),
    "identifier": ('"{a}" is a name, not a quantity, and stands in the source.', "“{a}”是名称而非数量，来源中有此名称。"),
    "no identifier": ('No source mentions "{a}".', "来源中没有提到“{a}”。"),
    "name": ('The source names {b}.', "来源中提到了{b}。"),
    "no name": ('No source names {b}.', "来源中没有提到{b}。"),
    "quotation": ("The quotation stands in the source word for word.", "引文与来源逐字相同。"),
    "translated": ("The source quotes too; the wording is a translation.", "来源中也有引语，此处为译文。"),
    "altered": ("The words in quotation marks are not in the source.", "引号中的文字不见于来源。"),
    "uncited": ("The sentence cites no source.", "该句没有引用来源。"),
    "no quotation": ("The source quotes nobody here.", "来源在此没有引语。"),
    "outvoted": ("More independent publishers say otherwise: {b}.", "更多独立媒体的说法不同：{b}。"),
    "another passage": ("A further passage of the story is cited.", "已补充引用同一事件的另一段报道。"),
    "weaker": ('"{a}" is written as the source has it: "{b}".', "“{a}”改为来源的说法：“{b}”。"),
    "worked out": ('"{a}" is worked out in the text, from figures of the sources.', "“{a}”由来源中的数字算出，算式已写明。"),
    "shown": ('"{a}" follows from figures of the sources, as the text shows: {b}.', "“{a}”由来源中的数字算出，文中已说明：{b}。"),
    "could be shown": ('"{a}" stands in no source. It follows from their figures ({b}), but the text must show so: put that in brackets after it, or write “up … from …”.', "来源中没有“{a}”。该数可由来源中的数字算出（{b}），但须写明：在其后用括号写出算式，或写成“较……增加……”。"),
    "another name": ('The source has {b} here, not {a}.', "来源在此说的是{b}，不是{a}。"),
    "denied": ('The source does not deny it: "{a}" is not there.', "来源没有这样的否定：“{a}”不见于来源。"),
    "not denied": ("The source denies what this says.", "来源否定了此处所说。"),
    "opposite": ('The source says "{b}", the opposite of "{a}".', "来源说的是“{b}”，与“{a}”相反。"),
    "exchanged": ('In the source, "{a}" and "{b}" stand the other way round.', "来源中“{a}”与“{b}”的位置相反。"),
}  # fmt: skip


def say(key: str, language: str, a: str = "", b: str = "") -> str:
    """Give the sentence for `key` in English or Chinese."""
    english, chinese = _WORDS[key]
    return (chinese if language.startswith("zh") else english).replace("{a}", a).replace("{b}", b)


def explain(key: str, language: str, figure: Figure, other: Figure | None) -> str:
    """Word the ground of a verdict on `figure`, with the source's figure where there is one."""
    return say(key, language, figure.text, other.text if other else "")


@cache
def _list_patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    """Every ground as it may stand in either language; the longest first, so that the most telling is
    recognised."""
    found = []
    for key, forms in _WORDS.items():
        patterns = []
        for form in forms:
            inner = re.escape(form)
            for name in ("a", "b"):
                mark = re.escape(f"{{{name}}}")
                inner = inner.replace(mark, f"(?P<{name}>.{{0,400}})", 1)
                inner = inner.replace(mark, f"(?P={name})")
            patterns.append(re.compile(inner, re.DOTALL))
        found.append((key, tuple(patterns)))
    return tuple(sorted(found, key=lambda row: -len(row[1][0].pattern)))


def reword(why: str, language: str) -> str:
    """The ground of a verdict in the other language, where `why` is one of these sentences; else as it
    is. An editor may read of a Chinese draft in English."""
    for key, patterns in _list_patterns():
        for pattern in patterns:
            found = pattern.fullmatch(why)
            if found:
                parts = {"a": "", "b": "", **found.groupdict()}
                return say(key, language, parts["a"], parts["b"])
    return why
