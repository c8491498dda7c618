"""Learning an editor's taste: towards the choices made, a little, and never more than a little."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import Beat, Judgement, Story
from wenzhai.stages.highlight.rank import rank_stories
from wenzhai.stages.highlight.rank_learning import (
    JUDGEMENTS_FOR_MOST,
    MOST_LEARNED,
    YOUR_CHOICES,
    learn_weights,
    measures_of,
)
from wenzhai.stages.highlight.rank_weights import Weights, load_weights

AT = datetime(2023, 4, 7, 0, 30, tzinfo=UTC)
BASE = Weights(points={"publishers": 2.0, "relevance": 3.0, "kind: product": 0.4})
BEAT = Beat(id="b", titles={}, scopes={})


def judge(key, kind, *, days=0, **measures):
    named = {name.replace("_", ": "): value for name, value in measures.items()}
    return Judgement(at=AT + timedelta(days=days), kind=kind, story_id=str(key), measures=named)


def test_what_stands_high_is_not_punished_for_it():
    """Rejecting most of what is shown, all of it well covered, does not teach against coverage."""
    shown = [
        judge(n, "accepted" if n % 4 == 0 else "rejected", publishers=1.0, relevance=0.8)
        for n in range(20)
    ]
    deep = [judge(100, "accepted", publishers=0.1, relevance=0.8)]
    assert learn_weights(BASE, shown + deep).of("publishers") > 1.9


def tastes(n):
    """Some times: a fine is taken, a gadget is not, equal in all else."""
    for key in range(n):
        yield judge(f"yes{key}", "accepted", publishers=0.5, relevance=0.8, kind_regulation=1.0)
        yield judge(f"no{key}", "rejected", publishers=0.5, relevance=0.8, kind_product=1.0)


def test_weights_move_towards_the_choices():
    """What is taken gains, what is left loses, what tells them not apart stays."""
    learned = learn_weights(BASE, list(tastes(20)))
    assert learned.of("kind: regulation") > 0.3
    assert learned.of("kind: product") < 0.1
    assert learned.of("publishers") == pytest.approx(2.0, abs=0.05)
    assert learned.points == BASE.points


def test_more_judgements_teach_more():
    """The correction grows with what there is to go by."""
    moves = [learn_weights(BASE, list(tastes(n))).of("kind: regulation") for n in (1, 5, 20, 100)]
    assert moves == sorted(moves)
    assert moves[0] < 0.1


@pytest.mark.parametrize("kind", ["accepted", "rejected"])
def test_one_sided_choices_teach_nothing(kind):
    """An editor who only accepts, or only rejects, prefers nothing to anything."""
    rows = [judge(n, kind, publishers=n / 10) for n in range(9)]
    assert learn_weights(BASE, rows) == BASE
    assert learn_weights(BASE, []) == BASE


def test_last_judgement_of_a_story_counts():
    """Who changes his mind is believed; other kinds of judgement say nothing of taste."""
    rows = list(tastes(5))
    changed = [
        *[judge(f"yes{n}", "rejected", days=-1, publishers=0.1) for n in range(5)],
        judge("yes0", "together", days=1),
        *rows,
    ]
    assert learn_weights(BASE, changed) == learn_weights(BASE, rows)


def test_order_of_judgements_is_nothing():
    """The same judgements in any order give the same weights, to the last digit."""
    rows = list(tastes(2))
    found = [learn_weights(BASE, order) for order in itertools.permutations(rows)]
    assert all(weights == found[0] for weights in found)


MEASURES = st.dictionaries(
    st.sampled_from(["publishers", "relevance", "kind: product", "kind: people", "quality"]),
    st.floats(),
)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.booleans(), MEASURES), max_size=12))
def test_no_weight_moves_far(rows):
    """Whatever the judgements hold, a weight moves by no more than a fortieth of the most for each."""
    judgements = [
        Judgement(at=AT, kind="accepted" if yes else "rejected", story_id=str(n), measures=measures)
        for n, (yes, measures) in enumerate(rows)
    ]
    bound = MOST_LEARNED * len(rows) / JUDGEMENTS_FOR_MOST
    assert all(
        abs(move) <= bound + 1e-3 for move in learn_weights(BASE, judgements).learned.values()
    )


def stories(n):
    """Stories of all kinds, better and better covered."""
    titles = ["Ministry fines an app", "Firm launches a phone", "Founder resigns", "Profit rises"]
    return [
        Story(
            id=f"{k:02}", thread_id=f"{k:02}", title=titles[k % 4], article_ids=(), languages=("en",),
            publishers=tuple(map(str, range(1 + k // 2))), first_at=AT, last_at=AT,
        )
        for k in range(n)
    ]  # fmt: skip


def ranked(weights=None):
    return rank_stories(stories(24), {}, (), BEAT, AT, {}, weights=weights)


def test_ten_judgements_do_not_turn_a_ranking_over():
    """Rejecting the first five and accepting the last five moves stories by a few places, no more."""
    base = load_weights("week")
    before = ranked(base)
    rows = [
        Judgement(at=AT, kind=kind, story_id=r.story.id, measures=measures_of(r))
        for kind, group in (("rejected", before[:5]), ("accepted", before[-5:]))
        for r in group
    ]
    after = {r.story.id: r.rank for r in ranked(learn_weights(base, rows))}
    moved = [abs(after[r.story.id] - r.rank) for r in before]
    assert max(moved) <= 6
    assert sum(moved) / len(moved) < 3
    assert after[before[0].story.id] <= 4


def test_reason_says_that_choices_moved_it():
    """A story that learned weights move says so in words, and the points still add up."""
    base = load_weights("week")
    learned = learn_weights(base, list(tastes(30)))
    by_kind = {r.kind: r for r in ranked(learned)}
    fine = next(r for r in by_kind["regulation"].reasons if r.name == YOUR_CHOICES)
    phone = next(r for r in by_kind["product"].reasons if r.name == YOUR_CHOICES)
    assert fine.points > 0.2
    assert fine.words == "raised by your earlier choices (kind: regulation)"
    assert phone.words == "lowered by your earlier choices (kind: product)"
    for r in by_kind.values():
        assert r.score == pytest.approx(sum(reason.points for reason in r.reasons), abs=1e-3)
    assert all(reason.name != YOUR_CHOICES for r in ranked(base) for reason in r.reasons)


def test_measures_of_a_ranked_story():
    """A judgement keeps what ranking measured, the kind among it, whatever was learned before."""
    base = load_weights("week")
    plain = {r.story.id: measures_of(r) for r in ranked(base)}
    assert plain["00"]["kind: regulation"] == 1.0
    assert plain["00"]["single publisher"] == 1.0
    taught = {r.story.id: measures_of(r) for r in ranked(learn_weights(base, list(tastes(30))))}
    assert taught == plain
