"""Before: a signed edition and a correction of one sentence. After: its next revision, which says so.

What else in the edition repeats the sentence (its number of the week, its brief, the greeting) is
corrected with it; the correction itself is listed, and every format shows the list.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from wenzhai.model import Check, Correction, Edition, Highlight, Sentence


class Spot(NamedTuple):
    """A sentence of an edition, and the story that it is of (empty where it is of none)."""

    sentence: Sentence
    story_id: str


def find_sentence(edition: Edition, place: str) -> Spot | None:
    """The sentence at a place: `h2-1` (0 is the headline), `n1-1`, `b1-1`, `f1-1`, `c1-1`."""
    kind, first, second = place[0], *(int(part) for part in place[1:].split("-"))
    if kind == "h" and 1 <= first <= len(edition.highlights):
        highlight = edition.highlights[first - 1]
        sentences = [highlight.headline, *(s for p in highlight.paragraphs for s in p)]
        if second < len(sentences):
            return Spot(sentences[second], highlight.story_id)
    if second != 1:
        return None
    if kind == "n" and 1 <= first <= len(edition.numbers):
        number = edition.numbers[first - 1]
        return Spot(number.sentence, number.story_id)
    if kind == "b" and 1 <= first <= len(edition.briefs):
        return Spot(edition.briefs[first - 1].sentence, edition.briefs[first - 1].story_id)
    if kind == "f" and 1 <= first <= len(edition.follow_ups):
        follow_up = edition.follow_ups[first - 1]
        return Spot(
            Sentence(
                text=follow_up.words,
                citations=(follow_up.earlier, follow_up.now),
                check=Check(verdict="not checkable"),
            ),
            "",
        )
    if kind == "c" and 1 <= first <= len(edition.coming_up):
        event = edition.coming_up[first - 1]
        unchecked = Check(verdict="not checkable")
        return Spot(Sentence(text=event.words, citations=(event.citation,), check=unchecked), "")
    return None


def correct_edition(edition: Edition, correction: Correction, check: Check) -> Edition:
    """The next revision of `edition`: the corrected sentence with its new `check`, wherever it stands,
    signed by who corrected it."""
    work = _Work(correction, check)
    return msgspec.structs.replace(
        edition,
        greeting=work.text(edition.greeting),
        wrap_up=work.text(edition.wrap_up),
        highlights=tuple(work.highlight(h) for h in edition.highlights),
        numbers=tuple(
            msgspec.structs.replace(
                n, sentence=work.sentence(n.sentence), value=work.value(n.value, n.sentence)
            )
            for n in edition.numbers
        ),
        briefs=tuple(
            msgspec.structs.replace(b, sentence=work.sentence(b.sentence)) for b in edition.briefs
        ),
        follow_ups=tuple(
            msgspec.structs.replace(f, words=work.text(f.words)) for f in edition.follow_ups
        ),
        coming_up=tuple(
            msgspec.structs.replace(c, words=work.text(c.words)) for c in edition.coming_up
        ),
        story_pages=tuple(
            msgspec.structs.replace(page, title=work.text(page.title))
            for page in edition.story_pages
        ),
        corrections=(*edition.corrections, correction),
        revision=correction.revision,
        signed_by=correction.by,
        signed_at=correction.at,
        updated_at=max(correction.at, edition.updated_at or correction.at),
    )


class _Work:
    def __init__(self, correction: Correction, check: Check) -> None:
        self.correction, self.check = correction, check

    def text(self, text: str) -> str:
        return text.replace(self.correction.before, self.correction.after)

    def sentence(self, sentence: Sentence) -> Sentence:
        if sentence.text != self.correction.before:
            return sentence
        return msgspec.structs.replace(sentence, text=self.correction.after, check=self.check)

    def value(self, value: str, sentence: Sentence) -> str:
        """The large print of a number of the week, where its sentence is the corrected one."""
        if sentence.text != self.correction.before:
            return value
        if self.correction.wrong in value:
            return value.replace(self.correction.wrong, self.correction.right)
        if value in self.correction.wrong:
            figures = [f.figure.text for f in self.check.figures]
            return next((text for text in figures if text in self.correction.right), value)
        return value

    def highlight(self, highlight: Highlight) -> Highlight:
        return msgspec.structs.replace(
            highlight,
            headline=self.sentence(highlight.headline),
            paragraphs=tuple(tuple(self.sentence(s) for s in p) for p in highlight.paragraphs),
        )
