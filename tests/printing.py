"""Fewer formats for tests that print often and look at the page, the text and the data only."""

from __future__ import annotations

from pathlib import Path


def print_few(folder: Path, formats: str = '["markdown", "json", "atom"]') -> Path:
    """Let the newsroom in `folder` print these beside the web page: the slow ones have their own tests."""
    settings = folder / "newsroom.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\n[publish]\nformats = {formats}\n", "utf-8")
    return folder
