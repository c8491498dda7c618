"""Before: the figures of the sources. After: of them, those that a draft's figure must be held against.

A long text against long sources would be as many comparisons as the product of their figures. The figures
of the sources are therefore found by value, day and numbers: what lies in the reach of the draft's figure,
and of what does not, the first of each sort (one is enough to say that the sources say otherwise).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from wenzhai.language.figures import compare_figures, parse_figures
from wenzhai.language.figures.compare import describe_sort, find_reach, list_keys
from wenzhai.model import Figure, SourceText
from wenzhai.stages.highlight.check_exchange import Sighting

FEW = 48
"""So many figures are held one by one; an index is worth its making beyond."""

_AGREE = frozenset({"equal", "compatible", "converted"})
_COMPOUND = frozenset({"date", "time", "identifier", "score"})


def read_figures(source: SourceText) -> tuple[Figure, ...]:
    """The figures of a source; relative dates are resolved against its publication."""
    return _read(source.text, source.lang, source.published)


@lru_cache(maxsize=512)
def _read(text: str, language: str, published: str) -> tuple[Figure, ...]:
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        day = None
    return parse_figures(text, language, day)


class Sightings:
    """The figures of the sources, in the order of the sources and of their texts."""

    def __init__(self, seen: Sequence[Sighting], few: int = FEW) -> None:
        """Sort what `seen` holds; with at most `few` nothing is sorted."""
        self.seen = seen
        self.small = len(seen) <= few
        if self.small:
            return
        self._same: dict[tuple[object, ...], list[int]] = {}
        self._sorts: dict[tuple[object, ...], list[int]] = {}
        self._parts: dict[tuple[float, ...], list[int]] = {}
        self._wide: list[int] = []
        self._compound: dict[str, list[int]] = {}
        keys: dict[bool, list[tuple[float, int]]] = {True: [], False: []}
        for at, sighting in enumerate(seen):
            figure = sighting.figure
            same = self._same.setdefault(_said(figure), [])
            same.append(at)
            if len(same) > 1:
                continue  # what is said again needs no second look
            self._sorts.setdefault(describe_sort(figure), []).append(at)
            if len(figure.parts) > 1:
                self._parts.setdefault(tuple(sorted(figure.parts)), []).append(at)
            if figure.kind in _COMPOUND:
                self._compound.setdefault(figure.kind, []).append(at)
            elif figure.approximation in ("vague", "range"):
                self._wide.append(at)
            else:
                keys[figure.approximation == "exact"] += [(key, at) for key in list_keys(figure)]
        self._keys = {exact: sorted(rows) for exact, rows in keys.items()}

    def find_near(self, figure: Figure) -> Sequence[Sighting]:
        """What `figure` must be held against, in order. The verdict is that over all of them."""
        if self.small:
            return self.seen
        near = set(self._list_near(figure))
        for members in self._sorts.values():
            first = next((at for at in members if at not in near), None)
            if first is not None:
                near.add(first)
        return [self.seen[at] for at in sorted(near)]

    def list_agreeing(self, figure: Figure) -> list[int]:
        """The numbers (in `seen`) of all figures of the same kind and unit that agree with `figure`."""
        near = range(len(self.seen)) if self.small else sorted(set(self._list_near(figure)))
        found: list[int] = []
        for at in near:
            other = self.seen[at].figure
            if (other.kind, other.unit) != (figure.kind, figure.unit):
                continue
            if compare_figures(figure, other).relation in _AGREE:
                found += [at] if self.small else self._same[_said(other)]
        return found

    def _list_near(self, figure: Figure) -> Iterator[int]:
        if len(figure.parts) > 1:
            yield from self._parts.get(tuple(sorted(figure.parts)), ())
        if figure.kind in _COMPOUND:
            if figure.kind != "score":
                yield from self._compound.get(figure.kind, ())
            return
        yield from self._wide
        for exact, rows in self._keys.items():
            for low, high in find_reach(figure, exact=exact):
                first = bisect_left(rows, (low, 0))
                for _, at in rows[first : bisect_right(rows, (high, len(self.seen)))]:
                    yield at


def _said(figure: Figure) -> tuple[object, ...]:
    """What two figures share when nothing but their place tells them apart."""
    return (
        figure.kind, figure.value, figure.low, figure.high, figure.unit, figure.approximation, figure.direction,
        figure.counted, figure.iso, figure.step, figure.parts, figure.weak, figure.basis, figure.text,
    )  # fmt: skip
