"""Before: the text of an article. After: its passages, one a sentence, each with offsets and an id."""

from __future__ import annotations

import re

from wenzhai.language.sentences import split_sentences
from wenzhai.model import Passage

# How the collector of transcripts begins a paragraph: [00:01:23] Lin Yue: ...
_PLACE = re.compile(
    r"(?m)^(?=\[\d\d|[^\n:]{1,80}: )(?:\[(\d{2,3}:\d\d:\d\d)\] )?(?:([^\n:\[\]]{1,80}): )?"
)


def split_passages(
    article_id: str, text: str, language: str, *, recorded: bool = False
) -> tuple[Passage, ...]:
    """In order, without overlap, covering all that is not white space: `text[start:end]` is each one's
    text. Ids are `article_id#n`, n from 0; paragraphs are what blank lines separate. Of what was
    `recorded`, the time and the speaker before a paragraph are the locations of its passages, and no
    part of them."""
    places = {m.start(): m for m in _PLACE.finditer(text)} if recorded else {}
    spoken = _PLACE.sub(lambda m: " " * len(m[0]), text) if recorded else text
    passages: list[Passage] = []
    paragraph = 0
    previous = 0
    location = ""
    for number, (start, end) in enumerate(split_sentences(spoken, language)):
        if passages and "\n\n" in text[previous:start]:
            paragraph += 1
        place = places.get(text.rfind("\n", 0, start) + 1)
        location = ", ".join(filter(None, place.groups())) if place else ""
        passages.append(
            Passage(
                id=f"{article_id}#{number}",
                start=start,
                end=end,
                paragraph=paragraph,
                text=text[start:end],
                location=location,
            )
        )
        previous = end
    return tuple(passages)
