"""Choosing the sentences of a highlight: each adds something, and the house lengths hold."""

from datetime import UTC, datetime

import msgspec

from wenzhai.model import Article, Rights
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.highlight.candidates import find_candidates
from wenzhai.stages.highlight.evidence import find_figure_keys
from wenzhai.stages.highlight.selecting import (
    Allowance,
    Lengths,
    choose_sentences,
    score_candidates,
)

FREE = Rights(quote_words=10_000, quote_share=1.0)


def article(key, text, **more):
    return Article(
        id=key,
        source_id=key,
        url="",
        title="",
        text=text,
        language="en",
        published_at=datetime(2023, 4, 11, tzinfo=UTC),
        published_from="feed",
        publisher=key,
        family=key,
        passages=split_passages(key, text, "en"),
        **more,
    )


def choose(articles, least=20, most=60, paragraphs=2, rights=FREE):
    scored = score_candidates(
        find_candidates(articles, "en"),
        lambda text: frozenset({"orchid"} if "Orchid" in text else ()),
        lambda c: find_figure_keys(c.text, c.article),
        {},
    )
    chosen = choose_sentences(
        scored,
        Lengths(least=least, most=most, paragraphs=paragraphs),
        "en",
        Allowance({}, rights),
        lambda _: True,
    )
    return [c.text for paragraph in chosen for c in paragraph]


def test_what_was_said_is_not_said_again_in_other_words():
    """Of three reports that open alike one opening prints, and then something new."""
    told = [
        article("a", "Orchid Games raised $30 million from two funds on Tuesday in Shanghai."),
        article(
            "b",
            "Orchid Games raised $30 million from two funds in Shanghai, people said on Tuesday. "
            "Orchid Games will open a studio in Chengdu with ninety engineers before the summer.",
        ),
        article("c", "On Tuesday Orchid Games raised $30 million in Shanghai from the two funds."),
    ]
    texts = choose(told)
    assert sum("$30 million" in text for text in texts) == 1
    assert any("Chengdu" in text for text in texts)


def test_a_report_goes_before_a_column():
    """A sentence that speaks as a columnist does gives way to one that reports."""
    told = [
        article(
            "a",
            "Orchid Games was fined 200,000 yuan, which isn’t much more than pocket change. "
            "Orchid Games was fined 200,000 yuan by the city regulator in Chengdu on Monday.",
        )
    ]
    assert choose(told, most=16, paragraphs=1) == [
        "Orchid Games was fined 200,000 yuan by the city regulator in Chengdu on Monday."
    ]


def test_what_leans_comes_right_after_what_it_leans_on():
    """A sentence that asks back prints only behind the one before it in its article."""
    told = [
        article(
            "a",
            "Orchid Games opened a studio in Chengdu for ninety engineers on Monday morning. "
            "It will hire another forty people there before the end of September.",
        )
    ]
    texts = choose(told, least=22, paragraphs=1)
    assert [text.split()[0] for text in texts] == ["Orchid", "It"]


def test_quotation_limits_hold():
    """No more words of an article print than its source allows."""
    text = " ".join(
        f"Orchid Games opened studio number {n} in {city} for ninety engineers on Monday morning."
        for n, city in enumerate(("Chengdu", "Wuhan", "Xi’an", "Suzhou", "Ningbo"), 31)
    )
    rights = msgspec.structs.replace(FREE, quote_words=30)
    assert sum(len(t.split()) for t in choose([article("a", text)], rights=rights)) <= 30


def test_one_articles_sentences_keep_its_order():
    """What was chosen later but told earlier prints earlier: first the handover, then the valuation."""
    told = [
        article(
            "a",
            "Orchid Games has a new chief executive after nine years in Hangzhou. "
            "Li Min takes over on 1 May, Orchid Games announced in a letter to its staff. "
            "Orchid Games was valued at $340 million by four funds in 2021.",
        )
    ]
    texts = choose(told, least=20, most=40, paragraphs=2)
    assert [t.split()[-1] for t in texts] == ["Hangzhou.", "staff.", "2021."]


def test_what_contradicts_a_chosen_sentence_is_passed_over():
    """The caller says what contradicts; the next best sentence takes its place."""
    told = [
        article("a", "Orchid Games raised $30 million from two funds on Tuesday in Shanghai."),
        article("b", "Orchid Games had revenue of 34 million yuan from its shops in 2022."),
    ]
    scored = score_candidates(
        find_candidates(told, "en"),
        lambda text: frozenset({"orchid"} if "Orchid" in text else ()),
        lambda c: find_figure_keys(c.text, c.article),
        {},
    )
    seen = []

    def contradicts(candidate, chosen):
        seen.append(len(chosen))
        return bool(chosen)

    lengths = Lengths(least=20, most=60, paragraphs=2)
    chosen = choose_sentences(
        scored, lengths, "en", Allowance({}, FREE), lambda _: True, (), contradicts
    )
    assert sum(len(p) for p in chosen) == 1
    assert 1 in seen
