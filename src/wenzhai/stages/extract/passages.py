"""Before: the text of an article. After: its passages, one a sentence, each with offsets and an id."""

from __future__ import annotations

from wenzhai.language.sentences import split_sentences
from wenzhai.model import Passage


def split_passages(article_id: str, text: str, language: str) -> tuple[Passage, ...]:
    """In order, without overlap, covering all that is not white space: `text[start:end]` is each one's
    text. Ids are `article_id#n`, n from 0; paragraphs are what blank lines separate."""
    passages: list[Passage] = []
    paragraph = 0
    previous = 0
    for number, (start, end) in enumerate(split_sentences(text, language)):
        if passages and "\n\n" in text[previous:start]:
            paragraph += 1
        passages.append(
            Passage(
                id=f"{article_id}#{number}",
                start=start,
                end=end,
                paragraph=paragraph,
                text=text[start:end],
            )
        )
        previous = end
    return tuple(passages)
