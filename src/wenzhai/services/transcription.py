"""Recordings to words, by an OpenAI-compatible endpoint: OpenAI's own, whisper.cpp's or speaches' server.

Nothing here hears by itself; without `[models.transcription]` a newsroom reads transcripts that others made.
"""

from __future__ import annotations

import os
from pathlib import Path

import httpx
import msgspec

from wenzhai.errors import ServiceError
from wenzhai.ports import Heard
from wenzhai.settings import ModelEndpoint

LARGEST_RECORDING = 500_000_000
_LARGEST_ANSWER = 20_000_000
_MOST_SEGMENTS = 50_000
_LONGEST_SEGMENT = 4_000


class _Segment(msgspec.Struct):
    start: float
    text: str
    speaker: str = ""


class _Answer(msgspec.Struct):
    segments: list[_Segment]


class EndpointTranscriber:
    """`POST {url}/audio/transcriptions` with `response_format=verbose_json`, which gives times."""

    def __init__(self, endpoint: ModelEndpoint) -> None:
        self._endpoint = endpoint

    def transcribe(self, path: Path, language: str) -> tuple[Heard, ...]:
        """What is said in the recording at `path`, in order of time; `language` (`en`, `zh`) may be empty.

        Raises `ServiceError` when the file is too large, or when the endpoint does not answer, or with
        something else."""
        if path.stat().st_size > LARGEST_RECORDING:
            raise self._fault(f"{path.name} is larger than {LARGEST_RECORDING:,} bytes")
        key = os.environ.get(self._endpoint.key_from, "") if self._endpoint.key_from else ""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        fields = {"model": self._endpoint.model, "response_format": "verbose_json"}
        if language:
            fields["language"] = language
        try:
            with (
                path.open("rb") as recording,
                httpx.Client(
                    timeout=self._endpoint.timeout, headers=headers, trust_env=False
                ) as client,
                client.stream(
                    "POST",
                    f"{self._endpoint.url.rstrip('/')}/audio/transcriptions",
                    data=fields,
                    files={"file": (path.name, recording, "application/octet-stream")},
                ) as answer,
            ):
                answer.raise_for_status()
                body = bytearray()
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > _LARGEST_ANSWER:
                        raise self._fault(f"its answer is larger than {_LARGEST_ANSWER:,} bytes")
            found = msgspec.json.decode(bytes(body), type=_Answer).segments
        except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
            raise self._fault(
                f"the transcription endpoint did not answer as it should: {error}"
            ) from error
        heard = [
            Heard(
                start=max(0.0, segment.start),
                text=" ".join(segment.text[:_LONGEST_SEGMENT].split()),
                speaker=" ".join(segment.speaker[:80].split()),
            )
            for segment in found[:_MOST_SEGMENTS]
        ]
        return tuple(sorted((h for h in heard if h.text), key=lambda h: h.start))

    def _fault(self, what: str) -> ServiceError:
        return ServiceError(
            what,
            where=self._endpoint.url,
            remedy="Mend [models.transcription] in newsroom.toml, or put a transcript (.vtt, .srt) of "
            "the same name beside the recording.",
        )
