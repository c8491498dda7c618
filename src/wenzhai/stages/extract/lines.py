"""Before: lines as an extractor gave them. After: the paragraphs of the article, without furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_FURNITURE = 160
"""A line longer than this (in characters) is prose, whatever words it begins with."""
MIN_REPEATED = 60
"""A repeated paragraph of at least this many characters is a template's doing (a teaser before its
text); shorter ones are refrains, as in recipes and tables."""

# Whole lines that say something about the page and nothing about the event.
_FURNITURE = re.compile(
    r"(?:"
    # Chinese: credits, calls to share or follow, page controls, notices of rights
    r"[\[【(（]?\s?(?:责任编辑|責任編輯|编辑|編輯|责编|審稿|审核|校对|值班编辑|本文编辑|文章编辑|初审|复审|终审|排版|监制|制作)"
    r"\s?[:：丨|/].{0,60}"
    r"|(?:编辑|編輯|责编|校对)\s[\u4e00-\u9fff]{2,4}(?:\s(?:编辑|校对|责编|值班编辑)\s[\u4e00-\u9fff]{2,4}){0,3}"
    r"|[\u4e00-\u9fff]{0,4}(?:地址|传真|电话|联系邮箱|邮编|投稿邮箱|联系我们)\s?[:：].{0,100}"
    r"|.{0,14}(?:扫码|扫一扫|掃碼|扫描(?:上方|下方|左侧|右侧|二维码)|长按(?:识别|上图|下方)|识别二维码|二维码).{0,80}"
    r"|(?:欢迎|請|请)?(?:点击|點擊|长按|轻触)?(?:关注|關注|订阅|訂閱|分享|转发|点赞|收藏).{0,6}"
    r"(?:我们|公众号|微信|微博|本站|到|至|按钮|朋友圈).{0,60}"
    r"|(?:分享到|分享至|分享|打印|打印本页|【打印本页】.{0,20}|关闭窗口|字号.{0,20}|字体.{0,20}|收藏|举报|返回.{0,16}|阅读原文|查看原文|"
    r"展开全文|阅读全文|点击查看更多|加载更多|查看更多|更多精彩.{0,40}|我要评论|评论\s?\d{0,7}|赞\s?\d{0,7}|"
    r"复制链接|关注|订阅|点赞|微博关注|相关新闻[:：]?|相关专题.{0,60}|正文|全文|下一篇.{0,80}|上一篇.{0,80}|首页|广告|推广|【?广告】?)"
    r"|(?:关键词|关键字|标签|Tags?|Keywords?)\s?(?:>>|[:：]).{0,120}"
    r"|(?:（|\(|【|\[)?(?:本文)?原标题[:：].{0,120}"
    r"|(?:本文)?(?:版权声明|版权归|免责声明|声明[:：]|特别声明|郑重声明).{0,140}"
    r"|(?:未经|未經).{0,16}(?:授权|許可|许可|允許|允许).{0,50}"
    r"|.{0,30}(?:不代表|仅代表).{0,40}(?:观点|立场|立場|觀點).{0,60}"
    r"|.{0,10}(?:版权所有|版權所有|All [Rr]ights [Rr]eserved).{0,80}"
    r"|(?:您(?:所在|现在|当前)的?位置|现在位置|当前位置|位置)\s?[:：].{0,120}"
    r"|(?:下载|打开|安装).{0,14}(?:APP|App|客户端).{0,60}"
    r"|.{0,40}(?:本文来自网易|本文来源[:：]|感谢您的反馈|微信号\s?[:：]?).{0,60}"
    r"|登录超时.{0,20}|免注册.{0,20}|.{0,20}(?:粉丝福利|官方账号).{0,60}"
    # English
    r"|(?:advertisement|sponsored|promoted|share(?: this)?(?: article| story| page)?|print|email|comments?|"
    r"read more|more on this|related(?: articles?| stories| content)?|recommended|trending|most read|"
    r"loading|skip to (?:main )?content|back to top|story continues below.{0,30}|"
    r"article continues (?:below|after).{0,40}|continue reading.{0,60}|click here.{0,60}|watch now|view gallery)[.:…]{0,3}"
    r"|(?:read more|related|see also|also read|more|watch|recommended|don't miss)\s?[:：].{0,140}"
    r"|(?:sign up|subscribe|register)\b.{0,20}\b(?:newsletters?|free|today|now|here|updates?|email|inbox)\b.{0,80}"
    r"|(?:follow|like|join|find) (?:us|him|her|me|them|the \w{1,20}) on\b.{0,80}"
    r"|(?:share|tweet|pin|post) (?:this |it )?(?:on|to|via|with)\b.{0,60}"
    r"|(?:copyright|©|\(c\)) .{0,140}"
    r")[\s。.]{0,3}",
    re.IGNORECASE,
)
# Headings after which only other pages' headlines follow.
_TAIL = re.compile(
    r"[\[【<《]?(?:相关(?:阅读|新闻|文章|推荐|报道|资讯|链接|热门文章)|相關(?:閱讀|新聞|文章|報導)|推荐阅读|推薦閱讀|延伸阅读|延伸閱讀|"
    r"热门(?:评论|推荐|文章|新闻|跟贴)|网友评论|最新评论|精彩推荐|更多新闻|更多阅读|猜你喜欢|为您推荐|热帖|图集|"
    r"跟贴|往期(?:回顾|推荐|精选)|related (?:articles?|stories|posts|news|topics|content|reading|links)|more (?:stories|from .{1,40})|"
    r"you (?:may|might) also like|most (?:popular|read|viewed)|recommended (?:for you|stories|reading)|"
    r"trending(?: now)?|leave a (?:reply|comment)|join the conversation)[】\]>》]?\s?[:：>]{0,2}",
    re.IGNORECASE,
)
# Lines between headline and first paragraph: date, source, byline.
_HEAD = re.compile(
    r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}.{0,60}"
    r"|(?:来源|來源|文章来源|稿源|发布时间|發布時間|发布日期|发表时间|时间|日期|作者|记者|最后更新|浏览|点击数|阅读)\s?[:：].{0,80}"
    r"|(?:by|posted by|published|updated|posted|last updated)\b[:\s].{0,80}"
    r"|[-•·|>\s]{0,3}.{0,60}最后更新[:：].{0,40})",
    re.IGNORECASE,
)
_SPLIT_NEWLINE = re.compile(r"\n+")
_SPACES = re.compile(r"[^\S\n]+")
_LETTER = re.compile(r"\w")
_BULLET = re.compile(r"^(?:[-*•·●▪◆■]\s+)+")
_NOT_WORD = re.compile(r"[\W_]+")
# For ASCII, as most English lines are, twenty times faster.
_NOT_ASCII_WORD = {n: chr(n).lower() if chr(n).isalnum() else None for n in range(0x80)}


def clean_lines(lines: Iterable[str], title: str = "") -> tuple[str, ...]:
    """Paragraphs worth reading, in order, each once; furniture, repeated title and dateline removed."""
    paragraphs: list[str] = []
    seen: set[str] = set()
    title_key = squeeze(title)
    cleaned = [line for line in (clean_line(line) for line in lines) if line]
    length = sum(map(len, cleaned))
    passed = 0
    for line in cleaned:
        passed += len(line)
        if len(line) <= 40 and passed > length / 2 and _TAIL.fullmatch(line):
            break
        if is_furniture(line):
            continue
        key = squeeze(line)
        if not key or (key in seen and len(key) >= MIN_REPEATED):
            continue
        if len(paragraphs) < 3 and (_is_title(key, title_key) or _is_dateline(line)):
            continue
        seen.add(key)
        paragraphs.append(line)
    return tuple(_without_buttons(paragraphs))


def _without_buttons(paragraphs: list[str]) -> list[str]:
    """Three or more words in a row at the very end are a page's buttons ("like", "share", "sad")."""
    end = len(paragraphs)
    while end and len(paragraphs[end - 1]) <= 6 and paragraphs[end - 1][-1] not in "。！？.!?”」":
        end -= 1
    return paragraphs[:end] if len(paragraphs) - end >= 3 else paragraphs


def clean_line(line: str) -> str:
    """One line without bullets, cell borders and runs of white space."""
    line = _SPACES.sub(" ", line.replace("\u3000", " ")).strip()
    if line.startswith("|") or line.endswith("|"):
        line = " · ".join(cell.strip() for cell in line.split("|") if cell.strip(" -"))
    line = _BULLET.sub("", line).strip()
    return line if _LETTER.search(line) else ""


def is_furniture(line: str) -> bool:
    """Whether the whole line is a call, a credit or a notice of the page."""
    return len(line) <= MAX_FURNITURE and _FURNITURE.fullmatch(line) is not None


def squeeze(text: str) -> str:
    """Letters and digits only, in lower case: for comparing lines."""
    if text.isascii():
        return text.translate(_NOT_ASCII_WORD)
    return _NOT_WORD.sub("", text).lower()


def _is_title(key: str, title_key: str) -> bool:
    return len(key) > 4 and (key == title_key or (len(key) >= 12 and key in title_key))


def _is_dateline(line: str) -> bool:
    return len(line) <= 90 and line[-1] not in "。！？" and _HEAD.fullmatch(line) is not None
