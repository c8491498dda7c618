"""`wenzhai ask` and `wenzhai draft`, as a person and as a script use them."""

from __future__ import annotations

import pytest


def test_ask_prints_cited_sentences_or_that_it_does_not_know(wenzhai, sample_copy):
    """An answer has its source beside it; a refusal is no error, and is in the asker's language."""
    told = wenzhai("ask", "Temu一季度美国下载量增长多少？", "--room", sample_copy)
    assert told.code == 0
    assert "57%" in told.out
    assert "lanwan.example" in told.out
    unknown = wenzhai("ask", "腾讯收购了哪家巴西银行？", "--room", sample_copy)
    assert unknown.code == 0
    assert "资料库中没有答案" in unknown.out
    unknown = wenzhai("ask", "腾讯收购了哪家巴西银行？", "--room", sample_copy, "--lang", "en")
    assert "The archive does not say." in unknown.out


def test_ask_as_json(wenzhai, sample_copy):
    """A script gets sentences, citations and verdicts."""
    answer = wenzhai(
        "ask", "By how much did Temu's US downloads rise?", "--room", sample_copy, "--json"
    ).json
    assert answer["language"] == "en"
    assert answer["parts"][0]["sentence"]["citations"][0]["url"].startswith("http")


@pytest.mark.parametrize(
    "arguments", [["--since", "last week"], ["--until", "2023-13-01"], ["--lang", "fr"]]
)
def test_wrong_options_are_wrong_usage(wenzhai, tmp_path, arguments):
    """What cannot be read is told before anything is opened."""
    assert wenzhai("ask", "Who?", "--room", tmp_path, *arguments).code == 2


def test_draft_writes_markdown_and_mail(wenzhai, sample_copy, tmp_path):
    """To the screen, to a file, as a mail; the other language is one option away."""
    room = ("--room", sample_copy, "--for", "Harbour Coffee")
    shown = wenzhai("draft", "brief", "2023-W15-en", *room)
    assert shown.out.startswith("# Brief for Harbour Coffee, 10–16 April 2023\n")
    mail = tmp_path / "mail.eml"
    assert wenzhai("draft", "email", "2023-W15-en", *room, "--lang", "zh", "-o", mail).code == 0
    assert mail.read_bytes().startswith(b"Subject: ")
    plan = wenzhai("draft", "plan", "2023-W15-zh", *room, "--json").json
    assert plan["kind"] == "plan"
    assert "## Why now" in wenzhai("draft", "proposal", "2023-W15-en", *room).out


def test_draft_wants_a_client_and_an_edition(wenzhai, sample_copy, tmp_path):
    """Wrong usage is 2, an edition that is not there is 1."""
    room = ("--room", sample_copy)
    assert wenzhai("draft", "email", "2023-W15-en", *room).code == 2
    assert wenzhai("draft", "plan", "2023-W15-en", *room, "--for", "A", "-o", "a.eml").code == 2
    assert wenzhai("draft", "email", "2030-W01-en", *room, "--for", "A").code == 1
