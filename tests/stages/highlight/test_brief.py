"""A story told only in the other language: what happened where a pattern reads it, else who reports on whom."""

from stages.highlight.attacked import rank
from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.brief import write_brief, write_report

NAMES = NameFinder(
    [
        Name(en="Weave", zh="织语", kind="company"),
        Name(en="360", zh="三六零", kind="company", aliases=("360公司",)),
    ]
)


def brief(title, body, language="en"):
    told = make_article(
        "a", [body], title=title, publisher="海岸日报" if language == "en" else "Pearl"
    )
    found = write_brief(rank([told], "en"), [told], language, NAMES)
    return found.headline.text, [s.text for p in found.paragraphs for s in p]


def test_what_a_known_pattern_reads_is_the_headline():
    """Who did what, with names in both languages, who reported it and when; the original stands beside it."""
    headline, text = brief("织语完成2亿美元C轮融资", "织语完成2亿美元融资。织语的营收达到6亿元。")
    assert headline == "Weave Raises $200 Million"
    assert text == [
        "Weave (织语) has raised $200 million, 海岸日报 reported on 12 April.",
        "Figures in 海岸日报’s report include revenue of CNY 600 million.",
        "The headline in 海岸日报 reads “织语完成2亿美元C轮融资”.",
    ]


def test_what_no_pattern_reads_is_reported_on():
    """Otherwise only whom the reports are about, and nothing of what they did."""
    headline, text = brief("织语的中年危机", "织语创立九年，月活跃用户6800万。")
    assert headline == "Chinese-Language Outlets Report on Weave"
    assert text[0] == "From 12 April, 海岸日报 reported on Weave (织语)."


def test_hearsay_stays_hearsay():
    """What a title only passes on is told as a report that others carried."""
    headline, text = brief("消息：织语拟赴港上市", "织语拟在香港上市。")
    assert headline == "Weave Plans to List in Hong Kong, Report Says"
    assert text[0] == (
        "Weave (织语) plans to list in Hong Kong, according to a report that 海岸日报 carried on 12 April."
    )


def test_the_figure_in_a_name_is_none():
    """The 360 of a company's name is not among a report's figures."""
    _, text = brief("360公司的中年危机", "360公司公布财报，营收达到6亿元。")
    assert [t for t in text if t.startswith("Figures")] == [
        "Figures in 海岸日报’s report include revenue of CNY 600 million."
    ]


def test_an_english_story_in_chinese():
    """The same the other way, with what is measured in Chinese."""
    headline, text = brief(
        "Weave raises $200m", "Weave raises $200m and has 68 million monthly users.", "zh"
    )
    assert headline == "织语融资2亿美元"
    assert text[0] == "据Pearl 4月12日报道，织语（Weave）融资2亿美元。"


def test_who_reported_a_title_and_when():
    """A title of one's own language as a sentence: a clause of its own, or its words where somebody speaks."""
    told = make_article("a", ["织语在杭州。"], title="织语推出新功能", publisher="海岸日报")
    assert (
        write_report(told, told.title, "zh", NAMES).text
        == "据海岸日报4月12日报道，织语推出新功能。"
    )
    spoken = make_article("b", ["织语在杭州。"], title="织语：没有此事", publisher="海岸日报")
    assert (
        write_report(spoken, spoken.title, "zh", NAMES).text
        == "海岸日报4月12日的报道题为“织语：没有此事”。"
    )
