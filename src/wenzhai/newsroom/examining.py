"""Doctor: what a newsroom has and lacks, each with its remedy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from wenzhai.errors import WenzhaiError
from wenzhai.newsroom.room import Newsroom
from wenzhai.newsroom.writing import find_translator
from wenzhai.services.chat import read_key
from wenzhai.services.embeddings import LocalEmbedder
from wenzhai.settings import ModelEndpoint

State = Literal["well", "missing", "wrong"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One part: well; missing, which costs something but stops nothing; or wrong."""

    part: str
    state: State
    words: str
    remedy: str = ""


def examine(folder: Path) -> tuple[Finding, ...]:
    """Look at the machine and at the newsroom in `folder`, without changing anything."""
    findings = [_examine_python(), _examine("embedding model", _try_embedder)]
    try:
        room = Newsroom.open(folder)
    except WenzhaiError as error:
        words = f"{error.where}: {error.what}" if error.where else error.what
        return (
            *findings,
            Finding(part="newsroom", state="wrong", words=words, remedy=error.remedy),
        )
    with room:
        findings += [
            Finding(
                part="newsroom",
                state="well",
                words=f"{len(room.settings.sources)} sources, beat {room.settings.beat}",
            ),
            _examine("beat", lambda: f"{len(room.beat.glossary)} names in two languages"),
            _examine_store(room),
            _examine_sources(room),
            _examine_models(room),
        ]
    return tuple(findings)


def _examine(part: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(part=part, state="well", words=look())
    except WenzhaiError as error:
        return Finding(part=part, state="wrong", words=error.what, remedy=error.remedy)


def _examine_python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(part="python", state="well", words=version)


def _try_embedder() -> str:
    embedder = LocalEmbedder()
    vectors = embedder.embed(["通义千问", "Tongyi Qianwen"])
    return f"{embedder.name} answers with {vectors.shape[1]} dimensions"


def _examine_store(room: Newsroom) -> Finding:
    state = room.store.check()
    counts = room.store.count()
    if state != "ok":
        return Finding(
            part="database",
            state="wrong",
            words=state,
            remedy="Copy the file away first; then: sqlite3 newsroom.db .recover",
        )
    words = (
        f"{counts['entries']} entries, {counts['articles']} articles, {counts['editions']} editions"
    )
    return Finding(part="database", state="well", words=words)


def _examine_sources(room: Newsroom) -> Finding:
    health = room.store.load_health()
    failing = sorted(h.source_id for h in health.values() if h.failures)
    if not health:
        return Finding(
            part="sources", state="missing", words="none was asked yet", remedy="wenzhai collect"
        )
    if failing:
        return Finding(
            part="sources",
            state="missing",
            words=f"{len(failing)} of {len(health)} fail: {', '.join(failing[:8])}",
            remedy="wenzhai sources --problems",
        )
    return Finding(part="sources", state="well", words=f"all {len(health)} answered")


def _examine_models(room: Newsroom) -> Finding:
    """Which endpoints are set, and whether their keys are in the environment; none is asked anything."""
    models = room.settings.models
    translator = models.translator and find_translator(models.translator, models.writer)
    endpoints: dict[str, ModelEndpoint | None] = {
        "embeddings": models.embeddings,
        "writer": models.writer,
        "translator": translator or None,
    }
    part = "model endpoints"
    found = {task: endpoint for task, endpoint in endpoints.items() if endpoint is not None}
    if not found:
        return Finding(
            part=part,
            state="missing",
            words="none configured: drafts are extractive, and nothing leaves this machine",
        )
    bare = next((task for task, endpoint in found.items() if not endpoint.url), "")
    if bare:
        return Finding(
            part=part,
            state="wrong",
            words=f"{bare}: no url",
            remedy=f"Give [models.{bare}] a url and a model in newsroom.toml; docs/models.md shows some.",
        )
    try:
        keys = [read_key(endpoint) for endpoint in found.values()]
    except WenzhaiError as error:
        return Finding(part=part, state="wrong", words=error.what, remedy=error.remedy)
    words = ", ".join(
        f"{task} {f'{endpoint.model} at ' if endpoint.model else ''}{endpoint.url} "
        f"({f'key in {endpoint.key_from}' if key else 'no key'})"
        for (task, endpoint), key in zip(found.items(), keys, strict=True)
    )
    return Finding(part=part, state="well", words=words)
