"""Holding a text that someone wrote by hand against its sources, sentence by sentence.

A sentence with a link to one of the sources is held against that one alone, as a citation would be;
any other against all of them, those first that speak of the same things.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.language.sentences import split_sentences
from wenzhai.language.tokens import chinese_words, english_words, normalise
from wenzhai.model import (
    Check,
    CheckedPart,
    CheckedSentence,
    CheckedSource,
    CheckedText,
    ClaimCheck,
    Evidence,
    Excerpt,
    FigureCheck,
    SourceText,
    worst,
)
from wenzhai.newsroom.gathering import Gathered, HeldSource, is_address
from wenzhai.newsroom.reading_texts import TextLink, WrittenParagraph, WrittenText
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.highlight import check_text, guess_language, reword

_LONGEST_EXCERPT = 420
_NEAREST = 10
"""Paragraphs of the sources in which what speaks against a figure is looked for first."""
_MOST_NEAR_SOURCES = 4
_QUOTES = re.compile('[“”"「」『』]')
_NOT_GIVEN = {
    "en": "It links to {url}, which is not among the sources; it was held against all of them.",
    "zh": "该句链接到{url}，不在所给来源之中；已与全部来源核对。",
}


def check_written(
    written: WrittenText,
    gathered: Gathered,
    names: NameFinder,
    language: str,
    *,
    title: str = "",
    folder: Path | None = None,
) -> CheckedText:
    """The verdicts on every sentence of `written`; explanations in `language` (`en`, `zh`). Links may be
    relative to `folder`, where the text lies."""
    reader = _Checker(gathered.sources, names, language, folder)
    paragraphs = tuple(p for w in written.paragraphs if (p := reader.check_paragraph(w)))
    return form_checked(
        title or written.title,
        language,
        paragraphs,
        [held.source for held in gathered.sources],
        gathered.unread,
    )


def form_checked(
    title: str,
    language: str,
    paragraphs: Sequence[tuple[CheckedSentence, ...]],
    sources: Sequence[CheckedSource],
    unread: dict[str, str] | None = None,
) -> CheckedText:
    """Put the whole together, sentences numbered from 1, parts counted."""
    number = 0
    numbered = []
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        row = []
        for sentence in paragraph:
            number += 1
            row.append(msgspec.structs.replace(sentence, number=number))
            counts.update(part.verdict for part in sentence.parts)
        numbered.append(tuple(row))
    return CheckedText(
        title=title,
        language=language,
        paragraphs=tuple(numbered),
        sources=tuple(sources),
        counts=dict(sorted(counts.items())),
        unread=unread or {},
    )


def tell_sentence(
    text: str,
    check: Check,
    held: Sequence[SourceText],
    language: str,
    *,
    named: Sequence[str] = (),
    notes: Sequence[str] = (),
    on_word: str = "",
) -> CheckedSentence:
    """A check in words, with the passage behind each verdict; `held` are the texts that it was held
    against, `named` those among them that the sentence names itself."""
    by_id = {source.id: source for source in held}
    parts: list[FigureCheck | ClaimCheck] = [*check.figures, *check.claims]
    told = [_tell_part(part, by_id, language) for part in parts]
    return CheckedSentence(
        number=0,
        text=text,
        language=guess_language(text),
        verdict=worst([part.verdict for part in told]),
        parts=tuple(sorted(told, key=lambda part: (part.span, part.kind))),
        sources=tuple(named),
        notes=tuple(notes),
        on_word=on_word,
    )


def _tell_part(
    part: FigureCheck | ClaimCheck, by_id: dict[str, SourceText], language: str
) -> CheckedPart:
    return CheckedPart(
        kind=part.figure.kind if isinstance(part, FigureCheck) else part.kind,
        text=part.figure.text if isinstance(part, FigureCheck) else part.text,
        span=part.figure.span if isinstance(part, FigureCheck) else part.span,
        verdict=part.verdict,
        why=reword(part.why, language),
        excerpt=_cut_excerpt(
            part.evidence, by_id, mark=isinstance(part, FigureCheck) or part.verdict == "supported"
        ),
    )


def _cut_excerpt(
    evidence: Evidence | None, by_id: dict[str, SourceText], *, mark: bool
) -> Excerpt | None:
    """The line of the source around the evidence; of a long one, the sentences around it."""
    if evidence is None or evidence.source not in by_id:
        return None
    source = by_id[evidence.source]
    a, b = evidence.span
    if b - a > _LONGEST_EXCERPT:
        b = a  # somewhere in the whole text: nothing to mark
    start = source.text.rfind("\n", 0, a) + 1
    end = source.text.find("\n", b)
    end = len(source.text) if end < 0 else end
    if end - start > _LONGEST_EXCERPT:
        line = source.text[start:end]
        around = [
            s for s in split_sentences(line, source.lang) if s[1] > a - start and s[0] <= b - start
        ] or [(0, _LONGEST_EXCERPT)]
        start, end = start + around[0][0], start + around[-1][1]
    return Excerpt(
        source=source.id,
        text=source.text[start:end],
        span=(a - start, b - start) if mark and b <= end else (0, 0),
        language=source.lang,
    )


class _Checker:
    """Holds sentences against the same sources one after another."""

    def __init__(
        self,
        sources: Sequence[HeldSource],
        names: NameFinder,
        language: str,
        folder: Path | None,
    ) -> None:
        self._sources = sources
        self._names = names
        self._language = language
        self._folder = folder
        self._words = {held.source.id: self._read_words(held.text.text) for held in sources}

    def _read_words(self, text: str) -> frozenset[str]:
        """Comparable stems, and names by their ids, which are the same in both languages."""
        plain = normalise(text)
        split = chinese_words if guess_language(text) == "zh" else english_words
        return frozenset(split(plain)) | {f"name {i}" for i in self._names.names_in(text)}

    def check_paragraph(self, written: WrittenParagraph) -> tuple[CheckedSentence, ...]:
        spans = split_sentences(written.text, guess_language(written.text))
        links = _give_links(spans, written.links)
        told: list[CheckedSentence] = []
        for (start, end), own in zip(spans, links, strict=True):
            told.append(self._check(written.text[start:end], own))
        return tuple(told)

    def _check(self, text: str, links: Sequence[TextLink]) -> CheckedSentence:
        linked = [held for held in self._sources if any(self._leads_to(k, held) for k in links)]
        web = [link.url for link in links if is_address(link.url)]
        strange = [] if linked else web[:1]
        pool = self._order(text, linked or self._sources)
        language = guess_language(text)
        check = check_text(text, language, pool, names=self._names)
        if any(c.kind == "quotation" and c.verdict == "not checkable" for c in check.claims):
            check = self._hold_quotations(text, language, check, pool)
        if any(f.verdict == "contradicted" for f in check.figures):
            check, pool = self._look_near(text, language, check, pool)
        notes = [_NOT_GIVEN[self._language].format(url=url) for url in strange]
        return tell_sentence(
            text,
            check,
            pool,
            self._language,
            named=[held.source.id for held in linked],
            notes=notes,
        )

    def _leads_to(self, link: TextLink, held: HeldSource) -> bool:
        if is_address(link.url):
            return canonicalise_url(link.url) in held.keys
        if self._folder is None or not link.url or link.url.startswith("#"):
            return link.url in held.keys
        return str((self._folder / link.url.partition("#")[0]).resolve()) in held.keys

    def _order(self, text: str, sources: Sequence[HeldSource]) -> list[SourceText]:
        """Those first that share most with the sentence: what is quoted against it is from them."""
        mine = self._read_words(text)
        shared = {
            held.source.id: _weigh_shared(mine, self._words[held.source.id]) for held in sources
        }
        ordered = sorted(sources, key=lambda held: -shared[held.source.id])
        return [held.text for held in ordered]

    def _hold_quotations(
        self, text: str, language: str, check: Check, pool: list[SourceText]
    ) -> Check:
        """Quotations may be translations only where a source of the other language quotes somebody."""
        telling = [s for s in pool if s.lang[:2] == language[:2] or _QUOTES.search(s.text)]
        if len(telling) == len(pool):
            return check
        claims = check_text(text, language, telling, names=self._names).claims
        return msgspec.structs.replace(
            check,
            claims=tuple(
                new if old.kind == "quotation" else old
                for old, new in zip(check.claims, claims, strict=True)
            ),
        )

    def _look_near(
        self, text: str, language: str, check: Check, pool: list[SourceText]
    ) -> tuple[Check, list[SourceText]]:
        """What speaks against a figure, from the paragraphs that speak of the same: the verdicts stay."""
        mine = self._read_words(text)
        lines = [
            (source, start, line)
            for source in pool[:_MOST_NEAR_SOURCES]
            for start, line in _list_lines(source.text)
        ][:2000]
        nearest = sorted(lines, key=lambda row: -_weigh_shared(mine, self._read_words(row[2])))
        near = [
            SourceText(
                id=f"{source.id}\n{start}", lang=source.lang, text=line, published=source.published
            )
            for source, start, line in nearest[:_NEAREST]
        ]
        again = check_text(text, language, near, names=self._names)
        figures = tuple(
            _move(new) if old.verdict == new.verdict == "contradicted" else old
            for old, new in zip(check.figures, again.figures, strict=True)
        )
        return msgspec.structs.replace(check, figures=figures), pool


def _move(check: FigureCheck) -> FigureCheck:
    """The check with its evidence in the whole source again."""
    if check.evidence is None:
        return check
    source, _, start = check.evidence.source.rpartition("\n")
    a, b = check.evidence.span
    moved = Evidence(source=source, span=(a + int(start), b + int(start)))
    return msgspec.structs.replace(check, evidence=moved)


def _list_lines(text: str) -> list[tuple[int, str]]:
    found = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, line))
        at += len(line) + 1
    return found


def _weigh_shared(one: frozenset[str], other: frozenset[str]) -> float:
    return sum(3.0 if key.startswith("name ") else 1.0 for key in one & other)


def _give_links(
    spans: Sequence[tuple[int, int]], links: Sequence[TextLink]
) -> list[list[TextLink]]:
    """The links of each sentence. One that stands between two sentences, as a footnote mark or a source in
    brackets does, belongs to the one before it; what is nothing but its link, too."""
    given: list[list[TextLink]] = [[] for _ in spans]
    for link in links:
        place = max(
            (i for i, (start, _) in enumerate(spans) if start < link.end or start == 0), default=-1
        )
        if place < 0:
            continue
        start, end = spans[place]
        only = place > 0 and link.end - link.start >= (end - start) - 6
        given[place].append(link)
        if only and not given[place - 1]:
            given[place - 1].append(link)
    return given
