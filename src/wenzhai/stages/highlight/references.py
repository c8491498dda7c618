"""Before: a sentence taken out of its article. After: whether a reader knows whom and what it means, and
the same sentence with a full name where the article gives one.

A pronoun, “the company” or “Ms Jiang” means something that stands elsewhere. Such a sentence may only
follow the one before it; where a courtesy title and a surname can mean but one person of the article,
the full name takes their place, and the passage that gives it is cited as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from wenzhai.model import Article, Passage

_LEANING = re.compile(
    r"^(?:He|She|It|They|His|Her|Its|Their|This|That|These|Those|There|Both|Such|But|However|And|Or|So|"
    r"Yet|Instead|Still|Then|Here|Next|Sooner|Later|Elsewhere|Costs|In (?:return|that|this|time)|Under (?:that|this|it)|"
    r"Until (?:that|it)|Of (?:that|those|these)|On (?:that|both)|With (?:that|this|it)|By (?:then|that)|After (?:that|this)|"
    r"Neither|Either|Another|Others?|Some|One|Even so|Until then|By contrast|For example|"
    r"The (?:company|firm|group|app|platform|model|service|programme|program|statement|notice|move|"
    r"deal|ministry|regulator|agency|decision|filing|plan|change|rules?|figures?|latter|former|two|three|"
    r"four|five|six|first|second|third|other|same|rest|remaining|"
    r"spokesperson|spokesman|spokeswoman|executive|official|analyst)s?)\b"
    r"|^(?:他|她|它|该|該|这|這|那|其|此|对此|對此|不过|不過|但|然而|而|所以|因此|于是|於是|其中|上述|前者|后者|後者|双方|雙方|两者|兩者|"
    r"说明|公告|通知|通报|文件|会议|会上|方案|声明|补贴|公司|平台|集团|集團|当时|當時|同日|当天|當天|当日|當日|随后|隨後|之后|之後|目前|第二|第三|另一|也|还|還|并|並|至于|至於|罚款|罰款|处罚|報酬|报酬|约谈指出|約談指出)"
)
# “The caption runs to …”: a bare noun that the sentences before have brought in; some are known to all.
_BARE_NOUN = re.compile(
    r"^The (?!(?:government|yuan|dollar|euro|market|world|internet|public|industry|country|state|central|national)\b)"
    r"[a-z]+ (?:is|are|was|were|has|have|had|will|would|can|could|may|came|comes?|runs?|rose|fell|"
    r"follow(?:s|ed)|goes|went|began|gets?|got|gave|gives?|took|takes?|put|puts|said|says|holds?|held)\b"
)
_LEANING_INSIDE = re.compile(
    r"^[^，。“]{0,10}[，,]?(?:它|她|他们|他們|该公司|該公司|该平台|該平台|该应用|其中)"
    r"|^[^，。“]{0,24}(?:该|該)(?:职|職|案|款|笔|筆|项|項|事|市|州|省|国|國|校|院|法|股|股份|机构|機構|机型|產品|产品|功能|模型|系统|系統|计划|計畫)"
    r"|\b(?:of|like|for|with|beyond|behind|than) (?:that|this|those|these)\b"
    r"(?! (?:of|who|which|that|[a-z]+ed|week|month|year|quarter|morning|spring|summer|autumn|fall|winter|century|decade)\b)"
    r"|^(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|[A-Z][a-z]+ [a-z]+) [a-z]+(?:ed|s) (?:it|them|him|her)\b"
    r"|\b(?:has|have|had|is|are|was|were|does|did|do) (?:neither|both|so|likewise|the same)\b"
    # “A bill that would …” tells of its bill; “…, and that would …” of what was said before.
    r"|(?:\bthis|(?:[,;:—–] |\b(?:and|but|because|if|so|as|though|while) )that) (?:is|was|may|might|would|could|will|has|means)\b"
    r"|\b(?:the|that) (?:figure|total|number|latter|former|rest)\b(?! (?:of|[A-Z]|[a-z]+(?:er|or|ist|man|ent)\b))"
)
_PRONOUN = re.compile(
    r"\b(?:it|they|he|she|its|their|his|her|them|him|the (?:group|company|firm|ministry|regulator))\b"
)
_CALENDAR = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter)\b"
)
# What a pronoun may mean: a name, or something that the sentence itself brings in (“a model”, “19 shops”).
_ANTECEDENT = re.compile(
    rf"(?<=[\w,’'“(] )(?!{_CALENDAR})[A-Z]\w|\b(?:an?|any|each|every|some|many|\d[\d,.]*|two|three|four|"
    r"five|six|seven|eight|nine|ten) [a-z]"
)
_WITHOUT_SUBJECT = re.compile(
    r"(?:After|Although|Amid|Among|Around|As|At|Because|Before|Behind|Besides|Between|By|Despite|During|"
    r"Earlier|For|From|Given|If|In|Inside|Last|Later|Like|Next|Now|Of|On|Once|Only|Outside|Over|Should|"
    r"Since|Though|Through|Throughout|To|Two|Three|Four|Under|Unlike|Until|Upon|What|When|Where|Whether|"
    r"While|With|Within|Without|Recently|Previously|Currently|Nearly|Almost|About|More|Less|Just|Not|The|"
    r"All|Most|\d[\d,.]*)\b"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_COURTESY = re.compile(r"\b(?:Mr|Ms|Mrs|Miss|Dr)\.? ([A-Z][a-z]+)\b(?! [A-Z])")
_NAME_PAIR = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z]?[a-z]+)?) ([A-Z][a-z]+(?:-[A-Z]?[a-z]+)?)\b")
_TITLES = frozenset("Mr Ms Mrs Miss Dr Chief Executive President Chairman Minister".split())


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence whose courtesy titles became full names; `also` are the passages that give them."""

    text: str
    also: tuple[Passage, ...] = ()


def asks_back(text: str) -> bool:
    """Whether only what stands before a sentence (English or Chinese) tells whom or what it means.

    Linear in the length of the text."""
    if _LEANING.match(text) or _BARE_NOUN.match(text) or _LEANING_INSIDE.search(text):
        return True
    plain = _QUOTED.sub("“”", text)
    pronoun = _PRONOUN.search(plain)
    if pronoun is None:
        return bool(_COURTESY.search(plain))
    before = plain[: pronoun.start()]
    named = bool(_ANTECEDENT.search(before)) or not _WITHOUT_SUBJECT.match(before)
    return not named or bool(_COURTESY.search(plain))


def name_fully(text: str, article: Article, passage: Passage) -> Resolved:
    """The sentence with “Ms Jiang” as “Jiang Peilin”, where one person of the article is so called.

    Titles that may mean two people, or none that the article names in full, stay as they are."""
    also: list[Passage] = []

    def replace(match: re.Match[str]) -> str:
        found = _find_bearers(match[1], article.passages)
        if len(found) != 1:
            return match[0]
        ((full, giving),) = found.items()
        if giving.id != passage.id and giving not in also:
            also.append(giving)
        return full

    return Resolved(text=_COURTESY.sub(replace, text), also=tuple(also))


def _find_bearers(surname: str, passages: Sequence[Passage]) -> dict[str, Passage]:
    """The full names with this surname, before or after the given name, and where each stands first."""
    found: dict[str, Passage] = {}
    for passage in passages:
        for pair in _NAME_PAIR.finditer(passage.text):
            if surname in pair.groups() and not _TITLES & set(pair.groups()):
                found.setdefault(pair[0], passage)
    return found
