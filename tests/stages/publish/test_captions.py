"""Captions: within each platform's limits, whatever the edition says."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenzhai.model import Check, Sentence
from wenzhai.stages.publish import PublishContext
from wenzhai.stages.publish.captions import (
    PLATFORMS,
    choose_tags,
    shorten,
    write_captions,
    write_tag,
)
from wenzhai.stages.publish.card_content import view_deck

LIMITS = {"xiaohongshu": (20, 1000), "lemon8": (60, 1500), "instagram": (0, 2200), "wechat": (20, 1000)}  # fmt: skip


def captions(edition, **context) -> dict[str, str]:
    files = write_captions(view_deck(edition, PublishContext(**context)))
    return {name.rpartition("/")[2]: data.decode() for name, data in files.items()}


def check_limits(files: dict[str, str]) -> None:
    for name, text in files.items():
        if name == "alt.txt":
            continue
        title, body = LIMITS[name.split(".")[1]]
        if title:
            first, blank, rest = text.split("\n", 2)
            assert 0 < len(first) <= title, name
            assert blank == ""
        else:
            rest = text
        assert len(rest.strip()) <= body, name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_limits(made, language):
    """Titles and texts of the sample are within the limits, which are those of the platforms."""
    assert {p.name: (p.title, p.text) for p in PLATFORMS} == LIMITS
    check_limits(captions(made.make_edition(language)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_any_length(made, language):
    """So are those of texts of any length."""

    @settings(
        max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(text=st.text(min_size=1, max_size=60), times=st.integers(1, 60))
    def check(text, times):
        edition = made.make_edition(language)
        first = edition.highlights[0]
        sentence = Sentence(
            text="x" + text * times, citations=(), check=Check(verdict="not checkable")
        )
        first = msgspec.structs.replace(first, headline=sentence, paragraphs=((sentence,) * 4,))
        check_limits(
            captions(
                msgspec.structs.replace(edition, title="y" + text * times, highlights=(first,) * 30)
            )
        )

    check()


def test_what_it_says(made):
    """Headline, sentences in order, sources, edition, hashtags; a link only where platforms allow it."""
    files = captions(made.make_edition("zh"), base_url="https://news.example", path="2023-W15/zh")
    text = files["01.xiaohongshu.txt"]
    assert text.startswith("特价购物应用一季度美国下载量增长57%\n\n特价购物应用")
    assert (
        text.index("第一季度") < text.index("监测机构") < text.index("来源：") < text.index("#榜单")
    )
    assert "https://" not in text
    assert "https://" not in files["01.instagram.txt"]
    assert "https://news.example/2023-W15/zh/index.html#h1" in files["01.wechat.txt"]
    whole = files["00.instagram.txt"]
    assert all(f"{i}. " in whole for i in range(1, 9))


def test_awaiting_is_said(made):
    """A brief that awaits its translation says so wherever it is posted."""
    files = captions(made.make_edition("en"))
    assert all("Awaiting translation" in files[f"05.{p.name}.txt"] for p in PLATFORMS)


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("short enough", 20, "short enough"),
        ("工信部约谈腾讯、广东电信，要求防范重大网络运行事故", 20, "工信部约谈腾讯、广东电信"),
        ("国家网信办就生成式人工智能服务管理办法公开征求意见", 20, "国家网信办就生成式人工智能服务管理办法…"),
        ("Regulator asks for comments on rules", 20, "Regulator asks for…"),
        ("Supercalifragilisticexpialidocious", 20, "Supercalifragilisti…"),
        ("anything", 0, ""),
    ],
)  # fmt: skip
def test_titles(text, most, short):
    """A title too long ends with a clause, else a word, else anywhere."""
    assert shorten(text, most, "zh" if text > "\u2e80" else "en") == short


@pytest.mark.parametrize(
    ("text", "tag"),
    [("Sensor Tower", "SensorTower"), ("五五焕新季", "五五焕新季"), ("#hash tag!", "HashTag"), ("57%", ""), ("x" * 40, ""), ("<b>", "")],
)  # fmt: skip
def test_tags(text, tag):
    """A hashtag is letters and digits only, and never a number."""
    assert write_tag(text) == tag


def test_tags_once(made):
    """Each hashtag stands once, whatever its case, and the edition's own is among them."""
    deck = view_deck(made.make_edition("en"), PublishContext())
    tags = choose_tags(["Temu", "TEMU", "Sensor Tower"], deck, "Deal", 5)
    assert tags == ("Temu", "SensorTower", "Deal", "ChinaDigitalWeekly")
