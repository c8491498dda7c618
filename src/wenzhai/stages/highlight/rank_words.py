"""Before: a measure's name and the facts behind it. After: the reason in words, in both languages.

A reason is read by an editor in the terminal and by readers on a story's page: plain words, no jargon.
"""

from __future__ import annotations

from collections.abc import Mapping

from wenzhai.model import Reason

Facts = Mapping[str, object]

_WORDS: Mapping[str, tuple[str, str]] = {
    "publishers": ("{count} independent publishers", "{count}家独立媒体报道"),
    "publishers, one": ("1 independent publisher", "1家独立媒体报道"),
    "single publisher": ("only one publisher has it", "只有一家媒体报道"),
    "both languages": ("reported in Chinese and in English", "中英文媒体都有报道"),
    "quality": ("the publishers' mean rating is {value:.2f}", "报道媒体的平均评级为{value:.2f}"),
    "speed": (
        "{count} reports within {hours} hours of the first",
        "首发后{hours}小时内有{count}篇报道",
    ),
    "speed, first": (
        "{count} reports within {hours} hours of the first, which {first} had",
        "{first}首发后{hours}小时内有{count}篇报道",
    ),
    "recency": ("last reported {hours:.0f} hours before closing", "截稿前{hours:.0f}小时仍有报道"),
    "at night": ("Chinese publishers brought it at night", "中文媒体在夜间发布"),
    "printed before": ("was printed in an earlier edition", "往期已经刊登"),
    "follow-up": ("follows what an earlier edition printed", "是往期要闻的后续"),
    "beside": (
        "stands beside a better story of its thread, “{title}”",
        "同一事件链中另有更重要的一条：“{title}”",
    ),
    "hot list": ("stood on {list} as “{title}”", "登上{list}：“{title}”"),
    "hot list, rank": (
        "stood on {list} at rank {rank} as “{title}”",
        "登上{list}第{rank}位：“{title}”",
    ),
    "several hot lists": ("stood on {count} hot lists", "登上{count}个热榜"),
    "relevance": (
        "names and words fit the beat: {score:.2f} of 1",
        "名称和用词与本领域相符：{score:.2f}（满分1）",
    ),
    "prominence": ("about {names}", "涉及{names_zh}"),
    "person": ("about a person, {names}", "涉及人物{names_zh}"),
    "elsewhere": ("names only those whose home is elsewhere", "只涉及其他地区的公司"),
    "official talk": ("officials at their daily work", "官员日常活动"),
    "routine": (
        "routine: results, shares, rounds, reports or conferences",
        "例行消息：业绩、股价、融资、报告或会议",
    ),
    "detail": ("a detail of one product", "单一产品的细节"),
    "figures": ("has a figure in its headline", "标题中有数字"),
    "advertorial": ("reads like an advertisement", "读来像广告"),
    "opinion": ("comment or a guide rather than news", "评论或指南，而非新闻"),
    "roundup": ("several stories in one", "一篇讲了几件事"),
    "primary source, authority": ("the authority speaks itself", "有主管部门的一手消息"),
    "primary source, filing": ("it stands in a filing", "有公告文件"),
    "primary source, company": ("the company speaks itself", "有公司的一手消息"),
    "primary source, release": ("the company speaks in a release", "有公司新闻稿"),
    "kind": ("kind: {kind}", "类别：{kind_zh}"),
    "raised": ("raised by your earlier choices ({grounds})", "因你以往的取舍而上升"),
    "lowered": ("lowered by your earlier choices ({grounds})", "因你以往的取舍而下降"),
}
_KINDS_ZH = {
    "regulation": "监管",
    "product": "产品",
    "deal": "交易",
    "finance": "财务",
    "incident": "事故",
    "people": "人事",
    "campaign": "活动",
    "app ranking": "应用榜单",
    "other": "其他",
}


def word_reason(name: str, value: float, points: float, facts: Facts) -> Reason:
    """The reason `name` (a measure, `kind`, or that of the editor's choices), worded by `facts`.

    `facts["form"]` chooses among the forms of one measure."""
    english, chinese = _WORDS[str(facts.get("form", name))]
    kind_zh = _KINDS_ZH.get(str(facts.get("kind", "")), str(facts.get("kind", "")))
    return Reason(
        name=name,
        value=round(value, 3),
        points=round(points, 3),
        words=english.format(**facts),
        zh=chinese.format(**{**facts, "kind_zh": kind_zh}),
    )
