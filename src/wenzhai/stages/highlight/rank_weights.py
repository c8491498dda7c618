"""The weights of ranking: those of the data file that ships (written by benchmarks/ranking.py), and
what a newsroom's own judgements add to them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

KIND = "kind: "
"""Before the name of a kind of story, among the names of measures."""


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points for a full measure of each kind of evidence; what is not named counts nothing.

    `learned` is added to `points`: the correction that an editor's choices taught."""

    points: dict[str, float]
    learned: dict[str, float] = {}

    def of(self, name: str) -> float:
        """What ships and what was learned, together."""
        return self.points.get(name, 0.0) + self.learned.get(name, 0.0)


@cache
def load_weights(period: str = "week") -> Weights:
    """The weights for a beat that appears each `period` (`day` or `week`); a week's for any other."""
    data = (files("wenzhai.stages.highlight") / "rank_weights.json").read_bytes()
    stored = msgspec.json.decode(data, type=dict[str, Weights])
    return stored.get(period, stored["week"])
