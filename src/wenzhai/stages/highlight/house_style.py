"""Before: a text and a house style. After: what the house would not print so, where, and why.

What a machine may rewrite without changing the meaning is in `house_spelling.py`; everything else is only
named: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import HAN
from wenzhai.model import HouseStyle
from wenzhai.stages.highlight.candidates import measure
from wenzhai.stages.highlight.headline import is_bait
from wenzhai.stages.highlight.house_spelling import (
    DAY_FIRST,
    MONTH_FIRST,
    PERCENT,
    find_phrases,
    find_spellings,
    outside_quotes,
)

_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?](?=[\u4e00-\u9fff]|$)")


class StyleFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the house would not print so: the rule's name, where (`[start, end)` of the text),
    the words, why, and what could stand in its place (empty: nothing that a machine may write)."""

    rule: str
    span: tuple[int, int]
    text: str
    why: str
    use: str = ""


def lint_text(
    text: str,
    language: str,
    style: HouseStyle,
    explain_in: str = "en",
    names: NameFinder | None = None,
) -> tuple[StyleFinding, ...]:
    """What the house would not print in `text` (`en` or `zh`), in the order of the text.

    `explain_in` is the language of the reasons. With `names`, and where the style asks for it, first
    mentions without their form in the other language are named too."""
    found = [
        *_lint_spelling(text, language, style, explain_in),
        *_lint_avoided(text, style, explain_in),
        *_lint_marks(text, language, explain_in),
    ]
    if names is not None and style.both_names:
        found.extend(_lint_names(text, language, names, explain_in))
    return tuple(sorted(found, key=lambda f: (f.span, f.rule)))


def lint_headline(
    text: str, language: str, style: HouseStyle, explain_in: str = "en"
) -> tuple[StyleFinding, ...]:
    """As `lint_text`, for a headline: its length, no question, no bait."""
    found = list(
        _lint_length("headline", text, language, style.headline_length(language), explain_in)
    )
    if is_bait(text):
        found.append(_whole("bait", text, explain_in))
    return (*found, *lint_text(text, language, style, explain_in))


def lint_paragraph(
    text: str,
    language: str,
    style: HouseStyle,
    explain_in: str = "en",
    names: NameFinder | None = None,
) -> tuple[StyleFinding, ...]:
    """As `lint_text`, for a paragraph of a highlight: its length too."""
    bounds = style.paragraph_length(language)
    return (
        *_lint_length("paragraph", text, language, bounds, explain_in),
        *lint_text(text, language, style, explain_in, names),
    )


def _lint_spelling(
    text: str, language: str, style: HouseStyle, explain_in: str
) -> Iterator[StyleFinding]:
    rules = {PERCENT: "percent", MONTH_FIRST: "date", DAY_FIRST: "date"}
    for pattern, rewrite in find_spellings(language, style):
        for match in outside_quotes(pattern, text):
            use = rewrite(match)
            if use != match[0]:
                rule = rules.get(pattern, "spelling")
                yield _finding(rule, match.span(), match[0], explain_in, use=use.strip())


def _lint_avoided(text: str, style: HouseStyle, explain_in: str) -> Iterator[StyleFinding]:
    if not style.avoid:
        return
    known = {a.phrase.lower(): a for a in style.avoid}
    for match in outside_quotes(find_phrases(tuple(a.phrase for a in style.avoid)), text):
        avoided = known[match[0].lower()]
        why = avoided.why or _say("avoid", explain_in, match[0], avoided.use)
        yield StyleFinding(rule="avoid", span=match.span(), text=match[0], why=why, use=avoided.use)


def _lint_marks(text: str, language: str, explain_in: str) -> Iterator[StyleFinding]:
    """Straight quotation marks; in Chinese, half-width marks between Han characters."""
    for match in re.finditer(r'"', text):
        yield _finding("quotes", match.span(), match[0], explain_in)
    if language != "zh":
        return
    for match in _HALF_WIDTH.finditer(text):
        full = chr(ord(match[0]) + 0xFEE0)
        yield _finding("half width", match.span(), match[0], explain_in, use=full)


def _lint_names(
    text: str, language: str, names: NameFinder, explain_in: str
) -> Iterator[StyleFinding]:
    """First mentions that should give the name in both languages and give it in one."""
    told: set[str] = set()
    for match in names.find(text):
        name = match.name
        other = name.zh if language == "en" else name.en
        if name.id in told or not other or bool(HAN.search(other)) == (language == "zh"):
            continue
        told.add(name.id)
        if other not in text:
            use = names.first_mention(name, language)
            said = text[match.start : match.end]
            yield _finding("names", (match.start, match.end), said, explain_in, use=use)


def _lint_length(
    rule: str, text: str, language: str, bounds: tuple[int, int], explain_in: str
) -> Sequence[StyleFinding]:
    size = measure(text, language)
    least, most = bounds
    if least <= size <= most:
        return ()
    short = text if len(text) <= 40 else text[:39] + "…"
    return (
        StyleFinding(
            rule=rule,
            span=(0, len(text)),
            text=short,
            why=_say(f"{rule} {language}", explain_in, str(size), f"{least}–{most}"),
        ),
    )


def _whole(rule: str, text: str, explain_in: str) -> StyleFinding:
    return _finding(rule, (0, len(text)), text, explain_in)


def _finding(
    rule: str, span: tuple[int, int], text: str, explain_in: str, *, use: str = ""
) -> StyleFinding:
    shown = text.strip()
    return StyleFinding(
        rule=rule, span=span, text=shown, why=_say(rule, explain_in, shown, use), use=use
    )


_WORDS: dict[str, tuple[str, str]] = {
    "percent": ("The house writes shares its own way: “{b}”.", "本刊百分比写作“{b}”。"),
    "date": ("The house writes this day “{b}”.", "本刊日期写作“{b}”。"),
    "spelling": ("The house spells “{a}” as “{b}”.", "本刊将“{a}”写作“{b}”。"),
    "avoid": ("The house does not print “{a}”.", "本刊不用“{a}”。"),
    "quotes": ("A straight quotation mark: print “ or ”.", "直引号应改为弯引号。"),
    "half width": ("A half-width “{a}” between Han characters: print “{b}”.", "汉字之间的半角“{a}”应为“{b}”。"),
    "names": ("First mentioned: give the name in both languages, “{b}”.", "首次出现应写明两种语言：“{b}”。"),
    "bait": ("A headline says who did what: no question, no bait.", "标题应说明谁做了什么，不设问，不卖关子。"),
    "headline en": ("{a} words; a headline of the house has {b}.", "{a} 个词，本刊英文标题为 {b} 个词。"),
    "headline zh": ("{a} characters; a headline of the house has {b}.", "{a} 字，本刊标题为 {b} 字。"),
    "paragraph en": ("{a} words; a paragraph of the house has {b}.", "{a} 个词，本刊英文段落为 {b} 个词。"),
    "paragraph zh": ("{a} characters; a paragraph of the house has {b}.", "{a} 字，本刊段落为 {b} 字。"),
}  # fmt: skip


def _say(key: str, language: str, a: str, b: str) -> str:
    english, chinese = _WORDS[key]
    return (chinese if language.startswith("zh") else english).replace("{a}", a).replace("{b}", b)
