"""Comparing lines by their letters and digits."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from wenzhai.stages.extract.lines import squeeze


@given(st.text(st.characters(max_codepoint=127)) | st.text())
def test_squeeze_keeps_letters_and_digits(text):
    """ASCII takes a quicker way to the same result: no marks, no spaces, small letters."""
    assert squeeze(text) == re.sub(r"[\W_]+", "", text).lower()
