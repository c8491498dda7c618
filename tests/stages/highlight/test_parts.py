"""The parts of the stage: each is loaded when what it defines is asked for."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from wenzhai.stages import highlight


def test_every_name_that_is_offered_comes_from_where_the_types_say():
    """What a type checker reads and what is loaded are the same object, for each name in `__all__`."""
    tree = ast.parse(Path(highlight.__file__).read_text("utf-8"))
    said = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("wenzhai.")
        for alias in node.names
    }
    assert set(said) == set(highlight.__all__)
    assert not {module.rpartition(".")[2] for module in said.values()} & set(said)
    for name, module in said.items():
        assert getattr(highlight, name) is getattr(importlib.import_module(module), name)


def test_a_name_that_is_not_there_is_refused():
    """As by any module."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = highlight.nonsense


def test_ranking_loads_neither_drafting_nor_fetching_nor_migrating():
    """`wenzhai stories` with nothing new must not wait for what it does not use."""
    ran = subprocess.run(
        [sys.executable, "-c", "import wenzhai.newsroom.ranking, sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = set(ran.stdout.split())
    assert "wenzhai.stages.highlight.rank" in loaded
    unused = {"draft", "gate", "translate", "ask_answer"}
    assert not loaded & {f"wenzhai.stages.highlight.{part}" for part in unused}
    assert not loaded & {"httpx", "alembic", "trafilatura", "lingua"}
