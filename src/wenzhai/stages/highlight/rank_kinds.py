"""Before: the headlines of a story. After: what kind of story it is.

Cue words in both languages, the kinds with the narrower words first: a fine is regulation even where
a product is fined, and an app's rank is an app ranking even where figures are reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from wenzhai.model import StoryKind

KINDS: tuple[str, ...] = get_args(StoryKind)

_ENGLISH = {
    "incident": r"outages?|crash(?:es|ed)?|down for|breach(?:es|ed)?|leak(?:s|ed)?|hack(?:s|ed|ers?)?|"
    r"fire|recalls?|glitch|malware|ransomware|stolen|failures?|explosion|vulnerabilit(?:y|ies)",
    "app ranking": r"app store|most[- ]downloaded|downloads?|top free|charts?|rankings?|no\. ?1|"
    r"monthly active",
    "regulation": r"bans?|banned|fin(?:es|ed)|regulat(?:or|ors|ion|ions|es|ed|ory)|antitrust|lawsuits?|"
    r"sue[sd]?|court|probes?|investigat(?:es|ed|ion)|privacy|law|bill|rules?|sanctions?|ministry|"
    r"senate|congress|commission|watchdog|crackdown|blacklist|export controls?|licen[cs]es?|"
    r"congressional|hearing|penalt(?:y|ies)|approv(?:es|al)",
    "people": r"resign(?:s|ed)?|steps? down|appoint(?:s|ed)?|ceo|founder|hires?|joins|layoffs?|lay(?:s|ing)? "
    r"off|laid off|job cuts|fired|dies|died|executives?|chair(?:man|woman)?|departs|quits?",
    "finance": r"earnings|revenue|profits?|loss(?:es)?|shares?|stocks?|ipo|listing|valuation|raises|"
    r"funding|quarter(?:ly)?|sales|dividend|market cap|billion|investors?|deliver(?:ies|ed)",
    "deal": r"acqui(?:res?|red|sition)|merg(?:es|er)|partnership|partners?|deal|buys?|stake|spin[- ]?off|"
    r"split|reorgani[sz](?:es|ation)|restructur(?:es|ing)|joint venture|licens(?:es|ing)|invests?|"
    r"teams? up|sells?",
    "campaign": r"campaign|festival|shopping day|promotion|discounts?|earth month|marketing|ads?|"
    r"advertis(?:ing|ers?)|livestream(?:ing)?|price war|subsid(?:y|ies)",
    "product": r"launch(?:es|ed)?|unveil(?:s|ed)?|releas(?:es|ed)|rolls? out|announc(?:es|ed)|introduc(?:es|ed)|"
    r"new|feature|updates?|debuts?|model|chatbot|tests?|beta|version|preview",
}
_CHINESE = {
    "incident": "崩了|宕机|故障|泄露|泄漏|起火|爆炸|召回|瘫痪|漏洞|黑客|攻击|事故|异常|被盗|中断",
    "app ranking": "下载量|下载榜|排行榜|榜首|登顶|月活|日活|应用商店|位列第",
    "regulation": "监管|罚款|处罚|被罚|禁令|禁止|封禁|反垄断|起诉|诉讼|法院|判决|立案|调查|约谈|管理办法|"
    "征求意见|条例|规定|工信部|网信办|市场监管|总局|证监会|法案|听证|合规|版号|审批|通报|整治|制裁|维权|侵权",
    "people": "离职|辞职|卸任|任命|出任|接任|加入|裁员|高管|创始人|逝世|去世|回应|退休|换帅|挖角|董事长|总裁|CEO",
    "finance": "财报|营收|净利|利润|亏损|股价|上市|融资|估值|募资|IPO|市值|季度|同比|销量|交付|分红|减持|回购|基金|破产",
    "deal": "收购|并购|合并|合作|入股|投资|拆分|重组|合资|战略|签约|出售|授权|架构调整|建厂",
    "campaign": "促销|大促|双11|618|补贴|降价|价格战|营销|广告|活动|节|直播带货|优惠",
    "product": "发布|推出|上线|亮相|官宣|开售|新品|首款|升级|更新|内测|公测|邀请测试|功能|大模型|曝光|版本|预售|测试",
}
_CUES = {
    kind: (
        re.compile(rf"\b(?:{_ENGLISH[kind]})\b", re.IGNORECASE),
        re.compile(_CHINESE[kind], re.IGNORECASE),
    )
    for kind in KINDS
    if kind != "other"
}


def tell_kind(titles: Sequence[str]) -> str:
    """One of KINDS: the kind that most headlines have a cue for, more cues counting more.

    `other` where no headline has any. Reads the first 40 headlines, 200 characters of each."""
    support = dict.fromkeys(KINDS, 0.0)
    for title in titles[:40]:
        for kind, cues in _CUES.items():
            found = {m.lower() for cue in cues for m in cue.findall(title[:200])}
            # A second cue adds less: length of a headline must not decide.
            support[kind] += 1.0 if len(found) == 1 else 1.4 if found else 0.0
    support["other"] = 1e-6
    # What is new is said of nearly everything: product only where nothing narrower is as strong.
    support["product"] *= 0.9
    return max(KINDS, key=lambda kind: (support[kind], -KINDS.index(kind)))
