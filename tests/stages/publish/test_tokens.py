"""The design's values: read from the page's style sheet, and refused where they are missing."""

from __future__ import annotations

import pytest

from wenzhai.errors import SettingsError
from wenzhai.stages.publish.contrast import list_faint
from wenzhai.stages.publish.reading_assets import read_source
from wenzhai.stages.publish.tokens import parse_tokens, read_tokens


def test_one_design():
    """The tokens are the very values of the style sheet of the page."""
    css, tokens = read_source("edition.css"), read_tokens()
    assert f"--seal: {tokens.light.seal}" in css
    assert f"--seal: {tokens.dark.seal}" in css
    assert tokens.light.on_seal == "#ffffff"  # three digits there, six here
    assert tokens.space == tuple(sorted(tokens.space))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme):
    """All text that the formats set stands out from its ground by at least 4.5 (WCAG 2.2 AA)."""
    assert list_faint(getattr(read_tokens(), theme)) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("--seal:", "--sael:", "no --seal"),
        ("--s3: 1rem", "--s3: 16px", "--s3 is no length"),
        ("--ink: #15181c", "--ink: black", "--ink is no colour"),
    ],
)
def test_token_missing(old, new, said):
    """A style sheet without a token, or with one that cannot be read, is named with the token."""
    with pytest.raises(SettingsError, match=said):
        parse_tokens(read_source("edition.css").replace(old, new))
