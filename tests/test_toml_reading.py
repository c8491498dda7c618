"""Errors in TOML files name the line that an editor has to change, whatever the file looks like."""

from __future__ import annotations

import tomllib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import ends
from wenzhai.errors import SettingsError
from wenzhai.toml_reading import find_line, read_toml


class _Rights(msgspec.Struct, forbid_unknown_fields=True):
    words: int = 1


class _Source(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    rights: _Rights | None = None
    options: dict[str, str] = {}


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: str = ""
    sizes: tuple[int, ...] = ()
    sources: tuple[_Source, ...] = ()
    named: dict[str, _Source] = {}


_TEXT = '''# title = "a comment"
title = """
id = "inside a string"
[[sources]]
""" # [[sources]]
sizes = [ # [sources]
  1,
  2, # ], 7
  3 ]

[[sources]] # the first
id = 'one # not a comment'
options = { a = "1", "b.c" = ["}", { d = "]" }],
  e = 2 }
[sources.rights]
words = 1

[[ sources ]]
"id" = "two"
'options' . "quo\\u0074ed" = "\\"]"
rights . words = 2
[sources.options.deep]
x = 1
[[sources.lists]]
y = 1
[[sources.lists]]
y = 2

[named."a.b"]
id = \'\'\'[[sources]]
id\'\'\'
[ named . c ]
id = ""
'''


@pytest.mark.parametrize(
    ("steps", "line"),
    [
        ("title", 2),
        ("sizes", 6),
        ("sizes/0", 7),
        ("sizes/2", 9),
        ("sources", 11),
        ("sources/0", 11),
        ("sources/0/id", 12),
        ("sources/0/options/a", 13),
        ("sources/0/options/b.c", 13),
        ("sources/0/options/b.c/1/d", 13),
        ("sources/0/options/e", 14),
        ("sources/0/rights", 15),
        ("sources/0/rights/words", 16),
        ("sources/1", 18),
        ("sources/1/id", 19),
        ("sources/1/options", 20),
        ("sources/1/options/quoted", 20),
        ("sources/1/rights/words", 21),
        ("sources/1/options/deep/x", 23),
        ("sources/1/lists/0/y", 25),
        ("sources/1/lists/1/y", 27),
        ("named/a.b/id", 30),
        ("named/c/id", 33),
        ("sources/1/quality", 18),
        ("sources/7/id", 11),
        ("nothing/like/it", 1),
    ],
)
def test_the_line_of_a_key_is_found(steps, line):
    """Comments, strings of several lines, inline tables, dotted and quoted keys do not mislead; a key
    that is not there has the line of the table around it."""
    assert find_line(_TEXT, steps.split("/")) == line


def test_lines_are_those_that_an_editor_counts():
    """Separators that only Unicode knows do not count as lines, carriage returns do not hide them."""
    assert find_line('a = "\u2028\x85\x0b"\r\nb = 1', ["b"]) == 2


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("titel = 'x'", 1, "“titel” is not known", "Did you mean “title”?"),
        ("\n[[sources]]\nid = 'a'\ntitle = ''", 4, "“title” is not known", "Remove it"),
        ("[[sources]]\nid = 'a'\n[sources.rights]\nword = 1", 4, "“word”", "“words”"),
        ("[[sources]]\nid='a'\n[[sources]]\n", 3, "“id” is missing", "Add id = …"),
        ("title = ''\nsizes = [\n1,\n'x']", 4, "expected `int`", "“sizes.1”"),
        ("[named.x]\nid = ''\n[named.y]\nid = 3", 4, "expected `str`", "“named.y.id”"),
        ("[named.x]\nid = ''\n[named.y]\n", 3, "“id” is missing", "Add id"),
        ("[named.x]\nid = ''\noptions = { a = '',\n b = 1 }", 3, "not valid TOML", "one key"),
        ("[named.x]\nid = ''\n[named.x.options]\na=''\nb = 1", 5, "expected `str`", "options.b"),
        ("a = 1\nb = [1,\n", 3, "not valid TOML", "one key = value a line"),
        ("a = 1\na = 2 # line 9", 2, "not valid TOML", "one key = value a line"),
        ("['line 7']\n['line 7']", 2, "not valid TOML", "one key = value a line"),
        ("title = " + "[" * 100_000, 1, "not valid TOML", "one key = value a line"),
        ("title = 1" + "0" * 5_000, 1, "not valid TOML", "one key = value a line"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_remedy(text, line, what, remedy):
    """Unknown, missing and mistyped keys and broken TOML each lead to the line to change."""
    with pytest.raises(SettingsError) as caught:
        read_toml(text, "some.toml", _File)
    assert caught.value.where == f"some.toml:{line}"
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_what_is_right_is_read():
    """A good file gives the type."""
    read = read_toml("sizes = [1]\n[[sources]]\nid = 'a'", "some.toml", _File)
    assert read == _File(sizes=(1,), sources=(_Source(id="a"),))


_SCRAPS = [
    *[
        "[",
        "[[",
        "]",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "a",
        "sources",
        "1",
        "'k'",
        '"k"',
        "é",
        "2023-04-11",
    ],
    *("\n", "\r\n", " ", "\u2028", "\0"),
]
_scraps = st.lists(st.sampled_from(_SCRAPS)).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(), _scraps), st.lists(st.sampled_from(["a", "sources", "0", "1", "k", ""]))
)
def test_any_text_has_a_line_for_any_steps(text, steps):
    """Looking for a line never fails, and never leads outside the text."""
    assert 1 <= find_line(text, steps) <= text.count("\n") + 1


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), _scraps))
def test_any_text_is_read_or_refused_in_words(text):
    """Nothing but a SettingsError comes out of a text that cannot be read."""
    refused = None
    try:
        read_toml(text, "some.toml", _File)
    except SettingsError as error:
        refused = error
    if refused:
        assert 1 <= int(refused.where.rpartition(":")[2]) <= text.count("\n") + 1
        assert refused.remedy


_keys = st.text("ab.é ]#=\"'", min_size=1, max_size=4)
_values = st.recursive(
    st.integers(0, 9) | st.text("a[]{}#=,'\"\\\n", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=3),
    max_leaves=6,
)


def _write(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_write(k)} = {_write(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",\n".join(map(_write, value)) + "]"
    return msgspec.json.encode(value).decode()


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(_keys, _values, min_size=1, max_size=4), st.booleans())
def test_the_line_of_every_key_of_a_written_file_is_found(data, in_list):
    """In files with hostile keys and values each top key is found where it was written."""
    lines = {}
    text = "[[t]]\n[[t]]\n" if in_list else ""
    for key, value in data.items():
        lines[key] = text.count("\n") + 1
        text += f"{_write(key)} = {_write(value)}\n"
    assert tomllib.loads(text)
    around = ["t", "1"] if in_list else []
    assert {key: find_line(text, [*around, key]) for key in data} == lines


@pytest.mark.parametrize(
    "hostile",
    ["[", "{", "[[a]]\n", "a.", '"', '"""', "'''a", "a=[", "a={b=", '\\"', "#", "[a.b]\n"],
)
def test_time_grows_with_the_text_and_no_faster(hostile):
    """A hostile text of some hundred thousand characters is done in a moment."""
    text = "a = " + hostile * (200_000 // len(hostile))
    with ends():
        find_line(text, ["x", "y"])
