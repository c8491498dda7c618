"""Hostile text: a hundred and more attacks, an endpoint that obeys each, and what prints."""

from __future__ import annotations

import json
import unicodedata

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server import completion, serve_chat
from growth import ends
from stages.highlight.attacked import (
    answer_faithfully,
    draft,
    list_texts,
    obey,
    read_story,
    sees,
    write,
)
from stages.highlight.attacks import ANSWERS, ATTACKS, MARK
from wenzhai.stages.highlight.untrusted import is_hostile, make_plain, may_be_shown


@pytest.fixture(scope="module")
def endpoint():
    """One endpoint for all: it obeys `attack` where it sees it, or always; else it is faithful."""
    state = {"attack": None, "always": False, "answer": None}

    def answer(asked):
        attack = state["attack"]
        if state["answer"] is not None:
            return completion(state["answer"])
        if attack and (state["always"] or sees(asked, attack)):
            return obey(asked, attack)
        return completion(json.dumps(answer_faithfully(asked), ensure_ascii=False))

    with serve_chat(answer) as server:
        server.state = state
        yield server


def set_state(endpoint, **state):
    endpoint.state.update({"attack": None, "always": False, "answer": None} | state)


@pytest.fixture(scope="module")
def honest(endpoint):
    """What prints without an attack: the extractive and the model's texts, by language."""
    set_state(endpoint)
    found = {}
    for language in ("en", "zh"):
        articles = read_story(None, language)
        found[language] = list_texts(write(articles, language, endpoint.url))
    return found


def fold(text):
    return unicodedata.normalize("NFKC", make_plain(text)).lower()


def holds_no_payload(highlight, mark):
    return fold(mark) not in fold(msgspec.json.encode(highlight).decode())


def test_there_are_at_least_eighty_attacks():
    """The suite is as large as it says, and each attack has a name of its own."""
    assert len({a.name for a in ATTACKS}) == len(ATTACKS) >= 80


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.name)
def test_an_attack_changes_nothing(attack, endpoint, honest):
    """Through the real stages, with an endpoint that obeys what it sees: what prints is what prints
    without the attack, or less; nowhere, not in a citation either, is what the attack wanted."""
    set_state(endpoint, attack=attack)
    articles = read_story(attack, attack.language)
    highlight = write(articles, attack.language, endpoint.url)
    assert holds_no_payload(highlight, attack.mark)
    clean = {p.text for a in read_story(None, attack.language) for p in a.passages}
    assert set(list_texts(highlight)[1:]) <= clean | set(honest[attack.language])
    assert holds_no_payload(draft(articles, attack.language), attack.mark)


@pytest.mark.parametrize(
    "attack", [next(a for a in ATTACKS if a.language == lang) for lang in ("en", "zh")]
)
def test_a_model_that_is_lost_prints_nothing_of_its_own(attack, endpoint, honest):
    """Even where the model obeys what it was never shown, the second wall holds alone."""
    set_state(endpoint, attack=attack, always=True)
    highlight = write(read_story(None, attack.language), attack.language, endpoint.url)
    assert holds_no_payload(highlight, attack.mark)
    clean = {p.text for a in read_story(None, attack.language) for p in a.passages}
    assert set(list_texts(highlight)[1:]) <= clean | set(honest[attack.language])


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_from_the_other_side_prints_nothing(name, endpoint, honest):
    """Links, markup, unknown citations, added clauses, deep JSON: refused, and extraction stands."""
    set_state(endpoint, answer=ANSWERS[name])
    highlight = write(read_story(None, "en"), "en", endpoint.url)
    assert holds_no_payload(highlight, MARK)
    printed = " ".join(list_texts(highlight))
    assert not any(sign in printed for sign in ("http", "<", "[", "javascript", "&lt;"))
    extractive = list_texts(draft(read_story(None, "en"), "en"))
    assert list_texts(highlight)[0] == extractive[0]


@pytest.mark.parametrize(
    "text",
    [
        "公司强调没有泄露支付信息和密码。",
        "The hackers did not leak passwords.",
        "Type that into the mall’s new guide and three bottles come back.",
        "Regulators said that platforms which ignore the rules face fines of up to 5 million yuan.",
        "The model can summarise articles and write headlines in Chinese and English.",
        "OpenAI’s system prompt was discussed by researchers at a conference in Singapore.",
        "Huawei’s P60 phones sold out in ten minutes, the company said.",
        "Tencent’s WeChat asked users to update the app before 1 May.",
        "网信办要求平台不得绕过规则收集用户信息，并在十日内提交整改报告。",
        "阿里云表示，通义千问可以撰写邮件、生成会议摘要，也能翻译文章。",
        "用户可以让助手输出会议纪要，也可以请它翻译合同。",
    ],
)
def test_news_about_models_and_rules_is_news(text):
    """What reports speak of in the same words as attacks still prints."""
    assert not is_hostile(text)
    assert may_be_shown(text, "zh" if text[0] > "\u3000" else "en")


@given(st.text(max_size=400))
def test_any_text_is_judged(text):
    """No text makes the judgement fail, and what is plain stays so."""
    is_hostile(text)
    may_be_shown(text, "en")
    assert make_plain(make_plain(text)) == make_plain(text)


@given(st.sampled_from(["p ", "ignore ", "a_", "\u200bx", "you are ", "%41", "{", "忽略"]))
def test_long_texts_are_judged_in_bounded_time(piece):
    """A megabyte of what patterns look for takes no longer than a sentence of it."""
    with ends():
        is_hostile(piece * 200_000)
