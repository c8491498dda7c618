"""The one-sentence grounds of a verdict, in the language of the draft."""

from __future__ import annotations

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
}  # fmt: skip


def say(key: str, language: str, a: str = "", b: str = "") -> str:
    """Give the sentence for `key` in English or Chinese."""
    english, chinese = _WORDS[key]
    return (chinese if language.startswith("zh") else english).replace("{a}", a).replace("{b}", b)


def explain(key: str, language: str, figure: Figure, other: Figure | None) -> str:
    """Word the ground of a verdict on `figure`, with the source's figure where there is one."""
    return say(key, language, figure.text, other.text if other else "")
