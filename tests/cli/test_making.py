"""`stories`, `make` and `show` on the sample's newsroom."""

from __future__ import annotations

import pytest


def test_show_lists_the_editions_and_prints_one(wenzhai, sample_run):
    """Without an argument the list; with one its headlines and sources; `--json` the whole of it."""
    room = sample_run.folder
    assert wenzhai("show", "--json", "--room", room).json == ["2023-W15-en", "2023-W15-zh"]
    assert "2023-W15-zh" in wenzhai("show", "--room", room).out
    edition = wenzhai("show", "2023-W15-zh", "--json", "--room", room).json
    printed = "".join(wenzhai("show", "2023-W15-zh", "--room", room).out.split())
    for highlight in edition["highlights"]:
        assert "".join(highlight["headline"]["text"].split()) in printed


def test_show_says_what_is_not_there(wenzhai, sample_run, new_room):
    """No such edition is an error with a remedy; no edition at all is said, with the next step."""
    ran = wenzhai("show", "2023-W16-en", "--room", sample_run.folder)
    assert (ran.code, ran.out) == (1, "")
    assert "2023-W16-en" in ran.err
    ran = wenzhai("show", "--room", new_room)
    assert ran.code == 0
    assert "wenzhai make" in ran.out


def test_stories_are_listed_best_first_with_reasons(wenzhai, sample_copy):
    """Ranks from 1, scores that fall, and reasons that add up to the score."""
    ran = wenzhai("stories", "--week", "2023-W15", "--most", "7", "--json", "--room", sample_copy)
    assert ran.code == 0
    assert [line["rank"] for line in ran.json] == list(range(1, 8))
    scores = [line["score"] for line in ran.json]
    assert scores == sorted(scores, reverse=True)
    for line in ran.json:
        assert sum(reason["points"] for reason in line["reasons"]) == pytest.approx(
            line["score"], abs=0.01
        )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--week", "2029-W01"], "nothing is stored for 2029-W01"),
        (["--week", "2019-W01"], "2019-W01 comes before edition number 1"),
        (["--week", "soon"], "soon"),
        (["--period", "2023-04-11"], "2023-W15"),
        (["--week", "2023-W15", "--lang", "fr"], "fr"),
    ],
)
def test_make_says_why_it_cannot(wenzhai, sample_copy, arguments, said):
    """A week without news, one before the first, no week, no language of ours: exit code 1 and the remedy."""
    ran = wenzhai("make", *arguments, "--room", sample_copy)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "remedy" in ran.err


def test_make_without_a_newsroom(wenzhai, tmp_path):
    """A folder that is none is told as such."""
    ran = wenzhai("make", "--room", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert "wenzhai init" in ran.err
