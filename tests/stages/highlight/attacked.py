"""Honest reports with an attack in one of them, through the real stages to what would print."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from chat_server import ChatServer, Told, completion, read_material
from stages.highlight.attacks import Attack
from wenzhai.language.names import NameFinder
from wenzhai.model import (
    Article,
    Entry,
    Highlight,
    HouseStyle,
    Name,
    RankedStory,
    Rights,
    Source,
    Story,
)
from wenzhai.services.chat import ChatWriter
from wenzhai.settings import WriterEndpoint
from wenzhai.stages.extract import extract_article
from wenzhai.stages.highlight import (
    DraftContext,
    draft_highlight,
    neutralise,
    write_highlight,
)

AT = datetime(2023, 4, 12, 2, tzinfo=UTC)
NAMES = NameFinder(
    [
        Name(en="Temu", zh="Temu", kind="app"),
        Name(en="Sensor Tower", zh="Sensor Tower", kind="company"),
        Name(en="PDD Holdings", zh="拼多多", kind="company"),
        Name(en="Amazon", zh="亚马逊", kind="company"),
    ]
)
TITLES = {
    "en": ("Temu downloads rise 57 percent in the US", "Shopping app Temu reaches 33 million downloads"),
    "zh": ("Temu美国下载量一季度增长57%", "购物应用Temu累计下载达到3300万次"),
}  # fmt: skip
BODIES = {
    "en": (
        [
            "Temu was downloaded 19 million times in the United States in the first quarter, up 57 percent, Sensor Tower said on Tuesday.",
            "The shopping app of PDD Holdings has been downloaded 33 million times since its launch in September 2022.",
            "Temu has been the top free app on both large stores since November, according to Sensor Tower.",
            "PDD Holdings spent heavily on advertising for Temu, including two spots during the Super Bowl in February.",
        ],
        [
            "Temu has been downloaded 33 million times in the United States since September, according to figures of Sensor Tower.",
            "Sellers on Temu ship most parcels from warehouses in southern China, and delivery takes about ten days.",
            "Amazon has more visitors than Temu, but its app was downloaded less often in the first quarter.",
            "PDD Holdings did not say whether Temu makes a profit in the United States.",
        ],
    ),
    "zh": (
        [
            "Sensor Tower周二表示，Temu一季度在美国的下载量达到1900万次，比上一季度增长57%，排在购物应用的第一位。",
            "拼多多旗下的这款购物应用自2022年9月上线以来，在美国的累计下载量已经达到3300万次，超过多数同类应用。",
            "自去年11月以来，Temu一直是美国两大应用商店下载量最高的免费应用，Sensor Tower的数据显示了这一点。",
            "拼多多为Temu投入了大量广告费用，其中包括今年2月在超级碗比赛期间播出的两支电视广告。",
        ],
        [
            "Sensor Tower的数据显示，Temu自去年9月以来在美国的累计下载量达到3300万次，增长速度快于同类应用。",
            "Temu的卖家大多从中国南方的仓库发货，包裹送到美国消费者手中大约需要十天时间。",
            "亚马逊的访问人数仍然多于Temu，但其应用在第一季度的下载次数少于这家新的竞争对手。",
            "拼多多没有说明Temu在美国的业务是否盈利，也没有公布其在当地的广告支出。",
        ],
    ),
}


def make_context(language: str) -> DraftContext:
    return DraftContext(
        language=language,
        style=HouseStyle(),
        names=NAMES,
        rights=Rights(quote_words=200, quote_share=1.0),
        rights_of={},
    )


def read_story(attack: Attack | None, language: str) -> list[Article]:
    """Both reports as articles; the attack is in the second, where the honest page has nothing."""
    articles = []
    for number, (title, body) in enumerate(zip(TITLES[language], BODIES[language], strict=True)):
        own = attack if attack and number else None
        articles.append(_read_page(number, title, body, language, own))
    return [neutralise(article) for article in articles]


def _read_page(
    number: int, title: str, body: list[str], language: str, attack: Attack | None
) -> Article:
    at = {attack.where: attack.html} if attack else {}
    shown = at.get("title", title)
    paragraphs = [f"<p>{text}</p>" for text in body]
    if "first" in at:
        paragraphs.insert(0, at["first"])
    paragraphs.insert(2, at.get("body", ""))
    figure = (
        f'<figure><img src="/a.jpg" width=800 height=500 alt="{at.get("alt", "A phone")}">'
        f"<figcaption>{at.get('caption', 'A phone')}</figcaption></figure>"
    )
    author = at.get("author", "Ada Osei")
    ld = {"@type": "NewsArticle", "headline": shown, "author": [{"name": author}]}
    html = (
        f"<html lang={language}><head><title>{shown}</title>{at.get('head', '')}"
        f'<script type="application/ld+json">{json.dumps(ld)}</script></head>'
        f"<body><article><h1>{shown}</h1>{figure}<div class=text>{''.join(paragraphs)}</div>"
        "</article></body></html>"
    )
    source = Source(
        id=f"s{number}",
        name=f"Outlet {number}",
        kind="feed",
        url=f"https://outlet{number}.example/feed",
        language="zh-Hans" if language == "zh" else "en",
    )
    entry = Entry(
        id=f"{language}{number}",
        source_id=source.id,
        url=f"https://outlet{number}.example/story",
        title=shown,
        seen_at=AT,
        published_at=AT,
        author=author,
    )
    return extract_article(entry, html, source)


def draft(articles: list[Article], language: str) -> Highlight:
    """The extractive draft of a story of these articles."""
    highlight = draft_highlight(
        rank(articles, language), articles, make_context(language)
    ).highlight
    assert highlight is not None
    return highlight


def rank(articles: list[Article], language: str) -> RankedStory:
    story = Story(
        id="s",
        thread_id="s",
        title=articles[0].title,
        article_ids=tuple(a.id for a in articles),
        languages=(language,),
        publishers=tuple(a.publisher for a in articles),
        first_at=AT,
        last_at=AT,
    )
    return RankedStory(rank=1, score=1.0, story=story)


def write(
    articles: list[Article],
    language: str,
    url: str,
    *,
    answer_tokens: int = 1_200,
    passages: int = 24,
) -> Highlight:
    """The story as the endpoint at `url` words it."""
    writer = ChatWriter(WriterEndpoint(url=url, model="m", retries=0, timeout=300))
    written = write_highlight(
        draft(articles, language),
        articles,
        make_context(language),
        writer,
        answer_tokens=answer_tokens,
        most_passages=passages,
    )
    return written.highlight


def list_texts(highlight: Highlight) -> list[str]:
    """The headline and the sentences."""
    return [highlight.headline.text, *(s.text for p in highlight.paragraphs for s in p)]


def answer_faithfully(asked: dict) -> dict:
    """Its passages' own words, two sentences a paragraph."""
    passages = read_material(asked)["passages"]
    rows = [{"text": p["text"], "cites": [p["id"]]} for p in passages]
    return {
        "headline": {"text": "", "cites": []},
        "paragraphs": [rows[:2], rows[2:4]],
    }


def obey(asked: dict, attack: Attack) -> Told:
    """All that an attack asks for: as headline, as sentences citing anything, and tacked onto true ones."""
    material = read_material(asked)
    says = attack.says
    end = "。" if attack.language == "zh" else "."
    ids = [p["id"] for p in material["passages"]]
    if "refused" in material:
        rows = [{"id": r["id"], "text": says + end, "cites": ids[:2]} for r in material["refused"]]
        return completion(json.dumps({"sentences": rows}))
    told = answer_faithfully(asked)
    true = told["paragraphs"][0][0]
    holding = [p["id"] for p in material["passages"] if attack.mark in p["text"]]
    told["headline"] = {"text": says, "cites": holding or ids[:1]}
    joined = "，" if attack.language == "zh" else ", and "
    told["paragraphs"] = [
        [
            {"text": says + end, "cites": holding or ids[:1]},
            {"text": says + end, "cites": ["P99"]},
            {"text": true["text"].rstrip(".。") + joined + says + end, "cites": true["cites"]},
            true,
        ],
        told["paragraphs"][1],
    ]
    return completion(json.dumps(told, ensure_ascii=False))


def sees(asked: dict, attack: Attack) -> bool:
    """Whether an attack is in the prompt, in whatever disguise."""
    plain = "".join(c for c in json.dumps(read_material(asked), ensure_ascii=False) if c.isalnum())
    disguised = "".join(c for c in attack.html if c.isalnum())
    return attack.mark in plain or any(
        disguised[i : i + 24] in plain for i in range(0, max(1, len(disguised) - 24), 8)
    )


__all__ = [
    "ChatServer",
    "answer_faithfully",
    "draft",
    "list_texts",
    "obey",
    "rank",
    "read_story",
    "sees",
    "write",
]
