"""The embedder that ships, and the cache in front of any embedder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wenzhai.errors import ServiceError
from wenzhai.services import embeddings
from wenzhai.services.embeddings import CachedEmbedder, LocalEmbedder


class MemoryCache:
    """A VectorCache in a dictionary."""

    def __init__(self):
        self.kept = {}

    def get_many(self, keys):
        return {key: self.kept[key] for key in keys if key in self.kept}

    def put_many(self, vectors):
        self.kept.update(vectors)


class CountingEmbedder:
    """Records what it was asked for."""

    name = "counting"

    def __init__(self):
        self.asked = []

    def embed(self, texts, progress=None):
        self.asked.append(list(texts))
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(-1, 2)


@pytest.fixture(scope="module")
def local():
    return LocalEmbedder()


def test_same_news_in_two_languages_is_nearer_than_other_news(local):
    """A Chinese and an English headline of one event are nearer than two of different events."""
    rows = local.embed(
        ["意大利禁止使用ChatGPT", "Italy bans ChatGPT", "Bananas are cheap this week"]
    )
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.03


def test_vectors_do_not_depend_on_the_batch(local):
    """A text has the same vector alone and among others, to the bit."""
    texts = [f"Headline number {n} about a phone" for n in range(9)]
    assert np.array_equal(local.embed(texts)[4], local.embed([texts[4]])[0])


def test_any_text_has_a_vector(local):
    """Empty, emoji-only, with NUL or lone surrogates, and a megabyte long: all give a finite row."""
    rows = local.embed(["", "🔥🔥", "a\0b", "bad \ud800 surrogate", "长" * 1_000_000])
    assert np.isfinite(rows).all()
    assert local.embed([]).shape == (0, 384)


def test_progress_reaches_the_total(local):
    """The last call of progress says that all is done."""
    calls = []
    local.embed(["one", "two", "three"], lambda done, total: calls.append((done, total)))
    assert calls[-1] == (3, 3)


def test_processor_without_avx2_is_told_what_to_do(monkeypatch, tmp_path: Path):
    """Where the engine would crash, a ServiceError names the remedy instead."""
    flags = tmp_path / "cpuinfo"
    flags.write_text("flags : fpu sse2")
    monkeypatch.setattr(embeddings, "CPU_FLAGS", flags)
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    with pytest.raises(ServiceError, match="AVX2") as raised:
        LocalEmbedder().embed(["x"])
    assert "newsroom.toml" in raised.value.remedy


def test_cache_asks_only_for_what_is_new():
    """Each distinct text is computed once over the life of the cache, and the order is kept."""
    inner, cache = CountingEmbedder(), MemoryCache()
    cached = CachedEmbedder(inner, cache)
    assert cached.name == "counting"
    assert cached.embed(["aa", "b", "aa"])[:, 0].tolist() == [2, 1, 2]
    assert cached.embed(["b", "ccc"])[:, 0].tolist() == [1, 3]
    assert inner.asked == [["aa", "b"], ["ccc"]]
    assert cached.embed([]).shape == (0, 2)
