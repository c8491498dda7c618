"""Before: a sentence that a model wrote, and the passages it cites. After: what in it they do not say.

The gate knows figures, names and quotations; a model can invent without any of them. So a written
sentence must keep to its sources' words: each word that carries meaning stands in a cited passage, in
much the same order; what is planned, possible, alleged or denied there is so here. A sentence that says
the same in words of its own is refused too: it is sent back once, and extraction stands in for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.names import NameFinder
from wenzhai.language.tokens import normalise
from wenzhai.stages.highlight.untrusted import is_hostile
from wenzhai.stages.highlight.write_joints import find_joint_fault
from wenzhai.stages.highlight.write_words import list_characters, list_words

_LIKE_ORDER = 0.8  # of the words, in the order of the passages
_MOST_CITED = 4
_DENIES = {
    "en": re.compile(
        r"(?i)\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|fails? to|failed|den(?:y|ies|ied)|refus\w+|reject\w*|rul(?:ed|es) out|unlikely|hardly|yet to|instead of|rather than)\b|n['’]t\b"
    ),
    "zh": re.compile("不|没|無|无|未|非|否|拒|莫|勿|并非|尚待|而是"),
}
_DOUBTS = {
    "en": re.compile(
        r"(?i)\b(?:(?-i:may)|might|could|would|will|plan\w*|expect\w*|intend\w*|aim\w*|consider\w*|propos\w+|draft\w*|alleg\w+|reported(?:ly)?|rumou?r\w*|claim\w*|"
        r"suspect\w*|possib\w+|potential\w*|likely|seek\w*|hop\w{1,3}|want\w*|if|unless|whether|appear\w*|seem\w*|estimat\w+|forecast\w*|project(?:s|ed)|"
        r"would-be|ask(?:s|ed)?|urg\w+|tr(?:y|ies|ied|ying)|attempt\w*|should|must|to be|about to|set to|due to)\b"
    ),
    "zh": re.compile(
        "将|拟|计划|打算|可能|或将|或许|预计|预期|有望|考虑|据传|传闻|据称|据报道|涉嫌|疑似|估计|征求意见|草案|准备|希望|寻求|如果|若|一旦|是否|应当|应|须|必须|要求|建议|呼吁|试图"
    ),
}
_ADDRESS = re.compile(
    r"(?i)[a-z][a-z0-9+.-]{1,12}:/|www\.|\b[\w-]+\.(?:com|net|org|io|cn|co|ai|app|dev|xyz|info|me|ru|top|site|link|click|shop|online|example|test|invalid|local)\b|[\w.]+@[\w-]+"
)
_MARKUP = re.compile(r"[<>{}\[\]|\\`~^=#*_]|&[a-z#0-9]{2,8};|[\u2500-\u27bf\U0001f000-\U0001faff]")
_ASKS = re.compile(r"[?？!！]")
_FIRST = re.compile(
    r"\b(?:I|I['’]m|we|We|our|Our|us|my|My|you|You|your|Your)\b|我们|我們|我|你|您|咱|笔者|小编"
)
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
# A word that nothing can end with; at the end of a text, the rest is missing.
_BROKEN_OFF = re.compile(
    r"(?i)\b(?:in|on|at|of|by|with|for|to|from|the|an?|and|or|as|than|into|its|their|his|her|which|because)[,.]*$"
    r"|[的和与及或在于将把被对向并而由以][，。]*$"
)
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"), ("「", "」"), ("《", "》"), ("『", "』"))


def find_form_fault(
    text: str,
    language: str,
    names: NameFinder,
    *,
    headline: bool = False,
    speech: bool = False,
) -> str:
    """What is wrong with the look of a written sentence, in English words for the model; "" if nothing.

    No address, no markup, no question or exclamation, nobody addressed (but in `speech`, the words of
    somebody), a whole statement of the language."""
    if is_hostile(text):
        return "it speaks to a machine"
    if any(not _is_name(found.group(), names) for found in _ADDRESS.finditer(text)):
        return "it holds a link or an address"
    if _MARKUP.search(text):
        return "it holds markup"
    if _ASKS.search(text):
        return "it asks or exclaims"
    if not speech and _FIRST.search(_QUOTED.sub("", text)):
        return "it speaks of I, we or you"
    if any(text.count(left) != text.count(right) for left, right in _PAIRS) or text.count('"') % 2:
        return "a bracket or quotation mark is left open"
    if not headline and not re.search(r"[.。]['”\"」』）)]?$", text):
        return "it does not end with a full stop"
    if _BROKEN_OFF.search(text):
        return "it breaks off"
    han = sum("\u3400" <= c <= "\u9fff" for c in text)
    letters = sum(c.isalpha() for c in text)
    if (language == "zh") != (han * 4 > letters) or (language == "en" and han * 10 > letters):
        return f"it is not written in {'Chinese' if language == 'zh' else 'English'}"
    foreign = sum(c.isalpha() and c > "\u024f" and not "\u3400" <= c <= "\u9fff" for c in text)
    return "it holds letters of another script" if foreign else ""


def find_support_fault(text: str, language: str, cited: Sequence[str], names: NameFinder) -> str:
    """What of a written sentence its `cited` passages (in the same language) do not say, in English
    words for the model; "" when they say it all."""
    if not cited or len(cited) > _MOST_CITED:
        return f"it must cite one to {_MOST_CITED} passages"
    source = "\n".join(cited)
    words, told = list_words(text, language), list_words(source, language)
    known = set(told)
    plain = normalise(source).replace(" ", "")
    strange = [
        w
        for w in words
        if w not in known and not (language == "zh" and w.replace(" ", "") in plain)
    ]
    if strange:
        return f"its passages do not say: {', '.join(dict.fromkeys(strange[:4]))}"
    if len(words) < 3:
        return "it says too little"
    # Figures may be written otherwise (57 percent, 57%): the gate has checked them.
    kept = 0
    if language == "zh":
        mine, theirs = list_characters(text), list_characters(source)
        kept, size = _longest_common(mine, theirs), len(mine)
    else:
        kept, size = _longest_common(words, told), len(words)
    if kept < _LIKE_ORDER * size:
        return "it puts its passages' words into another order"
    joint = find_joint_fault(text, language, cited, names)
    if joint:
        return joint
    for what, patterns in (("denied", _DENIES), ("planned, possible or alleged", _DOUBTS)):
        pattern = patterns[language]
        here = bool(pattern.search(text))
        there = [bool(pattern.search(part)) for part in _nearest_clauses(text, cited, language)]
        if here and not any(there):
            return f"its passages do not say that this is {what}"
        if not here and any(there):
            return f"its passages say that this is {what}"
    return ""


def measure_copied(text: str, language: str, passage: str) -> int:
    """How many words (English) or characters (Chinese) of `text` stand in `passage` in runs that make a
    quotation: eight words, or sixteen characters, and more."""
    if language == "zh":
        mine, theirs, least = list_characters(text), list_characters(passage), 16
    else:
        mine, theirs, least = normalise(text).split(), normalise(passage).split(), 8
    ends = {tuple(theirs[i : i + least]) for i in range(len(theirs) - least + 1)}
    copied: set[int] = set()
    for i in range(len(mine) - least + 1):
        if tuple(mine[i : i + least]) in ends:
            copied.update(range(i, i + least))
    return len(copied)


def _nearest_clauses(text: str, cited: Sequence[str], language: str) -> list[str]:
    """The clauses of the passages that share words with the sentence: a plan spoken of elsewhere in a
    passage is not spoken of here."""
    mine = set(list_words(text, language))
    parted = re.compile(r"[,，;；:：。]|(?<=[a-z]) (?=but|while|although|and said)\b")
    clauses = [c for passage in cited for c in parted.split(passage) if c.strip()]
    near = [c for c in clauses if len(mine & set(list_words(c, language))) >= min(2, len(mine))]
    return near or list(cited)


def _longest_common(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """The length of the longest common subsequence; time is the product of both lengths."""
    row = [0] * (len(theirs) + 1)
    for word in mine:
        before = 0
        for j, other in enumerate(theirs, start=1):
            above = row[j]
            row[j] = before + 1 if word == other else max(above, row[j - 1])
            before = above
    return row[-1]


def _is_name(text: str, names: NameFinder) -> bool:
    return names.look_up(text) is not None
