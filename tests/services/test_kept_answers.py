"""Answers kept by content: asked once, counted always, bounded for a run."""

from __future__ import annotations

import pytest

from wenzhai.errors import ServiceError
from wenzhai.ports import Answer, Question
from wenzhai.services.kept_answers import KeptWriter
from wenzhai.settings import WriterEndpoint
from wenzhai.store import Store


class Model:
    name = "m@somewhere"

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = 0

    def ask(self, question):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def ask(text):
    return Question(rules="r", material=text)


@pytest.fixture
def store(tmp_path):
    with_store = Store.open(f"sqlite:///{tmp_path / 'a.db'}")
    yield with_store
    with_store.close()


def keep(model, store, **more):
    return KeptWriter(model, store, WriterEndpoint(url="http://x/v1", model="m", **more))


ONE = Answer(text="one", tokens_in=1000, tokens_out=500)


def test_the_same_question_is_asked_once(store):
    """A second run with the same inputs asks nothing and gets the same text; the count says so."""
    first = keep(Model(ONE), store, price_in=2.0, price_out=8.0)
    assert first.ask(ask("a")) == ONE
    assert (first.use.requests, first.use.kept, first.use.cost) == (1, 0, 0.006)
    second = keep(Model(), store)
    assert second.ask(ask("a")) == ONE
    assert (second.use.requests, second.use.kept, second.use.tokens_in) == (0, 1, 0)


@pytest.mark.parametrize("bound", [{"max_requests": 2}, {"max_tokens": 3000}])
def test_a_spent_budget_stops_the_run(store, bound):
    """What is kept counts like what is asked, so that a run made again stops at the same place."""
    for model in (Model(ONE, ONE, ONE), Model()):
        kept = keep(model, store, **bound)
        kept.ask(ask("a"))
        kept.ask(ask("b"))
        with pytest.raises(ServiceError, match="spent"):
            kept.ask(ask("c"))
        assert "spent" in kept.use.notice


def test_a_model_that_fails_twice_is_left_alone(store):
    """One failure may be chance; after two in a row nobody waits for a third time-out."""
    fault = ServiceError("no answer")
    model = Model(fault, ONE, fault, fault, ONE)
    kept = keep(model, store)
    for text, fails in (("a", True), ("b", False), ("c", True), ("d", True), ("e", True)):
        if fails:
            with pytest.raises(ServiceError, match="no answer"):
                kept.ask(ask(text))
        else:
            kept.ask(ask(text))
    assert (model.asked, kept.use.failures, kept.use.notice) == (4, 3, "no answer")


def test_another_model_has_answers_of_its_own(store):
    """The key holds who was asked, not only what."""
    keep(Model(ONE), store).ask(ask("a"))
    other = Model(Answer(text="two"))
    other.name = "n@elsewhere"
    assert keep(other, store).ask(ask("a")).text == "two"
