"""Finding names: longest first, whole words, either script, offsets of the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import ends
from wenzhai.language.names import _LATIN, NameFinder, _fold
from wenzhai.model import Name

GLOSSARY = (
    Name(en="Tencent", zh="腾讯", kind="company", ticker="00700.HK", aliases=("Tencent Holdings",)),
    Name(en="Tencent Video", zh="腾讯视频", kind="app", parent="Tencent"),
    Name(en="JD.com", zh="京东", kind="company", aliases=("JD",)),
    Name(en="Meta", zh="Meta", kind="company"),
    Name(en="The Verge", zh="The Verge", kind="company"),
    Name(en="36Kr", zh="36氪", kind="company"),
    Name(en="Alibaba Cloud", zh="阿里云", kind="company", parent="Alibaba"),
    Name(en="Alibaba", zh="阿里巴巴", kind="company", aliases=("阿里",)),
    Name(en="Tongyi Qianwen", zh="通义千问", kind="product", parent="Alibaba Cloud"),
    Name(en="large language model", zh="大语言模型", kind="term", aliases=("LLM",)),
    Name(en="Lemon8", zh="Lemon8", kind="app"),
    Name(en="Loop A", zh="甲", kind="company", parent="Loop B"),
    Name(en="Loop B", zh="乙", kind="company", parent="Loop A"),
)
FINDER = NameFinder(GLOSSARY)


def found(text):
    return [(match.text, match.name.en) for match in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("腾讯视频与腾讯", [("腾讯视频", "Tencent Video"), ("腾讯", "Tencent")]),
        ("騰訊視頻、通義千問", [("騰訊視頻", "Tencent Video"), ("通義千問", "Tongyi Qianwen")]),
        ("Tencent\u00a0Video’s", [("Tencent\u00a0Video", "Tencent Video")]),
        (
            "TENCENT tencent ＴＥＮＣＥＮＴ",
            [(t, "Tencent") for t in ("TENCENT", "tencent", "ＴＥＮＣＥＮＴ")],
        ),
        ("在Lemon8上", [("Lemon8", "Lemon8")]),
        ("Lemon88 xLemon8", []),
        ("36 氪与36氪", [("36 氪", "36Kr"), ("36氪", "36Kr")]),
        (
            "LLMs and large language models",
            [("LLMs", "large language model"), ("large language models", "large language model")],
        ),
    ],
)
def test_find(text, names):
    """Longest match, traditional and simplified, any width, spaces between scripts, plural terms."""
    assert found(text) == names


def test_ordinary_words_are_no_names():
    """A name that is also an English word needs its capitals."""
    assert found("a meta question on the verge of an answer, jd") == []
    assert found("Meta told The Verge and JD") == [
        ("Meta", "Meta"),
        ("The Verge", "The Verge"),
        ("JD", "JD.com"),
    ]


def test_chinese_words_that_hide_a_name():
    """京东 within 北京东城 is no shop, and 阿里山 no company."""
    assert found("北京东城区、南京东路、阿里山") == []
    assert found("北京京东") == [("京东", "JD.com")]


def test_names_in_gives_ids():
    """The ids are those of the names, each once."""
    assert FINDER.names_in("阿里、阿里云和 Alibaba") == {"alibaba", "alibaba cloud"}


def test_parents_climb_and_end():
    """Owners come nearest first, and a circle in the glossary ends."""
    assert [name.en for name in FINDER.parents(FINDER.get("tongyi qianwen"))] == [
        "Alibaba Cloud",
        "Alibaba",
    ]
    assert [name.en for name in FINDER.parents(FINDER.get("loop a"))] == ["Loop B"]


def test_print_forms():
    """Each language prints its own form; a first mention adds the other's in brackets."""
    name = FINDER.look_up("通義千問")
    assert FINDER.translate(name, "en") == "Tongyi Qianwen"
    assert FINDER.translate(name, "zh-Hans") == "通义千问"
    assert FINDER.translate(name, "zh-Hant") == "通義千問"
    assert FINDER.first_mention(name, "en") == "Tongyi Qianwen (通义千问)"
    assert FINDER.first_mention(name, "zh") == "通义千问（Tongyi Qianwen）"
    assert FINDER.first_mention(FINDER.look_up("lemon8"), "zh") == "Lemon8"


def test_empty_glossary_finds_nothing():
    """A newsroom may begin without names."""
    assert NameFinder(()).find("腾讯 Tencent 北京东") == ()


PIECES = st.sampled_from(
    [
        "腾讯",
        "騰訊",
        "视频",
        "北京东",
        "Tencent",
        " Video",
        "meta",
        "LLM",
        "s",
        "36",
        "氪",
        "İ",
        "ﬁ",
        " ",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES | st.characters()).map("".join)))
def test_offsets_are_those_of_the_text(text):
    """Matches are in order, do not overlap, and say what stands there; no text crashes."""
    end = 0
    for match in FINDER.find(text):
        assert match.start >= end
        assert match.end > match.start
        assert text[match.start : match.end] == match.text
        end = match.end


@given(st.text())
def test_look_up_takes_any_text(text):
    """A form that is not in the glossary has no name."""
    name = FINDER.look_up(text)
    assert name is None or name in GLOSSARY


def scan_plainly(finder, text):
    """What a walk from every place gives, without looking first where one may begin."""
    folded, found, done = _fold(text), [], 0
    for start in range(len(folded)):
        inside = start and folded[start] in _LATIN and folded[start - 1] in _LATIN
        if start < done or inside:
            continue
        index, end = finder._longest_at(text, folded, start)
        if end:
            done = end
            if index >= 0:
                found.append((index, start, end))
    return found


ODD = NameFinder(
    (
        *GLOSSARY,
        Name(en="A share", zh="A股", kind="term"),
        Name(en=".NET", zh=".NET", kind="product"),
        Name(en="AT&T", zh="美国电话电报", kind="company", aliases=("3·15", "乙醇")),
    )
)
ODD_PIECES = st.sampled_from(
    ["a", "A", "A 股", "A股", " share", "s", ".NET", ".", "at&t", "AT&T", "3·15", "甲", "乙", "醇"]
)


@given(st.lists(PIECES | ODD_PIECES | st.characters()).map("".join))
def test_no_place_is_overlooked(text):
    """Looking first where a form may begin loses no name, whatever character a form begins with."""
    assert list(FINDER._scan(text)) == scan_plainly(FINDER, text)
    assert list(ODD._scan(text)) == scan_plainly(ODD, text)


def test_many_names_in_a_long_text():
    """A text that is all names is read in one way through, and gives what short texts give."""
    forms = [form for name in GLOSSARY for form in (name.en, name.zh)]
    one = [name for form in forms for _, name in found(form)]
    with ends():
        assert [name for _, name in found("; ".join(forms * 500))] == one * 500
