"""newsroom.toml: what is wrong is named with file, line and remedy; what is right is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenzhai.errors import SettingsError
from wenzhai.settings import CollectSettings, load_newsroom

_GOOD = """\
beat = "china-digital"
first_week = "2023-W14"
languages = ["en", "zh"]

[title]
en = "The Week"
zh = "一周"

[schedule]
timezone = "Asia/Shanghai"

[style]
highlights = [6, 10]

[collect]
workers = 8

[[sources]]
id = "one"
name = "One"
kind = "feed"
url = "https://one.example/feed"
language = "en"

[[sources]]
id = "two"
name = "二"
kind = "feed"
url = "https://two.example/feed"
language = "zh-Hans"

[[sources]]
id = "three"
name = "三"
kind = "page"
url = "https://three.example/"
language = "zh-Hant"
quality = 0.8
"""


def _load(tmp_path, text):
    path = tmp_path / "newsroom.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_newsroom(path)


def test_a_good_file_is_read(tmp_path):
    """Keys that are there are read, others have their defaults."""
    read = _load(tmp_path, _GOOD)
    assert read.title == {"en": "The Week", "zh": "一周"}
    assert [source.id for source in read.sources] == ["one", "two", "three"]
    assert read.sources[2].quality == 0.8
    assert read.collect == CollectSettings(workers=8)
    assert read.database == "sqlite:///newsroom.db"


@pytest.mark.parametrize("change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n")])
def test_a_file_saved_on_windows_is_read_the_same(tmp_path, change):
    """A byte order mark and carriage returns change nothing."""
    assert _load(tmp_path, change(_GOOD)) == _load(tmp_path, _GOOD)


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("workers = 8", "worker = 8", "“worker” is not known", "“workers”"),
        ("workers = 8", "workers = 'many'", "expected `int`", "“collect.workers”"),
        ("workers = 8", "workers = 0", "workers is from 1 to 256", "Change"),
        ("workers = 8", "max_bytes = -1", "max_bytes is from 1", "Change"),
        ("workers = 8", "read_timeout = nan", "read_timeout is from", "Change"),
        ("workers = 8", "total_timeout = inf", "total_timeout is from", "Change"),
        ('id = "three"', 'ids = "three"', "“ids” is not known", "“id”"),
        ("quality = 0.8", 'quality = "high"', "expected `float`", "“sources.2.quality”"),
        ("quality = 0.8", "quality = 8", "quality is a share from 0 to 1", "0.7"),
        ("quality = 0.8", "quality = -0.1", "quality is a share from 0 to 1", "0.7"),
        ("quality = 0.8", "quality = nan", "quality is a share from 0 to 1", "0.7"),
        ("quality = 0.8", 'role = "paper"', "invalid enum value", "“sources.2.role”"),
        ("quality = 0.8", "rights = { words = 3 }", "“words”", "“quote_words”"),
        ("quality = 0.8", "options = { a = 1 }", "expected `str`", "“sources.2.options.a”"),
        ('language = "zh-Hant"', 'language = "de"', "“de” is not a language", "zh-Hant"),
        ('id = "three"', 'id = "Three!"', "“Three!” is not usable", "hyphens"),
        ('id = "three"', 'id = "one"', "two sources have the id “one”", "the first is on line 19"),
        ('first_week = "2023-W14"', 'first_week = "2023-14"', "not an ISO week", "2023-W15"),
        ('first_week = "2023-W14"', 'first_week = "2023-W53"', "not an ISO week", "2023-W15"),
        ('first_week = "2023-W14"', 'first_week = "２０２３-W14"', "not an ISO week", "2023-W15"),
        ('first_week = "2023-W14"', 'first_week = "2023-02-29"', "nor a day", "2023-04-11"),
        ('first_week = "2023-W14"', "first_week = 2023", "expected `str`", "“first_week”"),
        ('"Asia/Shanghai"', '"Asia/Peking"', "“Asia/Peking” is not a time zone", "Asia/Shanghai"),
        ('"Asia/Shanghai"', '"Asia"', "“Asia” is not a time zone", "Asia/Shanghai"),
        ('"Asia/Shanghai"', '"../zone"', "is not a time zone", "Asia/Shanghai"),
        ('"Asia/Shanghai"', '""', "is not a time zone", "Asia/Shanghai"),
        ("highlights = [6, 10]", "highlights = [10, 6]", "[least, most]", "[6, 14]"),
        ("highlights = [6, 10]", "paragraphs = 0", "paragraphs is from 1", "Change"),
        ("highlights = [6, 10]", "highlights = [6]", "length 2", "“style.highlights”"),
        ('["en", "zh"]', '["en", "fr"]', "“fr” is not a language of editions", "“en” and “zh”"),
        ('["en", "zh"]', "[]", "no language", "“en” and “zh”"),
        ('en = "The Week"', "en = 7", "expected `str`", "“title.en”"),
        ('zh = "一周"', 'zh = "一周', "not valid TOML", "double quotes"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_remedy(tmp_path, old, new, what, remedy):
    """Each mistake leads to the line on which it stands, and says what to write."""
    assert old in _GOOD
    begin = _GOOD.rindex(old) if old.startswith(("id", "kind")) else _GOOD.index(old)
    text = _GOOD[:begin] + new + _GOOD[begin + len(old) :]
    line = text.count("\n", 0, begin + len(new)) + 1
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, text)
    assert caught.value.where == f"{tmp_path / 'newsroom.toml'}:{line}"
    assert what in caught.value.what
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("gone", "key", "line"),
    [
        ('beat = "china-digital"\n', "beat", 1),
        ('[title]\nen = "The Week"\nzh = "一周"\n', "title", 1),
        ('id = "three"\n', "id", 32),
        ('language = "zh-Hant"\n', "language", 32),
    ],
)
def test_a_key_that_must_be_there_is_asked_for(tmp_path, gone, key, line):
    """The line is that of the table that lacks it."""
    with pytest.raises(SettingsError, match=f"“{key}” is missing") as caught:
        _load(tmp_path, _GOOD.replace(gone, ""))
    assert caught.value.where.endswith(f":{line}")
    assert f"Add {key} = …" in caught.value.remedy


def test_a_folder_without_a_newsroom_says_how_to_make_one(tmp_path):
    """The remedy is a command that works."""
    with pytest.raises(SettingsError, match="no newsroom here") as caught:
        load_newsroom(tmp_path / "newsroom.toml")
    assert "wenzhai init" in caught.value.remedy


@pytest.mark.parametrize("data", [b"\xff\xfe\x00b", "标题 = 1".encode("gb18030")])
def test_a_file_in_another_encoding_says_so(tmp_path, data):
    """A file saved as GBK or UTF-16 is not a traceback."""
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        _load(tmp_path, data)
    assert "UTF-8" in caught.value.remedy


def test_a_folder_in_place_of_the_file_says_so(tmp_path):
    """Neither is a folder."""
    with pytest.raises(SettingsError, match="cannot be read"):
        load_newsroom(tmp_path)


def _refuse(path):
    """How the file is refused; None when it is read."""
    try:
        load_newsroom(path)
    except SettingsError as error:
        return error
    return None


_pieces = st.sampled_from(
    [
        *_GOOD.splitlines(keepends=True),
        "[",
        '"',
        "\0",
        "9" * 400,
        "1e999",
        "[[sources]]\n",
        "= {",
        "é",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), st.lists(_pieces).map("".join).map(str.encode)
    )
)
def test_any_file_is_read_or_refused_in_words(tmp_path_factory, data):
    """Nothing but a SettingsError comes out of a file that cannot be read, with a line within it."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    refused = _refuse(path)
    if refused:
        line = refused.where.removeprefix(str(path)).removeprefix(":") or "1"
        assert 1 <= int(line) <= len(data) + 1
        assert refused.remedy


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5_000), st.sampled_from(["workers", "pause", "max_bytes", "retries"]))
def test_any_number_is_read_or_refused_in_words(tmp_path_factory, digits, key):
    """Numbers of thousands of digits are mistakes like others."""
    path = tmp_path_factory.getbasetemp() / "numbers.toml"
    path.write_text(_GOOD.replace("workers = 8", f"{key} = {'9' * digits}"), encoding="utf-8")
    refused = _refuse(path)
    assert refused is None or refused.where.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("table", "line", "what", "remedy"),
    [
        ("[rights]\nquote_share = 1.5", 2, "quote_share is from 0 to 1", "Change it."),
        ("[rights]\nquote_words = -1", 2, "quote_words is from 0", "Change it."),
        ("[rights]\npictures = 'licensed'", 2, "not until when", "licensed_until = "),
        ("[rights]\npictures = 'steal'", 2, "steal", "docs/newsroom.md"),
        ("[rights]\nlicensed_until = 'soon'", 2, "date", "licensed_until"),
        ("[rights]\nsummarize = false", 2, "“summarize” is not known", "“summarise”"),
        (
            "[[pictures]]\nurl = 'https://a.example/1.jpg'\nuse = 'licensed'",
            3,
            "not until",
            "until =",
        ),
        ("[[pictures]]\nurl = 'file:///etc/passwd'\nuse = 'own'", 2, "no address", "https://"),
        ("[[pictures]]\nurl = 'https://a.example/1.jpg'", 1, "“use” is missing", "Add use"),
        (
            "[[pictures]]\nurl = 'https://a.example/*'\nuse = 'own'\n"
            "[[pictures]]\nurl = 'https://a.example/*'\nuse = 'link'",
            5,
            "twice",
            "Remove one",
        ),
    ],
)
def test_rights_that_cannot_be_are_named_with_their_line(tmp_path, table, line, what, remedy):
    """Every mistake in [rights] and [[pictures]] stops with its line and what to write instead."""
    path = tmp_path / "newsroom.toml"
    path.write_text(_GOOD + "\n" + table, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load_newsroom(path)
    assert what in caught.value.what
    assert remedy in caught.value.remedy
    first = _GOOD.count("\n") + 1
    assert caught.value.where == f"{path}:{first + line}"


def test_rights_of_a_source_are_held_to_the_same(tmp_path):
    """A licence without an end under a source is named on that source's line."""
    path = tmp_path / "newsroom.toml"
    path.write_text(f"{_GOOD}rights = {{ pictures = 'licensed' }}\n", "utf-8")
    with pytest.raises(SettingsError, match="not until when"):
        load_newsroom(path)
    path.write_text(
        f"{_GOOD}rights = {{ pictures = 'licensed', licensed_until = 2023-12-31 }}\n"
        "[[pictures]]\nurl = 'https://a.example/*'\nuse = 'licensed'\nuntil = 2023-06-30\n",
        "utf-8",
    )
    read = load_newsroom(path)
    assert read.sources[-1].rights.licensed_until.isoformat() == "2023-12-31"
    assert read.pictures[0].until.isoformat() == "2023-06-30"
    assert not read.pictures[0].cards
