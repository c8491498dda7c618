"""Relevance to a beat: names, terms and places, with the reasons."""

from __future__ import annotations

from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.tokens import HAN, WORD, normalise, stem
from wenzhai.model import Beat, Name, Terms
from wenzhai.stages.group import RelevanceModel, score_relevance
from wenzhai.stages.group.relevance import PhraseIndex


class Finder:
    """Finds one name by its forms."""

    def __init__(self, name):
        self.name = name

    def find(self, text):
        return [
            SimpleNamespace(name=self.name, start=text.find(form))
            for form in (self.name.en, self.name.zh)
            if form in text
        ]


NAMES = Finder(Name(en="Tencent", zh="腾讯", kind="company", weight=1.0))
BEAT = Beat(
    id="b", titles={}, scopes={}, places=("China", "中国", "Beijing"),
    terms=Terms(strong=("app store", "短视频"), weak=("chatbots",), against=("basketball", "篮球")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("title", "on_beat"),
    [
        ("Tencent profits rise", True),
        ("腾讯发布财报", True),
        ("China's app store rules tighten for chatbot makers", True),
        ("The app store opens in Peru", False),
        ("Royal coronation draws crowds", False),
        ("中国篮球联赛开幕", False),
        ("", False),
    ],
)
def test_names_terms_and_places_decide(title, on_beat):
    """A strong name is enough; a term needs the beat's places; words against speak against."""
    assert (score_relevance(title, "", BEAT, NAMES).score >= 0.5) == on_beat


def test_reasons_are_in_words():
    """Each reason says what was found and how many points it gave."""
    reasons = score_relevance("Tencent and basketball", "", BEAT, NAMES).reasons
    assert [r.words for r in reasons] == ["names Tencent", "is rather about basketball"]
    assert reasons[0].points > 0 > reasons[1].points


@given(st.text(), st.text())
def test_any_text_has_a_score(title, text):
    """No text raises, and every score is a probability."""
    assert 0 <= RelevanceModel(BEAT, NAMES).score(title, text).score <= 1


PHRASES = (
    "app store",
    "apps",
    "app store rules",
    "短视频",
    "视频号",
    "China",
    "中",
    "e-commerce law",
)
TEXTS = st.lists(
    st.sampled_from(
        [
            "app",
            " ",
            "Stores",
            "rules",
            "短",
            "视频",
            "号",
            "China's",
            "中",
            "e-commerce",
            "laws",
            ".",
        ]
    )
    | st.text(max_size=3)
).map("".join)


def find_plainly(phrases, text, stems):
    """Every phrase at every place, one after the other."""
    found = []
    kinds = {True: [], False: []}
    for phrase in sorted(phrases):
        plain = normalise(phrase)
        kinds[bool(HAN.search(plain)) and len(plain) > 1].append((phrase, plain))
    for at in range(len(stems)):
        for phrase, plain in kinds[False]:
            words = [stem(word) for word in WORD.findall(plain)]
            if words and stems[at : at + len(words)] == words:
                found.append(phrase)
    for at in range(len(text)):
        found += [plain for _, plain in kinds[True] if text.startswith(plain, at)]
    return list(dict.fromkeys(found))


@given(TEXTS)
def test_no_phrase_is_overlooked(text):
    """Looking first where a phrase may begin finds what trying each at every place finds."""
    plain = normalise(text)
    stems = [stem(word) for word in WORD.findall(plain)]
    assert PhraseIndex(PHRASES).find(plain, stems) == find_plainly(PHRASES, plain, stems)


def test_no_phrases_find_nothing():
    """A beat without places or terms is no error."""
    assert PhraseIndex(()).find("中国 china", ["china"]) == []


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Brightleaf adds an app store for chatbots", False),
        ("明叶推出短视频应用", False),
        ("Brightleaf app store closes in Beijing", True),
        ("明叶关闭中国短视频应用", True),
    ],
)
def test_what_is_at_home_elsewhere_must_touch_the_place(title, kept):
    """A company of another place is of the beat only where the item touches one of the beat's."""
    name = Name(en="Brightleaf", zh="明叶", kind="company", weight=0.5)
    beat = msgspec.structs.replace(BEAT, elsewhere=("Brightleaf",))
    assert (RelevanceModel(beat, Finder(name)).score(title).score >= 0.5) is kept
