"""An editor's word on a verdict: this sentence prints all the same, for this reason.

It is kept as a judgement on the sentence as drafted, so that every later making of an edition obeys it.
"""

from __future__ import annotations

import msgspec

from wenzhai.errors import InputError, NotFound
from wenzhai.model import Judgement, WithheldSentence
from wenzhai.newsroom.judging import find_moment
from wenzhai.newsroom.room import Newsroom

_LONGEST_REASON = 300


def read_overruled(room: Newsroom, language: str) -> dict[str, str]:
    """The sentences in `language` that print on an editor's word, with the reason; the last word holds."""
    found: dict[str, str] = {}
    for said in room.store.load_judgements():
        if said.language != language:
            continue
        if said.kind == "overruled":
            found[said.sentence] = said.why
        elif said.kind == "upheld":
            found.pop(said.sentence, None)
    return found


def list_withheld(room: Newsroom, edition_id: str) -> list[WithheldSentence]:
    """What the gate kept out of an edition when it was last made, each with the editor's word on it as it
    stands now. Raises NotFound."""
    edition = room.store.load_edition(edition_id)
    overruled = read_overruled(room, edition.language)
    return [
        msgspec.structs.replace(sentence, on_word=overruled.get(sentence.text, ""))
        for sentence in room.store.load_withheld(edition_id)
    ]


def overrule_verdict(room: Newsroom, edition_id: str, prefix: str, why: str) -> WithheldSentence:
    """Have a withheld sentence (by the beginning of its id) print when the edition is made again.

    Raises NotFound, and InputError for no reason or one that is longer than it may be beside a sentence.
    """
    reason = " ".join(why.split())
    if not reason or len(reason) > _LONGEST_REASON:
        raise InputError(
            "a verdict is overruled for a reason"
            if not reason
            else f"the reason is longer than {_LONGEST_REASON} characters",
            where=edition_id,
            remedy='It is printed beside the sentence: --why "confirmed by the company".',
        )
    found = _find(room, edition_id, prefix)
    _say(room, found, "overruled", reason)
    return msgspec.structs.replace(found, on_word=reason)


def uphold_verdict(room: Newsroom, edition_id: str, prefix: str) -> WithheldSentence:
    """Take an editor's word back: the verdict stands again. Raises NotFound."""
    found = _find(room, edition_id, prefix)
    if not found.on_word:
        raise InputError(
            "this verdict was not overruled",
            where=f"{edition_id} {found.id}",
            remedy=f"wenzhai check {edition_id} --withheld shows which are.",
        )
    _say(room, found, "upheld", "")
    return msgspec.structs.replace(found, on_word="")


def _find(room: Newsroom, edition_id: str, prefix: str) -> WithheldSentence:
    sentences = list_withheld(room, edition_id)
    clean = prefix.strip().lower()
    found = [s for s in sentences if clean and s.id.startswith(clean)]
    if not found:
        raise NotFound(
            f"no withheld sentence of {edition_id} has the id “{prefix}”",
            remedy=f"wenzhai check {edition_id} --withheld lists them.",
        )
    if len(found) > 1:
        raise InputError(
            f"“{prefix}” could be any of {len(found)} sentences",
            remedy=f"Write more of it: {', '.join(s.id for s in found[:5])}.",
        )
    return found[0]


def _say(room: Newsroom, sentence: WithheldSentence, kind: str, why: str) -> None:
    at = find_moment(room)
    room.store.save_judgement(
        Judgement(
            at=at,
            kind="overruled" if kind == "overruled" else "upheld",
            story_id=sentence.story_id,
            articles=(sentence.article_id,),
            sentence=sentence.text,
            language=sentence.language,
            why=why,
        )
    )
