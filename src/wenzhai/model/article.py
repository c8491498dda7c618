"""Article and Passage: the clean text of an entry and the spans of it that may be cited."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

ArticleKind = Literal["article", "stub", "list", "other"]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A citable span: one sentence. `article.text[start:end]` is its text; `paragraph` counts from 0.
    `location` says where in a recording it was said, and by whom (`00:01:23, Lin Yue`)."""

    id: str
    start: int
    end: int
    paragraph: int
    text: str
    location: str = ""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A lead picture, with the credit line that stood by it. `link_only`: it may be pointed at, not
    shown; `on_cards`: it may also stand on a card for social media."""

    url: str
    caption: str = ""
    credit: str = ""
    link_only: bool = False
    on_cards: bool = False


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The clean text of one entry; `id` is the entry's.

    `text` is paragraphs joined by a blank line. `language` is BCP 47 (`en`, `zh-Hans`, `zh-Hant`).
    `published_from` says how the time was found (`feed`, `json-ld`, `meta`, `url`, `text`, `archive`,
    `seen`). `kind` labels pages without an article. `labels` holds what was noticed (`advertorial`,
    `live blog`, `hidden text removed`). `copy_of` is the id of the article that this one repeats.
    `text_from` is `page`, `feed` or `summary`. `publishers` are those that an archive names behind one
    item, the article's own among them.
    """

    id: str
    source_id: str
    url: str
    title: str
    text: str
    language: str
    published_at: datetime
    published_from: str
    publisher: str
    family: str
    kind: ArticleKind = "article"
    text_from: str = "page"
    author: str = ""
    role: str = "media"
    quality: float = 0.5
    passages: tuple[Passage, ...] = ()
    picture: Picture | None = None
    copy_of: str = ""
    labels: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")
