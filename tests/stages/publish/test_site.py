"""The root page of a site."""

from __future__ import annotations

import msgspec
from lxml import html

from wenzhai.stages.publish import list_edition, render_site_index


def read(publication) -> html.HtmlElement:
    return html.document_fromstring(publication.files["index.html"].decode())


def test_newest_first(made):
    """Weeks come newest first, both languages of a week together, each with its first headlines."""
    english, chinese = made.make_edition("en"), made.make_edition("zh")
    earlier = msgspec.structs.replace(
        english, number=11, starts_on=english.starts_on.replace(day=3), week="2023-W14"
    )
    listed = [
        list_edition(earlier, "2023-W14-en/index.html"),
        list_edition(chinese, "2023-W15-zh/index.html"),
        list_edition(english, "2023-W15-en/index.html"),
    ]
    tree = read(render_site_index(listed, title="China Digital Weekly"))
    assert tree.xpath("//h2/a/@href") == [
        "2023-W15-en/index.html",
        "2023-W15-zh/index.html",
        "2023-W14-en/index.html",
    ]
    assert tree.xpath("//section[1]//div[@lang='zh-Hans']")
    assert len(tree.xpath("//section[1]//div[@lang='en']//li")) == 3
    assert render_site_index(listed) == render_site_index(listed[::-1])


def test_no_edition():
    """A site without editions says so, in its language."""
    assert "尚未发布" in read(render_site_index([], language="zh")).text_content()


def test_hostile(made):
    """Titles stand as text."""
    item = list_edition(made.make_edition("en"), "x/index.html")
    item = msgspec.structs.replace(item, title='<script>"', headlines=("<img onerror=x>",))
    tree = read(render_site_index([item], title="</title><script>"))
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img")
