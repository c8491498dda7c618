"""Before: the articles of a story. After: their sentences that may stand in a digest, cleaned.

A sentence may stand when a reader who has not seen the article understands it and it says something
that happened. What is cut off a sentence (datelines, wire credits, linking words) never changes what
it says; whatever would need more than cutting is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.language.regional_terms import to_mainland
from wenzhai.language.tokens import chinese_words, english_words, normalise
from wenzhai.model import Article, HouseStyle, Passage
from wenzhai.stages.highlight.antecedents import name_owner
from wenzhai.stages.highlight.house_spelling import PLAIN_STYLE, apply_style, find_avoided
from wenzhai.stages.highlight.references import Resolved, asks_back, name_fully


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that may print. `text` is the passage without what was trimmed, with full names;
    `also` are the passages that give those. `leans_on` is the passage before it when only that makes it
    clear (“The company added ...”). `words` are comparable stems, `size` the length in words
    (English) or characters (Chinese)."""

    article: Article
    passage: Passage
    position: int
    text: str
    words: tuple[str, ...]
    size: int
    leans_on: str = ""
    also: tuple[Passage, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What the sentence rests on."""
        return (self.passage, *self.also)


_MONTHS = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATELINES = (
    # BEIJING, April 11 (Pearl Wire) —
    re.compile(
        rf"^[A-Z][A-Z][A-Za-z .,'’/]{{0,40}}?(?:,? {_MONTHS} \d{{1,2}})?\s?(?:\([^()]{{2,40}}\))?\s?[—–-]{{1,2}}\s"
    ),
    # HONG KONG (Pearl Wire):
    re.compile(r"^[A-Z][A-Z .,'’]{2,40}\s?\([^()]{2,40}\)\s?:?\s"),
    # 启明社杭州4月7日电（记者程远舟）
    re.compile(
        r"^[\u4e00-\u9fff]{2,6}社[\u4e00-\u9fff]{2,6}\d{1,2}月\d{1,2}日[电電](?:[（(][^（）()]{2,20}[）)])?\s?"
    ),
    # 【蓝湾财经】 本报讯（记者 某某） 某某社讯
    re.compile(r"^【[^【】]{2,24}】\s?"),
    re.compile(
        r"^[\u4e00-\u9fff]{1,8}[讯訊](?:[（(][^（）()]{2,24}[）)][，,：:\s]?|[，,：:\s])\s?"
    ),
)
_CREDIT_TAIL = re.compile(r"\s?[（(](?:[\u4e00-\u9fff]{2,8}社|[A-Z][a-z]+ Wire)[）)]\s?$")
# Adverbs that only link to the sentence before; without them the sentence says the same.
_LINKING = re.compile(
    r"^(?:Meanwhile|Separately|In addition|Additionally|Moreover|Furthermore|Also|Notably|Indeed), "
    r"|^(?:此外|另外|同时|同時|与此同时|與此同時|值得一提的是|值得注意的是|据悉|據悉|据了解|據了解)[，,]"
)
# A digest that leaves sentences out sets its three points behind a blank: what stands before is whole. Where
# a text breaks off they follow the last character at once.
_LEFT_OUT = re.compile(r"(?<=[\u4e00-\u9fff\w”）》%]) (?:\.\.\.|…{1,2})$")
# “适用范围：…”, “第一，…”: a line of a list or a form, not a sentence; who speaks may stand before a colon.
_LABEL = re.compile(
    r"^(?![^，。：“]{0,8}(?:说|称|表示|认为|指出|宣布|写道|回应|强调|透露|消息|显示|报道|公告|通知)：)[^，。：“\s]{2,8}：(?!“)"
    r"|^(?:第[一二三四五六七八九十]|其[一二三四五])[，、：]"
)
# “…提供服务的。”: the condition of a clause whose rest is elsewhere.
_CONDITION = re.compile(r"的。$")
# “The elephant Over all of it hangs …”: a subheading that the page did not part from its text.
_GLUED = re.compile(
    r"^[^.,:;“\"‘()]{3,50}?[a-z] (?:The|Over|In|On|It|For|But|And|This|That|When|How|Why|What|Most|Every|If|As|At|From|With|After|Before) [a-z]+ [a-z]"
)
_FIRST_PERSON = re.compile(
    r"\b(?:I|I'm|I’m|we|We|our|Our|us|my|My|you|You|your|Your)\b|我们|我們|笔者|筆者|小编|小編|咱们|大家|本报|本報|你"
)
_BOILERPLATE = re.compile(
    r"(?i)\b(?:subscribe|newsletter|sign up|read more|click here|follow us|all rights reserved|"
    r"photo(?:graph)?:|image:|credit:|editing by|reporting by|writing by|this story|this article|"
    r"advertisement|disclaimer|terms of|watch for:|see also|correction:)"
    r"|^[^.]{0,80}\b(?:holds|poses|speaks|walks|arrives|stands|gestures|attends|displays|is seen|are seen)\b"
    r"[^.]*\b(?:on|in) [A-Z][a-z]+\.? (?:\d{1,2}, )?\d{4}\b"  # a photo's caption
    r"|责任编辑|責任編輯|扫码|掃碼|关注公众号|點擊|点击|原标题|免责声明|未经授权|图源|圖源|来源：|來源：|编辑：|本文|下图|如图|上图"
)
_VAGUE_DAY = re.compile(
    r"(?i)\b(?:today|yesterday|tomorrow|earlier (?:today|this week)|last night|tonight|this morning)\b"
    r"|今日|今天|昨日|昨天|昨晚|明日|明天|刚刚|剛剛|近日"
)
# A writer's turn of phrase, where a report would say what happened.
_COMMENT = re.compile(
    r"(?:^|[—–;] )(?:it|that|there|here|what|who)[’']s\b|\bis not (?:the|an?) [^,.]{3,50}, but\b|\b(?:pocket change|of course|perhaps|arguably|"
    r"remains to be seen|time will tell|no wonder|make no mistake|in other words|the real (?:question|story|test))\b|^(?:Should|If|Had|Were)\b"
    r"|\b(?:may|might|could|should|must|ought to|will) (?:well |also )?(?:ask|wonder|want to know|be judged)\b"
    r"|\b(?:one (?:reading|view)|the (?:logic|point|lesson|catch|trouble|risk|irony|test|arithmetic) (?:is|seems|here))\b"
    r"|\b(?:usually|typically|tends? to|as ever|as always|sooner or later|a reason to|clever|buried the hatchet|fine print|answer is to)\b"
    r"|\b(?:number|figure|question|thing|line|word)s? that (?:matters?|counts?|stands? out)\b|\bthe duty that stands out\b"
    r"|\b(?:is|are) right to\b|^(?:Every|Each|Nobody|No one|Nothing|Everyone|Anyone|Somewhere|Whether|Perhaps|Maybe)\b"
    r"|——这|——這|最醒目|最有意思|双刃剑|算的是|的却是|更值得|值得追问|的是[^，。]{1,16}，(?:而)?不是|比起|更想|不如|何不|亲儿子|无疑|毫无疑问|可谓|堪称|不得不说|换句话说|说白了|某种程度上|仿佛|俨然|耐人寻味|拭目以待|头把交椅|算了?笔账|不算|几乎条条|说到底|好在|可惜|外界(?:解读|解讀|认为|認為|猜测|多|普遍)|(?:业内|業內|市场|市場|坊间)(?:人士)?(?:认为|認為|猜测|普遍)|真正的[^，。]{1,8}(?:来自|在于|是)|的第一道考题|试水温",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million|billion|half|third|quarter|"
    r"doubled|tripled|January|February|March|April|June|July|August|September|October|November|December|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|said|says|told|announced|according to|confirmed|reported|estimates?|show(?:s|ed)?|added|denied|"
    r"ordered|fined|declined|will|plans?|ruled|published|launched|unveiled|raised|agreed|has been|have been)\b"
    r"|[一二三四五六七八九十百千万亿两]{1,4}(?:年|月|日|天|个|家|成|倍|万|亿|名|款|项|次|季)|[一二三四五六七八九十]+分之"
    r"|表示|宣布|公布|披露|通报|指出|称|据|显示|介绍|透露|回应|要求|规定|发布|上线|推出|启动|完成|将于|计划|拟"
)
_PROPER = re.compile(r"(?<=[a-z0-9,’'] )[A-Z][\w-]+|(?<=[\u4e00-\u9fff“（])[A-Za-z][\w-]+")
CJK = re.compile(r"[\u4e00-\u9fff]")
_QUOTED = re.compile(r"[“\"「『][^”\"」』]*[”\"」』]")
_PAIRS = (
    ("“", "”"),
    ("（", "）"),
    ("(", ")"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("【", "】"),
)
_SIZES = {"en": (7, 48), "zh": (14, 130)}
# Articles that do not report: what they say is not printed as news.
_UNFIT = frozenset({"advertorial", "opinion", "live blog", "roundup"})


def find_candidates(
    articles: Sequence[Article],
    language: str,
    style: HouseStyle = PLAIN_STYLE,
    names: NameFinder | None = None,
) -> tuple[Candidate, ...]:
    """The sentences of these articles in `language` (`en` or `zh`) that may print, in order and in the
    house's spelling; none with a phrase that the house avoids. With `names`, “the company” becomes its
    name where that is sure."""
    found: list[Candidate] = []
    for article in articles:
        if article.is_chinese != (language == "zh") or article.copy_of:
            continue
        if article.kind not in ("article", "stub") or _UNFIT & set(article.labels):
            continue
        for position, passage in enumerate(article.passages[:40]):
            candidate = _read_candidate(article, passage, position, language, style, names)
            if candidate is not None:
                found.append(candidate)
    return tuple(found)


def measure(text: str, language: str) -> int:
    """Length in words (English), or in characters without spaces (Chinese)."""
    return len(text.split()) if language == "en" else sum(not c.isspace() for c in text)


def find_words(text: str, language: str) -> tuple[str, ...]:
    """Comparable stems of a text."""
    split = english_words if language == "en" else chinese_words
    return tuple(split(normalise(text)))


def find_proper_words(text: str) -> frozenset[str]:
    """The words inside an English sentence that have a capital, and the Latin words of a Chinese one,
    in lower case: most are of names."""
    return frozenset(word.lower() for word in _PROPER.findall(text))


def is_comment(text: str) -> bool:
    """Whether a sentence speaks as a columnist does: contractions, asides, figures of speech, what always
    holds."""
    return bool(_COMMENT.search(_QUOTED.sub("", text)))


def is_reported(text: str) -> bool:
    """Whether a sentence tells something that can be looked up: a figure, a day, or who says so."""
    return bool(_REPORTED.search(text))


def trim_sentence(text: str) -> str:
    """Without dateline, wire credit and linking adverb; the first letter is a capital again."""
    whole = trimmed = " ".join(text.split())
    for pattern in _DATELINES:
        trimmed = pattern.sub("", trimmed, count=1)
    trimmed = _CREDIT_TAIL.sub("", _LINKING.sub("", trimmed, count=1))
    if CJK.search(trimmed):
        trimmed = _LEFT_OUT.sub("。", trimmed)
    if trimmed and not whole.startswith(trimmed) and trimmed[:2].islower():
        trimmed = trimmed[0].upper() + trimmed[1:]
    return trimmed.strip()


def is_vague(text: str) -> bool:
    """Whether a day is named only from where the reporter stood (“yesterday”, 近日)."""
    return bool(_VAGUE_DAY.search(_QUOTED.sub("", text)))


def _read_candidate(
    article: Article,
    passage: Passage,
    position: int,
    language: str,
    style: HouseStyle,
    names: NameFinder | None,
) -> Candidate | None:
    text = trim_sentence(passage.text)
    if article.language == "zh-Hant":
        text = to_mainland(text)  # one script for an edition; the passage stays as published
    text = apply_style(text, language, style)
    least, most = _SIZES[language]
    size = measure(text, language)
    if not least <= size <= most or not _is_whole(text) or _BOILERPLATE.search(text):
        return None
    if find_avoided(text, style) or _GLUED.match(text):
        return None
    if _FIRST_PERSON.search(_QUOTED.sub("", text)):
        return None
    resolved = name_fully(text, article, passage) if language == "en" else Resolved(text=text)
    if names is not None:
        owned = name_owner(resolved.text, article, passage, names, language)
        resolved = Resolved(text=owned.text, also=(*resolved.also, *owned.also))
    leans = asks_back(resolved.text)
    before = article.passages[position - 1] if position else None
    if leans and before is None:
        return None
    return Candidate(
        article=article,
        passage=passage,
        position=position,
        text=resolved.text,
        also=resolved.also,
        words=find_words(resolved.text, language),
        size=size,
        leans_on=before.id if leans and before else "",
    )


def _is_whole(text: str) -> bool:
    """A statement with an end, whose quotation marks and brackets all close."""
    if re.match(
        r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}(?:[.)]\s|、))",
        text,
    ):
        return False  # an item of a list
    if re.fullmatch(r"[“「\"][^”」\"]*[”」\"]", text):
        return False  # words of somebody who is not named
    if _LABEL.match(text) or (_CONDITION.search(text) and "是" not in text):
        return False
    if not text or not re.search(r"[.。！!”\"」』）)]$", text) or re.search(r"[?？!！]", text):
        return False
    if re.search(r"(?:…|\.\.\.)[”\"」』]?$", text) or text.count('"') % 2:
        return False
    return all(text.count(left) == text.count(right) for left, right in _PAIRS)
