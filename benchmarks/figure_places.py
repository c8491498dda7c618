"""Figures that change places: real texts against themselves, whole and with two figures of a kind exchanged.

Run: PYTHONPATH=src python benchmarks/figure_places.py NEWS.jsonl.gz LANG FIELD. Found is the share of
exchanged texts that are flagged, false the share of unaltered ones. Writes nothing.
"""

from __future__ import annotations

import gzip
import json
import sys

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

_TEXTS = 1500


def exchange(text: str, language: str) -> str:
    """Exchange the first two figures of one kind and unit that differ; "" where there are none."""
    read = [f for f in parse_figures(text, language) if f.value is not None and not f.weak]
    for at, one in enumerate(read):
        for other in read[at + 1 :]:
            alike = (one.kind, one.unit) == (other.kind, other.unit) and one.kind != "date"
            if alike and compare_figures(one, other).relation == "contradicted":
                (a, b), (c, d) = one.span, other.span
                return text[:a] + other.text + text[b:c] + one.text + text[d:]
    return ""


def main() -> None:
    """Print both shares."""
    path, language, field = sys.argv[1:4]
    with gzip.open(path, "rt", encoding="utf8") as file:
        texts = list(dict.fromkeys(str(json.loads(line).get(field) or "")[:600] for line in file))
    pairs = [(t, e) for t in texts if t and (e := exchange(t, language))][:_TEXTS]
    found = false = 0
    for text, altered in pairs:
        source = [SourceText(id="s", lang=language, text=text)]
        found += check_text(altered, language, source).verdict in ("contradicted", "unsupported")
        false += check_text(text, language, source).verdict in ("contradicted", "unsupported")
    print(f"{len(pairs)} texts: found {found / len(pairs):.3f}, false {false / len(pairs):.3f}")


if __name__ == "__main__":
    main()
