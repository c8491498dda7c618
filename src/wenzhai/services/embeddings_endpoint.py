"""The embedding model behind an OpenAI-compatible endpoint, for machines that cannot run the one in the
wheel (no AVX2) or that share one server."""

from __future__ import annotations

import os
from collections.abc import Sequence

import httpx
import msgspec
import numpy as np

from wenzhai.errors import ServiceError
from wenzhai.ports import Progress, Vectors, no_progress
from wenzhai.services.embeddings import DIMENSIONS, LONGEST, make_safe
from wenzhai.settings import ModelEndpoint

_TOGETHER = 64
_PREFIX = "passage: "  # what e5 models were trained with; the wheel's engine adds it by itself


class _Row(msgspec.Struct):
    index: int
    embedding: list[float]


class _Answer(msgspec.Struct):
    data: list[_Row]


class EndpointEmbedder:
    """multilingual-e5-small at `POST {url}/embeddings`. The pair model is trained on that model's
    vectors, so one of other dimensions is refused."""

    def __init__(self, endpoint: ModelEndpoint) -> None:
        self._endpoint = endpoint
        self.name = f"{endpoint.model}@{endpoint.url}"

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Make a unit row for each text, shape `(len(texts), 384)`.

        Raises `ServiceError` when the endpoint does not answer, or with something else.
        """
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        key = os.environ.get(self._endpoint.key_from, "") if self._endpoint.key_from else ""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        with httpx.Client(
            timeout=self._endpoint.timeout, headers=headers, trust_env=False
        ) as client:
            for start in range(0, len(texts), _TOGETHER):
                part = texts[start : start + _TOGETHER]
                rows[start : start + len(part)] = self._ask(client, part)
                progress(start + len(part), len(texts))
        return rows

    def _ask(self, client: httpx.Client, texts: Sequence[str]) -> Vectors:
        body = {
            "model": self._endpoint.model,
            "input": [_PREFIX + make_safe(text)[:LONGEST] for text in texts],
        }
        try:
            answer = client.post(f"{self._endpoint.url.rstrip('/')}/embeddings", json=body)
            answer.raise_for_status()
            found = msgspec.json.decode(answer.content, type=_Answer).data
        except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError) as error:
            raise self._fault(
                f"the embeddings endpoint did not answer as it should: {error}"
            ) from error
        by_index = {row.index: row.embedding for row in found}
        if set(by_index) != set(range(len(texts))):
            raise self._fault(f"{len(texts)} texts were sent, {len(found)} vectors came back")
        if any(len(vector) != DIMENSIONS for vector in by_index.values()):
            raise self._fault(f"its vectors are not of {DIMENSIONS} dimensions")
        vectors = np.array([by_index[i] for i in range(len(texts))], dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(vectors).all() or not norms.all():
            raise self._fault("a vector is zero or no number")
        return np.asarray(vectors / norms, dtype=np.float32)

    def _fault(self, what: str) -> ServiceError:
        return ServiceError(
            what,
            where=self._endpoint.url,
            remedy="Serve multilingual-e5-small there, or remove [models.embeddings] to use the "
            "model in the wheel.",
        )
