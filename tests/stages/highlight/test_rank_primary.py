"""Primary sources: who speaks himself, and who only reports it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.names import NameFinder
from wenzhai.model import Article, Name
from wenzhai.stages.highlight.rank_primary import is_primary, tell_primary

NAMES = NameFinder(
    [
        Name(en="Cyberspace Administration", zh="网信办", kind="regulator"),
        Name(en="Lantern Games", zh="灯笼游戏", kind="company"),
        Name(en="Harbour Portal", zh="港湾网", kind="company"),
    ]
)


def article(url="", title="A thing happened", *, publisher="The Paper", role="media", text=""):
    return Article(
        id="a", source_id="s", url=url, title=title, text=text, language="en",
        published_at=datetime(2023, 4, 7, tzinfo=UTC), published_from="feed", publisher=publisher,
        family=publisher, role=role,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.miit.gov.cn/zwgk/1.html", "authority"),
        ("https://www.ftc.gov/news-events/1", "authority"),
        ("https://ico.org.uk/about/1", "authority"),
        ("https://ec.europa.eu/commission/presscorner/1", "authority"),
        ("https://www.sec.gov/Archives/edgar/data/1", "filing"),
        ("https://www.sec.gov/news/press-release/1", "authority"),
        ("https://www1.hkexnews.hk/listedco/1.pdf", "filing"),
        ("http://static.cninfo.com.cn/finalpage/1.PDF", "filing"),
        ("https://about.fb.com/news/2023/04/1", "company"),
        ("https://blog.google/products/1", "company"),
        ("https://openai.com/blog/1", "company"),
        ("https://www.alibabagroup.com/document-1", "company"),
        ("https://www.apple.com/newsroom/2023/04/1", "company"),
        ("https://www.prnewswire.com/news-releases/1.html", "release"),
    ],
)
def test_hosts_of_those_who_speak_themselves(url, kind):
    """Governments, regulators, exchanges, newsrooms and release wires are known by their hosts."""
    assert tell_primary(article(url)) == kind


@pytest.mark.parametrize(
    "url",
    [
        "https://www.reuters.com/technology/1",
        "https://news.qq.com/rain/a/1",
        "https://www.dailywire.com/news/1",
        "https://www.apple.com/shop/buy-iphone",
        "https://example.com/www.sec.gov/filing",
        "https://sec.gov.example.com/filing",
        "https://notopenai.com/blog",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/1",
        "https://governor.example/press",
        "",
        "http://[::1",
    ],
)
def test_hosts_of_reporters_are_none(url):
    """A newspaper, a look-alike host or a path that only names one speaks for nobody."""
    assert not is_primary(article(url))


def test_roles_of_sources():
    """What the editor says of a source holds wherever its entries come from."""
    assert tell_primary(article("https://feeds.example/1", role="official")) == "authority"
    assert tell_primary(article("https://feeds.example/1", role="company")) == "company"
    assert not is_primary(article("https://feeds.example/1", role="wire"))


def test_releases_are_known_when_reprinted():
    """A wire's name, or its mark before the first sentence, makes a release of a reprint."""
    assert tell_primary(article("https://mirror.example/1", publisher="美通社")) == "release"
    text = "SHENZHEN, China, April 7, 2023 /PRNewswire/ -- Lantern Games today said so."
    assert tell_primary(article("https://mirror.example/1", text=text)) == "release"
    later = "A report. " * 60 + text
    assert not is_primary(article("https://mirror.example/1", text=later))


def test_publishers_that_are_named():
    """A regulator's own account speaks itself; a company's only where it announces something of itself."""
    regulator = article(title="今日要点", publisher="网信办")
    assert tell_primary(regulator, NAMES) == "authority"
    assert not is_primary(regulator)
    own = article(title="灯笼游戏关于服务中断的声明", publisher="灯笼游戏")
    assert tell_primary(own, NAMES) == "company"
    assert not is_primary(article(title="灯笼游戏发布新游", publisher="灯笼游戏"), NAMES)
    portal = article(title="灯笼游戏发布声明：服务已恢复", publisher="港湾网")
    assert not is_primary(portal, NAMES)


@pytest.mark.parametrize("title", ["关于服务中断的公告", "Statement of the company", "情况通报"])
def test_form_of_title_never_suffices(title):
    """A title in the form of an announcement proves nothing without a host, a role or a name."""
    assert not is_primary(article("https://www.example.com/1", title), NAMES)


@given(st.text(), st.text(), st.text(), st.text())
def test_any_article_has_an_answer(url, title, publisher, text):
    """No address, title or publisher makes it fail."""
    found = tell_primary(article(url, title, publisher=publisher, text=text), NAMES)
    assert found in ("", "authority", "filing", "company", "release")
