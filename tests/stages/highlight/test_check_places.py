"""Figures of one kind that change places within a text."""

from __future__ import annotations

import pytest

from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text

EXCHANGED = [
    ("en", "Alpha revenue rose 5%, while Beta revenue fell 3%.", "Alpha revenue rose 3%, while Beta revenue fell 5%."),
    ("zh", "阿尔法门店有300家，贝塔工厂有120家。", "阿尔法门店有120家，贝塔工厂有300家。"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "said", "draft"), EXCHANGED)
def test_figures_that_changed_places_are_contradicted(language, said, draft):
    """Both figures stand in the source, each beside the other's words."""
    source = [SourceText(id="s", lang=language, text=said)]
    assert check_text(draft, language, source).verdict == "contradicted"


@pytest.mark.parametrize(("language", "said", "draft"), EXCHANGED)
def test_the_source_itself_and_its_clauses_in_another_order_pass(language, said, draft):
    """Order is free: only what a figure stands beside is held against it."""
    del draft
    source = [SourceText(id="s", lang=language, text=said)]
    mark = "，" if language == "zh" else ", "
    first, second = said.rstrip("。.").split(mark)
    for text in (said, f"{second.removeprefix('while ')}{mark}{first}."):
        assert check_text(text, language, source).verdict == "supported"
