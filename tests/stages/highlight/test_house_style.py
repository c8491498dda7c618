"""The style linter: each finding has its rule, its place and its reason."""

from wenzhai.language.names import NameFinder
from wenzhai.model import Avoided, HouseStyle, Name
from wenzhai.stages.highlight.house_style import lint_headline, lint_paragraph, lint_text

HOUSE = HouseStyle(
    percent="percent",
    dates="day first",
    both_names=True,
    spelling={"whilst": "while"},
    avoid=(Avoided(phrase="赋能", why="空话，写明做了什么。"), Avoided(phrase="cutting-edge")),
)


def rules(findings):
    return [f.rule for f in findings]


def test_each_rule_names_its_place_and_its_remedy():
    """Spelling, shares, days, phrases and straight quotation marks are found where they stand."""
    text = 'Whilst cutting-edge, it fell 3% on April 11, as "said".'
    findings = lint_text(text, "en", HOUSE)
    assert rules(findings) == ["spelling", "avoid", "percent", "date", "quotes", "quotes"]
    for finding in findings:
        start, end = finding.span
        assert finding.text == text[start:end].strip()
        assert finding.why
    assert [f.use for f in findings][:4] == ["While", "", "percent", "11 April"]


def test_chinese_marks_and_words():
    """Half-width marks between Han characters and avoided words are found, in Chinese words."""
    findings = lint_text("该公司赋能商家,效果明显", "zh", HOUSE, explain_in="zh")
    assert [(f.rule, f.use) for f in findings] == [("avoid", ""), ("half width", "，")]
    assert findings[0].why == "空话，写明做了什么。"
    assert "半角" in findings[1].why


def test_headlines_and_paragraphs_have_their_lengths():
    """Too short, too long, a question, and what fits."""
    assert rules(lint_headline("Is Temu Done?", "en", HOUSE)) == ["headline", "bait"]
    assert lint_headline("Temu’s US Downloads Rise 57 Percent in First Quarter", "en", HOUSE) == ()
    assert rules(lint_paragraph("Too short.", "en", HOUSE)) == ["paragraph"]
    assert "30–60" in lint_paragraph("Too short.", "en", HOUSE)[0].why


def test_first_mentions_in_both_languages():
    """Where the style asks, a name first given in one language is named with the form to print."""
    names = NameFinder([Name(en="Tongyi Qianwen", zh="通义千问", kind="product")])
    (finding,) = lint_text(
        "It opened Tongyi Qianwen. Tongyi Qianwen works.", "en", HOUSE, names=names
    )
    assert finding.rule == "names"
    assert "通义千问" in finding.use
    assert lint_text("It opened Tongyi Qianwen (通义千问).", "en", HOUSE, names=names) == ()
