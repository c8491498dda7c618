"""Reading a glossary: its columns, and errors that name the line."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import SettingsError
from wenzhai.language.glossary import COLUMNS, read_glossary
from wenzhai.model import Name

HEADER = "\t".join(COLUMNS)


def test_every_column_is_read():
    """All seven cells arrive in the Name, comments and empty lines do not."""
    text = f"# names\n{HEADER}\n\nDouyin\t抖音\tapp\t1\tByteDance\tXX\tDou Yin| 抖音App ||Dou Yin\n"
    assert read_glossary(text, "g.tsv") == (
        Name(
            en="Douyin",
            zh="抖音",
            kind="app",
            weight=1.0,
            parent="ByteDance",
            ticker="XX",
            aliases=("Dou Yin", "抖音App"),
        ),
    )


def test_short_lines_take_the_defaults():
    """Cells at the end may be left out; without a Chinese form the English one prints."""
    (name,) = read_glossary(f"\ufeff{HEADER}\r\nResso\t\tapp\r\n", "g.tsv")
    assert (name.zh, name.weight, name.aliases) == ("Resso", 0.5, ())


@pytest.mark.parametrize(
    ("lines", "where", "what"),
    [
        ("A\t甲\tapp\nB\t乙\tapp\nA\t丙\tapp", "g.tsv:4", "entry of line 2"),
        ("A\t甲\tapp\nB\t乙\tapp\t\t\t\t甲", "g.tsv:3", "'A' in line 2"),
        ("A\t阿里雲\tapp\nB\t阿里云\tapp", "g.tsv:3", "'A' in line 2"),
        ("A\t甲\tthing", "g.tsv:2", "unknown kind 'thing'"),
        ("A\t甲\tapp\theavy", "g.tsv:2", "weight 'heavy'"),
        ("A\t甲\tapp\tnan", "g.tsv:2", "weight 'nan'"),
        ("A\t甲\tapp\t2", "g.tsv:2", "weight '2'"),
        ("\t甲\tapp", "g.tsv:2", "no English form"),
        ("A\t甲\tapp\t1\t\t\tx\ty", "g.tsv:2", "8 cells"),
    ],
)
def test_errors_name_line_and_remedy(lines, where, what):
    """Each mistake is told with its line, in words, with what to do."""
    with pytest.raises(SettingsError) as caught:
        read_glossary(f"{HEADER}\n{lines}\n", "g.tsv")
    assert caught.value.where == where
    assert what in caught.value.what
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "# only a comment\n", "name\tother\nA\t甲\tapp"])
def test_header_is_required(text):
    """Without the line of column names nothing is guessed."""
    with pytest.raises(SettingsError):
        read_glossary(text, "g.tsv")


@given(st.text())
def test_any_text_reads_or_is_refused(text):
    """Whatever the file holds, the only error is SettingsError."""
    with contextlib.suppress(SettingsError):
        read_glossary(f"{HEADER}\n{text}", "g.tsv")
