"""Before: a headline. After: which words mark it as something other than a story to print.

Cue words in both languages, judged by hand on days of Chinese technology topics and English feeds.
Every pattern is a list of words, so matching is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 300  # characters of a headline that are read

FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿]+(?:成|倍|亿|万)")
ROUNDUP = re.compile(
    r"早报|晨报|晚报|早知道|晨读|日报[|丨:：]|周报|早餐|一周|盘点|汇总|简讯|要闻|8点1氪|9点1氪|[;；].*[;；]"
    r"|[/／].*[/／]"
    r"|\b(?:morning after|daily crunch|week in review|roundup|round-up|newsletter|live updates|"
    r"things to know|this week in|news in brief|top stories|morning brief(?:ing)?|daily brief(?:ing)?|weekend reads?)\b",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"^(?:opinion|analysis|comment|commentary|editorial|how to|how|why|what|should|"
    r"review|hands-on|explainer|explained|podcast|interview|q&a)\b|[?？]\s*$"
    r"|^(?:评论|观点|深度|专访|对话|社评|时评|播客)|[:：] ?(?:an? )?(?:explainer|analysis|review|opinion)\b"
    r"|^(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}"
    r"(?:things|moments|takeaways|ways|reasons|questions|tips|charts)\b"
    r"|\b(?:key takeaways|everything you need to know|here'?s (?:why|how|what)|i tried|i tested|i asked|op-ed)\b",
    re.IGNORECASE,
)
ADVERTORIAL = re.compile(
    r"\b(?:best .{0,30} deals?|deal of the day|best deals?|save \$|\d+% off|sponsored|coupon|"
    r"promo codes?|discount codes?|lowest price|buying guide|gift guide|gift ideas|"
    r"the best [\w ,'-]{2,40} (?:for|of|in|to buy|you can buy)|best \w+ to buy)\b"
    r"|到手价|好价|优惠券|领券|史低|立减|选购指南|购买指南|值得买",
    re.IGNORECASE,
)
# Ministries at their own work, officials who meet and say: news for a gazette.
OFFICIAL = re.compile(
    r"工信部|网信办|发改委|商务部|证监会|银保监|财政部|科技部|教育部|总局|国务院|国资委|部长|央行|统计局"
    r"|两会|人大代表|政协|省委|市委|市政府|省政府|信通院|人民日报|新华社|央视"
    r"|\b(?:ministry|minister|state council|politburo|senator|congressman|mayor|governor|central bank)\b",
    re.IGNORECASE,
)
# What comes every day from every firm: quarters, shares, rounds, rankings, conferences.
ROUTINE = re.compile(
    r"财报|营收|净利|业绩|年报|派息|同比|归母|毛利|派发|招股书|回购|减持|过会|股价|涨超|跌超|港股|美股|A股"
    r"|概念股|恒生|收盘|大涨|大跌|涨停|跌停|中概股|[A-F]\+?轮|天使轮|种子轮|领投|参投|获投"
    r"|报告|白皮书|研究院|出货量|数据显示|大会|论坛|峰会|座谈|签约|签署|开幕|大赛|竞赛|致辞|荣获|入选"
    r"|\b(?:series [a-f]|seed round|pre-seed|quarterly|earnings|full-year|stocks?|shares?|dividend|buyback|"
    r"market report|white paper|shipments|summit|forum|conference|keynote|webinar|awards?|shortlist)\b",
    re.IGNORECASE,
)
# Of one model of one product: renderings, colours, firmware, listings, patents.
DETAIL = re.compile(
    r"系列|机型|参数|渲染|曝光|爆料|配色|固件|认证|专利|灰度|推送|获批|版本|跑分|规格|型号|保护壳"
    r"|搭载|配备|更新|测试版|正式版|补丁|mAh|英寸|续航|像素|摄像头|壁纸|真机|图赏|拆解|代码显示|预装|入网"
    r"|\b(?:leaks?|leaked|renders?|colou?rs?|firmware|patents?|benchmarks?|specs?|specifications|"
    r"accessor(?:y|ies)|beta \d|patch notes|certification|fcc)\b",
    re.IGNORECASE,
)


def without_roundups(titles: Sequence[str]) -> Sequence[str]:
    """The headlines that tell of one story only; all of them where there is none such."""
    return [title for title in titles if not ROUNDUP.search(title[:LONGEST])] or titles


def share_of(pattern: re.Pattern[str], titles: Sequence[str]) -> float:
    """The share of headlines that hold a cue; 0 where there is none at all."""
    return sum(bool(pattern.search(title[:LONGEST])) for title in titles) / max(1, len(titles))
