"""Before: what editors said of stories. After: pairs that belong together and pairs that do not, and clusters
that obey them.

An editor's word is no evidence to be weighed: it holds, whatever the pair model thinks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wenzhai.model import Judgement
from wenzhai.stages.group.candidates import Floats, Ints

FAR = 1e6  # a distance that no mean of a bounded cluster comes back from

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of ids, the lesser first. A pair is never in both."""

    together: frozenset[Pair] = field(default_factory=frozenset)
    apart: frozenset[Pair] = field(default_factory=frozenset)

    def map_ids(self, to: Mapping[str, str]) -> Constraints:
        """The same of other ids (those of originals); pairs that fall into one id say nothing."""
        return Constraints(
            together=frozenset(_map(self.together, to)), apart=frozenset(_map(self.apart, to))
        )

    def parts(self) -> frozenset[str]:
        """The ids that are kept apart from some other."""
        return frozenset(key for pair in self.apart for key in pair)


NO_CONSTRAINTS = Constraints()


def read_constraints(judgements: Iterable[Judgement]) -> Constraints:
    """Of judgements in order of time; of two on one pair of articles the later holds."""
    said: dict[Pair, str] = {}
    for judgement in judgements:
        if judgement.kind not in ("together", "apart"):
            continue
        for one in judgement.articles:
            for other in judgement.others:
                if one != other:
                    said[_pair(one, other)] = judgement.kind
    return Constraints(
        together=frozenset(pair for pair, kind in said.items() if kind == "together"),
        apart=frozenset(pair for pair, kind in said.items() if kind == "apart"),
    )


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _map(pairs: Iterable[Pair], to: Mapping[str, str]) -> Iterable[Pair]:
    for one, other in pairs:
        a, b = to.get(one, one), to.get(other, other)
        if a != b:
            yield _pair(a, b)


def keep_apart(distance: Floats, part: Ints, apart: Collection[tuple[int, int]]) -> None:
    """Set the pairs of units that are to be apart FAR in the square of a part, in place."""
    place = {int(unit): at for at, unit in enumerate(part)}
    for one, other in apart:
        if one in place and other in place:
            a, b = place[one], place[other]
            distance[a, b] = distance[b, a] = FAR


def join_together(
    clusters: Sequence[list[int]],
    together: Collection[tuple[int, int]],
    apart: Collection[tuple[int, int]],
) -> list[list[int]]:
    """The clusters, those of units that are to be together made one.

    Where that would bring units together that are to be apart, only the two units of the pair move:
    the second to the first, if that may be."""
    members = dict(enumerate(map(list, clusters)))
    home = {unit: key for key, group in members.items() for unit in group}
    foes: dict[int, set[int]] = defaultdict(set)
    for one, other in apart:
        foes[one].add(other)
        foes[other].add(one)

    def clash(left: Iterable[int], right: Collection[int]) -> bool:
        return any(foes[unit] & set(right) for unit in left)

    for one, other in sorted(together):
        if one not in home or other not in home or home[one] == home[other]:
            continue
        a, b = sorted((home[one], home[other]))
        if not clash(members[a], members[b]):
            moving, target = list(members[b]), a
        elif not clash([other], members[home[one]]):
            moving, target = [other], home[one]
        else:
            continue
        for unit in moving:
            members[home[unit]].remove(unit)
            members[target].append(unit)
            home[unit] = target
    return sorted(sorted(group) for group in members.values() if group)
