"""Invented story pages in both languages, plain and odd: written for these tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from wenzhai.model import Citation, Disagreement, Edition, StoryMember, StoryPage, TimelineEntry

START = datetime(2023, 4, 10, 1, 14, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script> "quoted" & <img src=x onerror=alert(1)>'
LONG_WORD = "Supercalifragilistic" * 8
LONG_TITLE = "A very long title of a report about a cooling fault that goes on and on " * 12

PUBLISHERS = {
    "lantern": ("Lantern Business Daily", "en"),
    "harbour": ("Harbour Tech Review", "en"),
    "wire": ("East Line Agency", "en"),
    "plum": ("梅岭商报", "zh-Hans"),
    "moat": ("护城河科技", "zh-Hans"),
    "tide": ("潮聞", "zh-Hant"),
    "ministry": ("Office for Digital Services", "en"),
}


def member(
    outlet: str,
    number: int,
    title: str,
    hours: float,
    *,
    url: str | None = None,
    copy_of: str = "",
    first: bool = False,
    primary: bool = False,
    near: str = "",
    link: float = 0.0,
    editor: bool = False,
    evidence: tuple[str, ...] = (),
) -> StoryMember:
    """A report `hours` after the first; `near` and `copy_of` are outlets."""
    name, language = PUBLISHERS.get(outlet, (outlet, "en"))
    return StoryMember(
        article_id=f"{outlet}-{number}",
        publisher=name,
        title=title,
        url=f"https://{number}.example/{number}" if url is None else url,
        language=language,
        published_at=START + timedelta(hours=hours),
        copy_of=PUBLISHERS[copy_of][0] if copy_of else "",
        first=first,
        primary=primary,
        linked_to=PUBLISHERS[near][0] if near else "",
        link=link,
        linked_by="editor" if editor else "machine",
        evidence=evidence,
    )


def moment(
    story: str,
    days: float,
    outlet: str,
    title: str,
    publishers: int,
    *,
    edition: str = "",
    current: bool = False,
    url: str = "https://moment.example/1",
) -> TimelineEntry:
    """An event of a thread, `days` after the first report of the story."""
    name, language = PUBLISHERS[outlet]
    return TimelineEntry(
        story_id=story,
        at=START + timedelta(days=days),
        title=title,
        language=language,
        publisher=name,
        url=url,
        publishers=publishers,
        current=current,
        edition=edition,
    )


def cite(outlet: str, title: str, text: str) -> Citation:
    """A passage that a disagreement rests on."""
    name, language = PUBLISHERS[outlet]
    return Citation(
        article_id=f"{outlet}-d", passage_id=f"{outlet}-d-1", publisher=name, title=title,
        url=f"https://{outlet}.example/d", language=language, published_at=START, text=text,
    )  # fmt: skip


def page(
    story: str,
    language: str,
    title: str,
    members: tuple[StoryMember, ...],
    *,
    kind: str = "incident",
    timeline: tuple[TimelineEntry, ...] = (),
    disagreements: tuple[Disagreement, ...] = (),
    reasons: tuple[str, ...] = (),
    rank: int = 0,
) -> StoryPage:
    """The page of a story, its counts taken from its members."""
    times = [each.published_at for each in members] or [START]
    return StoryPage(
        story_id=story,
        thread_id=f"t-{story}",
        language=language,
        title=title,
        kind=kind,
        first_at=min(times),
        last_at=max(times),
        publishers=len({each.publisher for each in members if not each.copy_of}),
        languages=tuple(sorted({each.language[:2] for each in members})),
        members=members,
        timeline=timeline,
        disagreements=disagreements,
        reasons=reasons,
        rank=rank,
        score=3.2,
    )


def make_story_pages(language: str = "en") -> tuple[StoryPage, ...]:
    """Pages for seven highlights of `fixtures.make_edition` and for one brief."""

    def pick(en: str, zh: str) -> str:
        return en if language == "en" else zh

    return (
        many(pick, language),
        outage(pick, language),
        single(pick, language),
        hostile(pick, language),
        one_language(pick, language),
        lengthy(pick, language),
    )


def outage(pick, language: str) -> StoryPage:
    """Two languages, three moments, copies, an editor's word and two disagreements."""
    members = (
        member("tide", 1, "通訊軟件大規模故障 多名高層被處分", 0, first=True, near="plum", link=0.97,
               evidence=(pick("names the operator and its vice-president", "都提到运营商及其副总裁"), pick("shares 3 figures", "3个数字相同"))),
        member("ministry", 2, "Notice on the failure of messaging services of 29 March", 1.2, primary=True, near="tide", link=0.88,
               evidence=(pick("shares the date 29 March", "日期同为3月29日"), pick("1 hour apart", "相隔1小时"))),
        member("plum", 3, "机房冷却失灵致服务中断，多名高管被降级", 2.1, near="tide", link=0.97,
               evidence=(pick("names the operator and its vice-president", "都提到运营商及其副总裁"), pick("shares 3 figures", "3个数字相同"), pick("2 hours apart", "相隔2小时"))),
        member("moat", 4, "机房冷却失灵致服务中断，多名高管被降级", 2.6, copy_of="plum"),
        member("East Gate News", 5, "Cooling failure brought services down", 3, copy_of="plum"),
        member("lantern", 6, "Executives penalised over messaging failure in March", 5.4, near="tide", link=0.91,
               evidence=(pick("names Tianhe Messaging and Lu Yuan", "都提到天河通讯与卢远"), pick("shares 3 figures", "3个数字相同"), pick("5 hours apart", "相隔5小时"))),
        member("wire", 7, "Messaging failure traced to a cooling fault, managers demoted", 9.75, near="lantern", link=0.998,
               evidence=(pick("almost the same words", "用语几乎相同"), pick("4 hours apart", "相隔4小时"))),
        member("harbour", 8, "What a broken chiller says about messaging’s single point of failure", 30, near="lantern", link=0.62, editor=True,
               evidence=(pick("names Tianhe Messaging", "都提到天河通讯"),)),
        member("South Star", 9, "Executives penalised over messaging failure", 31, copy_of="lantern"),
        member("Old Mill Post", 10, "Managers demoted", 32, copy_of="lantern", url="javascript:alert(1)"),
        member("River Times", 11, "Repeats what no one here printed", 40, copy_of="harbour"),
    )  # fmt: skip
    timeline = (
        moment("outage-0", -12, "plum", "通讯与支付服务大面积中断", 9, edition=f"2023-W13-{language}"),
        moment("rumour", -5, "wire", "Operator says an inquiry is under way", 1),
        moment("outage", 0, "tide", "通訊軟件大規模故障 多名高層被處分", 6, edition=f"2023-W15-{language}", current=True),
        moment("rules", 2, "ministry", "Regulator meets the operators and asks for redundancy", 4, edition=f"2023-W15-{language}"),
    )  # fmt: skip
    return page(
        "outage", language, "x", members, timeline=timeline, rank=3,
        disagreements=(
            Disagreement(measure=pick("when service was restored", "服务何时恢复"), sides=(
                (pick("about 11 a.m.", "上午11时许"), cite("plum", "机房冷却失灵致服务中断", "服务于当日上午11时许恢复。")),
                (pick("9 p.m.", "晚上9时"), cite("wire", "Messaging failure traced to a cooling fault", "Most services were back by 9 p.m. on the same day.")))),
            Disagreement(measure=pick("how many managers were penalised", "受处分的高管人数"), sides=(
                (pick("five", "5人"), cite("tide", "通訊軟件大規模故障", "五名高層被處分。")),
                (pick("seven", "7人"), cite("lantern", "Executives penalised", "Seven executives were penalised.")),
                (pick("several", "多名"), cite("harbour", "A broken chiller", "Several managers were demoted.")))),
        ),
        reasons=(
            pick("6 independent publishers", "6家独立媒体"),
            pick("reported in Chinese and in English", "中英文媒体均有报道"),
            pick("the company or authority speaks itself", "当事公司或主管部门自己发声"),
            pick("stood on a hot list at rank 4", "登上热榜，最高第4位"),
        ),
    )  # fmt: skip


def many(pick, language: str) -> StoryPage:
    """Forty reports, twenty of them copies, over five days."""
    originals = [
        member("lantern", 1, "Bargain app keeps its crown for a sixth month", 0, first=True),
        *(
            member(
                ("plum", "harbour", "moat", "tide", "wire")[i % 5]
                if i < 5
                else f"Regional Paper {i}",
                100 + i,
                ("购物应用连续半年居榜首" if i % 2 and i < 5 else "Shopping app tops the charts again")
                + f" ({i})",
                i * 5.3,
                near="lantern",
                link=0.99 - i * 0.04,
                evidence=(
                    pick("names the app", "都提到该应用"),
                    pick(f"shares {1 + i % 3} figures", f"{1 + i % 3}个数字相同"),
                    pick(f"{i * 5} hours apart", f"相隔{i * 5}小时"),
                ),
            )
            for i in range(1, 20)
        ),
    ]  # fmt: skip
    copies = [
        member(
            f"Local Gazette {i}",
            200 + i,
            "Bargain app keeps its crown for a sixth month",
            1 + i,
            copy_of="lantern" if i < 15 else "wire",
        )
        for i in range(20)
    ]
    timeline = (
        moment("temu-0", -31, "lantern", "Bargain app tops the charts for a fifth month", 12, edition=f"2023-W10-{language}"),
        moment("temu", 0, "lantern", "Bargain app keeps its crown for a sixth month", 20, current=True),
    )  # fmt: skip
    reasons = (pick("20 independent publishers", "20家独立媒体"),)
    return page(
        "temu", language, "x", (*originals, *copies), kind="app ranking", timeline=timeline,
        reasons=reasons, rank=1,
    )  # fmt: skip


def single(_pick, language: str) -> StoryPage:
    """One report, known by its day only, and nothing before it."""
    only = member("lantern", 1, "Photo app readies an overseas launch in May", 0, first=True)
    only = msgspec.structs.replace(only, published_at=datetime(2023, 4, 11, tzinfo=UTC))
    timeline = (moment("photo", 0, "lantern", "Photo app readies", 1, current=True),)
    return page("photo", language, "x", (only,), kind="product", timeline=timeline, rank=9)


def one_language(pick, language: str) -> StoryPage:
    """Reports in Chinese only, without a highlight: the page bears the title of one."""
    title = "多家云厂商宣布“降价”，核心产品最高降幅达50%"
    members = (
        member("plum", 1, title, 0, first=True),
        member("moat", 2, "云服务降价潮蔓延", 0, near="plum", link=0.74,
               evidence=(pick("shares the figure 50 percent", "同为50%这一数字"), pick("at the same time", "同时发布"))),
    )  # fmt: skip
    return page("price", language, title, members, kind="deal", rank=12)


def hostile(pick, language: str) -> StoryPage:
    """Markup, overrides, script addresses and long words everywhere."""
    members = (
        member("lantern", 1, HOSTILE, 0, url="javascript:alert(1)", first=True, near="wire", link=0.5,
               evidence=(HOSTILE, pick("names <b>x</b>", "提到<b>x</b>"), LONG_WORD)),
        member("wire", 2, f"\u202egnp.exe\u202c {LONG_WORD}", 1, url="https://user@evil.example/", near="lantern", link=0.004),
        member(f"<b>{LONG_WORD}</b>", 3, "", 2, url='https://evil.example/"><script>', primary=True),
        member(LONG_WORD, 4, "\U0001f600\U0001f600", 3, copy_of="lantern", url="data:text/html,x"),
    )  # fmt: skip
    timeline = (
        moment("../../etc/passwd", -3, "plum", HOSTILE, 0, edition="<i>../x</i>", url="javascript:alert(1)"),
        moment("hostile", 0, "lantern", f"{HOSTILE} {LONG_WORD}", 3, current=True),
    )  # fmt: skip
    against = Disagreement(
        measure=HOSTILE,
        sides=((LONG_WORD, cite("wire", HOSTILE, HOSTILE)), ("<b>", cite("plum", "x", "y"))),
    )
    return page(
        "hostile", language, HOSTILE, members, kind="<i>kind</i>", timeline=timeline,
        disagreements=(against,), reasons=(HOSTILE, LONG_WORD), rank=2,
    )  # fmt: skip


def lengthy(_pick, language: str) -> StoryPage:
    """Very long titles and an id that is no file name."""
    members = (
        member("lantern", 1, LONG_TITLE, 0, first=True),
        member("plum", 2, "很长很长的标题" * 60, 1, near="lantern", link=0.8),
    )
    return page("../Ä con", language, LONG_TITLE, members, kind="")


def with_stories(edition: Edition, *, hostile: bool = True) -> Edition:
    """The edition with a page for several of its stories; without `hostile`, those fit to be looked at."""
    pages = make_story_pages(edition.language)
    if not hostile:
        pages = tuple(
            each for each in pages if each.story_id in {"temu", "outage", "photo", "price"}
        )
    return msgspec.structs.replace(edition, story_pages=pages)
