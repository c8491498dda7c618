"""A whole invented edition in both languages, with what makes pages break: written for these tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from wenzhai.model import (
    Brief,
    Chart,
    ChartPoint,
    Check,
    Citation,
    ComingUp,
    Disagreement,
    Edition,
    Evidence,
    Figure,
    FigureCheck,
    FollowUp,
    Highlight,
    NumberOfTheWeek,
    Picture,
    Sentence,
    SourceRef,
)

AT = datetime(2023, 4, 12, 2, 30, tzinfo=UTC)
LONG_WORD = "Supercalifragilistic" * 8
HOSTILE_TITLE = '<script>alert("x")</script> "quoted" & <img src=x onerror=alert(1)>'
HOSTILE_URL = "javascript:alert(document.domain)"
RTL = "Quarterly report \u202egnp.exe\u202c of the board"

OUTLETS = {
    "lantern": ("Lantern Business Daily", "en", "https://lantern.example/business/{}"),
    "harbour": ("Harbour Tech Review", "en", "https://www.harbour.example/tech/{}?ref=feed&x=1"),
    "plum": ("梅岭商报", "zh-Hans", "https://meiling.example/shang/{}.html"),
    "moat": ("护城河科技", "zh-Hans", "https://hch.example/a/{}"),
    "tide": ("潮聞", "zh-Hant", "https://chiuman.example/n/{}"),
    "ministry": ("Office for Digital Services", "en", "https://ods.example/notices/{}"),
    "wire": ("East Line Agency", "en", "https://eastline.example/{}"),
}


def cite(outlet: str, number: int, title: str, text: str, *, url: str | None = None) -> Citation:
    """A citation of an invented outlet's article."""
    name, language, address = OUTLETS[outlet]
    return Citation(
        article_id=f"{outlet}-{number}",
        passage_id=f"{outlet}-{number}-p1",
        publisher=name,
        title=title,
        url=address.format(number) if url is None else url,
        language=language,
        published_at=AT.replace(day=10 + number % 6),
        text=text,
    )


def source(citation: Citation, *, role: str = "media", copy_of: str = "") -> SourceRef:
    """The chip of a cited article."""
    return SourceRef(
        article_id=citation.article_id,
        publisher=citation.publisher,
        title=citation.title,
        url=citation.url,
        language=citation.language,
        published_at=citation.published_at,
        role=role,
        copy_of=copy_of,
    )


def say(text: str, *citations: Citation, figures: dict[str, str] | None = None) -> Sentence:
    """A sentence; `figures` maps a figure as printed to the words in the first passage that bear it
    out (empty: nothing does, and it is unsupported)."""
    checks = []
    for printed, evidence in (figures or {}).items():
        start = text.index(printed)
        at = citations[0].text.find(evidence) if evidence else -1
        checks.append(
            FigureCheck(
                figure=Figure(text=printed, span=(start, start + len(printed)), kind="number"),
                verdict="supported" if at >= 0 else "unsupported",
                why=f"The passage says “{evidence}”." if at >= 0 else "No passage says so.",
                evidence=Evidence(source=citations[0].passage_id, span=(at, at + len(evidence)))
                if at >= 0
                else None,
            )
        )
    supported = all(check.verdict == "supported" for check in checks)
    verdict = ("supported" if supported else "unsupported") if checks else "not checkable"
    return Sentence(
        text=text, citations=citations, check=Check(verdict=verdict, figures=tuple(checks))
    )


def passages() -> dict[str, Citation]:
    """The passages that both editions cite."""
    return {
        "app": cite("lantern", 1, "Bargain app keeps its crown for a sixth month",
            "Downloads of the shopping app in the United States rose 57 percent from the quarter before, to 19 million, the tracker Sensor House said on Monday."),
        "app2": cite("plum", 2, "购物应用连续半年居榜首",
            "数据机构表示，该应用自去年九月上线以来累计下载量已达3300万次，自十一月起一直位居两大应用商店免费榜首位。"),
        "model": cite("moat", 3, "云厂商发布大模型，先接入办公软件",
            "4月11日，公司在云峰会上发布大语言模型，首批接入办公协作软件与智能音箱，可撰写邮件、整理会议纪要并拟定推广方案。"),
        "model2": cite("harbour", 4, "Cloud unit shows a model that speaks two languages",
            "The model works in Chinese and English and will reach the company's meeting software first, its chief executive told the summit."),
        "outage": cite("tide", 5, "通訊軟件大規模故障 多名高層被處分",
            "公司將三月二十九日的故障定為一級事故，原因是機房冷卻系統失靈，多名高層被降級處分。"),
        "outage2": cite("plum", 6, "机房冷却失灵致服务中断",
            "服务于当日上午11时许恢复，公司随后公布了处理结果。"),
        "outage3": cite("wire", 7, "Messaging failure traced to a cooling fault",
            "Most services were back by 9 p.m. on the same day, a spokesperson told the agency."),
        "photo": cite("lantern", 8, "Photo app readies an overseas launch in May",
            "The app, which sits between a picture feed and a pinboard, will open to creators with as few as 10,000 followers in May."),
        "photo2": cite("wire", 8, "Photo app readies an overseas launch in May",
            "The app, which sits between a picture feed and a pinboard, will open to creators with as few as 10,000 followers in May."),
        "earth": cite("harbour", 9, "Short-video service plans a month about the planet",
            "The programme runs through April with 38 creators and a fund of $2 million for local projects."),
        "licence": cite("moat", 10, "长短视频平台达成授权合作",
            "双方将就长视频的内部推广与二次创作展开合作，并明确二创的规则，覆盖三款应用的用户。"),
        "rules": cite("ministry", 11, "Draft measures on generative services open for comment",
            "Providers must file a security assessment before offering a service to the public; comments are open until 10 May 2023."),
        "hostile": cite("harbour", 12, HOSTILE_TITLE,
            f'A passage with markup: <b onmouseover="alert(1)">bold</b> & {LONG_WORD}.', url=HOSTILE_URL),
        "rtl": cite("lantern", 13, RTL, "The report was filed on 13 April, the board said.", url="https://user@evil.example/"),
        "price": cite("plum", 14, "云服务降价潮蔓延", "多家云厂商本周宣布降价，核心产品最高降幅达50%。"),
        "game": cite("wire", 15, "Game approvals return to a monthly rhythm", "The regulator approved 86 domestic titles in April."),
    }  # fmt: skip


def english_highlights(p: dict[str, Citation]) -> tuple[Highlight, ...]:
    """Eight highlights: long and short, agreed and disputed, plain and hostile."""
    return (
        highlight("temu", "en", "app ranking",
            say("Bargain app's US downloads rise 57 percent to 19 million in a quarter", p["app"], figures={"57 percent": "57 percent", "19 million": "19 million"}),
            (
                (
                    say("Downloads of the shopping app in the United States rose 57 percent in the first quarter, to 19 million.", p["app"], figures={"57 percent": "57 percent", "19 million": "19 million"}),
                    say("The tracker Sensor House counts 33 million since the app opened last September.", p["app2"], figures={"33 million": "3300万次"}),
                ),
                (
                    say("It has led the free charts of both app stores since November, longer than any rival in the category.", p["app2"], p["app"]),
                    say("The company did not comment on what it spends on advertising.", p["app"]),
                ),
            ),
            (source(p["app"]), source(p["app2"]))),
        highlight("model", "en", "product",
            say("Cloud unit unveils a bilingual model, first in its meeting software", p["model2"], p["model"]),
            (
                (say("The cloud unit unveiled its large language model on 11 April; it works in Chinese and English.", p["model"], p["model2"], figures={"11 April": "4月11日"}),),
                (say("It will first write minutes, e-mails and promotion plans inside the group's office software, then answer in its smart speakers.", p["model"]),
                 say("Corporate customers may apply for a trial from this week.", p["model2"])),
            ),
            (source(p["model"], role="company"), source(p["model2"])),
            picture=Picture(url="https://pictures.example/model.png", caption="The summit's stage before the doors opened.", credit="Photo: Harbour Tech Review", on_cards=True)),
        highlight("outage", "en", "incident",
            say("Executives penalised over a messaging failure that a cooling fault caused", p["outage"]),
            (
                (say("The company rated the failure of 29 March a level-one incident and demoted several executives.", p["outage"], figures={"29 March": "三月二十九日"}),
                 say("A cooling failure at a data centre in the south had taken messaging and payments down.", p["outage2"], p["outage"])),
                (say("The regulator met the operators on 12 April and asked for redundancy in all core services.", p["outage3"], figures={"12 April": ""}),),
            ),
            (source(p["outage"]), source(p["outage2"]), source(p["outage3"], role="wire")),
            disagreements=(Disagreement(measure="when service was restored", sides=(("about 11 a.m.", p["outage2"]), ("9 p.m.", p["outage3"]))),)),
        highlight("photo", "en", "product",
            say("Photo app heads overseas in May", p["photo"]),
            ((say("A photo app between a picture feed and a pinboard opens overseas in May, and pays creators with as few as 10,000 followers.", p["photo"], figures={"10,000": "10,000"}),),),
            (source(p["photo"]), source(p["photo2"], role="wire", copy_of="Lantern Business Daily")),
            picture=Picture(url="https://pictures.example/not-allowed.png", credit="Lantern Business Daily")),
        highlight("licence", "en", "deal",
            say("Two video platforms agree on licences for long films and derivative works", p["licence"]),
            ((say("Two platforms reported a licence for long videos; the report names 3 apps.", p["licence"], figures={"3": "三"}),),),
            (source(p["licence"]),), awaiting=True),
        highlight("rules", "en", "regulation",
            say("Regulator asks for comments on rules for generative services until 10 May, with a security assessment before launch", p["rules"], figures={"10 May": "10 May 2023"}),
            ((say("Providers must file a security assessment before they offer a generative service to the public.", p["rules"]),
              say("Comments are open until 10 May.", p["rules"], figures={"10 May": "10 May 2023"})),),
            (source(p["rules"], role="official"), source(p["model"]))),
        highlight("hostile", "en", "<i>kind</i>",
            say(f"{HOSTILE_TITLE} {LONG_WORD}", p["hostile"]),
            ((say(f"A sentence with <script>alert(2)</script> and {LONG_WORD}.", p["hostile"], p["rtl"]), say("- 1. # *not* [a list](javascript:x) `here` www.evil.example https://evil.example", p["rtl"])),),
            (source(p["hostile"]), source(p["rtl"], copy_of="<b>x</b>"))),
        highlight("earth", "en", "campaign",
            say("Short-video service gives April to the planet with a $2 million fund", p["earth"], figures={"$2 million": "$2 million"}),
            ((say("The programme brings 38 creators together and a fund of $2 million for local projects.", p["earth"], figures={"38": "38", "$2 million": "$2 million"}),),),
            (source(p["earth"]),)),
    )  # fmt: skip


def chinese_highlights(p: dict[str, Citation]) -> tuple[Highlight, ...]:
    """The same eight stories in Chinese."""
    return (
        highlight("temu", "zh", "app ranking",
            say("特价购物应用一季度美国下载量增长57%，达1900万次", p["app"], figures={"57%": "57 percent", "1900万次": "19 million"}),
            (
                (say("第一季度，这款购物应用在美国的下载量环比增长57%，达到1900万次。", p["app"], figures={"57%": "57 percent", "1900万次": "19 million"}),
                 say("监测机构Sensor House的数据显示，自去年9月上线以来累计下载量已达3300万次。", p["app2"], figures={"3300万次": "3300万次"})),
                (say("自11月以来，它一直位居两大应用商店免费榜首位，在同类应用中时间最长。", p["app2"], p["app"]),
                 say("公司未就广告投入置评。", p["app"])),
            ),
            (source(p["app"]), source(p["app2"]))),
        highlight("model", "zh", "product",
            say("云厂商发布中英双语大模型，率先接入办公软件", p["model"]),
            (
                (say("4月11日，公司在云峰会上发布大语言模型，支持中文与英文。", p["model"], p["model2"], figures={"4月11日": "4月11日"}),),
                (say("模型首批接入“办公协作软件”与智能音箱，可撰写邮件、整理会议纪要、拟定推广方案。", p["model"]),
                 say("企业客户本周起可申请试用。", p["model2"])),
            ),
            (source(p["model"], role="company"), source(p["model2"])),
            picture=Picture(url="https://pictures.example/model.png", caption="开场前的峰会主舞台。", credit="图：Harbour Tech Review", on_cards=True)),
        highlight("outage", "zh", "incident",
            say("机房冷却失灵致通讯服务中断，多名高管被处分", p["outage"]),
            (
                (say("公司将3月29日的故障定为一级事故，多名高管被降级。", p["outage"], figures={"3月29日": "三月二十九日"}),
                 say("南方一处机房冷却系统失灵，导致通讯与支付功能中断。", p["outage2"], p["outage"])),
                (say("4月12日，主管部门约谈相关企业，要求核心业务做好冗余备份。", p["outage3"], figures={"4月12日": ""}),),
            ),
            (source(p["outage"]), source(p["outage2"]), source(p["outage3"], role="wire")),
            disagreements=(Disagreement(measure="服务何时恢复", sides=(("上午11时许", p["outage2"]), ("晚上9时", p["outage3"]))),)),
        highlight("photo", "zh", "product",
            say("图文应用5月出海", p["photo"]),
            ((say("一份英文报道称，一款介于图片流与灵感板之间的应用将于5月出海，粉丝满1万即可参与创作激励。", p["photo"], figures={"1万": "10,000"}),),),
            (source(p["photo"]), source(p["photo2"], role="wire", copy_of="Lantern Business Daily")), awaiting=True),
        highlight("licence", "zh", "deal",
            say("长短视频平台就授权与二次创作达成合作，覆盖三款应用", p["licence"], figures={"三": "三"}),
            ((say("双方将就长视频的推广与二次创作展开合作，并明确二创规则，覆盖三款应用的用户。", p["licence"], figures={"三": "三"}),),),
            (source(p["licence"]),)),
        highlight("rules", "zh", "regulation",
            say("主管部门就生成式服务征求意见，上线前须先作安全评估", p["rules"]),
            ((say("提供者向公众提供生成式服务之前，须申报安全评估。", p["rules"]),
              say("意见征集截至5月10日。", p["rules"], figures={"5月10日": "10 May 2023"})),),
            (source(p["rules"], role="official"), source(p["model"]))),
        highlight("hostile", "zh", "<i>kind</i>",
            say(f"标题里的{HOSTILE_TITLE}{LONG_WORD}", p["hostile"]),
            ((say(f"句子里有<script>alert(2)</script>，也有{LONG_WORD}。", p["hostile"], p["rtl"]),),),
            (source(p["hostile"]), source(p["rtl"], copy_of="<b>x</b>"))),
        highlight("earth", "zh", "campaign",
            say("短视频平台推出地球月，设立200万美元基金", p["earth"], figures={"200万美元": "$2 million"}),
            ((say("活动贯穿4月，邀请38位创作者参加，并设立200万美元的本地项目基金。", p["earth"], figures={"38": "38", "200万美元": "$2 million"}),),),
            (source(p["earth"]),)),
    )  # fmt: skip


def highlight(
    story: str,
    language: str,
    kind: str,
    headline: Sentence,
    paragraphs: tuple[tuple[Sentence, ...], ...],
    sources: tuple[SourceRef, ...],
    *,
    picture: Picture | None = None,
    disagreements: tuple[Disagreement, ...] = (),
    awaiting: bool = False,
) -> Highlight:
    """A highlight of the story `story`."""
    return Highlight(
        story_id=story,
        thread_id=f"t-{story}",
        language=language,
        headline=headline,
        paragraphs=paragraphs,
        sources=sources,
        kind=kind,
        picture=picture,
        awaiting_translation=awaiting,
        disagreements=disagreements,
        first_at=AT,
    )


def find_span(citation: Citation, words: str) -> tuple[int, int]:
    """Where words stand in a passage."""
    start = citation.text.index(words)
    return start, start + len(words)


def make_charts(p: dict[str, Citation], language: str) -> tuple[Chart, ...]:
    """A series with a gap and a range, bars with a doubt, and places on a hot list with days without."""
    zh = language == "zh"

    def point(
        at: str, label: str, words: str, value: float, passage: str, **more: object
    ) -> ChartPoint:
        near = {"low": value * 1.0, "high": value * 1.0} | more
        return ChartPoint(
            at=at, label=label, words=words, value=value * 1.0, citations=(p[passage],), **near
        )

    funds = ((0.9, "about"), (1.2, "exact"), (2.0, "exact"))
    series = Chart(
        id="funds",
        kind="series",
        title="地球月：基金" if zh else "Earth Month: fund",
        subject="earth month",
        measure="funding",
        value_kind="money",
        unit="USD",
        points=tuple(
            point(
                str(2021 + n),
                f"{2021 + n}年" if zh else str(2021 + n),
                f"{value * 100:.0f}万美元" if zh else f"${value} million",
                value * 1e6,
                "earth",
                approximation=said,
                low=value * 1e6 * (0.95 if said == "about" else 1),
                high=value * 1e6 * (1.05 if said == "about" else 1),
                own=True,
                span=find_span(p["earth"], "$2 million") if n == 2 else None,
            )
            for n, (value, said) in enumerate(funds)
        ),
        notes=(
            "未画出：2020年，各方说法不一。"
            if zh
            else "Not drawn: 2020, on which the sources disagree.",
        ),
    )
    bars = Chart(
        id="creators",
        kind="comparison",
        title="2022年创作者" if zh else "Creators, 2022",
        subject="",
        measure="users",
        value_kind="number",
        unit="",
        points=(
            point("2022", "梅岭视频" if zh else "Meiling Video", "超过5200" if zh else "more than 5,200", 5200, "app2", approximation="over", high=5300.0),
            point("2022", "短视频" if zh else "Short-video service", "3800", 3800, "earth", own=True),
            point("2022", "Lantern", "410", 410, "photo"),
        ),
    )  # fmt: skip
    places = {12: 14, 13: 3, 14: None, 15: 9}
    ranks = Chart(
        id="places",
        kind="ranks",
        title="提到地球月的话题在护城河热榜的每日最高位置" if zh else "Titles that name Earth Month on 护城河热榜: best place of each day",
        subject="earth month",
        measure="护城河热榜",
        value_kind="rank",
        unit="",
        points=tuple(
            point(f"2023-04-{day}", f"4月{day}日" if zh else f"{day} April", f"第{rank}位" if zh else f"No. {rank}", rank, "licence", own=True)
            if rank
            else ChartPoint(at=f"2023-04-{day}", label=f"4月{day}日" if zh else f"{day} April", words="–", value=None, low=20.0, high=20.0)
            for day, rank in places.items()
        ),
        notes=("“–”表示当日未进入所见的前20位。" if zh else "“–” means not among the 20 places seen that day.",),
    )  # fmt: skip
    return (series, bars, ranks)


def make_edition(language: str = "en", *, hostile: bool = True) -> Edition:
    """The whole edition in `en` or `zh`; without `hostile` it has seven highlights, fit to be looked at."""
    p = passages()
    english = language == "en"
    highlights = tuple(
        msgspec.structs.replace(h, charts=make_charts(p, language)) if h.story_id == "earth" else h
        for h in (english_highlights if english else chinese_highlights)(p)
    )
    if not hostile:
        highlights = tuple(h for h in highlights if h.story_id != "hostile")

    def pick(en: str, zh: str) -> str:
        return en if english else zh

    return Edition(
        id=f"2023-W15-{language}",
        number=12,
        title=pick("China Digital Weekly", "中国数字产业周报"),
        subtitle=pick("Week 15 · 10–16 April 2023", "2023年第15周 · 4月10日—16日"),
        language=language,
        week="2023-W15",
        beat="china-digital",
        starts_on=date(2023, 4, 10),
        ends_on=date(2023, 4, 16),
        greeting=pick(
            "Welcome. Eight stories this week, read from 41 publishers in Chinese and English.\n\nChina’s digital industry: platforms, apps, commerce, models and games, and the regulators who act on them.",
            "您好。本期有八条要闻，取材于41家中英文媒体。\n\n中国数字产业：平台、应用、电商、大模型与游戏，以及监管动向。",
        ),
        highlights=highlights,
        briefs=(
            Brief(story_id="price", sentence=say(pick("Several cloud providers cut prices this week, by up to 50 percent.", "多家云厂商本周降价，最高降幅达50%。"), p["price"], figures={pick("50 percent", "50%"): "50%"})),
            Brief(story_id="game", sentence=say(pick("The regulator approved 86 domestic games in April.", "4月有86款国产游戏获批。"), p["game"], figures={"86": "86"})),
        ),
        follow_ups=(
            FollowUp(thread_id="t-outage", words=pick("After the failure of 29 March come the penalties.", "3月29日故障之后，处分公布。"), now=p["outage"], earlier=p["outage2"]),
        ),
        numbers=(
            NumberOfTheWeek(value=pick("19 million", "1900万次"), story_id="temu", sentence=say(pick("Downloads of the shopping app in the United States reached 19 million in the first quarter.", "第一季度，这款购物应用在美国的下载量达到1900万次。"), p["app"], figures={pick("19 million", "1900万次"): "19 million"})),
            NumberOfTheWeek(value="50%", story_id="price", sentence=say(pick("Cloud prices fell by up to 50 percent.", "云服务价格最高下降50%。"), p["price"], figures={pick("50 percent", "50%"): "50%"})),
            NumberOfTheWeek(value="86", story_id="game", sentence=say(pick("The regulator approved 86 games.", "86款游戏获批。"), p["game"], figures={"86": "86"})),
        ),
        coming_up=(
            ComingUp(when="2023-05-10", words=pick("Comments on the draft rules for generative services close.", "生成式服务管理办法征求意见截止。"), citation=p["rules"], kind="rule"),
            ComingUp(when="2023-05", words=pick("The photo app opens overseas.", "图文应用在海外上线。"), citation=p["photo"], kind="launch"),
        ),
        wrap_up=pick(
            "That was the week: eight highlights from nine publishers, four of them reported in both languages. In one story the sources disagree, and we say who says what.",
            "本周要闻八条，来自九家媒体，其中四条中英文媒体均有报道。有一条各方说法不一，文中已列明谁说了什么。",
        ),
        made_from={"articles": 590, "entries": 1612, "publishers": 41, "stories": 214},
        languages=("en", "zh"),
        updated_at=datetime(2023, 4, 16, 9, 0, tzinfo=UTC),
    )  # fmt: skip
