"""A sentence taken out of its article: whom it means, and the full name for a courtesy title."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.model import Article
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.highlight.references import asks_back, name_fully


def article(text):
    return Article(
        id="a",
        source_id="s",
        url="",
        title="",
        text=text,
        language="en",
        published_at=datetime(2023, 4, 11, tzinfo=UTC),
        published_from="feed",
        publisher="P",
        family="P",
        passages=split_passages("a", text, "en"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "It will open in May.",
        "The company bought two spots.",
        "The first two will be a chat tool and a speaker.",
        "Two days before the meeting it made known that executives were penalised.",
        "From the evening of 28 April until 5 May it will spend 3 billion yuan.",
        "Around it sit a picture generator and two tools.",
        "Ms Lin will be judged on money.",
        "Merchants get the rest as free exposure.",
        "该公司表示将于5月上线。",
        "其中，有三家门店关闭。",
    ],
)
def test_what_only_the_sentence_before_explains(text):
    """A pronoun, a role or a courtesy title without its owner asks back."""
    assert asks_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "Temu said it would stay.",
        "Merchants that fail must close their shops.",
        "If a model fails, it must be trained again.",
        "In Shanghai, Weave said its losses had narrowed.",
        "A seller offered 11 million records of their trips.",
        "Lin Mei told staff “it is time”.",
        "Samsung proposed a plan that would affect a million owners.",
        "Sales in the first half of this year rose by 4 percent.",
        "Weave opened in Japan before the rest of the world.",
        "美团表示，其外卖业务将于5月在香港上线。",
    ],
)
def test_what_stands_by_itself(text):
    """A pronoun whose owner stands before it in the sentence asks nothing."""
    assert not asks_back(text)


def test_a_courtesy_title_becomes_the_full_name():
    """“Ms Lin” prints as the one Lin of the article, in either order of names, and cites who names her."""
    told = article("Lin Mei joined in 2019. Ms Lin will lead sales. Mr Zhou and Harvey Zhou met.")
    resolved = name_fully("Ms Lin will lead sales.", told, told.passages[1])
    assert resolved.text == "Lin Mei will lead sales."
    assert resolved.also == (told.passages[0],)
    assert name_fully("Mr Zhou left.", told, told.passages[2]).text == "Harvey Zhou left."


def test_two_bearers_of_a_surname_are_not_guessed_at():
    """Where two people share the surname the title stays, and the sentence asks back."""
    told = article("Lin Mei joined. Lin Tao left. Ms Lin will lead sales.")
    resolved = name_fully("Ms Lin will lead sales.", told, told.passages[2])
    assert resolved.text == "Ms Lin will lead sales."
    assert resolved.also == ()
    assert asks_back(resolved.text)


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    """Whatever the text, there is an answer, and nothing but titles is replaced."""
    asks_back(text)
    told = article(text)
    for passage in told.passages[:3]:
        if "M" not in passage.text and "Dr" not in passage.text:
            assert name_fully(passage.text, told, passage).text == passage.text


@pytest.mark.parametrize(
    "text",
    [
        "The caption runs to a hundred words or more and has to be of use.",
        "Shoppers get 60 percent of that in vouchers.",
        "ByteDance solved it with advertising on a scale nobody had tried.",
        "Caihe has neither; its points are other people’s shops.",
        "创始人不再兼任该职，转任董事长。",
        "公告建议用户分批下载。",
    ],
)
def test_bare_nouns_and_what_stands_for_a_thing_ask_back(text: str) -> None:
    """A noun brought in before, and words that stand for what was said, need the sentence before."""
    assert asks_back(text)


def test_nouns_known_to_all_ask_nothing() -> None:
    """There is but one government to a report; a noun with its own clause explains itself."""
    assert not asks_back("The government said on Monday that fees will fall.")
    assert not asks_back("The breakdown of the cooling system stopped WeChat for hours.")
