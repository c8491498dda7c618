"""What a unit says, kept by its content: the same stories, measured anew only where something changed."""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
import shutil
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stages.group.test_events import GLOSSARY, NEWS, LetterEmbedder, item
from wenzhai.model import Name
from wenzhai.stages.group import group_items, measures
from wenzhai.stages.group.items import make_units
from wenzhai.stages.group.measures import measure_unit, measuring_version, read_measures
from wenzhai.stages.group.names import GlossaryIndex


class KeptMeasures:
    """A cache in a dictionary, which notes what it was given."""

    def __init__(self):
        self.rows, self.given = {}, []

    def load_measures(self, keys):
        return {key: self.rows[key] for key in keys if key in self.rows}

    def save_measures(self, version, measures):
        self.given.append((version, sorted(measures)))
        self.rows.update(measures)


INDEX = GlossaryIndex(GLOSSARY)
words = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("阿里云发布大模型通义千问 WeChat GPT-4 2.3% 亿")
    ),
    max_size=60,
)


@given(
    news=st.lists(st.tuples(words, words, st.sampled_from(["", "en", "zh"])), max_size=8),
    known=st.integers(0, 8),
)
@settings(max_examples=60, deadline=None)
def test_with_the_cache_and_without_it_stories_are_the_same(news, known):
    """Whatever the texts, however many of them have been measured before, all of them in the end."""
    items = [
        msgspec.structs.replace(item(f"n{n}", title, n), text=text, lang=lang)
        for n, (title, text, lang) in enumerate(news)
    ] + NEWS
    expected = group_items(items, LetterEmbedder(), glossary=GLOSSARY)
    cache = KeptMeasures()
    for some in (items[:known], items, items):
        found = group_items(some, LetterEmbedder(), glossary=GLOSSARY, cache=cache)
    assert found == expected
    assert msgspec.json.encode(found) == msgspec.json.encode(expected)


def test_what_is_kept_is_what_was_measured():
    """The measures come back from the cache as they went in, and nothing is measured again."""
    units, cache = make_units(NEWS), KeptMeasures()
    fresh = [measure_unit(unit, INDEX) for unit in units]
    assert read_measures(units, INDEX, cache) == fresh
    assert len(cache.given) == 1
    assert read_measures(units, INDEX, cache) == fresh
    assert len(cache.given) == 1


def count_measured(cache, units, index=INDEX):
    """How many of these units the cache did not hold."""
    before = len(cache.given)
    read_measures(units, index, cache)
    return sum(len(keys) for _, keys in cache.given[before:])


@pytest.mark.parametrize(
    "change",
    [
        {"title": "alibaba cloud unveils nothing"},
        {"shown": "alibaba cloud UNVEILS tongyi qianwen, its answer to ChatGPT"},
        {"text": "one word more"},
        {"chinese": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_changed_of_one_unit_is_measured_anew(change):
    """That unit, and no other; when it was published and by whom is no part of what it says."""
    units, cache = make_units(NEWS), KeptMeasures()
    assert count_measured(cache, units) == len(units)
    moved = [dataclasses.replace(unit, day=7.0, source="other", members=(9,)) for unit in units]
    assert count_measured(cache, moved) == 0
    changed = [dataclasses.replace(units[0], **change), *units[1:]]
    assert count_measured(cache, changed) == 1


def test_another_glossary_measures_all_anew():
    """A name added, or an alias of one, is looked for in every text."""
    units, cache = make_units(NEWS), KeptMeasures()
    first = read_measures(units, INDEX, cache)
    longer = GlossaryIndex([*GLOSSARY, Name(en="Ecuador", zh="厄瓜多尔", kind="place")])
    assert count_measured(cache, units, longer) == len(units)
    assert read_measures(units, longer, cache) != first
    alias = msgspec.structs.replace(GLOSSARY[0], aliases=("the answer",))
    assert count_measured(cache, units, GlossaryIndex([alias, *GLOSSARY[1:]])) == len(units)
    assert len({version for version, _ in cache.given}) == 3


def test_another_version_of_the_code_measures_all_anew(monkeypatch):
    """The version is part of every key."""
    units, cache = make_units(NEWS), KeptMeasures()
    read_measures(units, INDEX, cache)
    monkeypatch.setattr(measures, "measuring_version", lambda: "another")
    assert count_measured(cache, units) == len(units)


@pytest.mark.parametrize(
    ("package", "name"), [(p, n) for p, names in measures.MADE_BY for n in names]
)
def test_the_version_moves_with_every_file_that_measures(package, name, tmp_path, monkeypatch):
    """One byte more in any of them is another version."""
    for each, names in measures.MADE_BY:
        (tmp_path / each).mkdir()
        for file in names:
            shutil.copy(str(files(each).joinpath(file)), tmp_path / each / file)
    monkeypatch.setattr(measures, "files", lambda each: tmp_path / each)
    assert measuring_version.__wrapped__() == measuring_version()
    with (tmp_path / package / name).open("ab") as file:
        file.write(b"\n")
    assert measuring_version.__wrapped__() != measuring_version()


def test_the_version_moves_with_the_libraries(monkeypatch):
    """A word cutter or a dictionary of another version may cut or gloss otherwise."""
    before = measuring_version()
    monkeypatch.setattr(measures, "version", lambda library: f"{library} of tomorrow")
    assert measuring_version.__wrapped__() != before


def test_no_file_that_measures_is_forgotten():
    """The version reads every file of ours that measuring imports, but for the nouns."""
    todo, found = ["wenzhai.stages.group.measures"], set()
    while todo:
        module = todo.pop()
        if module in found or module.startswith("wenzhai.model"):
            continue
        found.add(module)
        tree = ast.parse(Path(importlib.util.find_spec(module).origin).read_text("utf-8"))
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        todo.extend(name for name in imported if name.startswith("wenzhai"))
    listed = {
        f"{package}.{name.removesuffix('.py')}"
        for package, names in measures.MADE_BY
        for name in names
        if name.endswith(".py")
    }
    assert found == listed
