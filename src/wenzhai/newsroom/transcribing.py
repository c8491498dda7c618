"""Recordings in the folders of transcripts: each without a transcript beside it gets one, once."""

from __future__ import annotations

from collections.abc import Sequence

from wenzhai.errors import ServiceError
from wenzhai.model import Source
from wenzhai.newsroom.creating import write_whole
from wenzhai.newsroom.room import Newsroom
from wenzhai.ports import Steps
from wenzhai.services.transcription import EndpointTranscriber
from wenzhai.stages.collect.archives import find_path
from wenzhai.stages.collect.folders import list_files
from wenzhai.stages.collect.transcripts import SUFFIXES, Turn, write_vtt

RECORDINGS = frozenset({".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".webm", ".mp4"})


def transcribe_recordings(
    room: Newsroom, sources: Sequence[Source], steps: Steps
) -> dict[str, str]:
    """Write `call.vtt` beside `call.mp3` for the sources of kind `transcript`, where the newsroom names an
    endpoint in `[models.transcription]`; returns what failed, by source, in words. A transcript that is
    there is never replaced: it may have been corrected by hand."""
    endpoint = room.settings.models.transcription
    if endpoint is None:
        return {}
    waiting = [
        (source, path)
        for source in sources
        if source.kind == "transcript"
        for path in list_files(find_path(source, room.folder), RECORDINGS)
        if not any(path.with_suffix(suffix).exists() for suffix in SUFFIXES)
    ]
    if not waiting:
        return {}
    progress = steps.begin("Transcribing recordings")
    transcriber = EndpointTranscriber(endpoint)
    failed: dict[str, str] = {}
    for done, (source, path) in enumerate(waiting, 1):
        try:
            heard = transcriber.transcribe(path, source.language[:2])
        except (ServiceError, OSError) as error:
            failed[source.id] = f"{path.name}: {error}"
        else:
            turns = [Turn(text=h.text, speaker=h.speaker, start=h.start) for h in heard]
            write_whole(path.with_suffix(".vtt"), write_vtt(turns).encode("utf-8"))
        progress(done, len(waiting))
    return failed
