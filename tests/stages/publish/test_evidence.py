"""Which words of a passage are marked as bearing out a figure."""

from __future__ import annotations

from datetime import UTC, datetime

from wenzhai.model import Citation, Evidence, Figure, FigureCheck
from wenzhai.stages.publish import decode_edition
from wenzhai.stages.publish.evidence import find_evidence

AT = datetime(2023, 4, 11, tzinfo=UTC)


def cite(article: str, number: int, text: str) -> Citation:
    return Citation(
        article_id=article,
        passage_id=f"{article}#{number}",
        publisher="P",
        title="T",
        url="https://p.example",
        language="en",
        published_at=AT,
        text=text,
    )


def check(source: str, span: tuple[int, int], verdict: str = "supported") -> FigureCheck:
    figure = Figure(text="57%", span=(0, 3), kind="percent")
    return FigureCheck(
        figure=figure, verdict=verdict, why="", evidence=Evidence(source=source, span=span)
    )


def test_evidence_of_an_article():
    """Evidence names an article and a span of its cited passages, a line each: it is found in the
    passage where it falls, also when another article stands between."""
    citations = [cite("a", 1, "First, 12."), cite("b", 1, "Other."), cite("a", 2, "Then 57% rose.")]
    spans = find_evidence(citations, [check("a", (16, 19)), check("a", (7, 9))])
    assert spans == [[(7, 9)], [], [(5, 8)]]
    assert citations[2].text[5:8] == "57%"


def test_evidence_of_a_passage():
    """Evidence may name the passage itself; what is not supported marks nothing."""
    citations = [cite("a", 1, "It rose 57%.")]
    assert find_evidence(citations, [check("a#1", (8, 11))]) == [[(8, 11)]]
    assert find_evidence(citations, [check("a#1", (8, 11), "contradicted")]) == [[]]
    assert find_evidence(citations, [check("a", (8, 40))]) == [[]]


def test_the_sample_week(sample_run):
    """In the sample's editions nearly all supported figures are marked in a passage, in words that
    have a digit or a numeral where the figure has."""
    for language in ("en", "zh"):
        path = sample_run.folder / "editions" / "2023-W15" / language / "edition.json"
        edition = decode_edition(path.read_bytes())
        figures = marked = 0
        for highlight in edition.highlights:
            for sentence in (s for p in highlight.paragraphs for s in p):
                spans = find_evidence(sentence.citations, sentence.check.figures)
                good = [f for f in sentence.check.figures if f.verdict == "supported"]
                figures += len(good)
                marked += sum(len(set(each)) for each in spans)
        assert marked >= 0.9 * figures > 20
