"""Before: a sentence that says “the company” or “it”. After: the same with the name, where it is sure.

It is sure when what stands before in the article, its title included, names but one company (or app),
or when every sentence before that opens with one opens with the same and the last one names no other.
The passage that gives the name is cited as well; where two could be meant, nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Name, Passage
from wenzhai.stages.highlight.references import Resolved

_COMPANY = frozenset({"company"})
_APP = frozenset({"app", "product"})
_ANY = _COMPANY | _APP
_DEEDS = (
    r"(?:will|would|plans?|said|says|has|had|expects?|intends?|aims?|raised|launched|is to|also|added|announced|reported|posted|"
    r"denied|declined|runs?|operates?|employs?)\b"
)
# What a sentence opens with, and the kinds of names that it can stand for.
_OPENINGS = (
    (re.compile(r"^(?P<word>The (?:company|firm|group))(?P<owner>’s|'s)?(?= [a-z])"), _COMPANY),
    (re.compile(r"^(?P<word>The app)(?P<owner>’s|'s)?(?=,| [a-z])"), _APP),
    (re.compile(rf"^(?P<word>It) (?={_DEEDS})"), _COMPANY),
    # A day or a time, and no name that could be meant as well.
    (
        re.compile(
            r"^(?:From|On|In|At|By|After|Before|Since|For|Until) (?:(?!it\b)[^\s.,]+ ){1,10}?(?P<word>it) "
            rf"(?={_DEEDS})"
        ),
        _COMPANY,
    ),
    (re.compile(r"^[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,3}, (?P<word>its) (?=[^,]{3,40}, )"), _ANY),
    (
        re.compile(
            r"^(?P<word>(?:该|這家|这家)?公司)(?!法|债|治理|制|化|们|名|律师|高层|员工)(?=[^，。]{2})"
        ),
        _COMPANY,
    ),
    (re.compile(r"^(?P<word>(?:该)?集团)(?=(?:表示|称|宣布|将|已|计划|预计|还|也))"), _COMPANY),
    (re.compile(r"^(?P<word>该平台|平台)(?=(?:表示|称|宣布|投入|补贴|将|已|方面))"), _ANY),
    (re.compile(r"^(?P<word>(?:该|这款)(?:应用程序|应用|App|APP|软件)) ?(?=[^，。]{2})"), _APP),
)
# Who speaks at the end or in the middle of a sentence.
_SPEAKER = re.compile(
    r"(?<=, )(?P<word>the company) (?=(?:said|says|announced|added|told|wrote|confirmed)\b)"
)
_OPENING_NAME = 12  # letters of a sentence within which its subject begins


def name_owner(
    text: str, article: Article, passage: Passage, names: NameFinder, language: str
) -> Resolved:
    """`text` (a sentence of `passage`, trimmed) with the name of whom it speaks, and the passage that
    gives it; as it stands where that is not sure."""
    place = next((n for n, p in enumerate(article.passages) if p.id == passage.id), 0)
    before = article.passages[:place]
    also: list[Passage] = []
    for pattern, kinds in _OPENINGS:
        found = pattern.match(text)
        if found is None:
            continue
        owner = _find_owner(article.title, before, names, kinds)
        if owner is None or _others(text[: found.start("word")], owner[0], names):
            break
        name, giving = owner
        own = found["word"] == "its" or bool(found.groupdict().get("owner"))
        end = found.end("owner") if found.groupdict().get("owner") else found.end("word")
        text = text[: found.start("word")] + _print(name, language, own) + text[end:]
        also.append(giving)
        break
    spoken = _SPEAKER.search(text)
    owner = _find_owner(article.title, before, names, _COMPANY) if spoken else None
    # “ByteDance plans …, the company said” names it already.
    if spoken and owner and owner[0].id not in names.names_in(text[: spoken.start()]):
        text = (
            text[: spoken.start()]
            + _print(owner[0], language, own=False)
            + text[spoken.end("word") :]
        )
        also.append(owner[1])
    return Resolved(text=text, also=tuple(dict.fromkeys(also)))


def _find_owner(
    title: str, before: Sequence[Passage], names: NameFinder, kinds: frozenset[str]
) -> tuple[Name, Passage] | None:
    """The one name of these kinds that can be meant, and the last passage that gives it."""
    told = [(p, [m for m in names.find(p.text) if m.name.kind in kinds]) for p in before]
    if not told:
        return None
    everyone = {m.name.id: m.name for _, found in told for m in found}
    heading = {m.name.id for m in names.find(title) if m.name.kind in kinds}
    if len(everyone) == 1 and heading <= set(everyone):
        chosen = next(iter(everyone.values()))
    else:
        subjects = {
            found[0].name.id for _, found in told if found and found[0].start <= _OPENING_NAME
        }
        last = {m.name.id for m in told[-1][1]}
        if len(subjects) != 1 or not last <= subjects or not (heading & subjects):
            return None
        chosen = everyone[next(iter(subjects))]
    # A company may be called after its app: one that acts here and is not the chosen one's own may be meant.
    actors = {
        m.name.id: m.name
        for p in before
        for m in names.find(p.text)
        if m.name.kind in _ANY and m.start <= _OPENING_NAME
    }
    owners = {owner.id for owner in names.parents(chosen)}
    for actor in actors.values():
        own = chosen.id in {owner.id for owner in names.parents(actor)}
        if actor.id != chosen.id and not own and actor.id not in owners:
            return None
    giving = next(p for p, found in reversed(told) if any(m.name.id == chosen.id for m in found))
    return chosen, giving


def _others(text: str, owner: Name, names: NameFinder) -> bool:
    return any(m.name.kind in _ANY and m.name.id != owner.id for m in names.find(text))


def _print(name: Name, language: str, own: bool) -> str:
    if language == "zh":
        return name.zh
    return f"{name.en}’s" if own else name.en
