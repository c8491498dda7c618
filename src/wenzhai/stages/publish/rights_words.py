"""Why something does not print, in the edition's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

ELLIPSIS = "[…]"
"""What stands for words of a passage that its source's limit keeps from printing."""

_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "sentence": (
        "A sentence of {publisher} is left out: no more than {limit} words of that report may be quoted.",
        "略去{publisher}的一句：该报道至多可引用{limit}字。",
    ),
    "passage": (
        "Passages of {publisher} are cut or only linked: no more than {limit} {unit} of that report may be quoted.",
        "{publisher}的部分原文只给出节选或链接：该报道至多可引用{limit}{unit}。",
    ),
    "passages": (
        "Some passages are cut short or only linked, as far as quoting goes with {publisher}.",
        "部分原文只给出节选或链接，以{publisher}许可的引用篇幅为限。",
    ),
    "translated": (
        "A sentence is left out: {publisher} does not allow translations.",
        "略去一句：{publisher}不允许翻译。",
    ),
    "reworded": (
        "A sentence is left out: {publisher} does not allow summaries.",
        "略去一句：{publisher}不允许摘编。",
    ),
    "card": (
        "No card is made of this: {publisher} does not allow them.",
        "此条不制作图文卡片：{publisher}不允许。",
    ),
    "picture none": (
        "The picture is left out: {publisher} does not allow its pictures to be used.",
        "略去配图：{publisher}不允许使用其图片。",
    ),
    "picture link": (
        "The picture is only linked: {publisher} gave no leave to show it.",
        "配图只给出链接：{publisher}未许可转载。",
    ),
    "picture ended": (
        "The picture is only linked: the licence of {publisher} ended on {until}.",
        "配图只给出链接：{publisher}的授权已于{until}到期。",
    ),
})  # fmt: skip


def say_rights(
    reason: str, language: str, *, publisher: str, limit: int = 0, until: str = ""
) -> str:
    """The reason in words; `language` is `en` or `zh`. A publisher that is not known is the source."""
    english, chinese = _WORDS[reason]
    if language == "zh":
        return chinese.format(publisher=publisher or "来源", limit=limit, until=until, unit="字")
    return english.format(
        publisher=publisher or "the source", limit=limit, until=until, unit="words"
    )


def join_names(names: Sequence[str], language: str) -> str:
    """Names in one run of words: `A, B and C`, `A、B和C`."""
    comma, last = ("、", "和") if language == "zh" else (", ", " and ")
    if len(names) < 2:
        return "".join(names)
    return f"{comma.join(names[:-1])}{last}{names[-1]}"
