"""Before: a sentence with its check. After: which words of it, and of the passages that it cites, to mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from wenzhai.model import Citation, FigureCheck
from wenzhai.stages.publish.page import Run

_QUOTED = re.compile(r"[\"“]([^\"”]*)[\"”]")


def says_the_same(why: str, text: str) -> bool:
    """Whether a ground only says that the source has these very words: it quotes them last, and nothing
    else (`The source says the same: "57 percent".`)."""
    return _QUOTED.findall(why) == [text] and why.rstrip(".。").endswith(('"', "”"))


def cut_runs(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Run, ...]:
    """`text` cut at spans `[start, end)`; spans that overlap an earlier one or fall outside are left
    out, so that the runs always join up to `text`."""
    runs: list[Run] = []
    at = 0
    for start, end in sorted(set(spans)):
        if at <= start < end <= len(text):
            if start > at:
                runs.append(Run(text[at:start]))
            runs.append(Run(text[start:end], True))
            at = end
    if at < len(text) or not runs:
        runs.append(Run(text[at:]))
    return tuple(runs)


def find_evidence(
    citations: Sequence[Citation], figures: Iterable[FigureCheck]
) -> list[list[tuple[int, int]]]:
    """For each citation, the spans in its text that bear out the figures.

    A figure is held against all cited passages of an article as one text, a line each, and its
    evidence is a span of that; evidence may name a passage, too.
    """
    starts: list[int] = []
    length: dict[str, int] = {}
    for citation in citations:
        starts.append(length.get(citation.article_id, 0))
        length[citation.article_id] = starts[-1] + len(citation.text) + 1
    found = [check.evidence for check in figures if check.verdict == "supported" and check.evidence]
    spans: list[list[tuple[int, int]]] = []
    for citation, start in zip(citations, starts, strict=True):
        own = [e.span for e in found if e.source == citation.passage_id]
        own += [
            (e.span[0] - start, e.span[1] - start)
            for e in found
            if e.source == citation.article_id
            and start <= e.span[0] <= e.span[1] <= start + len(citation.text)
        ]
        spans.append(own)
    return spans
