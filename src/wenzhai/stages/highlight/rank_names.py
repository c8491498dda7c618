"""Before: the headlines of a story. After: how well known those are whom it is about.

A glossary's weights say how much a name means to the beat; a story is as prominent as its best name,
a second and a third adding a little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wenzhai.model import Name
from wenzhai.stages.highlight.rank_primary import FindsNames

NAME_SHARES = (1.0, 0.3, 0.1)  # of the best name's weight, the second's, the third's
MOST_TITLES = 12
LONGEST = 300
_NO_SUBJECTS = ("term", "place")  # what a story speaks of, not whom it is about


@dataclass(frozen=True, slots=True)
class Subjects:
    """`prominence` is 0 to 1.4, `person` the weight of the best person, 0 to 1; `names` the English
    forms of those that count, best first."""

    prominence: float = 0.0
    person: float = 0.0
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


NO_SUBJECTS = Subjects()


def find_subjects(titles: Sequence[str], names: FindsNames) -> Subjects:
    """Whom the headlines name: a name counts fully where half of them have it, less below that."""
    read = titles[:MOST_TITLES]
    counts: Counter[str] = Counter()
    known: dict[str, Name] = {}
    for title in read:
        found = {match.name.id: match.name for match in names.find(title[:LONGEST])}
        counts.update(found.keys())
        known.update(found)
    weights = {
        key: name.weight * min(1.0, 2 * counts[key] / len(read))
        for key, name in known.items()
        if name.kind not in _NO_SUBJECTS and name.weight
    }
    ordered = sorted(weights, key=lambda key: (-weights[key], key))
    people = [key for key in ordered if known[key].kind == "person"]
    return Subjects(
        prominence=sum(s * weights[key] for s, key in zip(NAME_SHARES, ordered, strict=False)),
        person=weights[people[0]] if people else 0.0,
        names=tuple(known[key].en for key in ordered[: len(NAME_SHARES)]),
        people=tuple(known[key].en for key in people[:1]),
    )
