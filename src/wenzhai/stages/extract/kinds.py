"""Before: an extracted page. After: whether it is an article at all, and what else was noticed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenzhai.language.roundups import is_roundup
from wenzhai.model import ArticleKind
from wenzhai.stages.extract.blocks import Block, measure_text
from wenzhai.stages.extract.metadata import Metadata, path_of

SHORT = 160
"""A page whose text is smaller (Han characters count twice) holds no article."""
PROSE = 120
"""A paragraph of this size is prose, not a headline."""
TEASER = 1600
"""Up to this size, a text beside a paywall's words is its teaser."""

_ERROR = re.compile(
    r"\b(?:404|403|500|502|503)\b.{0,40}(?:error|found|forbidden|unavailable|错误)?|page (?:not found|unavailable)|"
    r"not found|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|"
    r"enable javascript|captcha|service unavailable|页面(?:不存在|找不到|未找到|已删除)|找不到(?:页面|该页)|"
    r"内容(?:不存在|已被删除|已删除)|访问(?:被拒绝|受限|过于频繁)|安全验证|出错了|文章已(?:被)?删除|頁面不存在",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"[?&](?:q|s|query|keyword|search|wd)=|/search(?:/|\?|$)", re.IGNORECASE)
_PAYWALL = re.compile(
    r"subscribe (?:now |today )?to (?:continue|read|keep|unlock)|(?:for|to) subscribers? only|subscribers? only|"
    r"subscription (?:required|to read)|already (?:a|have an?) (?:subscriber|subscription|account|member)|"
    r"to (?:continue|keep) reading|continue reading (?:this|with|the full)|unlock (?:this|the) (?:article|story)|"
    r"read the (?:full|rest of the|whole) (?:article|story)|exclusive to (?:members|subscribers)|start your free trial|"
    r"you(?:'ve| have) reached your (?:limit|free)|(?:sign|log) ?in to (?:read|continue|view)|create (?:a free|an) account to|"
    r"(?:订阅|訂閱|付费|付費|会员|會員|登录|登入|登陆|购买|購買|开通会员|成为会员|注册)(?:后|後|即可|才能|以|并)?.{0,8}(?:阅读|閱讀|查看|解锁|解鎖|浏览)(?:全文|更多|剩余|完整|本文)?|"
    r"(?:剩余|剩餘|余下|其余|全文).{0,10}(?:付费|付費|订阅|訂閱|会员|會員)|(?:本文|此文|该文).{0,6}(?:付费|会员专享|仅限)|"
    r"(?:会员|會員|订户|付费用户|訂戶)(?:专享|專享|专属|可读|限定)|试读结束|免费试读|打开(?:APP|App|客户端).{0,6}(?:阅读|查看)全文",
    re.IGNORECASE,
)
_ADVERTORIAL = re.compile(
    r"(?:^|\n)\s?[\[【(（]?(?:sponsored(?: content| post| by .{1,40})?|paid (?:post|content|partnership|promotion)|partner content|"
    r"branded content|advertorial|advertisement feature|promoted content|presented by .{1,40}|brand ?(?:studio|lab|voice)|"
    r"in partnership with .{1,40}|推广|推廣|广告|廣告|商业推广|合作内容|商业合作|品牌合作|软文|赞助内容|贊助內容|商务合作|企业供稿|广告信息|"
    r"本文(?:为|系|由).{0,16}(?:广告|推广|赞助|合作内容).{0,20})[\]】)）]?\s?(?:[:：].{0,40})?(?=$|\n)"
    r"|(?:this (?:article|post|content|story) (?:is|was) (?:sponsored|paid for|produced in partnership))"
    r"|本文(?:为|系)(?:商业)?(?:推广|广告|合作)",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"\blive(?: ?blog| updates?| coverage| feed)\b|as it happened|\blive:|(?:实时|滚动|直播)(?:更新|播报|报道)|图文直播|^直播|不断更新|持续更新",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"(?:^|\W)(?:opinion|op-ed|editorial|commentary|column)(?:$|\s?[:|：])|^(?:社论|社評|社论|评论|評論|观点|觀點|专栏|时评|快评|锐评|短评)\s?[|丨：:]|[|丨：:]\s?(?:社论|评论|时评|观点)$",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"/(?:PRNewswire|BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE|EIN Presswire)/|\(BUSINESS WIRE\)|\(GLOBE NEWSWIRE\)|FOR IMMEDIATE RELEASE|"
    r"/美通社/|^(?:press release|新闻稿|新聞稿)|(?:media|press) contacts?\s?:",
    re.IGNORECASE | re.MULTILINE,
)
_OPINION_PATH = re.compile(
    r"/(?:opinion|opinions|commentisfree|editorial|comment|pinglun|guandian)s?/"
)


def find_kind(
    text: str, title: str, url: str, metadata: Metadata, blocks: Sequence[Block]
) -> ArticleKind:
    """`other` for errors, searches and empty pages; `list` for pages of links; `stub` for the teaser
    of an article that stands elsewhere (paywall, login, video only); else `article`."""
    size = measure_text(text)
    page = "\n".join(block.text for block in blocks)[:60_000]
    has_prose = any(measure_text(part) >= PROSE for part in text.split("\n\n"))
    if size < 600 and (_ERROR.search(title) or (size < SHORT and _ERROR.search(page[:600]))):
        return "other"
    if _SEARCH.search(url):
        return "other"
    if _is_list(size, has_prose, url, metadata, blocks):
        return "list"
    if size < TEASER and (not metadata.data.free or _PAYWALL.search(page)):
        return "stub"
    if size < SHORT:
        return "stub" if size or _has_video(metadata) or _PAYWALL.search(page) else "other"
    return "article"


def find_labels(text: str, title: str, url: str, metadata: Metadata, page: str) -> list[str]:
    """What an editor would want to know of an article before quoting it."""
    labels: list[str] = []
    types = set(metadata.data.types)
    section = next((v for k, v in metadata.metas if k == "article:section"), "")
    if _ADVERTORIAL.search(f"{title}\n{page[:3000]}") or _ADVERTORIAL.search(text[-400:]):
        labels.append("advertorial")
    if "AdvertiserContentArticle" in types and "advertorial" not in labels:
        labels.append("advertorial")
    if "LiveBlogPosting" in types or _LIVE.search(title):
        labels.append("live blog")
    if (
        types & {"OpinionNewsArticle", "ReviewNewsArticle"}
        or _OPINION.search(title)
        or _OPINION.search(section)
        or _OPINION_PATH.search(url.lower())
    ):
        labels.append("opinion")
    if is_roundup(title):
        labels.append("roundup")
    if _RELEASE.search(text[:600]) or _RELEASE.search(text[-800:]):
        labels.append("press release")
    return labels


def _has_video(metadata: Metadata) -> bool:
    return metadata.data.has_video or metadata.og_type.startswith("video")


def _is_list(
    size: int, has_prose: bool, url: str, metadata: Metadata, blocks: Sequence[Block]
) -> bool:
    types = set(metadata.data.types)
    if types & {"CollectionPage", "SearchResultsPage"} and size < TEASER:
        return True
    # Links as long as headlines; menus have short ones.
    headlines = sum(1 for b in blocks if b.linked > 0.6 * b.size and b.size >= 24)
    linked = sum(b.linked for b in blocks)
    is_front = bool(url) and not path_of(url)
    if is_front:
        return headlines >= 10
    if headlines >= 15 and linked >= 0.9 * sum(b.size for b in blocks):
        return True
    # Portals surround the shortest article with links: a paragraph of prose tells it from an index.
    return headlines >= 15 and linked > 4 * size and not has_prose
