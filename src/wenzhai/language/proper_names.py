"""Before: a text in Chinese or English. After: the proper names in it that no glossary need know.

English names are runs of words with capitals, where capitals tell something: not at the beginning of a
sentence and not in a headline that writes Every Word So, unless the word is no common one. Chinese names
are words that the segmenter tags as such, a surname with a given name before or after words that only
persons have, what ends in 公司 or 集团, transliterations with a dot, and Latin words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import rjieba

from wenzhai.language.glosses import common_english, knows
from wenzhai.language.script import fold_chinese
from wenzhai.language.sentences import split_sentences
from wenzhai.language.tokens import stem


class ProperName(NamedTuple):
    """A name at `[start, end)`; `sure` where form and place leave hardly a doubt."""

    start: int
    end: int
    kind: Literal["person", "company", "other"]
    sure: bool


_EN_WORD = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*(?:['’&.-](?!s\b)[A-Za-z\u00c0-\u024f0-9]+)*"
)
_NO_NAMES = frozenset(
    """
    i i'm i’m i've i’ve i'll i’ll i'd i’d monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    mr mrs ms dr sir president minister prime chief executive officer ceo cfo cto coo chairman chairwoman chair
    director secretary senator governor judge justice professor king queen prince princess general captain
    spokesman spokeswoman spokesperson vice senior former managing company co inc corp ltd group the
    a an in on at of for and or but to from with by as is are was were it he she they we you his her its
    their this that these those ai tv pc it ok am pm utc gmt est et us uk eu u.s u.k u.n un uae u.s.-based north south east west
    northern southern eastern western central internet web read more update updated breaking exclusive live
    cny usd hkd twd ntd eur gbp jpy krw inr sgd aud cad chf
    photo image credit reuters ap afp getty images file opinion video watch listen via q&a faq rmb yuan
    vs ipo gdp app apps covid covid-19 coronavirus pandemic new no not if when while after before also however meanwhile
    earth god christmas easter court supreme congress parliament government state states city county district
    department ministry office bureau agency committee commission council board university school bank
    """.split()
)
_PEOPLES = re.compile(
    r"(?:american|british|chinese|english|french|german|japanese|russian|korean|indian|european|asian|african"
    r"|italian|spanish|dutch|swiss|swedish|danish|irish|scottish|welsh|canadian|australian|brazilian|mexican"
    r"|turkish|iranian|israeli|ukrainian|republican|democrat|democratic|muslim|christian|jewish|catholic"
    r"|[a-z]+(?:ese|ian|ish|ans?))s?"
)


@lru_cache(maxsize=1024)
def find_proper_names(text: str, language: str) -> tuple[ProperName, ...]:
    """The names of `text` (`language` is `en` or `zh...`), in order, without overlaps."""
    if language.startswith("zh"):
        return tuple(_find_chinese(text))
    found: list[ProperName] = []
    for start, end in split_sentences(text, language):
        found.extend(_find_english(text, start, end))
    return tuple(found)


def is_title_case(words: list[str]) -> bool:
    """Whether most longer words have a capital: then capitals mean nothing."""
    longer = [w for w in words if len(w) > 3]
    return len(longer) > 2 and sum(w[0].isupper() for w in longer) > 0.6 * len(longer)


_JOINS = re.compile(r"^(?: |-| & | of the | of | de | van | von | bin | al-)$")


def _find_english(text: str, start: int, end: int) -> list[ProperName]:
    words = list(_EN_WORD.finditer(text, start, end))
    titled = is_title_case([w.group() for w in words])
    runs: list[list[re.Match[str]]] = []
    for number, word in enumerate(words):
        form = word.group()
        if not any(c.isupper() for c in form) or form.lower() in _NO_NAMES:
            continue
        if is_people(form.lower()):
            continue
        before = text[max(start, word.start() - 2) : word.start()]
        opening = number == 0 or before.rstrip(" ")[-1:] in '“"‘(:—–|[•*…/'
        inner = any(c.isupper() and before != "-" for before, c in pairwise(form))
        if (titled or opening) and not inner and is_common_word(form):
            continue
        if form.isupper() and len(form) == 1:
            continue
        gap = text[runs[-1][-1].end() : word.start()] if runs else "."
        if runs and _JOINS.match(gap):
            runs[-1].append(word)
        else:
            runs.append([word])
    names = []
    for run in runs:
        after = text[run[-1].end() : run[-1].end() + 12]
        plain = all(w.group().isalpha() for w in run)
        person = plain and (len(run) in (2, 3) or bool(_SAYS.match(after)))
        sure = not titled and (len(run) > 1 or run[0].start() > start)
        names.append(
            ProperName(run[0].start(), run[-1].end(), "person" if person else "other", sure)
        )
    return names


_SAYS = re.compile(r"\s(?:said|says|told|added|wrote|has|will)\b")


def is_people(word: str) -> bool:
    """Whether a word in small letters is what a people or its language is called (swedish)."""
    return bool(_PEOPLES.fullmatch(word))


def is_common_word(word: str) -> bool:
    """Whether English writes the word in small letters, in one of its forms."""
    known = common_english()
    low = word.lower().replace("’", "'").split("'")[0]
    if "-" in low:
        return all(is_common_word(part) for part in low.split("-") if part)
    return (
        low in known
        or stem(low) in known
        or f"{stem(low)}e" in known
        or low.removesuffix("s") in known
        or low.removesuffix("ing") in known
        or low.removesuffix("ly") in known
        or low.removesuffix("er") in known
    )


SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔"
    "谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖温樊安施俞"
    "倪柳邢鲁殷章庞葛骆翁岳关童詹柯齐梅祝霍凌卓冉麦尚"
)
_TAGS = frozenset({"nr", "nrt", "nrfg", "nt", "nz"})
_SAID_ZH = (
    "表示",
    "说",
    "称",
    "认为",
    "指出",
    "透露",
    "回应",
    "宣布",
    "介绍",
    "强调",
    "坦言",
    "写道",
    "在接受",
    "发文",
    "发微博",
)
_COMPANY = re.compile(
    r"(?:公司|集团|银行|科技|网络|电子|汽车|传媒|控股|基金|资本|证券|大学|法院|协会)$"
)
# A transliteration ends where a character stands that none has.
_SOUND = r"(?:(?![离开了说表示称的在和与于是将已被对向从宣曾认指透回发公布等为有这那也还一不])[\u4e00-\u9fff])"
_DOTTED = re.compile(rf"{_SOUND}{{1,6}}(?:[·•‧・]{_SOUND}{{1,7}}){{1,3}}")
_SPEAKER = re.compile(
    rf"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}(?=(?:{'|'.join(_SAID_ZH)}))"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ .&’'-][A-Z][A-Za-z0-9]*)*")
_NO_LATIN = frozenset(
    "app apps pc tv ceo cfo cto coo ipo ai gdp vs it ok ip vr ar cpu gpu nft web pro max plus mini km kg gb tb".split()
)


def _find_chinese(text: str) -> list[ProperName]:
    folded = fold_chinese(text)
    found = [ProperName(*m.span(), "person", sure=True) for m in _DOTTED.finditer(folded)]
    for latin in _LATIN.finditer(folded):
        form = latin.group()
        if len(form) > 1 and form.lower() not in _NO_LATIN and any(c.isupper() for c in form):
            found.append(ProperName(*latin.span(), "other", sure=len(form) > 2))
    found += [
        ProperName(*speaker.span(), "person", sure=len(speaker.group()) == 3)
        for speaker in _SPEAKER.finditer(folded)
        if not knows(speaker.group())  # 方面表示, 高层说
    ]
    tagged = []
    at = 0
    for word, tag in rjieba.tag(folded):
        tagged.append((word, tag, at))
        at += len(word)
    for word, tag, start in tagged:
        end = start + len(word)
        if len(word) < 2 or not "\u4e00" <= word[0] <= "\u9fff":
            continue
        after = folded[end : end + 3]
        if tag in _TAGS:
            person = tag.startswith("nr")
            chinese = word[0] in SURNAMES and len(word) in (2, 3)
            sure = (person and chinese and len(word) == 3) or after.startswith(_SAID_ZH)
            found.append(ProperName(start, end, "person" if person else "other", sure=sure))
        elif _COMPANY.search(word) and len(word) > 3:
            found.append(ProperName(start, end, "company", sure=False))
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[ProperName] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
