"""Before: the titles of a story's articles. After: the one that says best who did what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from wenzhai.model import Article, HouseStyle
from wenzhai.stages.highlight.candidates import find_words, measure
from wenzhai.stages.highlight.selecting import compare, weigh_words

_BAIT = re.compile(
    r"(?i)\b(?:here['’]s|here is|what (?:you|we|to)|why|how|you need|everything|this is|these are|"
    r"explained|explainer|analysis|opinion|watch|live|podcast|video|q&a|interview|review|chart watch|"
    r"exclusive|breaking|update \d)\b"
    r"|为何|为什么|為何|為什麼|如何|怎么|怎麼|究竟|竟然|震惊|震驚|重磅|揭秘|独家|獨家|一文|解读|解讀|来了|來了|盘点|观察[｜|：:]|评论|評論|早报|早報|晚报|直播"
)
_KICKER = re.compile(r"^[^:：|｜]{1,16}[:：|｜]\s?(?=\S)")
_SMALL = frozenset(
    "a an the and but or nor for so yet as at by from in into of off on onto out over per to up via "
    "vs with than that after amid if".split()
)
_SITE_TAIL = re.compile(r"\s(?:[|｜]|[-–—])\s[^|｜–—-]{2,30}$")


def choose_headline(
    articles: Sequence[Article],
    language: str,
    style: HouseStyle,
    names_of: Callable[[str], frozenset[str]],
    may_print: Callable[[Article, str], bool],
) -> tuple[Article, str] | None:
    """The article whose title prints, and the title as it prints; None when no title may.

    Never a question or bait; within the house lengths if one is. `may_print` is the gate: it is given
    the article and its title.
    """
    least, most = style.headline_words if language == "en" else style.headline_chars
    own = [a for a in articles if a.is_chinese == (language == "zh") and not a.copy_of and a.title]
    weigh = weigh_words([find_words(a.title, language) for a in own])
    vectors = {a.id: weigh(find_words(a.title, language)) for a in own}

    def score(article: Article, title: str) -> float:
        size = measure(title, language)
        outside = max(0, least - size) + max(0, size - most)
        agreed = sum(compare(vectors[article.id], v) for v in vectors.values()) / len(vectors)
        return (
            2.0 * agreed
            + 0.4 * bool(re.search(r"\d|[一二三四五六七八九十两]成", title))
            + 0.3 * min(2, len(names_of(title)))
            + 0.5 * article.quality
            - 0.3 * outside
            - 1.0 * bool(set(article.labels) & {"opinion", "advertorial", "live blog", "roundup"})
            - 0.5 * (article.kind != "article")
            - 0.4 * bool(re.search(r"[“”\"‘「」]", title))
        )

    titles = [(a, clean_title(a.title, language)) for a in own]
    ranked = sorted(titles, key=lambda pair: (-score(*pair), pair[0].id))
    for article, title in ranked:
        if title and not is_bait(title) and may_print(article, title):
            return article, title
    return None


def clean_title(title: str, language: str) -> str:
    """A source's title as a headline: no site name, no kicker before a colon, no final stop; title case
    in English."""
    text = _SITE_TAIL.sub("", " ".join(title.split())).strip(" .。")
    without = _KICKER.sub("", text)
    # What stands before the colon is a kicker only if what follows is a headline of its own.
    if measure(without, language) >= (5 if language == "en" else 9):
        text = without
    return to_title_case(text) if language == "en" else text


def is_bait(title: str) -> bool:
    """A question, an exclamation, or the words of a title that does not say what happened."""
    return bool(re.search(r"[?？!！…]", title) or _BAIT.search(title))


def to_title_case(title: str) -> str:
    """English title case: small words low except first, last and after a colon; words that have a
    capital or a digit inside (iPhone, US, Q1) stay as they are."""
    words = title.split(" ")
    cased = []
    for index, word in enumerate(words):
        core = word.strip("“”\"'‘’(),:;")
        inner = any(c.isupper() or c.isdigit() for c in core[1:])
        opens = index in (0, len(words) - 1) or words[index - 1].endswith((":", "—", "–"))
        if inner or not core or core[0].isupper():
            cased.append(word)
        elif core.lower() in _SMALL and not opens:
            cased.append(word.lower())
        else:
            cased.append("-".join(_capital(part) for part in word.split("-")))
    return " ".join(cased)


def _capital(word: str) -> str:
    for index, character in enumerate(word):
        if character.isalpha():
            return word[:index] + character.upper() + word[index + 1 :]
        if character.isdigit():
            return word
    return word
