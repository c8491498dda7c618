"""The shipped beat is whole and sound; a beat of one's own loads, or says what is wrong where."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from importlib.resources import as_file, files
from urllib.parse import urlsplit

import pytest

from wenzhai.beats import list_beats, load_beat
from wenzhai.errors import SettingsError
from wenzhai.language.glossary import fold_form
from wenzhai.language.names import NameFinder
from wenzhai.language.script import fold_chinese, to_simplified

HAN = re.compile(r"[\u4e00-\u9fff]")
# Official simplified forms that character folding would change further: 昇腾, 昇思, 胡厚崑, 郭明錤.
KEPT = re.compile(r"[昇崑錤]")


@pytest.fixture(scope="module")
def beat():
    return load_beat("china-digital")


@pytest.fixture(scope="module")
def finder(beat):
    return NameFinder(beat.glossary)


@pytest.fixture
def own(tmp_path):
    """Copy the shipped beat to a folder of one's own."""
    with as_file(files("wenzhai.beats").joinpath("china_digital")) as folder:
        return shutil.copytree(folder, tmp_path / "own")


def test_the_beat_ships(beat):
    """It is listed, and has titles, scopes and terms in both languages."""
    assert "china-digital" in list_beats()
    assert beat.id == "china-digital"
    assert set(beat.titles) == set(beat.scopes) == {"en", "zh"}
    for terms in (beat.terms.strong, beat.terms.weak, beat.terms.against):
        assert len(terms) == len(set(terms)) >= 100
        assert 0.3 < sum(bool(HAN.search(term)) for term in terms) / len(terms) < 0.7


def test_the_daily_beat_ships():
    """World technology, each morning, in Chinese: names of both beats, each form with one owner."""
    daily = load_beat("tech-daily")
    assert (daily.period, daily.closes_at, daily.languages) == ("day", "08:00", ("zh",))
    assert len(daily.sources) == len({source.url for source in daily.sources}) >= 60
    assert {source.language for source in daily.sources} == {"en", "zh-Hans", "zh-Hant"}
    owners: dict[str, str] = {}
    for name in daily.glossary:
        for form in (name.en, name.zh, *name.aliases):
            assert owners.setdefault(fold_form(form), name.id) == name.id, form
    ids = {name.id for name in daily.glossary}
    assert all(not name.parent or name.parent.lower() in ids for name in daily.glossary)
    assert len(ids) >= 1500


def test_a_beat_weighs_shared_names_itself(beat):
    """A line with a weight alone keeps the other beat's forms: 苹果 is Apple, and counts fully."""
    daily = {name.id: name for name in load_beat("tech-daily").glossary}
    shared = {name.id: name for name in beat.glossary}
    assert daily["apple"].weight == 1.0 > shared["apple"].weight
    assert set(daily["apple"].aliases) >= set(shared["apple"].aliases)
    assert daily["apple"].zh == shared["apple"].zh
    assert daily["tencent"] == shared["tencent"]


def test_sources(beat):
    """At least 100 sources, each with its own id and address, in three scripts and four kinds."""
    sources = beat.sources
    assert len(sources) >= 100
    assert len({source.id for source in sources}) == len(sources)
    assert len({source.url for source in sources}) == len(sources)
    assert {source.kind for source in sources} == {"feed", "page", "sitemap", "hotlist"}
    languages = Counter(source.language for source in sources)
    assert set(languages) == {"en", "zh-Hans", "zh-Hant"}
    assert min(languages.values()) >= 10
    for source in sources:
        assert urlsplit(source.url).scheme in {"http", "https"}
        assert urlsplit(source.url).hostname
        assert source.family
        assert source.name


def test_sources_have_the_options_of_their_kind(beat):
    """Pages say which links are articles, sitemaps what to include, hot lists their format."""
    needed = {
        "feed": set(),
        "page": {"link_pattern"},
        "sitemap": {"include"},
        "hotlist": {"format", "list"},
    }
    for source in beat.sources:
        assert set(source.options) == needed[source.kind], source.id
        re.compile(source.options.get("link_pattern", ""))
        assert source.options.get("format", "json") in {"newsnow", "rsshub", "json"}


def test_owners_are_counted_once(beat):
    """Outlets of one owner share a family, so that they do not confirm each other."""
    family = {source.id: source.family for source in beat.sources}
    assert family["scmp-tech"] == family["alizila"] == "Alibaba"
    assert family["ars-technica"] == family["wired"]
    assert family["jiemian"] == family["thepaper"]


def test_official_texts_may_be_quoted_at_length(beat):
    """Regulators' announcements carry wider rights than the press."""
    official = [source for source in beat.sources if source.role == "official"]
    assert len(official) >= 5
    assert all(source.rights and source.rights.quote_words >= 200 for source in official)


def test_glossary_is_large_and_sound(beat):
    """Many entries of every kind, Chinese forms in simplified script, parents that exist."""
    glossary = beat.glossary
    assert len(glossary) >= 1000
    kinds = Counter(name.kind for name in glossary)
    assert set(kinds) == {
        "company",
        "app",
        "product",
        "person",
        "regulator",
        "term",
        "place",
        "event",
    }
    assert min(kinds.values()) >= 30
    ids = {name.id for name in glossary}
    for name in glossary:
        assert not HAN.search(name.en), name.en
        # A brand without a Chinese name prints as it is in Chinese too.
        assert HAN.search(name.zh) or name.zh.isascii(), name.en
        assert to_simplified(name.zh) == name.zh or KEPT.search(name.zh), name.en
        assert fold_chinese(name.zh) == name.zh or KEPT.search(name.zh), name.en
        assert not name.parent or name.parent.lower() in ids, name.en
    assert sum(bool(HAN.search(name.zh)) for name in glossary) > 0.85 * len(glossary)


def test_no_form_belongs_to_two_entries(beat):
    """What a form means does not depend on the order of the file."""
    owners: dict[str, str] = {}
    for name in beat.glossary:
        for form in (name.en, name.zh, *name.aliases):
            assert owners.setdefault(fold_form(form), name.id) == name.id, form


def test_every_form_is_found_as_its_owner(finder):
    """Standing alone, each of the forms is found, whole, for the entry that lists it."""
    for name in finder.glossary:
        for form in (name.en, name.zh, *name.aliases):
            assert [(m.text, m.name.id) for m in finder.find(form)] == [(form, name.id)]


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Tongyi Qianwen", "通義千問"),
        ("DingTalk", "釘釘"),
        ("Tmall Genie", "天猫精灵"),
        ("Lu Shan", "卢山"),
        ("Harvey Zhou", "周颢"),
        ("Xigua Video", "西瓜视频"),
        ("Toutiao", "今日头条"),
        ("Tencent Holdings", "腾讯控股"),
        ("Earth Month", "地球月"),
        ("Lemon8", "Lemon8"),
        ("Temu", "Temu"),
        ("Sensor Tower", "Sensor Tower"),
        ("derivative works", "二创"),
        ("livestream e-commerce", "直播带货"),
        ("CAC", "国家网信办"),
        ("Singles' Day", "双十一"),
    ],
)
def test_both_languages_lead_to_one_entry(finder, en, zh):
    """The names that the beat's week turns on are one entry in either language."""
    assert finder.look_up(en) == finder.look_up(zh) is not None


def test_places_and_terms_of_the_beat_are_not_common_words(finder):
    """Everyday prose in either language holds no name of the trade."""
    for text in (
        "most people keep an apple on the line and meet in the paper shop",
        "她没想到，可灵活安排的海外卖家活动在三月活动周点点滴滴",
    ):
        assert finder.names_in(text) == frozenset()


def test_a_folder_of_ones_own(own, beat):
    """A path loads like a name."""
    assert load_beat(own) == load_beat(str(own)) == beat


def test_no_such_beat():
    """A wrong name is told with the names that there are."""
    with pytest.raises(SettingsError, match="china-digital"):
        load_beat("china-digitel")


def test_a_missing_file(own):
    """A folder without sources says which file is missing."""
    (own / "sources.toml").unlink()
    with pytest.raises(SettingsError, match=r"sources\.toml: the file is missing"):
        load_beat(own)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        ("beat.toml", "balance = 3", "balance = two", "balance", "not valid TOML"),
        ("beat.toml", "balance = 3", 'balance = "2"', "balance", "expected `int`"),
        ("beat.toml", "balance = 3", "balanse = 3", "balanse", "the key “balanse” is not known"),
        (
            "beat.toml",
            "paragraphs = 2",
            "paragraf = 2",
            "paragraf",
            "the key “paragraf” is not known",
        ),
        ("beat.toml", "_threshold = 0.5", "_threshold = 5.0", "relevance", "relevance_threshold"),
        ("beat.toml", 'period = "week"', 'period = "month"', "period", "'month'"),
        ("beat.toml", 'period = "week"', 'closes_at = "8"', "closes_at", "closes_at is “8”"),
        ("beat.toml", 'period = "week"', 'closes_at = "08:00"', "closes_at", "appears daily"),
        ("sources.toml", 'id = "technode"', 'id = "pandaily"', "", "already at line"),
        ("sources.toml", "https://technode.com", "ftp://technode.com", 'url = "ftp', "http(s)"),
        (
            "sources.toml",
            'name = "TechNode"',
            'nam = "TechNode"',
            "nam =",
            "the key “nam” is not known",
        ),
        ("sources.toml", 'name = "TechNode"', "name = 3", "name = 3", "expected `str`"),
        ("sources.toml", 'role = "blog"', 'role = "diary"', 'role = "diary"', "'diary'"),
        ("sources.toml", "quality = 0.95", "quality = 95", "quality = 95", "quality is 95"),
        ("sources.toml", "every = 240", "every = 0", "every = 0", "every is 0"),
    ],
)
def test_errors_name_file_and_line(own, file, old, new, line, what):
    """A mistake in either file is told with the line that it is in."""
    path = own / file
    text = path.read_text(encoding="utf-8").replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_beat(own)
    assert what in caught.value.what
    assert caught.value.remedy
    name, _, number = caught.value.where.rpartition(":")
    assert name.endswith(file)
    if line:
        assert line in text.split("\n")[int(number) - 1]


def test_a_file_that_is_not_utf8(own):
    """A glossary saved in GBK is refused in words."""
    (own / "glossary.tsv").write_bytes("名字".encode("gbk"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_beat(own)
