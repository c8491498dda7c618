"""Invented stories for measuring writers: two reports each of an event that never was, with figures,
names, a quotation and a plan. The same number gives the same story."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from wenzhai.model import Article, Passage, RankedStory, Story

_FIRMS = [
    ("Temu", "Temu"), ("Tencent", "腾讯"), ("Alibaba", "阿里巴巴"), ("ByteDance", "字节跳动"),
    ("Meituan", "美团"), ("Xiaomi", "小米"), ("Baidu", "百度"), ("Kuaishou", "快手"),
    ("NetEase", "网易"), ("Huawei", "华为"), ("Bilibili", "哔哩哔哩"), ("Pinduoduo", "拼多多"),
]  # fmt: skip
_THINGS = [
    ("a delivery service for small towns", "面向县城的配送服务"),
    ("a tool that writes meeting notes", "自动撰写会议纪要的工具"),
    ("a shop for second-hand phones", "二手手机商店"),
    ("an album app for families", "家庭相册应用"),
    ("a payment card for students", "学生支付卡"),
    ("a map for wheelchair users", "为轮椅使用者绘制的地图"),
    ("a subscription for short dramas", "短剧订阅服务"),
    ("a chip for home cameras", "家用摄像头芯片"),
]
_PLACES = [
    ("Hangzhou", "杭州"), ("Shenzhen", "深圳"), ("Chengdu", "成都"), ("Wuhan", "武汉"),
    ("Xiamen", "厦门"), ("Singapore", "新加坡"),
]  # fmt: skip
_SOURCES = [
    ("Pearl Wire", "启明社"), ("Silk Signal", "数脉"), ("Harbour Business", "蓝湾财经"),
]  # fmt: skip


def make_story(number: int, language: str) -> tuple[RankedStory, list[Article]]:
    """A story with two articles in `language` (`en`, `zh`)."""
    chance = random.Random(f"{number} {language}")
    i = 0 if language == "en" else 1
    firm, rival = (one[i] for one in chance.sample(_FIRMS, 2))
    thing, place = chance.choice(_THINGS)[i], chance.choice(_PLACES)[i]
    users, towns = chance.randint(11, 98), chance.randint(21, 480)
    share, month = chance.randint(12, 88), chance.randint(2, 11)
    money, day = chance.randint(13, 940), chance.randint(2, 27)
    at = datetime(2023, 4, 10, 3, tzinfo=UTC) + timedelta(days=number % 5)
    months = "January February March April May June July August September October November December"
    if language == "en":
        name = months.split()[month - 1]
        titles = (
            f"{firm} opens {thing} in {place}",
            f"{firm} brings {thing} to {towns} towns",
        )
        bodies = (
            [
                f"{firm} opened {thing} in {place} on {day} {name}, with {users} million people registered before the start.",
                f"The service reaches {towns} towns, {share} percent of those in which {firm} already sells, according to a filing.",
                f"“We started with the places that others forgot,” said Ada Lin, who runs the service at {firm}.",
                f"{rival} has no such service and did not comment on whether it plans one.",
            ],
            [
                f"{firm} said that {thing} will reach {towns} towns, starting in {place}.",
                f"The firm spent CNY {money} million on it last year and expects no profit before 2025.",
                f"Analysts at Sensor Tower estimate that {users} million people had registered by {day} {name}.",
                f"A consumer group in {place} asked {firm} to say how it stores addresses.",
            ],
        )
    else:
        titles = (f"{firm}在{place}推出{thing}", f"{firm}将{thing}带到{towns}个城镇")
        bodies = (
            [
                f"{firm}于{month}月{day}日在{place}推出{thing}，开通前已有{users}00万人登记，首批用户主要来自周边县城。",
                f"根据一份备案文件，这项服务覆盖{towns}个城镇，占{firm}已有业务城镇的{share}%，其余城镇的时间表没有公布。",
                f"{firm}负责这项服务的林雅表示：“我们从别人忘记的地方做起，再慢慢走向大城市。”",
                f"{rival}目前没有同类服务，也没有回应是否计划推出，其发言人只说会继续关注用户的需要。",
            ],
            [
                f"{firm}表示，{thing}将从{place}开始，逐步覆盖{towns}个城镇，并与当地商户合作招募工作人员。",
                f"公司去年为此投入{money}00万元，预计2025年之前不会盈利，后续投入将视登记人数而定。",
                f"Sensor Tower的分析师估计，截至{month}月{day}日登记人数达到{users}00万，其中多数是首次使用该公司产品。",
                f"{place}的一家消费者组织要求{firm}说明如何保存用户地址，并希望公司在一个月内作出答复。",
            ],
        )
    articles = [
        _make_article(f"made-{language}-{number}-{k}", title, body, language, _SOURCES[k][i], at)
        for k, (title, body) in enumerate(zip(titles, bodies, strict=True))
    ]
    story = Story(
        id=f"made-{language}-{number}",
        thread_id=f"made-{language}-{number}",
        title=titles[0],
        article_ids=tuple(a.id for a in articles),
        languages=(language,),
        publishers=tuple(a.publisher for a in articles),
        first_at=at,
        last_at=at,
    )
    return RankedStory(rank=number + 1, score=1.0, story=story), articles


def _make_article(
    key: str, title: str, sentences: list[str], language: str, publisher: str, at: datetime
) -> Article:
    passages, start = [], 0
    for number, sentence in enumerate(sentences):
        end = start + len(sentence)
        passages.append(
            Passage(id=f"{key}#{number}", start=start, end=end, paragraph=number, text=sentence)
        )
        start = end + 2
    return Article(
        id=key,
        source_id=f"source-{publisher}",
        url=f"https://{key}.example/story",
        title=title,
        text="\n\n".join(sentences),
        language="zh-Hans" if language == "zh" else "en",
        published_at=at,
        published_from="feed",
        publisher=publisher,
        family=publisher,
        passages=tuple(passages),
    )
