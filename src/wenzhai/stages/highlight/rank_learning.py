"""Before: shipped weights and what an editor accepted and rejected. After: weights nearer to the editor's.

Logistic regression of accepted against rejected stories with a ridge about the shipped weights. An
intercept and a share of the shipped score enter unpenalised: the one takes up how strict an editor is,
the other that he sees, and so rejects, what stands high already, which would otherwise teach the
contrary of what put it there. Pointwise and not by pairs of one edition: an editor who only accepts teaches
nothing false, and no edition needs both.
Source: maximum a posteriori estimation with a normal prior (Bishop, Pattern Recognition and Machine
Learning, 2006, section 4.5), so the correction shrinks where there is little to go by.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from wenzhai.model import Judgement, RankedStory
from wenzhai.stages.highlight.rank_weights import KIND, Weights

RIDGE = 6.0  # of one squared point, in log-likelihoods of a judgement
MOST_LEARNED = 1.0  # points by which no weight ever moves further
JUDGEMENTS_FOR_MOST = 40  # with fewer the bound is narrower in proportion
YOUR_CHOICES = "your choices"
"""The reason that learned weights give a story; what it measures is already in the other reasons."""

Matrix = NDArray[np.float64]
_STEPS, _ENOUGH = 50, 1e-6
_NUISANCE = 0.01  # penalty of what is not learned, so that it stays finite
_UNTAUGHT = frozenset({"printed before", "follow-up", "beside", "recency"})
"""Of the edition, not of taste: a rejected story says nothing about them."""


def measures_of(ranked: RankedStory) -> dict[str, float]:
    """What ranking measured of a story, by name, for a `Judgement` to keep; its kind counts as 1."""
    measures = {
        reason.name: reason.value
        for reason in ranked.reasons
        if reason.name not in ("kind", YOUR_CHOICES)
    }
    if ranked.kind:
        measures[KIND + ranked.kind] = 1.0
    return measures


def learn_weights(base: Weights, judgements: Sequence[Judgement]) -> Weights:
    """The base with corrections (`Weights.learned`) from accepted and rejected stories.

    Only the last judgement of a story counts; other kinds of judgement are passed over. Without both
    an accepted and a rejected story nothing is learned. No weight moves by more than
    `MOST_LEARNED` points, nor by more than its fortieth for each judgement. The same judgements in
    any order give the same weights."""
    last = _last_judgements(judgements)
    accepted = np.array([judgement.kind == "accepted" for judgement in last], float)
    if not accepted.any() or accepted.all():
        return msgspec.structs.replace(base, learned={})
    names = sorted({name for judgement in last for name in judgement.measures} - _UNTAUGHT, key=str)
    values = np.array([[_read(j.measures.get(name, 0.0)) for name in names] for j in last])
    score = values @ np.array([base.points.get(name, 0.0) for name in names])
    moved = _fit(values, accepted, score)
    bound = MOST_LEARNED * min(1.0, len(last) / JUDGEMENTS_FOR_MOST)
    learned = {
        name: round(float(move), 3)
        for name, move in zip(names, np.clip(moved, -bound, bound), strict=True)
    }
    return msgspec.structs.replace(base, learned={n: m for n, m in learned.items() if m})


def _last_judgements(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The last judgement of each story, by its id; of two at one time, rejection is the later."""
    last: dict[str, Judgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.kind)):
        if judgement.kind in ("accepted", "rejected"):
            last[judgement.story_id] = judgement
    return [last[story_id] for story_id in sorted(last)]


def _read(value: float) -> float:
    """A stored measure, whatever an older version or a hand-edited row made of it."""
    return min(2.0, max(0.0, value)) if value == value else 0.0


def _fit(values: Matrix, accepted: Matrix, score: Matrix) -> Matrix:
    """Corrections to the weights, with the share of the score, from none to all, that fits best.

    The likelihood is concave, so where the best share lies outside, its nearest end is the best."""
    free = np.column_stack([values, score - score.mean()])
    moved = _climb(free, accepted, np.zeros(len(score)), penalised=values.shape[1])
    share = min(1.0, max(0.0, moved[-1]))
    if share != moved[-1]:
        moved = _climb(values, accepted, share * (score - score.mean()), values.shape[1])
    return moved[: values.shape[1]]


def _climb(values: Matrix, accepted: Matrix, offset: Matrix, penalised: int) -> Matrix:
    """Newton's method on the likelihood, with a ridge on the first columns, each step halved until
    it gains; an intercept is added, and left out of the answer."""
    x = np.column_stack([values, np.ones(len(values))])
    ridge = np.full(x.shape[1], _NUISANCE)
    ridge[:penalised] = 2 * RIDGE
    point = np.zeros(x.shape[1])

    def loss(at: Matrix) -> float:
        margin = (2 * accepted - 1) * (offset + x @ at)
        return float(np.logaddexp(0, -margin).sum() + 0.5 * (ridge * at * at).sum())

    for _ in range(_STEPS):
        likely = 0.5 * (1 + np.tanh(0.5 * (offset + x @ point)))  # the logistic, without overflow
        slope = x.T @ (likely - accepted) + ridge * point
        curve = (x * (likely * (1 - likely))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        while loss(point - step) > loss(point) and np.abs(step).max() > _ENOUGH:
            step = step / 2
        if np.abs(step).max() <= _ENOUGH:
            break
        point = point - step
    return point[:-1]
