"""Before: the titles of a story's articles. After: the one that says best who did what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from wenzhai.language.regional_terms import to_mainland
from wenzhai.language.script import to_simplified
from wenzhai.model import Article, HouseStyle
from wenzhai.stages.highlight.candidates import Candidate, find_words, measure
from wenzhai.stages.highlight.house_spelling import PLAIN_STYLE, apply_style
from wenzhai.stages.highlight.plain_titles import (
    cut_clauses,
    is_street,
    put_figures_last,
    say_plainly,
)
from wenzhai.stages.highlight.selecting import compare, weigh_words

_BAIT = re.compile(
    r"(?i)\b(?:here['’]s|here is|what (?:you|we|to)|why|how|you need|everything|this is|these are|"
    r"explained|explainer|analysis|opinion|watch|live|podcast|video|q&a|interview|review|chart watch|"
    r"exclusive|breaking|update \d)\b"
    r"|为何|为什么|為何|為什麼|如何|怎么|怎麼|究竟|竟然|震惊|震驚|惊呆|居然|小心|大骂|请注意|火力全开|重磅|揭秘|独家|獨家|一文|解读|解讀|来了|來了|盘点|关于.{2,30}的(?:情况)?(?:公告|说明|通知|通报|声明)|了[，,].{2,16}了$|[：:][^：:]{0,20}(?:公告|通知|说明|声明)$|观察[｜|：:]|评论|評論|早报|早報|晚报|直播"
)
# A turn of phrase; a title that says it plainly is taken first.
_COLLOQUIAL = re.compile(
    r"(?i)\b(?:bets?|slap(?:s|ped)?|slams?|blasts?|hands? out|its way|insurance policy|cheque|boring|shows? off|jumps?|soars?)\b"
    r"|有钱拿|砸|沉默|凭|豪掷|疯|称霸|霸榜|急升|收不了|买了下来|大手笔|叫板|狂|一张|石器时代"
)
_KICKER = re.compile(
    r"^(?:[^:：|｜]{1,16}[|｜]|(?:快讯|快訊|独家|獨家|焦点|焦點|数据|數據|图表|圖表|公告|早报|晚报|观察|觀察|分析|特写|"
    r"Exclusive|Breaking|Update|Chart watch|Analysis|Comment|Focus|Brief)[:：]|[^:：]{2,24} explained[:：])\s?(?=\S)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?？!！…]|\.\.\.")
# “Micron Technology: China probes US chip maker”: a drawer's label, where who did what comes after.
_LABEL = re.compile(r"^[^:]{2,30}:\s")
# “X 发布新品，有哪些值得关注？”: forums put a question after what happened. Where the question is whether it
# happened at all, nothing may be cut off.
_ASKED_AFTER = re.compile(
    r"^(?P<said>[^?？!！…]{8,60}?)[，,：:\s]\s*[^，,?？!！…]{0,6}?(?:你|您|大家|有哪些|有何|有什么|还有|哪些|哪一|该?如何|怎么看|怎样看|怎么评价|"
    r"为何|为什么|意味着什么|会(?:带来|产生|对|有)|将(?:带来|产生|对|如何)|对.{1,12}(?:有|意味)|释放|背后|原因)"
    r"[^?？!！…]{0,60}[?？]$"
)
_IN_DOUBT = re.compile(
    r"真的|属实|真假|可信|靠谱|是否|网传|传闻|据传|疑似|吗[?？]$|如果|若是|倘若|假如"
)
# Traditional headlines part their clauses by a blank.
_CLAUSE_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff%％])\s+(?=[\u4e00-\u9fff]|[A-Za-z\d]{1,8}[\u4e00-\u9fff]{1,4}：)"
)
# “甲公司：发布新品”: of deeds only; where somebody may be speaking (“甲公司：将…”) the colon stays.
_NOTICE_COLON = re.compile(r"^([^：:，,\s]{2,10})[：:](?=发布|推出|启动|上线|完成)")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "but",
        "or",
        "nor",
        "for",
        "so",
        "yet",
        "as",
        "at",
        "by",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "per",
        "to",
        "up",
        "via",
        "vs",
        "with",
        "than",
        "that",
        "after",
        "amid",
        "if",
    ]
)
_PARTICLES = frozenset(["out", "up", "off", "down"])  # of a verb: “Hand Out”, “Lines Up”
_LIKE_TITLES = 1 / 3
_OPENING = 2  # passages: news says first what happened
_SITE_TAIL = re.compile(r"\s(?:[|｜]|[-–—])\s[^|｜–—-]{2,30}$")


def choose_headline(
    articles: Sequence[Article],
    language: str,
    style: HouseStyle,
    names_of: Callable[[str], frozenset[str]],
    may_print: Callable[[Article, str], bool],
    lone_figures: Callable[[Article, str], int] | None = None,
) -> tuple[Article, str] | None:
    """The article whose title prints, and the title as it prints; None when no title may.

    `lone_figures` counts the figures of a title that no second publisher gives. Never a question or bait; within the house lengths if one is. `may_print` is the gate: it is given
    the article and its title as cleaned; what is returned is to be printed by `print_title`.
    """
    least, most = style.headline_words if language == "en" else style.headline_chars
    own = [a for a in articles if a.is_chinese == (language == "zh") and not a.copy_of and a.title]
    # A title is like what the reports say: their titles, and what they open with.
    told = [f"{a.title} {' '.join(p.text for p in a.passages[:_OPENING])}" for a in own]
    weigh = weigh_words([find_words(text, language) for text in told])
    vectors = {a.id: weigh(find_words(a.title, language)) for a in own}
    openings = {a.id: weigh(find_words(text, language)) for a, text in zip(own, told, strict=True)}

    def score(article: Article, title: str, whole: str) -> float:
        size = measure(title, language)
        outside = max(0, least - size) + max(0, size - most)
        # What its own report opens with proves nothing, where there are others.
        others = [v for key, v in openings.items() if key != article.id] or [*openings.values()]
        agreed = sum(compare(vectors[article.id], v) for v in others) / len(others)
        return (
            2.5 * agreed
            + 0.4 * bool(re.search(r"\d|[一二三四五六七八九十两]成", title))
            + 0.5 * min(2, len(names_of(title)))
            + 0.5 * article.quality
            - 0.3 * outside
            - 0.6 * (article.language == "zh-Hant")
            - 1.0 * bool(set(article.labels) & {"opinion", "advertorial", "live blog", "roundup"})
            - 0.5 * (article.kind != "article")
            - 0.6 * min(2, lone_figures(article, title) if lone_figures else 0)
            - 0.9 * bool(_COLLOQUIAL.search(title) or is_street(title))
            - 0.5 * bool(_LABEL.search(title))
            - 0.8 * (title != whole)
            - 0.4 * bool(re.search(r"[“”\"‘「」]", title))
        )

    wholes = [(a, _say_in_our_words(a, clean_title(a.title, language), names_of)) for a in own]
    # In Chinese a clause may say it alone: it wins where the whole title may not print, or asks, or is bait.
    titles = [(a, whole, whole) for a, whole in wholes]
    if language == "zh":
        titles += [
            (a, part, w) for a, w in wholes for part in cut_clauses(w, least, names_of) if part != w
        ]
    ranked = [
        (a, title) for a, title, _ in sorted(titles, key=lambda row: (-score(*row), row[0].id))
    ]
    said = [(a, before) for a, title in ranked if (before := cut_question(title))]
    # What stands before a question, and then bait, are taken only where every other title fails: better
    # than a story without one.
    for rows, wanted in ((ranked, False), (said, False), (ranked, True)):
        for article, title in rows:
            fits = title and is_bait(title) == wanted and not _ASKS.search(title)
            if fits and may_print(article, title):
                return article, title
    return None


def _say_in_our_words(
    article: Article, title: str, names_of: Callable[[str], frozenset[str]]
) -> str:
    ours = to_mainland(title) if article.language == "zh-Hant" else title
    return put_figures_last(say_plainly(ours), names_of)


def cut_question(title: str) -> str:
    """What a Chinese title says before it asks about it; "" where it asks only, or whether that is so."""
    found = _ASKED_AFTER.match(title)
    return "" if found is None or _IN_DOUBT.search(title) else found.group("said").strip()


def order_by_titles(
    candidates: Sequence[Candidate], articles: Sequence[Article], language: str
) -> list[Candidate]:
    """The sentences that share a third of their words or more with the titles, the most alike first."""
    told = {word for a in articles for word in find_words(a.title, language)}
    shares = [len(told & set(c.words)) / max(1, len(set(c.words))) for c in candidates]
    rows = sorted(zip(shares, candidates, strict=True), key=lambda row: -row[0])
    return [candidate for share, candidate in rows if share >= _LIKE_TITLES]


def write_from_sentence(text: str, language: str, style: HouseStyle) -> str:
    """A whole sentence as a headline, without its stop; "" where it is too short or twice too long for
    one, or bait. Nothing is cut out of it: that could change what it says."""
    title = text.strip(" .。")
    least, most = style.headline_words if language == "en" else style.headline_chars
    fits = least <= measure(title, language) <= 2 * most
    return title if fits and not is_bait(title) else ""


# What may follow the main clause of a sentence, and go: who that is, and what went before.
_APPENDED = re.compile(
    r"^(?:one of|an?|the|which|who|in|as|after|following|joining|becoming|including|marking) "
)
_FINITE = re.compile(r"^[A-Z][^,]*\b(?:has|have|will|is|are|was|were|plans?|[a-z]{3,}ed)\b")
_TAIL_BOUND = re.compile(
    r"\b(?:if|unless|but|not|no|never|denie[ds]|denying|alleg\w+|according|sa(?:id|ys)|report(?:s|ed|edly)|may|might|could|although|though)\b"
)


def cut_appended(text: str, style: HouseStyle) -> str:
    """The main clause of an English sentence without what is only appended to it, as a headline within
    the house lengths; "" where the sentence is not so built, or its tail denies, hedges or says who says
    so."""
    head, comma, tail = text.partition(", ")
    least, most = style.headline_words
    fits = comma and least <= len(head.split()) <= most and _FINITE.match(head)
    whole = fits and _APPENDED.match(tail) and not _TAIL_BOUND.search(tail)
    return head if whole and not is_bait(head) else ""


def has_label(title: str) -> bool:
    """“Micron Technology: China probes …”: whether a drawer's label stands before who did what."""
    return bool(_LABEL.search(title))


def clean_title(title: str, language: str) -> str:
    """A source's title as a headline: no site name, no kicker, no final stop or exclamation mark."""
    # An exclamation mark at the end adds noise, not sense; inside, it parts what only bait would join.
    text = _SITE_TAIL.sub("", " ".join(title.split())).strip(" .。").rstrip("!！")
    without = _KICKER.sub("", text)
    # What stands before the colon is a kicker only if what follows is a headline of its own.
    return without if measure(without, language) >= (5 if language == "en" else 9) else text


def print_title(title: str, language: str, style: HouseStyle = PLAIN_STYLE) -> str:
    """A cleaned title as it prints, in the house's spelling: title case in English; in Chinese simplified
    characters, a comma where a blank parts two clauses, and no colon between an actor and the deed."""
    if language == "en":
        return to_title_case(apply_style(title, language, style))
    title = _NOTICE_COLON.sub(r"\1", to_simplified(title))
    return apply_style(_CLAUSE_GAP.sub("，", title), language, style)


def is_bait(title: str) -> bool:
    """A question, an exclamation, or the words of a title that does not say what happened."""
    return bool(_ASKS.search(title) or _BAIT.search(title))


def to_title_case(title: str) -> str:
    """English title case: small words low except first, last and after a colon; words that have a
    capital or a digit inside (iPhone, US, Q1) stay as they are."""
    words = title.split(" ")
    cased = []
    for index, word in enumerate(words):
        core = word.strip("“”\"'‘’(),:;")
        inner = any(c.isupper() or c.isdigit() for c in core[1:])
        opens = index in (0, len(words) - 1) or words[index - 1].endswith((":", "—", "–"))
        small = core.lower() in _SMALL and core.lower() not in _PARTICLES and not opens
        if small and not inner and core[:1].isupper() and index + 1 < len(words):
            cased.append(word.lower())  # a source may give every word a capital
        elif inner or not core or core[0].isupper():
            cased.append(word)
        elif core.lower() in _PARTICLES and not _leads_on(words[index + 1 :]):
            cased.append(_capital(word))
        elif core.lower() in _SMALL and not opens:
            cased.append(word.lower())
        else:
            cased.append("-".join(_capital(part) for part in word.split("-")))
    return " ".join(cased)


def _leads_on(after: Sequence[str]) -> bool:
    """Whether a particle belongs to a preposition (“up to 400”, “out of Beijing”), not to its verb."""
    return not after or after[0].lower() in ("to", "of", "from")


def _capital(word: str) -> str:
    for index, character in enumerate(word):
        if character.isalpha():
            return word[:index] + character.upper() + word[index + 1 :]
        if character.isdigit():
            return word
    return word
