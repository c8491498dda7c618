"""Before: a page as it came (scripts and all). After: what it says of its article."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import msgspec
from lxml import html  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.stages.extract.json_ld import StructuredData, read_json_ld
from wenzhai.stages.extract.lines import squeeze
from wenzhai.stages.extract.page import text_of

_SEPARATOR = re.compile(
    r"\s*(?:_+|\s[|｜]\s|[|｜]|\s[-–—·•»:]+\s|--+|——)\s*|(?<=[\u3000-\u9fff])-(?=\S)"
)
_SITE_WORD = re.compile(
    r"(?:网|網|网站|官网|官方网站|新闻|新聞|订阅|号|在线|日报|晚报|报|频道|客户端|资讯|中心|财经|科技|论坛|博客|News|Times|Post|Blog|"
    r"Magazine|Daily|Online|\.com|\.cn|\.net|\.org)$",
    re.IGNORECASE,
)
_NAMES = r"(?P<{0}>[\u4e00-\u9fff·]{{2,4}}(?:[ 、,，][\u4e00-\u9fff·]{{2,4}}){{0,4}}|[A-Z][A-Za-z .'-]{{3,30}})"
_AUTHOR_TEXT = re.compile(
    r"(?:作者|撰文|采写|記者|记者)\s?[:：/／]\s?" + _NAMES.format("a") + r"(?![\u4e00-\u9fff])"
    r"|[（(【]\s?(?:[\u4e00-\u9fff]{0,8})(?:记者|記者|通讯员)\s?"
    + _NAMES.format("b")
    + r"\s?[)）】]"
    r"|(?:^|\n)(?:文[/／]\s?|[\u4e00-\u9fff]{0,8}(?:记者|記者)\s)"
    + _NAMES.format("c")
    + r"\s?(?=\n|$)"
)
_NOT_AUTHOR = re.compile(
    r"责任编辑|編輯|编辑|https?:|@|name;|来源|版权|时间|未知|admin|关注|\d{4}", re.IGNORECASE
)
_BY = re.compile(r"^(?:by|posted by|written by|作者|文|记者)\s?[:：/]?\s?", re.IGNORECASE)
_SECOND_LEVEL_WORDS = "com co net org gov edu ac or ne go gob mil"
_SECOND_LEVEL = frozenset(_SECOND_LEVEL_WORDS.split())


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """Empty where the page does not say. `title_is_sure` when a headline, not only <title>, gave it."""

    title: str = ""
    title_is_sure: bool = False
    author: str = ""
    url: str = ""
    site_name: str = ""
    og_type: str = ""
    language: str = ""
    picture_url: str = ""
    data: StructuredData = StructuredData()
    metas: tuple[tuple[str, str], ...] = ()


def read_metadata(root: html.HtmlElement, url: str) -> Metadata:
    """Reads head and headlines; `url` is where the page was found, for relative and foreign links."""
    data = read_json_ld(root)
    metas = _metas(root)
    lookup = dict(reversed(metas))
    site_name = lookup.get("og:site_name", "")
    title, sure = _title(root, data, lookup, site_name, url)
    return Metadata(
        title=title,
        title_is_sure=sure,
        author=_author(root, data, lookup),
        url=_canonical(root, lookup, url),
        site_name=site_name,
        og_type=lookup.get("og:type", "").lower(),
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[
            :20
        ],
        picture_url=web_url(
            lookup.get("og:image") or lookup.get("twitter:image") or data.picture, url
        ),
        data=data,
        metas=tuple(metas),
    )


def web_url(link: str, base: str) -> str:
    """The link as an absolute http(s) URL, or empty."""
    try:
        absolute = urljoin(base, link.strip()) if link and len(link) < 2000 else ""
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    return absolute if parts.scheme in ("http", "https") and parts.hostname else ""


def site_of(url: str) -> str:
    """The registrable part of a URL's host: `news.example.co.uk` gives `example.co.uk`."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if deep else -2 :])


def path_of(url: str) -> str:
    """The path of a URL without slashes at its ends; empty where it is no URL."""
    try:
        return urlsplit(url).path.strip("/")
    except ValueError:
        return ""


def strip_site_name(title: str, site_name: str, url: str) -> str:
    """The title without the site's name at its end (or beginning, where it is known)."""
    title = " ".join(title.split())
    known = {squeeze(site_name), *(squeeze(label) for label in site_of(url).split(".")[:1])} - {""}
    for _ in range(4):
        cuts = list(_SEPARATOR.finditer(title))
        if not cuts:
            break
        head, tail = title[: cuts[-1].start()].strip(), title[cuts[-1].end() :].strip()
        strong = "_" in cuts[-1].group() or "|" in cuts[-1].group() or "｜" in cuts[-1].group()
        key = squeeze(tail)
        is_site = any(key == name or (len(name) > 2 and name in key) for name in known)
        short = len(tail) <= 24 and len(head) >= max(8, len(tail))
        if not head or not (
            (is_site and len(tail) <= 50) or (short and (strong or _SITE_WORD.search(tail)))
        ):
            break
        title = head
    first = _SEPARATOR.search(title)
    if first and squeeze(title[: first.start()]) in known and len(title) - first.end() >= 8:
        title = title[first.end() :].strip()
    return title


def _metas(root: html.HtmlElement) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = meta.get("content") or meta.get("value") or ""
        if name and content.strip():
            found.append((name.strip().lower()[:80], " ".join(content[:1000].split())))
        if len(found) >= 200:
            break
    return found


def _title(
    root: html.HtmlElement,
    data: StructuredData,
    lookup: dict[str, str],
    site_name: str,
    url: str,
) -> tuple[str, bool]:
    page = text_of(element) if (element := root.find(".//title")) is not None else ""
    shared = lookup.get("og:title") or lookup.get("twitter:title") or ""
    stated = strip_site_name(shared or page, site_name, url)[:300]
    headlines = [
        text
        for tag in ("h1", "h2")
        for h in list(root.iter(tag))[:20]
        if 4 <= len(text := text_of(h)) <= 200 and squeeze(text) != squeeze(site_name)
    ]
    keys = squeeze(f"{page} {shared}")
    # A headline that <title> repeats is the article's; it has neither the site's name nor a cut.
    for text in headlines:
        key = squeeze(text)
        is_repeated = len(key) >= 4 and (key in keys or _begins_alike(key, squeeze(stated)))
        if is_repeated and len(key) * 2 >= len(squeeze(stated)):
            return text, True
    if data.headline and not shared:
        return strip_site_name(data.headline, site_name, url), True
    if shared and stated:
        return stated, True
    mains = [text_of(h) for h in list(root.iter("h1"))[:3]]
    if len(mains) == 1 and 8 <= len(mains[0]) <= 200:
        return mains[0], True
    return stated, False


def _begins_alike(headline: str, stated: str) -> bool:
    """Whether one is the other, cut or continued."""
    shorter = min(len(headline), len(stated))
    return shorter >= 10 and headline[: shorter * 4 // 5] == stated[: shorter * 4 // 5]


def _author(root: html.HtmlElement, data: StructuredData, lookup: dict[str, str]) -> str:
    found = [data.author]
    found += [
        lookup.get(k, "")
        for k in ("author", "article:author", "parsely-author", "byl", "dc.creator")
    ]
    found += [
        text_of(e)
        for e in root.xpath(
            "(//*[@itemprop='author' or @rel='author' or contains(@class,'byline') or "
            "contains(@class,'author-name') or @class='author' or @id='author'])[position() <= 4]"
        )
    ]
    for candidate in found:
        name = _BY.sub("", candidate.split("|")[0].strip()).strip(" ,;:：")
        if 2 <= len(name) <= 80 and not _NOT_AUTHOR.search(name):
            return name
    return ""


def find_author_in_text(text: str) -> str:
    """A byline inside the article's first or last lines, as Chinese pages have it; or empty."""
    for part in (text[:200], text[-120:]):
        if found := _AUTHOR_TEXT.search(part):
            return next(name for name in found.groups() if name).strip()
    return ""


def _canonical(root: html.HtmlElement, lookup: dict[str, str], url: str) -> str:
    links = [
        link.get("href", "")
        for link in root.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for link in [*links[:2], lookup.get("og:url", "")]:
        found = web_url(link, url)
        # A canonical link to a bare front page is a template's mistake.
        is_deep = bool(path_of(found)) or not path_of(url)
        if found and is_deep and (not url or site_of(found) == site_of(url)):
            return found
    return url
