"""`wenzhai theme` as a newsroom uses it."""

from __future__ import annotations

import pytest

from printing import print_few


@pytest.fixture
def room(sample_copy, monkeypatch):
    monkeypatch.setenv("WENZHAI_NOW", "2023-04-17T08:00:00+08:00")
    return print_few(sample_copy)


def test_a_theme_from_beginning_to_print(wenzhai, room):
    """Begun, changed, checked, published; a colour too faint to read stops with its line, and nothing
    of what was published changes."""
    assert "wenzhai theme init" in wenzhai("theme", "check", "--room", room).err.replace("\n", " ")
    assert wenzhai("theme", "init", "--room", room).code == 0
    tokens = room / "theme" / "tokens.toml"
    begun = tokens.read_text("utf-8")
    assert wenzhai("theme", "init", "--room", room).code == 1
    tokens.write_text(begun.replace('# seal = "#b3261e"', 'seal = "#0b6e5f"', 1), "utf-8")
    report = wenzhai("theme", "check", "--room", room, "--json").json
    assert report["tokens"] == ["light.seal"]
    assert {tried["name"] for tried in report["tried"]} >= {"web"}
    page = room / "editions" / "2023-W15" / "en" / "index.html"
    before = page.read_bytes()
    assert b"#0b6e5f" not in before
    assert wenzhai("publish", "2023-W15", "--room", room).code == 0
    themed = page.read_bytes()
    assert b"#0b6e5f" in themed
    tokens.write_text(begun.replace('# soft = "#555c65"', 'soft = "#999999"', 1), "utf-8")
    failed = wenzhai("publish", "2023-W15", "--room", room)
    assert failed.code == 1
    words = " ".join(failed.err.split())
    assert "soft (#999999)" in words
    assert "theme/tokens.toml:9" in words
    assert page.read_bytes() == themed


def test_our_templates_are_shown(wenzhai):
    """All names, and one of them."""
    assert "edition.html.j2" in wenzhai("theme", "show").out
    assert "{% block masthead %}" in wenzhai("theme", "show", "edition.html.j2").out
    assert wenzhai("theme", "show", "nothing").code == 1
