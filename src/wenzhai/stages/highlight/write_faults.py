"""Before: what is wrong with a sentence that a model wrote, as the model is told. After: as an editor reads it."""

from __future__ import annotations

import re

# The faults of write_support.py, write_text.py and translate.py, with what stands for their details.
_CHINESE: tuple[tuple[str, str], ...] = (
    ("it is empty", "空句。"),
    ("it cites no passage that there is", "没有引用任何现有段落。"),
    ("nothing else in the story speaks of this", "同一事件的其他报道均未提及此事。"),
    ("more publishers say otherwise", "更多媒体的说法不同。"),
    ("a headline has (.+) to (.+) (?:words|characters)", "标题应为{0}至{1}字。"),
    ("a headline has no full stop", "标题不加句号。"),
    ("it is bait, or no headline", "标题未说明发生了什么。"),
    ("it is longer than a paragraph of (.+)", "超过一段的长度（{0}字）。"),
    ("it speaks to a machine", "该句像是对机器说的话。"),
    ("it holds a link or an address", "含有链接或地址。"),
    ("it holds markup", "含有标记符号。"),
    ("it asks or exclaims", "含有问句或感叹。"),
    ("it speaks of I, we or you", "使用了第一或第二人称。"),
    ("a bracket or quotation mark is left open", "括号或引号不成对。"),
    ("it breaks off", "句子没有写完。"),
    ("it does not end with a full stop", "句末没有句号。"),
    ("it is not written in .+", "不是用本版语言写成。"),
    ("it holds letters of another script", "含有其他文字的字母。"),
    ("it must cite one to (.+) passages", "应引用一至{0}个段落。"),
    ("its passages do not say that this is denied", "所引段落没有这样的否定。"),
    ("its passages say that this is denied", "所引段落对此作了否定。"),
    ("its passages do not say that this is planned, .+", "所引段落没有说这是计划、可能或传闻。"),
    ("its passages say that this is planned, .+", "所引段落说这只是计划、可能或传闻。"),
    ("its passages do not say: (.+)", "所引段落没有说：{0}。"),
    ("its passages do not say this of (.+)", "所引段落没有这样说{0}。"),
    ("its passages do not say (.+) of this", "所引段落中的“{0}”说的是别的。"),
    ("no passage says (.+) and (.+) in one sentence", "没有段落在同一句中提到“{0}”和“{1}”。"),
    ("its passages say “(.+)”", "所引段落说的是“{0}”。"),
    ("it says too little", "内容过少。"),
    ("it puts its passages' words into another order", "打乱了所引段落的语序。"),
    ("a figure in it cannot be written in the other language", "其中的数字无法用本版语言写出。"),
    ("there is no translation", "没有译文。"),
    ("a figure, a name or a quotation was lost or doubled", "数字、名称或引文遗漏或重复。"),
    ("it has a figure that was not marked", "译文多出了数字。"),
    ("it has a name that was not marked", "译文多出了名称。"),
    ("it is much longer or shorter than the original", "译文与原文长度相差过大。"),
    ("its words are not those of the original", "译文用词与原文不符。"),
    ("it does not deny as often as the original", "译文与原文的否定不一致。"),
)
_PATTERNS = tuple((re.compile(english), chinese) for english, chinese in _CHINESE)


def say_fault(fault: str, language: str) -> str:
    """A fault as a sentence in `language` (`en`, `zh`); one that is not known stays in English."""
    if language == "zh":
        for pattern, chinese in _PATTERNS:
            found = pattern.fullmatch(fault)
            if found:
                return chinese.format(*found.groups())
    return f"{fault[:1].upper()}{fault[1:].rstrip('.')}."
