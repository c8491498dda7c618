"""JSON's one spelling, held against the standard's own examples."""

from __future__ import annotations

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import InputError
from wenzhai.stages.publish import canonicalize, encode_edition, hash_content
from wenzhai.stages.publish.canonical import write_number

# RFC 8785, appendix B: IEEE 754 bits -> ECMAScript's spelling.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "written"), NUMBERS.items())
def test_numbers_of_the_standard(bits, written):
    """Every number of RFC 8785's appendix B is written as it says."""
    assert write_number(struct.unpack(">d", bytes.fromhex(bits))[0]) == written


def test_keys_and_strings_of_the_standard():
    """Keys are sorted by UTF-16 code units, and only what must be escaped is (RFC 8785, 3.2)."""
    keys = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert canonicalize(keys).decode() == (
        '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\U0001f600":5,"\ufb33":3}'
    )
    value = {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]}
    assert canonicalize(value).decode() == (
        '{"literals":[null,true,false],"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53 + 1, 10**400, "\ud800", {"\udfff": 1}])
def test_what_has_no_spelling_is_refused(value):
    """NaN, infinities, whole numbers that readers disagree on and half characters have none."""
    with pytest.raises(InputError):
        canonicalize([value])


def test_deep_nesting_is_refused():
    """A hostile file of brackets does not end the program."""
    value: list[object] = []
    for _ in range(900):
        value = [value]
    with pytest.raises(InputError, match="deeper"):
        canonicalize(value)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_value_comes_back_and_is_spelt_once(value):
    """What is written reads back as the same value, and written again is the same to the byte."""
    data = canonicalize(value)
    assert json.loads(data, parse_int=float) == value
    assert canonicalize(json.loads(data)) == data


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_edition_hashes_as_its_file_does(made, language):
    """Whoever reads edition.json and knows RFC 8785 finds the hash that was signed."""
    edition = made.make_edition(language, hostile=False)
    assert hash_content(json.loads(encode_edition(edition))) == hash_content(edition)
