"""`wenzhai sign`, `publish`, `verify`, `correct` and `rights` as an editor uses them."""

from __future__ import annotations

import shutil

import pytest

from printing import print_few

EN = "2023-W15-en"


@pytest.fixture
def room(sample_copy, monkeypatch):
    monkeypatch.setenv("WENZHAI_NOW", "2023-04-17T08:00:00+08:00")
    return print_few(sample_copy)


def test_an_edition_from_sign_off_to_correction(wenzhai, room, tmp_path):
    """Signed, verified, published elsewhere, refused to make, corrected, and verified again."""
    done = wenzhai("sign", "2023-W15", "--by", "Lin Yue", "--room", room)
    assert done.code == 0
    assert "2023-W15-en signed, revision 1" in done.out
    signed = wenzhai("sign", EN, "--by", "Lin Yue", "--room", room, "--json").json
    assert signed[0]["at"] == "2023-04-17T00:00:00Z"
    key = signed[0]["key"]
    site = tmp_path / "site"
    done = wenzhai("publish", "2023-W15", "--to", site, "--room", room)
    assert "2 made, 0 unchanged" in done.out.replace("\n", " ")
    done = wenzhai("verify", site, "--key", key, "--room", tmp_path)
    assert (done.code, "whole" in done.out) == (0, True)
    assert wenzhai("verify", EN, "--room", room).code == 0
    refused = wenzhai("make", "-w", "2023-W15", "--room", room)
    assert refused.code == 1
    assert "wenzhai correct" in refused.err
    shown = wenzhai("show", EN, "--room", room, "--json").json
    words = shown["highlights"][0]["paragraphs"][0][0]["text"]
    wrong, options = words.split(" ", 1)[0], ("--by", "Lin Yue", "--room", room)
    done = wenzhai(
        "correct", EN, "-s", "h1-1", "--wrong", words, "--right", f"{words} Indeed.",
        "--why", f"{wrong} was not all", "--at", "2023-04-18", *options,
    )  # fmt: skip
    assert done.code == 0
    assert "revision 2" in done.out
    wenzhai("publish", "--to", site, "--room", room)
    found = wenzhai("verify", site, "--room", room, "--json")
    assert found.json["whole"]
    assert found.json["trusted"]


def test_verify_says_what_was_changed_and_exits_1(wenzhai, room, tmp_path):
    """A changed file is named, and a script can tell by the exit code."""
    wenzhai("sign", "2023-W15", "--by", "Lin Yue", "--room", room)
    site = shutil.copytree(room / "editions", tmp_path / "site")
    (site / "2023-W15" / "zh" / "edition.md").write_text("other")
    found = wenzhai("verify", site, "--room", tmp_path)
    assert found.code == 1
    assert "changed  2023-W15/zh/edition.md" in found.out
    assert "compare it" in found.out
    assert wenzhai("verify", site, "--key", "xyz").code == 1
    assert wenzhai("verify", "no-such-place", "--room", tmp_path).code == 1


def test_unsigned_editions_are_published_and_called_that(wenzhai, room, tmp_path):
    """A draft can be published; the command says who still has to sign."""
    done = wenzhai("publish", EN, "--to", tmp_path / "site", "--room", room)
    assert done.code == 0
    assert f"{EN} is not signed" in done.out


def test_rights_prints_every_quotation(wenzhai, room):
    """The table for people and the JSON for scripts have the same articles, none above its limit."""
    record = wenzhai("rights", EN, "--room", room, "--json").json
    assert record["on"] == "2023-04-16"
    assert record["quotations"]
    assert all(q["taken"] <= q["limit"] for q in record["quotations"])
    assert any(p["shown"] for p in record["pictures"])
    assert record["quotations"][0]["publisher"] in wenzhai("rights", EN, "--room", room).out


def test_wrong_times_and_names_are_usage_errors(wenzhai, room):
    """A time that is none, an edition that is not there and nobody's name are told apart."""
    assert wenzhai("sign", EN, "--by", "L", "--at", "noon", "--room", room).code == 2
    assert wenzhai("sign", "2020-W01", "--by", "L", "--room", room).code == 1
    assert wenzhai("sign", EN, "--by", " ", "--room", room).code == 1
    assert wenzhai("sign", EN, "--room", room).code == 2
