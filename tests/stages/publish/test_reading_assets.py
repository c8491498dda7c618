"""Style sheets and scripts lose what only their authors read, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.publish.reading_assets import (
    read_asset,
    read_source,
    shorten_script,
    shorten_style,
)


def test_spaces_that_mean_something_stay():
    """Between selectors, around a sum, in a shorthand and in a string they do; elsewhere they go."""
    css = """
    /* a comment; with { marks } */
    .a .b > li:not(.c) , p :hover { font: 600 1rem/1.5 "A  B",  serif ; top: calc(100% - 2px) }
    .d::before { content: "; /* x */ : y" }
    @media (min-width: 48rem) { .e { color: red; } }
    """
    assert shorten_style(css) == (
        '.a .b > li:not(.c),p :hover{font:600 1rem/1.5 "A  B",serif;top:calc(100% - 2px)}'
        '.d::before{content:"; /* x */ : y"}@media (min-width:48rem){.e{color:red}}\n'
    )


@pytest.mark.parametrize("name", ["edition.css", "story.css", "archive.css", "check.css"])
def test_shorter_is_still_the_same_rules(name):
    """As many blocks and declarations as were written."""
    css = re.sub(r"/\*.*?\*/", "", read_source(name), flags=re.DOTALL)
    short = read_asset(name)
    assert short.count("{") == css.count("{") == short.count("}")
    assert re.findall(r"[\w-]+(?=:)", short) == re.findall(r"[\w-]+(?=:)", css)
    assert len(short) < len(css)


@given(st.text(alphabet="ab .:;,{}()/*\"'\\\n -+>", max_size=60))
def test_shortening_loses_no_text(css):
    """Whatever is written, it is never longer, and outside comments no quotation mark is lost."""
    once = shorten_style(css)
    assert len(once) <= len(css) + 1
    assert shorten_style(once).count('"') == css.count('"') or "/*" in css


def test_a_script_keeps_its_lines():
    """Comments on lines of their own and indents go; what stands after code stays."""
    assert shorten_script('// top\n"use strict";\n  // in\n  a(); // b\n\n') == (
        '"use strict";\na(); // b\n'
    )
