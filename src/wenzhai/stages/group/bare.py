"""Before: events of a few reports. After: those whose reports share more than the names in them.

Two reports of one company on one day are alike by its name, and by little else where they tell two
things. Where few reports speak for an event, no third one says which it is: so a link that is not nearly
certain must stand on words of the headlines that are no names, on openings that say the same, or on a
figure that is more than a small count; and two Chinese headlines that each spell a name in Latin letters
which the other lacks tell of two products.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from wenzhai.stages.group.candidates import Floats, Ints
from wenzhai.stages.group.signals import Signals
from wenzhai.stages.group.wording import compare_others

FEW_REPORTS = 3  # of an event, up to which its links are looked at
SURE = 0.75  # a link of this probability needs no other ground
ALIKE = 0.1  # cosine of the headlines' words that are no names
SAME_OPENING = 0.3  # cosine of the openings' words as English stems; unlike ones lie below .2

Bools = npt.NDArray[np.bool_]


def find_ground(signals: Signals, i: Ints, j: Ints, likely: Floats) -> Bools:
    """Whether each pair of units shares more than names; `likely` is its probability."""
    spelled, figures = signals.spelled, signals.figures
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    clash = np.array([bool(spelled[a] - spelled[b] and spelled[b] - spelled[a]) for a, b in pairs])
    agree = np.array([bool(figures[a] & figures[b]) for a, b in pairs])
    alike = compare_others(signals.wording, i, j) >= ALIKE
    both_open = signals.has_text[i] & signals.has_text[j]  # else it is the headline once more
    for words in (
        signals.lead,
        signals.lead_shared,
    ):  # within a language, and across by the dictionary
        cosine = np.asarray(words[i].multiply(words[j]).sum(axis=1)).ravel()
        alike |= both_open & (cosine >= SAME_OPENING)
    ground: Bools = (likely >= SURE) | ((alike | agree) & ~clash)
    return ground


def part_bare(
    events: Sequence[list[int]], has_ground: Callable[[Ints, Ints], Bools]
) -> list[list[int]]:
    """The events, with those reports apart that no link with ground holds in an event of up to
    FEW_REPORTS. `has_ground` says so of pairs of units."""
    small = [members for members in events if 2 <= len(members) <= FEW_REPORTS]
    pairs = [(a, b) for members in small for at, a in enumerate(members) for b in members[at + 1 :]]
    held: set[int] = set()
    if pairs:
        i, j = (np.array(ends, dtype=np.int64) for ends in zip(*pairs, strict=True))
        ground = has_ground(i, j)
        held = {*i[ground].tolist(), *j[ground].tolist()}
    parted: list[list[int]] = []
    for members in events:
        if 2 <= len(members) <= FEW_REPORTS:
            parted.extend([unit] for unit in members if unit not in held)
            members = [unit for unit in members if unit in held]
        if members:
            parted.append(members)
    return sorted(parted)
