"""Before: a line of `wenzhai pipe check`. After: the line that it prints (docs/figures.md has the format)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wenzhai.errors import InputError
from wenzhai.model import Check, ClaimCheck, Evidence, FigureCheck, SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_claims import NameFinder


def check_line(row: Mapping[str, Any], names: NameFinder | None = None) -> dict[str, Any]:
    """Give the verdicts on one row: `{"id","lang","text","sources":[{"id","lang","text","published"}]}`.

    Unknown keys are ignored, missing optional ones allowed; a row without `text`, or with something
    else where text or sources should be, raises `errors.InputError`.
    """
    text = row.get("text")
    sources = row.get("sources", [])
    if not isinstance(text, str):
        raise InputError("the line has no text", remedy='Give it a "text" in quotation marks')
    if not isinstance(sources, list) or not all(isinstance(s, Mapping) for s in sources):
        raise InputError(
            "sources is not a list of objects", remedy='Write "sources": [{"text": ...}]'
        )
    given = [
        SourceText(
            id=str(source.get("id", number)),
            lang=str(source.get("lang") or guess_language(str(source.get("text", "")))),
            text=str(source.get("text", "")),
            published=str(source.get("published") or ""),
        )
        for number, source in enumerate(sources)
    ]
    check = check_text(text, str(row.get("lang") or guess_language(text)), given, names=names)
    return {"id": row.get("id"), **_print_check(check)}


def guess_language(text: str) -> str:
    """Zh where more than a tenth of the characters are Han, else en."""
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return "zh" if han * 10 > len(text) else "en"


def _print_check(check: Check) -> dict[str, Any]:
    return {
        "verdict": check.verdict,
        "figures": [_print_figure(f) for f in check.figures],
        "claims": [_print_claim(c) for c in check.claims],
    }


def _print_figure(check: FigureCheck) -> dict[str, Any]:
    figure = check.figure
    line: dict[str, Any] = {
        "text": figure.text,
        "span": list(figure.span),
        "kind": figure.kind,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "verdict": check.verdict,
        "evidence": _print_evidence(check.evidence),
        "why": check.why,
    }
    if figure.iso:
        line["iso"] = figure.iso
    return line


def _print_claim(check: ClaimCheck) -> dict[str, Any]:
    return {
        "kind": check.kind,
        "text": check.text,
        "span": list(check.span),
        "verdict": check.verdict,
        "evidence": _print_evidence(check.evidence),
        "why": check.why,
    }


def _print_evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return None if evidence is None else {"source": evidence.source, "span": list(evidence.span)}
