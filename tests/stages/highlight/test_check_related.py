"""What speaks of the same in other words bears a sentence out, or speaks against it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.model import SourceText
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_related import pick_related


def _source(text, lang):
    return SourceText(id="s", lang=lang, text=text)


def _claims(draft, draft_lang, text, lang):
    checked = check_text(draft, draft_lang, [_source(text, lang)])
    return {c.kind for c in checked.claims if c.verdict in ("contradicted", "unsupported")}


@pytest.mark.parametrize(
    ("draft", "lang", "source", "source_lang", "kind"),
    [
        (
            "Kapok has not opened its sorting hub in Jakarta.", "en",
            "The parcel firm now runs a sorting hub in Jakarta, Kapok said. No price was given.", "en", "negation",
        ),
        (
            "木棉快递没有在雅加达启用分拣中心。", "zh",
            "Kapok has opened a sorting hub in Jakarta. It gave no price.", "en", "negation",
        ),
        (
            "Kapok has never run a sorting hub in Jakarta.", "en",
            "木棉快递在雅加达启用分拣中心。公司未透露价格。", "zh", "negation",
        ),
        ("The app stops free trials.", "en", "该应用开启免费试用。", "zh", "direction"),
        ("The firm hires 200 workers.", "en", "公司辞退200名工人。", "zh", "direction"),
    ],
)  # fmt: skip
def test_what_nothing_of_the_same_bears_out_is_found(draft, lang, source, source_lang, kind):
    """A denial, or an opposite, in other words or the other language than the source's."""
    assert kind in _claims(draft, lang, source, source_lang)


@pytest.mark.parametrize(
    ("draft", "lang", "source", "source_lang"),
    [
        (
            "Kapok has not said what its hub in Jakarta cost.", "en",
            "Kapok opened a hub in Jakarta on Monday. The firm refused to say what the hub cost.", "en",
        ),
        ("The app has never sold user data.", "en", "该应用从未出售用户数据。公司周三公布了新功能。", "zh"),
        ("该应用没有出售用户数据。", "zh", "The app denies that it sold user data.", "en"),
        ("The app starts free trials.", "en", "该应用开启免费试用。", "zh"),
        ("The firm fires 200 workers.", "en", "公司辞退200名工人。", "zh"),
    ],
)  # fmt: skip
def test_what_is_borne_out_in_other_words_is_not(draft, lang, source, source_lang):
    """The same denial or act in other words raises no alarm."""
    assert _claims(draft, lang, source, source_lang) == set()


def test_the_sentences_of_the_same_are_picked():
    """Of a report, what shares most words with the draft; of a stranger, all."""
    text = "Kapok opened a sorting hub in Jakarta. Rain fell in Oslo. Trams were late."
    (related,) = pick_related("Kapok has a hub in Jakarta.", "en", (0, 27), [_source(text, "en")])
    assert [text[a:b] for a, b in related.spans] == ["Kapok opened a sorting hub in Jakarta."]
    (stranger,) = pick_related("Nothing of it.", "en", (0, 14), [_source(text, "en")])
    assert len(stranger.spans) == 3


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.text(max_size=120))
def test_any_text_has_its_sentences(draft, text):
    """Whatever the texts, the places lie in the source and in order."""
    for lang in ("en", "zh"):
        for related in pick_related(draft, lang, (0, len(draft)), [_source(text, "zh")]):
            assert list(related.spans) == sorted(related.spans)
            assert all(0 <= a < b <= len(text) for a, b in related.spans)
