"""Before: a text in either language and script. After: the glossary's names in it, with offsets.

One trie holds every form of every name. Matching folds the text character by character (traditional
to simplified, capitals to small, full width to half), so offsets are those of the original, and
walks the trie from each place where a form may begin: time is linear in the text, the longest form
bounding the factor. A form may begin at a Latin word that is the first of one, or at two characters
that are: looking those up first leaves hardly a walk in vain (three times faster on a week's news).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import msgspec

from wenzhai.language.glossary import fold_form
from wenzhai.language.script import simplified_by_character, to_traditional
from wenzhai.model import Name


class NameMatch(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is what stands between `start` and `end` of the searched text, as it stands there."""

    name: Name
    start: int
    end: int
    text: str


# Forms that are also words of everyday English: these need their capitals.
_ALSO_ENGLISH = """
amazon ant apple arm bard bing blizzard boss byte canva china claude coach copilot counterpoint cursor
discord dominos edge echo epic fox gemini go google grok honor icon ideal intel keep kimi kobo
lark lemon line llama luckin manus match meta micron monster moonshot moments next nio notion
nova oasis omen oracle palm pico polestar qualcomm quest reels rednote rover runway sea shell shorts
signal slack snap sogo sora sony soul spark square steam stripe swift switch synced target teams
telegram tesla tiger time threads trip tower twitch uber unity valve visa vision vine wing
wired wish wonder zeta zoom kuaibao kuma max momo weixin fortune economist guardian
mimo reuters variety wave weave web yahoo
"""
_COMMON_WORDS = frozenset(_ALSO_ENGLISH.split())

# Ordinary Chinese words that hold a name by accident of characters: 北京东城 has nothing of 京东.
_WORDS_THAT_HIDE = (
    "北京东", "南京东", "东京东", "欧美团", "中美团", "英美团", "日美团", "阿里山", "阿里地区",
    "上头条", "头条新闻", "小米粥", "小米椒", "小米辣", "苹果汁", "苹果树", "苹果醋", "苹果园",
    "含情脉脉", "温情脉脉", "脉脉含情", "脉脉温情", "获得物", "取得物", "赢得物", "红豆包",
    "土豆包", "滴滴答", "点点滴滴", "联想到", "联想起", "浮想联想", "快手快脚", "感知网",
    "亚马逊雨林", "亚马逊河", "亚马逊流域", "亚马逊热带", "甲骨文字", "甲骨文化", "甲骨文物",
    "甲骨文博物", "特斯拉线圈", "高通量", "高通胀", "高通膨", "提高通", "新浪潮", "天猫座",
    "轻微信", "略微信", "稍微信", "才华为", "精华为", "互联网易", "创新榜", "最新榜", "可灵活",
    "可灵敏", "可灵巧", "豆瓣酱", "虎扑食", "懂得物", "神秘塔", "携手游", "联手游", "亲手游",
    "海外卖", "国外卖", "境外卖", "户外卖", "出版号", "月活动", "日活动", "出海关", "出海口",
    "开源节流", "前海军", "前海空", "三星期", "三星级", "三星堆", "长沙湾", "公安部门",
    "教育部门", "交通部门", "国安部门", "in vivo",
)  # fmt: skip


class _Form(NamedTuple):
    text: str
    number: int  # of the name in the glossary; -1 for a word that hides a name
    capitals: bool  # whether the text must have its capitals too


class _Node:
    __slots__ = ("forms", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.forms: list[_Form] = []


class NameFinder:
    """Finds the names of a glossary in texts, and gives their print forms.

    Where forms overlap, the one that begins first wins, then the longest (腾讯视频 before 腾讯).
    Latin forms match whole words only. Those of several words, of up to four letters, and those
    that everyday English has too need the capitals of the glossary; terms need none.
    """

    def __init__(self, glossary: Iterable[Name]) -> None:
        self.glossary = tuple(glossary)
        self._by_id = {name.id: name for name in self.glossary}
        self._by_form: dict[str, Name] = {}
        self._root = _Node()
        folded: set[str] = set()
        for index, name in enumerate(self.glossary):
            for form in _forms(name):
                self._by_form.setdefault(fold_form(form), name)
                capitals = name.kind != "term" and _needs_capitals(form)
                folded.update(self._add(_Form(form, index, capitals)))
        for word in _WORDS_THAT_HIDE:
            folded.update(self._add(_Form(word, -1, capitals=False)))
        self._openings = _Openings(folded)

    def find(self, text: str) -> tuple[NameMatch, ...]:
        """Every name in `text`, in order, none overlapping: `text[m.start:m.end] == m.text`."""
        return tuple(
            NameMatch(name=self.glossary[index], start=start, end=end, text=text[start:end])
            for index, start, end in self._scan(text)
        )

    def names_in(self, text: str) -> frozenset[str]:
        """Return the ids of the names in `text`."""
        return frozenset(self.glossary[index].id for index, _, _ in self._scan(text))

    def get(self, name_id: str) -> Name | None:
        """Return the name of this id."""
        return self._by_id.get(name_id)

    def look_up(self, form: str) -> Name | None:
        """Return the name that `form`, taken whole, is a form of, in any script and capitals."""
        return self._by_form.get(fold_form(form.strip()))

    def parents(self, name: Name) -> tuple[Name, ...]:
        """Return the owner, the owner's owner and so on, as far as the glossary knows them."""
        found: list[Name] = []
        owner = self._by_id.get(name.parent.lower())
        while owner is not None and owner != name and owner not in found:
            found.append(owner)
            owner = self._by_id.get(owner.parent.lower())
        return tuple(found)

    def translate(self, name: Name, language: str) -> str:
        """Give the form to print in `language`: `zh`, `zh-Hans`, `zh-Hant`; any other gets the English."""
        tags = language.lower().split("-")
        if tags[0] != "zh":
            return name.en
        return to_traditional(name.zh) if {"hant", "tw", "hk"} & set(tags) else name.zh

    def first_mention(self, name: Name, language: str) -> str:
        """Give the form for a first mention, the other language's in brackets where it differs."""
        own = self.translate(name, language)
        if language.lower().startswith("zh"):
            return own if own == name.en else f"{own}（{name.en}）"
        return own if own == name.zh else f"{own} ({name.zh})"

    def _add(self, form: _Form) -> Iterator[str]:
        """Put all spellings of a form into the trie; yields them folded."""
        for spelling in _spellings(form.text):
            node = self._root
            folded = _fold(spelling)
            for character in folded:
                node = node.next.setdefault(character, _Node())
            node.forms.append(form._replace(text=spelling))
            yield folded

    def _scan(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Index, start and end of each name."""
        folded = _fold(text)
        done = 0
        for start in self._openings.find(folded):
            if start < done:
                continue
            index, end = self._longest_at(text, folded, start)
            if end:
                done = end
                if index >= 0:
                    yield index, start, end

    def _longest_at(self, text: str, folded: str, start: int) -> tuple[int, int]:
        """Find the index and end of the longest form at `start`; end 0 where there is none."""
        node: _Node | None = self._root
        found = (-1, 0)
        for position in range(start, len(folded)):
            node = node.next.get(folded[position]) if node else None
            if node is None:
                break
            if node.forms and _ends_word(folded, position + 1):
                for form in node.forms:
                    if not form.capitals or _has_capitals(text[start : position + 1], form.text):
                        found = (form.number, position + 1)
                        break
        return found


def _forms(name: Name) -> Iterator[str]:
    """All forms; terms also in the English plural (products and firms have none)."""
    for form in dict.fromkeys((name.en, name.zh, *name.aliases)):
        yield form
        if name.kind == "term" and form.isascii() and form[-1:].isalpha() and form[-1] != "s":
            yield f"{form}s"


_WORD = re.compile(r"[0-9A-Za-z.]+")
_LONGEST_SHORT = 4


def _needs_capitals(form: str) -> bool:
    """Whether `form` in small letters would be ordinary English: "the paper", "apple", "sec"."""
    if not form.isascii():
        return False
    if not _WORD.fullmatch(form):
        return True
    return len(form) <= _LONGEST_SHORT or form.isupper() or form.lower() in _COMMON_WORDS


def _has_capitals(text: str, form: str) -> bool:
    """Whether `text` has a capital wherever `form` has one; it may have more (APPLE)."""
    return all(there.isupper() for there, here in zip(text, form, strict=True) if here.isupper())


_JOINT = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")


def _spellings(form: str) -> tuple[str, ...]:
    """`form`, and with the space that many editors set between Han and Latin (IT 之家)."""
    spaced = _JOINT.sub(" ", form)
    return (form,) if spaced == form else (form, spaced)


# Letters and digits that make words with spaces between; a Han neighbour does not bind (在TikTok上).
_LATIN_CLASS = r"0-9a-z\u00df-\u00f6\u00f8-\u024f"
_LATIN_RUN = re.compile(f"[{_LATIN_CLASS}]+")
_LATIN = frozenset("".join(_LATIN_RUN.findall("".join(map(chr, range(0x250))))))
_ASCII_BETWEEN = {n: " " for n in range(0x80) if chr(n) not in _LATIN}
_FEW_WORDS = 8  # that are looked for one by one; more are cheaper to meet on one way through


class _Openings:
    """Where in a folded text a form may begin: every such place, and few others.

    The Latin words of a form are whole words of the text, since forms end where words do: a form
    that begins with one needs it, and then its second word, or else what follows the first. Any
    other form begins with two characters of which we know the pair, or is one character.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._after: dict[str, _After] = {}
        self._pairs: set[str] = set()
        for form in forms:
            if form[:1] in _LATIN:
                first, *others = _LATIN_RUN.findall(form)
                after = self._after.setdefault(first, _After(set(), set()))
                after.words.update(others[:1])
                if not others:
                    after.signs.add(form[: len(first) + 2])  # a space, and what it separates
            else:
                self._pairs.add(form[:2])
        self._first = frozenset(self._after)
        opening = _class_of(pair[:1] for pair in self._pairs)
        second = _class_of(pair[1:] for pair in self._pairs)
        single = any(len(pair) == 1 for pair in self._pairs)
        self._other = re.compile(opening if single else f"{opening}(?={second})")
        self._other_in_ascii = any(pair[:1].isascii() for pair in self._pairs)

    def find(self, folded: str) -> list[int]:
        """Offsets, ascending; time is linear in the text."""
        starts: list[int] = []
        words = frozenset(_latin_words(folded))
        found = self._first & words
        if len(found) > _FEW_WORDS:
            runs = _LATIN_RUN.finditer(folded)
            starts = [run.start() for run in runs if run.group() in found]
        else:
            for word in found:
                needed, signs = self._after[word]
                if not needed.isdisjoint(words) or any(sign in folded for sign in signs):
                    starts.extend(_whole_words(folded, word))
        if self._other_in_ascii or not folded.isascii():
            for begin in self._other.finditer(folded):
                start = begin.start()
                if folded[start : start + 2] in self._pairs or folded[start] in self._pairs:
                    starts.append(start)
        starts.sort()
        return starts


class _After(NamedTuple):
    """What the forms that begin with a word go on with: a second word of theirs, or, for those that
    have none, the first word with the character after it, if any."""

    words: set[str]
    signs: set[str]


def _latin_words(folded: str) -> list[str]:
    """Latin words, faster where nothing else can stand between them than ASCII."""
    if folded.isascii():
        return folded.translate(_ASCII_BETWEEN).split()
    return _LATIN_RUN.findall(folded)


def _whole_words(folded: str, word: str) -> Iterator[int]:
    """Where `word` stands between characters that are not Latin."""
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = folded[max(start - 1, 0) : start], folded[end : end + 1]
        if before not in _LATIN and after not in _LATIN:
            yield start
        start = folded.find(word, end)


def _class_of(characters: Iterable[str]) -> str:
    """A pattern for any one of them; for none, one that never matches."""
    escaped = "".join(sorted(map(re.escape, set(characters))))
    return f"[{escaped}]" if escaped else "(?!)"


def _ends_word(folded: str, end: int) -> bool:
    return folded[end : end + 1] not in _LATIN or folded[end - 1] not in _LATIN


@cache
def _fold_table() -> dict[int, str]:
    capitals = {n: chr(n).lower() for n in range(0x41, 0x250) if len(chr(n).lower()) == 1}
    full_width = {n: chr(n - 0xFEE0).lower() for n in range(0xFF01, 0xFF5F)}
    marks = {
        0x2019: "'",
        0x2018: "'",
        0x2010: "-",
        0x2011: "-",
        0x2013: "-",
        0xB7: "·",
        0x30FB: "·",
    }
    spaces = dict.fromkeys(
        (0xA0, 0x2002, 0x2003, 0x2009, 0x200A, 0x202F, 0x3000, 0x9, 0xA, 0xD), " "
    )
    return simplified_by_character() | capitals | full_width | marks | spaces


def _fold(text: str) -> str:
    """Simplify, lower and narrow each character by itself: the length stays that of `text`."""
    return text.lower() if text.isascii() else text.translate(_fold_table())
