"""“The company” and “it”: the name where but one can be meant, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight.antecedents import name_owner
from wenzhai.stages.highlight.candidates import find_candidates

NAMES = NameFinder(
    [
        Name(en="Bailing Mall", zh="百灵商城", kind="company"),
        Name(en="Clearsea", zh="澄海出行", kind="company"),
        Name(en="Weave", zh="织语", kind="company"),
        Name(en="Zhizhi", zh="织织", kind="app", parent="Weave"),
        Name(en="Zhihu", zh="知乎", kind="app"),
        Name(en="ModelBest", zh="面壁智能", kind="company"),
    ]
)


def resolve(sentences, title="", language="en"):
    told = make_article(
        "a", sentences, title=title, language="en" if language == "en" else "zh-Hans"
    )
    last = told.passages[-1]
    return name_owner(last.text, told, last, NAMES, language), told


@pytest.mark.parametrize(
    ("before", "text", "named"),
    [
        (
            "Clearsea confirmed a leak.",
            "The company said it would notify users.",
            "Clearsea said it would notify users.",
        ),
        (
            "Clearsea confirmed a leak.",
            "The company’s shares fell.",
            "Clearsea’s shares fell.",
        ),
        (
            "Bailing Mall means to be cheap.",
            "From 28 April it will spend 3 billion yuan.",
            "From 28 April Bailing Mall will spend 3 billion yuan.",
        ),
        (
            "The founder of Weave steps down.",
            "Jiang Peilin, its operating chief, takes over.",
            "Jiang Peilin, Weave’s operating chief, takes over.",
        ),
        (
            "Weave showed Zhizhi on Thursday.",
            "The app, in testing until May, writes captions.",
            "Zhizhi, in testing until May, writes captions.",
        ),
        (
            "Weave will change its chief.",
            "The first change is on 1 May, the company said.",
            "The first change is on 1 May, Weave said.",
        ),
    ],
)
def test_the_only_one_that_can_be_meant_is_named(before, text, named):
    """Its name takes the word's place, and the passage that gives it is cited as well."""
    resolved, told = resolve([before, text])
    assert resolved.text == named
    assert resolved.also == (told.passages[0],)


@pytest.mark.parametrize(
    ("before", "text", "named"),
    [
        (
            "澄海出行确认信息泄露。",
            "公司将于4月16日前通知用户。",
            "澄海出行将于4月16日前通知用户。",
        ),
        ("百灵商城公布大促方案。", "平台投入补贴30亿元。", "百灵商城投入补贴30亿元。"),
    ],
)
def test_the_same_in_chinese(before, text, named):
    """公司 and 平台 at the head of a sentence, with what they do."""
    assert resolve([before, text], language="zh")[0].text == named


@pytest.mark.parametrize(
    "sentences",
    [
        ["Clearsea and Weave met.", "The company said it would wait."],
        ["Zhihu will use models made by ModelBest.", "The company says answers will improve."],
        ["Bailing Mall opened. Prices fell.", "In Weave it will hold livelier talks."],
        ["Shops opened.", "The company said it would wait."],
    ],
)
def test_where_two_can_be_meant_nothing_changes(sentences):
    """Two companies, an app that may be the company, a name beside the pronoun, or nobody at all."""
    assert resolve(sentences)[0].text == sentences[-1]


def test_a_law_on_companies_is_not_one_company():
    """公司法 is a law, and 平台不能 speaks of any."""
    for text in ("公司法规定了罚则。", "平台不能证明的，应当承担责任。"):
        assert resolve(["澄海出行确认信息泄露。", text], language="zh")[0].text == text


def test_a_named_sentence_leans_on_nothing():
    """With the names at hand, “the company” needs no sentence before it any more."""
    told = make_article(
        "a",
        [
            "Clearsea confirmed on Wednesday that details of its users had leaked.",
            "The company will notify all of its users by text message before 16 April.",
        ],
    )
    plain, named = (find_candidates([told], "en", names=n)[1] for n in (None, NAMES))
    assert plain.leans_on == told.passages[0].id
    assert (named.leans_on, named.passages) == ("", (told.passages[1], told.passages[0]))


@given(st.text(max_size=200), st.sampled_from(["en", "zh"]))
def test_any_text_is_read(text, language):
    """Whatever the text, a sentence without such a word stays as it is."""
    told = make_article("a", ["Clearsea confirmed a leak.", text or "x"])
    if told.passages and not any(
        w in text.lower() for w in ("the ", "it", "公司", "集团", "平台", "该", "这款")
    ):
        assert name_owner(text, told, told.passages[-1], NAMES, language).text == text
