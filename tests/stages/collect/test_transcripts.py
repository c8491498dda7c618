"""Transcripts: who said what and when, in every form and from any bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import ends
from wenzhai.errors import InputError
from wenzhai.model import Source
from wenzhai.stages.collect import CollectContext, get_collector
from wenzhai.stages.collect.transcripts import (
    Turn,
    read_transcript,
    write_clock,
    write_paragraphs,
    write_vtt,
)
from wenzhai.stages.extract.article import extract_article

NOW = datetime(2023, 4, 17, tzinfo=UTC)
SRT = """1
00:00:03,000 --> 00:00:07,000
LIN YUE: Revenue was 120 million yuan,

2
00:00:07,000 --> 00:00:10,000
up 18 percent from a year earlier.

3
00:01:02,500 --> 00:01:08,000
Jiang Peilin: We open 40 shops by September.
"""
VTT = """WEBVTT - a call

STYLE
::cue { color: white }

NOTE nobody says this

00:03.000 --> 00:07.000 align:start
<v Lin Yue>Revenue was <b>120 million</b> yuan &amp; more.</v>

01:00:02.000 --> 01:00:08.000
<v.loud Jiang Peilin>我们计划开设40家门店。
"""
PLAIN = """主持人：欢迎江沛霖女士。

江沛霖（首席执行官）：我们计划招聘300名工程师。
其中一半在成都。

林月 00:12
收入增长18%。
[00:01:05] Wang Lei: Thank you.
"""


def source(url, **more):
    return Source(
        id="talks",
        name="Talks",
        kind="transcript",
        url=url,
        language=more.pop("language", "en"),
        **more,
    )


def context(folder):
    return CollectContext(fetcher=None, now=NOW, folder=folder)


def told(turns):
    return [(t.start, t.speaker, t.text) for t in turns]


def test_srt_cues_of_one_sentence_are_joined():
    """A sentence cut by cues is whole again, at the time at which it begins, under its speaker."""
    lines = SRT.replace("up 18", "LIN YUE: up 18")
    assert told(read_transcript(lines.encode(), ".srt")) == [
        (3.0, "LIN YUE", "Revenue was 120 million yuan, up 18 percent from a year earlier."),
        (62.5, "Jiang Peilin", "We open 40 shops by September."),
    ]


def test_vtt_voices_are_the_speakers():
    """Voice tags name the speaker; notes, styles, settings and other tags are no speech."""
    assert told(read_transcript(VTT.encode(), ".vtt")) == [
        (3.0, "Lin Yue", "Revenue was 120 million yuan & more."),
        (3602.0, "Jiang Peilin", "我们计划开设40家门店。"),
    ]


def test_plain_text_with_speakers_in_both_languages():
    """A speaker stands before the words or on a line with a time; who is not named anew goes on."""
    assert told(read_transcript(PLAIN.encode(), ".txt")) == [
        (None, "主持人", "欢迎江沛霖女士。"),
        (None, "江沛霖（首席执行官）", "我们计划招聘300名工程师。"),
        (None, "江沛霖（首席执行官）", "其中一半在成都。"),
        (12.0, "林月", "收入增长18%。"),
        (65.0, "Wang Lei", "Thank you."),
    ]


def test_the_passages_know_where_they_were_said(tmp_path):
    """Through collector and extractor: time and speaker are each passage's location, and not in its text."""
    (tmp_path / "2023-04-12-earnings-call.vtt").write_text(VTT)
    own = source(".")
    (entry,) = get_collector("transcript").collect(own, context(tmp_path)).entries
    assert (entry.title, entry.published_at) == ("earnings call", datetime(2023, 4, 12, tzinfo=UTC))
    article = extract_article(entry, None, own)
    assert [(p.location, p.text) for p in article.passages] == [
        ("00:00:03, Lin Yue", "Revenue was 120 million yuan & more."),
        ("01:00:02, Jiang Peilin", "我们计划开设40家门店。"),
    ]
    assert all(article.text[p.start : p.end] == p.text for p in article.passages)


def test_other_articles_have_no_places(tmp_path):
    """A colon or a time in a press article stays in its text."""
    (tmp_path / "a.txt").write_text("Lin Yue: hello.")
    own = source("a.txt")
    (entry,) = get_collector("transcript").collect(own, context(tmp_path)).entries
    (passage,) = extract_article(entry, None, source("a.txt")).passages
    assert passage.location == "Lin Yue"
    press = Source(id="talks", name="Press", kind="feed", url="", language="en")
    (passage,) = extract_article(entry, None, press).passages
    assert (passage.location, passage.text) == ("", "Lin Yue: hello.")


def test_a_file_of_its_own_has_a_title_and_an_address(tmp_path):
    """Options give a single file what its name does not."""
    (tmp_path / "call.srt").write_text(SRT)
    options = {
        "title": "First-quarter call",
        "date": "2023-04-12",
        "link": "https://weave.example/q1",
    }
    (entry,) = (
        get_collector("transcript")
        .collect(source("call.srt", options=options), context(tmp_path))
        .entries
    )
    assert (entry.title, entry.url) == ("First-quarter call", "https://weave.example/q1")


def test_what_cannot_be_read_is_named(tmp_path):
    """No folder is an error; an empty file, and a link that leads out, stop no other."""
    with pytest.raises(InputError, match="no such file"):
        get_collector("transcript").collect(source("nowhere"), context(tmp_path))
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.txt").write_text("A: secret.")
    (folder / "link.txt").symlink_to(tmp_path / "out.txt")
    (folder / "empty.srt").write_text("")
    (folder / "good.srt").write_text(SRT)
    batch = get_collector("transcript").collect(source("in"), context(tmp_path))
    assert [e.title for e in batch.entries] == ["good"]
    assert batch.notes == ("empty.srt: nothing is said in it",)


@given(st.binary(max_size=600), st.sampled_from([".srt", ".vtt", ".txt"]))
def test_any_bytes_are_read(body, suffix):
    """Never an error; what is read has words, and times that are not negative."""
    for turn in read_transcript(body, suffix):
        assert turn.text
        assert turn.start is None or turn.start >= 0


@given(
    st.text(alphabet="0:-> \n<v>.,：：张Lin[]()", max_size=300), st.sampled_from([".srt", ".txt"])
)
def test_near_misses_are_read(text, suffix):
    """What looks almost like a cue, a speaker or a time breaks nothing."""
    assert all(turn.text.strip() for turn in read_transcript(text.encode(), suffix))


WORDS = st.text(alphabet="abc 元亿。.<>&1年", min_size=1, max_size=30).filter(lambda t: t.strip())
TURNS = st.lists(
    st.builds(
        lambda text, speaker, start: Turn(text="x" + " ".join(text.split()) + ".", speaker=speaker, start=float(start)),
        WORDS, st.sampled_from(["", "Lin Yue", "江沛霖"]), st.integers(0, 90_000),
    ),
    max_size=6,
)  # fmt: skip


@given(TURNS)
def test_what_is_written_as_vtt_is_read_again(turns):
    """A recording's transcript loses neither words, nor speakers, nor seconds."""
    assert told(read_transcript(write_vtt(turns).encode(), ".vtt")) == told(turns)


def test_hostile_transcripts_are_bounded():
    """Millions of cues, endless lines and nested marks take neither the time nor the memory of a week."""
    with ends():
        many = read_transcript(b"00:00:01.000 --> 00:00:02.000\nA b.\n\n" * 60_000, ".vtt")
        long = read_transcript(b"A" * 3_000_000 + b"\n" + b"<" * 1_000_000, ".txt")
        colons = read_transcript(("A B C " * 200 + "：\n").encode() * 500, ".txt")
    assert len(many) <= 20_000
    assert sum(len(t.text) for t in (*long, *colons)) < 700_000
    assert "<script>" not in write_paragraphs([Turn(text="<script>", speaker="<b>")])
    assert write_clock(3723.9) == "01:02:03"
