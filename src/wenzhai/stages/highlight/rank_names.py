"""Before: the headlines of a story. After: how well known those are whom it is about.

A glossary's weights say how much a name means to the beat; a story is as prominent as its best name,
a second and a third adding a little. What the beat file calls at home elsewhere is so with all that
belongs to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wenzhai.model import Beat, Name
from wenzhai.stages.highlight.rank_primary import FindsNames

NAME_SHARES = (1.0, 0.3, 0.1)  # of the best name's weight, the second's, the third's
MOST_TITLES = 12
LONGEST = 300
_NO_SUBJECTS = ("term", "place")  # what a story speaks of, not whom it is about


@dataclass(frozen=True, slots=True)
class Subjects:
    """`prominence` is 0 to 1.4, `person` the weight of the best person, 0 to 1, `elsewhere` the share
    of headlines that name only others than the beat's and none of its places; `names` are those
    that count, best first, each in English and in Chinese."""

    prominence: float = 0.0
    person: float = 0.0
    elsewhere: float = 0.0
    names: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()


NO_SUBJECTS = Subjects()


@dataclass(frozen=True, slots=True)
class Home:
    """Where a beat is at home: finds its `places`; `elsewhere` are ids of names that are not."""

    places: re.Pattern[str]
    elsewhere: frozenset[str]


def find_home(beat: Beat) -> Home:
    """The home of a beat; of one of the whole world, nothing is elsewhere. Latin places are words."""
    forms = sorted(set(filter(None, beat.places)))
    latin = "|".join(re.escape(form) for form in forms if form.isascii())
    other = "|".join(re.escape(form) for form in forms if not form.isascii())
    parts = [rf"\b(?:{latin})\b" if latin else "", other]
    return Home(
        places=re.compile("|".join(filter(None, parts)) or r"(?!)"),
        elsewhere=frozenset(name.lower() for name in beat.elsewhere),
    )


def find_subjects(titles: Sequence[str], names: FindsNames, home: Home | None = None) -> Subjects:
    """Whom the headlines name: a name counts fully where half of them have it, less below that."""
    read = [title[:LONGEST] for title in titles[:MOST_TITLES]]
    counts: Counter[str] = Counter()
    known: dict[str, Name] = {}
    away = 0
    for title in read:
        found = {match.name.id: match.name for match in names.find(title)}
        counts.update(found.keys())
        known.update(found)
        if home is not None and not home.places.search(title):
            about = [name for name in found.values() if name.kind not in _NO_SUBJECTS]
            away += bool(about) and all(_is_foreign(name, names, home) for name in about)
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
        elsewhere=away / max(1, len(read)),
        names=tuple((known[key].en, known[key].zh) for key in ordered[: len(NAME_SHARES)]),
        people=tuple((known[key].en, known[key].zh) for key in people[:1]),
    )


def _is_foreign(name: Name, names: FindsNames, home: Home) -> bool:
    """A product is at home where its maker is, however much is told of it."""
    return any(owner.id in home.elsewhere for owner in (name, *names.parents(name)))
