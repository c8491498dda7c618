"""Printing what newsroom.toml asks for."""

from __future__ import annotations

import pytest

from wenzhai.errors import NotFound, SettingsError
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.room import SETTINGS_FILE, Newsroom
from wenzhai.stages.publish import find_formats


def publish(folder, table: str) -> set[str]:
    """Publish the sample's English edition as the `[publish]` table says; the files by name."""
    settings = folder / SETTINGS_FILE
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[publish]\n{table}\n", encoding="utf-8")
    with Newsroom.open(folder) as room:
        publish_editions(room, ["2023-W15-en"])
    written = folder / "editions" / "2023-W15" / "en"
    settings.write_text(text, encoding="utf-8")
    return {p.relative_to(written).as_posix() for p in written.rglob("*") if p.is_file()}


def test_every_format(sample_run):
    """Without a word in newsroom.toml every format that ships is printed, and the page leads to each."""
    folder = sample_run.folder / "editions" / "2023-W15" / "zh"
    page = (folder / "index.html").read_text(encoding="utf-8")
    entries = (
        "edition.pdf",
        "edition.docx",
        "mail/index.html",
        "cards/00.png",
        "rss.xml",
        "feed.json",
    )
    for entry in entries:
        assert (folder / entry).is_file()
        assert f'href="{entry}"' in page
    assert len(find_formats([])) == len(entries) + 5


def test_some_formats(sample_copy):
    """Named formats are printed beside the page, others not; links become absolute with a base_url."""
    files = publish(sample_copy, 'formats = ["rss"]\nbase_url = "https://news.example/digest"')
    assert {name for name in files if "/" not in name} == {"index.html", "rss.xml", "manifest.json"}
    feed = (sample_copy / "editions" / "2023-W15" / "en" / "rss.xml").read_text(encoding="utf-8")
    assert "https://news.example/digest/2023-W15/en/index.html#h1" in feed


@pytest.mark.parametrize(
    ("table", "error", "said"),
    [
        ('formats = ["braille"]', NotFound, "no format 'braille'"),
        ('base_url = "news.example"', SettingsError, "base_url"),
        ('base_url = "https://me@news.example"', SettingsError, "base_url"),
        ('formats = ["pdf"]\nsans_font = "glossary.tsv"', SettingsError, "no font file"),
        ('colour = "red"', SettingsError, "colour"),
    ],
)
def test_wrong_settings(sample_copy, table, error, said):
    """A format, address or font that cannot be is named."""
    with pytest.raises(error, match=said):
        publish(sample_copy, table)
