"""Before: a page as it came. After: its lead picture, with the credit line that stands by it."""

from __future__ import annotations

import re

from lxml import html  # type: ignore[import-untyped]  # ships no type hints

from wenzhai.model import Picture
from wenzhai.stages.extract.metadata import Metadata, path_of, web_url
from wenzhai.stages.extract.page import text_of

_CREDIT = re.compile(
    r"(?:图源|图片来源|图自|圖源|圖片來源|图片|摄影|攝影|供图|视觉中国|(?:Photo(?:graph)?(?:er)?|Image|Picture|Credit|Illustration|Source)s?"
    r"(?:\s(?:credit|by|courtesy(?: of)?|from))?)\s?[:：/|]?\s?[^。；;\n]{2,80}"
    r"|©\s?[^。；;\n]{2,60}|[\w\u4e00-\u9fff ]{2,20}\s?[摄攝](?=$|[。)） ])"
    r"|[^()（）。]{2,40}\s?(?:供图|/\s?(?:AP|AFP|Reuters|Getty Images|Bloomberg|视觉中国|新华社))",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?:图片|image|picture|source|photo)s?\s?$", re.IGNORECASE)


def find_picture(
    root: html.HtmlElement, metadata: Metadata, url: str, offered: str
) -> Picture | None:
    """The page's share picture, else the first in a figure, else the one `offered` by the feed.

    Caption and credit are those of the figure that holds this picture, or the only figure."""
    figures = list(root.iter("figure"))[:30]
    chosen = metadata.picture_url
    home = None
    for figure in figures:
        if (image := figure.find(".//img")) is None:
            continue
        source = web_url(image.get("src") or image.get("data-src") or "", url)
        if not chosen and source:
            chosen, home = source, figure
            break
        if source and _file_name(source) == _file_name(chosen):
            home = figure
            break
    if home is None and len(figures) == 1:
        home = figures[0]
    chosen = chosen or web_url(offered, url)
    if not chosen:
        return None
    caption = metadata.data.caption
    if home is not None and (words := home.find(".//figcaption")) is not None:
        caption = text_of(words) or caption
    caption = caption[:400]
    return Picture(url=chosen, caption=caption, credit=find_credit(caption))


def find_credit(caption: str) -> str:
    """The part of a caption that says whose picture it is: 图源：…, …摄, Photo: …, © …; or empty."""
    for found in _CREDIT.finditer(caption):
        credit = found.group().strip(" ()（）.")
        if not _BARE.match(credit):
            return credit
    return ""


def _file_name(url: str) -> str:
    return path_of(url).rsplit("/", 1)[-1]
