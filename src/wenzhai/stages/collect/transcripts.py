"""Before: transcripts on this machine (SRT, WebVTT, plain text with speakers). After: an entry for each.

Each paragraph of an entry begins with where in the recording it was said, and by whom; the extractor turns
that into the passages' locations. A paragraph begins where a speaker or a sentence does, so that a
citation leads to within a few seconds of the words. Recordings become transcripts before this, behind a
port (`newsroom/transcribing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from pathlib import Path

import msgspec

from wenzhai.errors import InputError
from wenzhai.language.encoding import decode_plain
from wenzhai.model import Batch, Entry, Source, make_entry_id
from wenzhai.stages.collect.archives import find_path
from wenzhai.stages.collect.context import CollectContext, Collector, choose_zone
from wenzhai.stages.collect.folders import choose_seen_at, read_bounded, read_files
from wenzhai.stages.collect.plain import MAX_CONTENT, MAX_TITLE, clean_content
from wenzhai.stages.collect.times import parse_time
from wenzhai.stages.collect.urls import canonicalise_url

SUFFIXES = frozenset({".srt", ".vtt", ".txt"})
_MOST_TURNS = 20_000
_LONGEST_LINE = 4_000
_LONGEST_TURN = 1_200

_CLOCK = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?"
_CUE = re.compile(rf"(?a)^\s{{0,4}}{_CLOCK}\s{{0,4}}-->\s{{0,4}}{_CLOCK}(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[\w.-]{1,80})?\s([^<>]{1,80})>")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,80}\}")
_ENGLISH_NAME = r"[A-Z][\w.’'-]{0,24}(?: [A-Z(][\w.’')-]{0,24}){0,4}"
_CHINESE_NAME = r"[\u4e00-\u9fff·]{2,10}(?:[（(][\u4e00-\u9fff]{1,12}[)）])?"
_SPEAKER = re.compile(
    rf"^(?:[-–>]{{1,2}}\s?)?({_ENGLISH_NAME}|{_CHINESE_NAME})\s?(?::\s|：\s?|:(?=[\u4e00-\u9fff“]))"
)
_TIME_FIRST = re.compile(rf"(?a)^[\[(（【]?{_CLOCK}[\])）】]?\s{{1,4}}(?=\S)")
_HEADER = re.compile(
    rf"^({_ENGLISH_NAME}|{_CHINESE_NAME})\s{{1,8}}[\[(（]?(?a:{_CLOCK})[\])）]?\s{{0,4}}$"
)
_SENTENCE_END = re.compile(r"[.!?。！？…][\"”’」』)）]*$")
_DAY = re.compile(r"(?a)(?<!\d)(20\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What one person said from `start` on (seconds; None where the transcript gives no times).
    `speaker` is empty where it is not told."""

    text: str
    speaker: str = ""
    start: float | None = None


class Transcripts:
    """The kind `transcript`: a file, or a folder of them, in the order of their paths."""

    def collect(self, source: Source, context: CollectContext) -> Batch:
        """Read what is at `source.url`; a file that cannot be read is noted and skipped.

        The options `title`, `date` and `link` are those of a single file; the day of a file in a folder
        is the one in its name (`2023-04-12-earnings-call.vtt`)."""
        root = find_path(source, context.folder)
        if not root.exists():
            raise InputError(
                "there is no such file or folder",
                where=str(root),
                remedy=f"Mend the url of source `{source.id}`.",
            )
        return read_files(
            root, SUFFIXES, context, lambda path: _read_file(path, root, source, context)
        )


TRANSCRIPTS: Collector = Transcripts()


def _read_file(path: Path, root: Path, source: Source, context: CollectContext) -> Entry:
    turns = read_transcript(read_bounded(path), path.suffix.lower())
    if not turns:
        raise InputError("nothing is said in it")
    own = source.options if path == root else {}
    day = _DAY.search(path.stem)
    written = own.get("date") or ("-".join(day.groups()) if day else "")
    at = parse_time(written, choose_zone(source.language))
    relative = path.name if path == root else path.relative_to(root).as_posix()
    url = canonicalise_url(own.get("link", "")) or f"file:{source.id}/{relative}"
    title = (own.get("title") or _name_file(path.stem, day))[:MAX_TITLE]
    return Entry(
        id=make_entry_id(source.id, url, title),
        source_id=source.id,
        url=url,
        title=title,
        seen_at=choose_seen_at(at, context),
        content_html=clean_content(write_paragraphs(turns)),
        published_at=at,
        language=source.language,
        publisher=source.name,
        family=source.family,
    )


def _name_file(stem: str, day: re.Match[str] | None) -> str:
    """A file's name as a title: without its day, with spaces for hyphens."""
    rest = stem.replace(day[0], " ") if day else stem
    return " ".join(re.sub(r"[-_.]+", " ", rest).split()) or stem


def read_transcript(body: bytes, suffix: str) -> tuple[Turn, ...]:
    """Read a file of this suffix (`.srt`, `.vtt`, else plain text); what is no speech is passed over.
    Never fails; bounded in turns and in length."""
    lines = [line[:_LONGEST_LINE].strip() for line in decode_plain(body).text.splitlines()]
    said = _read_cues(lines) if suffix in (".srt", ".vtt") else _read_plain(lines)
    return _join_turns(said)


def _read_cues(lines: Sequence[str]) -> Iterator[Turn]:
    """The cues of SRT and WebVTT, which differ in what stands around them only."""
    speaker, at = "", 0
    while at < len(lines):
        cue = _CUE.match(lines[at])
        at += 1
        if cue is None:
            continue  # a number, a header, a note, a style
        start = _seconds(cue.groups()[:4])
        fresh = True
        while at < len(lines) and lines[at] and not _CUE.match(lines[at]):
            named, text = _split_speaker(lines[at])
            at += 1
            if named or fresh:
                speaker = named
            fresh = False
            if text:
                yield Turn(text=text, speaker=speaker, start=start)


def _read_plain(lines: Sequence[str]) -> Iterator[Turn]:
    """Paragraphs with a speaker before them, on the same line or on one of its own; who is not named
    anew goes on speaking."""
    speaker, start = "", None
    for line in lines:
        if not line:
            continue
        header = _HEADER.match(line)
        if header:
            speaker, start = header[1], _seconds(header.groups()[1:5])
            continue
        timed = _TIME_FIRST.match(line)
        if timed:
            start = _seconds(timed.groups()[:4])
            line = line[timed.end() :]
        named, text = _split_speaker(line)
        if named:
            speaker = named
            start = start if timed else None
        if text:
            yield Turn(text=text, speaker=speaker, start=start)


def _split_speaker(line: str) -> tuple[str, str]:
    """Who speaks, where a line says so, and what is said, without marks of form."""
    voice = _VOICE.search(line)
    plain = " ".join(unescape(_TAG.sub("", line)).replace("\x00", "").split())
    if voice:
        return " ".join(unescape(voice[1]).split()), plain
    named = _SPEAKER.match(plain)
    return (named[1], plain[named.end() :].strip()) if named else ("", plain)


def _join_turns(said: Iterable[Turn]) -> tuple[Turn, ...]:
    """Cues cut a sentence in the middle: those of one speaker are joined until a sentence ends."""
    turns: list[Turn] = []
    total = 0
    for turn in said:
        last = turns[-1] if turns else None
        if (
            last is not None
            and last.speaker == turn.speaker
            and last.start is not None
            and turn.start is not None
            and not _SENTENCE_END.search(last.text)
            and len(last.text) + len(turn.text) < _LONGEST_TURN
        ):
            space = "" if _HAN.match(last.text[-1]) and _HAN.match(turn.text[0]) else " "
            turns[-1] = msgspec.structs.replace(last, text=f"{last.text}{space}{turn.text}")
        else:
            turns.append(turn)
        total += len(turn.text) + 80
        if len(turns) >= _MOST_TURNS or total > MAX_CONTENT // 2:
            break
    return tuple(turns)


def write_paragraphs(turns: Sequence[Turn]) -> str:
    """The turns as HTML paragraphs, each beginning with its place: `[00:01:23] Lin Yue: ...`."""
    return "\n".join(f"<p>{escape(write_place(t) + t.text, quote=False)}</p>" for t in turns)


def write_place(turn: Turn) -> str:
    """`[00:01:23] Lin Yue: `, as far as both are known."""
    time = f"[{write_clock(turn.start)}] " if turn.start is not None else ""
    return time + (f"{turn.speaker}: " if turn.speaker else "")


def write_clock(seconds: float) -> str:
    """`00:01:23`."""
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def write_vtt(turns: Sequence[Turn]) -> str:
    """The turns as WebVTT; one without an end lasts until the next, the last one five seconds."""
    blocks = ["WEBVTT"]
    for number, turn in enumerate(turns):
        start = turn.start or 0.0
        later = turns[number + 1].start if number + 1 < len(turns) else None
        end = later if later is not None and later > start else start + 5
        voice = f"<v {escape(turn.speaker)}>" if turn.speaker else ""
        text = escape(" ".join(turn.text.split()), quote=False)
        blocks.append(f"{write_clock(start)}.000 --> {write_clock(end)}.000\n{voice}{text}")
    return "\n\n".join(blocks) + "\n"


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
