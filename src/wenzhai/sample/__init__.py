"""The sample week: invented outlets, written for this project, served over real HTTP on loopback."""

from importlib.resources import files

from wenzhai.model import Rights, Source
from wenzhai.sample.outlets import load_hot_lists, load_outlets
from wenzhai.sample.site import HOT_LIST_HOST, feed_url

__all__ = ["SAMPLE_NOTICE", "SAMPLE_WEEK", "read_sample_glossary", "sample_sources"]

SAMPLE_WEEK = "2023-W15"
SAMPLE_NOTICE = {
    "en": "This is a sample. Its outlets are invented, and so are many of its companies, people and "
    "events; do not cite it as news.",
    "zh": "本期为样刊：媒体均为虚构，部分公司、人物和事件亦属虚构，请勿作为新闻引用。",
}

_KINDS = {"sitemap": "sitemap", "index": "page"}
# The sample's outlets are ours: they let more be quoted than the careful default.
_RIGHTS = Rights(quote_words=120, quote_share=0.5, pictures="credit")
_HOT_LISTS = {"resou": "微澜热搜", "zhihui-hot": "知慧热榜"}


def sample_sources() -> tuple[Source, ...]:
    """The sample's outlets and hot lists as sources of a newsroom."""
    outlets = [
        Source(
            id=outlet.id,
            name=outlet.name,
            kind=_KINDS.get(outlet.feed, "feed"),
            url=feed_url(outlet),
            language=outlet.language,
            family=outlet.family,
            role=outlet.role,
            quality=outlet.quality,
            rights=_RIGHTS,
            options={"link_pattern": r"/\d{4}/\d{2}/\d{2}/"} if outlet.feed == "index" else {},
        )
        for outlet in load_outlets()
    ]
    lists = [
        Source(
            id=list_id,
            name=_HOT_LISTS[list_id],
            kind="hotlist",
            url=f"http://{HOT_LIST_HOST}/api/{list_id}/{{date}}.json",
            language="zh-Hans",
            family="Trendboard",
            role="hotlist",
            full_text=False,
            options={"format": "newsnow"},
        )
        for list_id in load_hot_lists()
    ]
    return (*outlets, *lists)


def read_sample_glossary() -> bytes:
    """The names of the sample's invented companies and people, as a newsroom's own glossary."""
    return (files("wenzhai.sample") / "glossary.tsv").read_bytes()
