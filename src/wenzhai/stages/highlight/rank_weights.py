"""The weights of ranking, read from the data file that ships (written by benchmarks/ranking.py)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points for a full measure of each kind of evidence; what is not named counts nothing."""

    points: dict[str, float]

    def of(self, name: str) -> float:
        return self.points.get(name, 0.0)


@cache
def load_weights(period: str = "week") -> Weights:
    """The weights for a beat that appears each `period` (`day` or `week`); a week's for any other."""
    data = (files("wenzhai.stages.highlight") / "rank_weights.json").read_bytes()
    stored = msgspec.json.decode(data, type=dict[str, Weights])
    return stored.get(period, stored["week"])
