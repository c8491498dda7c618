"""How heavy the pages of a real week are: a reader on a train waits for every byte."""

from __future__ import annotations

import pytest

# Kilobytes of HTML with style, script and every passage, without pictures. The aim is 200; what lies
# between is room for charts.
EDITION, STORY = 180, 60


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_pages_of_the_sample_week_are_light(sample_run, language):
    """The edition's page of ten highlights, and every story's page."""
    folder = sample_run.folder / "editions" / "2023-W15" / language
    assert (folder / "index.html").stat().st_size < EDITION * 1000
    stories = sorted((folder / "stories").glob("*.html"))
    assert len(stories) == 10
    assert max(path.stat().st_size for path in stories) < STORY * 1000
