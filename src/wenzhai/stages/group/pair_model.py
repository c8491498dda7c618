"""Before: what speaks for and against each pair. After: the probability that it is one event, and
that it is one thread.

Gradient-boosted trees, trained by benchmarks/train_pair_model.py and shipped as plain arrays; this is
the whole of what is needed to apply them, so that nothing is ever unpickled.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from wenzhai.stages.group.candidates import Floats

CHUNK = 4_096  # pairs at once: what fits the processor's cache
HEADS = ("event", "thread")


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays of shape `(trees, nodes)`; a leaf points to itself. A pair goes left where its
    value is at most the threshold, and where it is NaN if `nan_left`. `slope` and `offset` make the
    sum of the leaves a calibrated log-odds (Platt)."""

    feature: npt.NDArray[np.int16]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    nan_left: npt.NDArray[np.bool_]
    value: npt.NDArray[np.float64]
    base: float
    slope: float
    offset: float
    depth: int

    def log_odds(self, rows: npt.NDArray[np.float32]) -> Floats:
        """Log-odds of each row; natural logarithm."""
        total = np.full(len(rows), self.base, dtype=np.float64)
        width = rows.shape[1]
        for start in range(0, len(rows), CHUNK):
            flat = rows[start : start + CHUNK].astype(np.float64).ravel()
            unknown = np.isnan(flat)
            own = np.arange(len(flat) // width) * width
            for tree in range(len(self.feature)):
                node = np.zeros(len(own), dtype=np.int64)
                for _ in range(self.depth):
                    at = own + self.feature[tree].take(node)
                    go_left = flat.take(at) <= self.threshold[tree].take(node)
                    go_left |= unknown.take(at) & self.nan_left[tree].take(node)
                    left, right = self.left[tree].take(node), self.right[tree].take(node)
                    node = np.where(go_left, left, right)
                total[start : start + CHUNK] += self.value[tree].take(node)
        return self.slope * total + self.offset

    def probability(self, rows: npt.NDArray[np.float32]) -> Floats:
        """Probability of each row, 0 to 1."""
        return 1.0 / (1.0 + np.exp(-np.clip(self.log_odds(rows), -30, 30)))


@lru_cache(maxsize=1)
def load_forests() -> dict[str, Forest]:
    """The shipped weights, by head."""
    data = (files("wenzhai.stages.group") / "pair_model.npz").read_bytes()
    with np.load(BytesIO(data)) as stored:
        return {
            head: Forest(
                feature=stored[f"{head}_feature"],
                threshold=stored[f"{head}_threshold"],
                left=stored[f"{head}_left"],
                right=stored[f"{head}_right"],
                nan_left=stored[f"{head}_nan_left"],
                value=stored[f"{head}_value"],
                base=float(stored[f"{head}_scale"][0]),
                slope=float(stored[f"{head}_scale"][1]),
                offset=float(stored[f"{head}_scale"][2]),
                depth=int(stored[f"{head}_scale"][3]),
            )
            for head in HEADS
        }
