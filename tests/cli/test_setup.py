"""`init` and `doctor`: making a newsroom, and seeing what it lacks."""

from __future__ import annotations

import tomllib


def test_init_makes_a_newsroom_that_doctor_finds_well(wenzhai, tmp_path):
    """The settings are valid TOML with the beat's sources, and the next step is named."""
    folder = tmp_path / "digest"
    ran = wenzhai("init", folder, "--first-week", "2023-W15")
    assert ran.code == 0
    assert "Next: cd" in ran.out
    settings = tomllib.loads((folder / "newsroom.toml").read_text("utf-8"))
    assert (settings["beat"], settings["first_week"]) == ("china-digital", "2023-W15")
    assert len(settings["sources"]) > 50
    ran = wenzhai("doctor", "--json", "--room", folder)
    assert ran.code == 0
    state = {finding["part"]: finding["state"] for finding in ran.json}
    assert "wrong" not in state.values()
    assert state["newsroom"] == state["embedding model"] == state["database"] == "well"
    assert state["sources"] == "missing"


def test_init_refuses_the_first_edition_of_another_kind(wenzhai, tmp_path):
    """A weekly beat has no first day, and no folder is left behind."""
    ran = wenzhai("init", tmp_path / "digest", "--first", "2023-04-11")
    assert ran.code == 1
    assert "covers an ISO week" in " ".join(ran.err.split())
    assert not (tmp_path / "digest").exists()


def test_init_leaves_an_existing_newsroom_as_it_is(wenzhai, new_room):
    """A second `init` is refused with the place and the remedy, and touches nothing."""
    settings = new_room / "newsroom.toml"
    settings.write_text(settings.read_text("utf-8") + "# mine\n", "utf-8")
    before = settings.read_bytes()
    ran = wenzhai("init", new_room)
    assert (ran.code, ran.out) == (1, "")
    assert "already" in ran.err
    assert "newsroom.toml" in ran.err.replace("\n", "")
    assert "remedy" in ran.err
    assert settings.read_bytes() == before


def test_init_names_the_beats_where_there_is_no_such_beat(wenzhai, tmp_path):
    """A beat that is not known leaves no folder behind."""
    ran = wenzhai("init", tmp_path / "digest", "--beat", "astrology")
    assert ran.code == 1
    assert "china-digital" in ran.err
    assert not (tmp_path / "digest").exists()


def test_doctor_says_where_there_is_no_newsroom(wenzhai, tmp_path):
    """The finding is wrong, has a remedy, and the command exits with 1, in words and in JSON."""
    ran = wenzhai("doctor", "--room", tmp_path)
    assert ran.code == 1
    assert "newsroom" in ran.out
    ran = wenzhai("doctor", "--json", "--room", tmp_path)
    assert ran.code == 1
    wrong = [finding for finding in ran.json if finding["state"] == "wrong"]
    assert [finding["part"] for finding in wrong] == ["newsroom"]
    assert wrong[0]["remedy"]


def test_a_wrong_key_is_named_with_its_line(wenzhai, new_room):
    """A slip in newsroom.toml stops every command with file, line and what was meant."""
    path = new_room / "newsroom.toml"
    text = path.read_text("utf-8").replace("first_week =", "first_weak =", 1)
    path.write_text(text, "utf-8")
    line = next(n for n, t in enumerate(text.splitlines(), 1) if t.startswith("first_weak"))
    ran = wenzhai("sources", "--room", new_room)
    assert (ran.code, ran.out) == (1, "")
    assert f"newsroom.toml:{line}" in ran.err
    assert "first_week" in ran.err


def test_a_wrong_clock_is_an_error_in_words(wenzhai, new_room, monkeypatch):
    """WENZHAI_NOW that is no time is refused by name, not taken for now."""
    monkeypatch.setenv("WENZHAI_NOW", "last Monday")
    for command in (["make", "--room", new_room], ["init", new_room / "other"]):
        ran = wenzhai(*command)
        assert (ran.code, ran.out) == (1, "")
        assert "last Monday" in ran.err
        assert "WENZHAI_NOW" in ran.err
        assert "remedy" in ran.err


def test_the_clock_of_the_environment_decides_the_first_week(wenzhai, tmp_path, monkeypatch):
    """What “this week” is can be set, for repeating a run of the past."""
    monkeypatch.setenv("WENZHAI_NOW", "2023-04-16T23:30:00+08:00")
    assert wenzhai("init", tmp_path / "room").code == 0
    settings = tomllib.loads((tmp_path / "room" / "newsroom.toml").read_text("utf-8"))
    assert settings["first_week"] == "2023-W15"


def test_doctor_names_the_models_endpoints_and_whether_their_keys_are_set(
    wenzhai, new_room, monkeypatch
):
    """A key that is not in the environment is wrong; once set, doctor says which variable holds it and
    does not show it. Nothing is asked of the endpoint, at which nobody listens."""
    path = new_room / "newsroom.toml"
    table = '[models.writer]\nurl = "http://127.0.0.1:9/v1"\nmodel = "pen"\nkey_from = "PEN_KEY"\n'
    path.write_text(f"{path.read_text('utf-8')}\n{table}[models.translator]\n", "utf-8")
    monkeypatch.delenv("PEN_KEY", raising=False)
    ran = wenzhai("doctor", "--json", "--room", new_room)
    assert ran.code == 1
    wrong = next(f for f in ran.json if f["part"] == "model endpoints")
    assert (wrong["state"], "PEN_KEY" in wrong["words"]) == ("wrong", True)
    monkeypatch.setenv("PEN_KEY", "secret-of-the-pen")
    ran = wenzhai("doctor", "--json", "--room", new_room)
    well = next(f for f in ran.json if f["part"] == "model endpoints")
    assert well["state"] == "well"
    assert "writer pen at http://127.0.0.1:9/v1 (key in PEN_KEY), translator pen" in well["words"]
    assert "secret" not in ran.out


def test_the_models_shown_in_a_new_newsroom_are_settings(wenzhai, new_room):
    """The commented blocks for a writer and a translator hold when their marks are taken away."""
    path = new_room / "newsroom.toml"
    lines = path.read_text("utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("# [models.writer]"))
    last = next(n for n, line in enumerate(lines) if line.startswith("# kind = "))
    shown = [
        line.removeprefix("# ")
        for line in lines[first : last + 1]
        if not line.startswith(("# DeepSeek", "# Ollama"))
    ]
    path.write_text("\n".join([*lines[:first], *shown, *lines[last + 1 :]]) + "\n", "utf-8")
    ran = wenzhai("doctor", "--json", "--room", new_room)
    found = next(f for f in ran.json if f["part"] == "model endpoints")
    assert "DASHSCOPE_API_KEY" in found["words"]
