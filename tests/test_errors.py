"""Errors say what is wrong, where, and the remedy; and the tree is the one that is documented."""

from __future__ import annotations

import inspect
import re

import pytest

from wenzhai import errors
from wenzhai.errors import FetchError, StatusError, WenzhaiError


@pytest.mark.parametrize(
    ("where", "remedy", "message"),
    [
        ("", "", "it is wrong"),
        ("f:3", "", "f:3: it is wrong"),
        ("", "Mend it.", "it is wrong. Mend it."),
        ("f:3", "Mend it.", "f:3: it is wrong. Mend it."),
    ],
)
def test_a_message_is_one_line_of_its_parts(where, remedy, message):
    """Parts that are not there leave no trace."""
    assert str(WenzhaiError("it is wrong", where=where, remedy=remedy)) == message


def test_a_full_stop_is_not_doubled():
    """An error in a sentence reads as one."""
    assert WenzhaiError("It is wrong.", remedy="Mend it.").message == "It is wrong. Mend it."


def test_every_error_has_one_root_and_is_in_the_documented_tree():
    """Who catches WenzhaiError catches all, and the picture in the module shows them all."""
    kinds = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}
    assert all(issubclass(kind, WenzhaiError) for kind in kinds.values())
    assert errors.__doc__ is not None
    assert set(re.findall(r"^[│├└─ ]*([A-Z]\w+)  ", errors.__doc__, re.MULTILINE)) == set(kinds)


def test_a_pause_that_a_host_asks_for_is_kept():
    """Retry-After reaches whoever decides when to ask again."""
    error = StatusError("busy", status=503, where="http://a.example/", retry_after=1.5)
    assert isinstance(error, FetchError)
    assert (error.status, error.retry_after) == (503, 1.5)
    assert error.message == "http://a.example/: busy"
