"""Citation: the passage behind what prints."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """The passage behind a sentence: `text` is the passage as published, in `language`; `location` is
    where in a recording it was said, and by whom."""

    article_id: str
    passage_id: str
    publisher: str
    title: str
    url: str
    language: str
    published_at: datetime
    text: str
    location: str = ""
