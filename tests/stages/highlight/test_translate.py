"""A story told only in the other language: figures by rule, names by glossary, words by the translator."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.highlight.attacked import make_context, rank
from story_texts import make_article
from wenzhai.language.names import NameFinder
from wenzhai.model import Name
from wenzhai.stages.highlight import draft_highlight, translate_highlight
from wenzhai.stages.highlight.translate import find_translation_fault
from wenzhai.stages.highlight.translate_marks import (
    has_all_marks,
    mask_text,
    put_back,
    read_marks,
)

NAMES = NameFinder(
    [
        Name(en="Tongyi Qianwen", zh="通义千问", kind="product"),
        Name(en="Alibaba Cloud", zh="阿里云", kind="company"),
        Name(en="Temu", zh="Temu", kind="app"),
    ]
)
ZH = [
    "阿里云4月11日发布大模型通义千问，公司表示已投入12亿元用于模型训练，首批用户来自企业。",
    "通义千问目前支持中文和英文，近六成测试用户来自制造企业，阿里云没有公布收费标准。",
    "阿里云负责人表示：“我们会先接入办公软件”，通义千问随后将进入家用音箱等硬件产品。",
]
EN = {
    "发布大模型": "⟦N1⟧ released the large model ⟦N2⟧ on ⟦F1⟧; the company said it had put ⟦F2⟧ into training the model, and the first users are companies.",
    "目前支持": "⟦N1⟧ now supports Chinese and English; ⟦F1⟧ of test users come from manufacturing companies, and ⟦N2⟧ has not announced its fee standard.",
    "负责人表示": "The head of ⟦N1⟧ said ⟦Q1⟧; ⟦N2⟧ will then enter household speakers and other hardware products.",
    "办公软件": "We will first connect office software",
    "推出": "⟦N1⟧ Releases Large Model ⟦N2⟧",
}  # fmt: skip


class Script:
    """A translator that knows these sentences, changed by `spoil`."""

    name = "script@desk"

    def __init__(self, spoil=lambda text: text):
        self.spoil = spoil
        self.asked = []

    def translate(self, texts, source, target):
        self.asked += texts
        return tuple(
            self.spoil(next((en for key, en in EN.items() if key in text), "")) for text in texts
        )


def tell(translator):
    article = make_article("a", ["".join(ZH)], title="阿里云推出大模型通义千问")
    context = make_context("en")
    import msgspec

    context = msgspec.structs.replace(context, names=NAMES)
    brief = draft_highlight(rank([article], "zh"), [article], context).highlight
    assert brief is not None
    assert brief.awaiting_translation
    return brief, translate_highlight(brief, [article], context, translator)


def list_sentences(result):
    return [s.text for p in result.highlight.paragraphs for s in p]


def test_a_story_is_told_in_the_other_language():
    """Figures are converted by our code, names come first in both languages, quotations keep the
    original beside them, and each sentence cites its passage in the original language."""
    translator = Script()
    _, result = tell(translator)
    text = " ".join(list_sentences(result))
    assert "CNY 1.2 billion" in text
    assert "nearly 60 percent" in text
    assert "11 April" in text
    assert "Tongyi Qianwen (通义千问)" in text
    assert text.count("(通义千问)") == 1
    assert "“We will first connect office software” (“我们会先接入办公软件”)" in text
    assert not result.highlight.awaiting_translation
    assert result.highlight.headline.text == "Alibaba Cloud Releases Large Model Tongyi Qianwen"
    assert all(s.citations[0].language == "zh-Hans" for p in result.highlight.paragraphs for s in p)
    assert "script" in result.highlight.notes[-1]
    sent = " ".join(translator.asked)
    assert not re.search(r"\d亿|六成|阿里云|通义千问", sent)


SPOILS = {
    "lost": lambda t: t.replace("⟦F1⟧", "then"),
    "doubled": lambda t: t.replace("⟦N1⟧", "⟦N1⟧ ⟦N1⟧"),
    "another mark": lambda t: f"{t} ⟦F9⟧",
    "a figure of its own": lambda t: t.replace("users", "300 users"),
    "a name of its own": lambda t: t.replace("companies", "Temu"),
    "a denial of its own": lambda t: t.replace("supports", "never supports").replace("released", "never released").replace("will then", "will not"),
    "something else": lambda t: " ".join(re.findall("⟦..⟧", t)) + " bought cheap golden holiday villas near sunny beaches.",
    "nothing": lambda _: "",
    "the original": lambda _: "阿里云发布大模型",
    "a link": lambda t: f"{t} https://a.example",
    "markup": lambda t: f"<b>{t}</b>",
    "much more": lambda t: t + " and so on" * 60,
}  # fmt: skip


@pytest.mark.parametrize("how", SPOILS)
def test_what_did_not_come_out_whole_does_not_print(how):
    """A mark lost or doubled, a new figure, name, denial, link, other words: the sentence is gone."""
    _, result = tell(Script(SPOILS[how]))
    printed = " ".join(list_sentences(result))
    assert result.refused
    for sign in ("300", "Temu", "never", "villas", "http", "<b>", "⟦", "so on"):
        assert sign not in printed


def test_a_translator_that_gives_nothing_leaves_the_brief():
    """Then what is certain prints, as it did before there was a translator."""
    brief, result = tell(Script(lambda _: ""))
    assert result.highlight == brief
    assert result.printed == 0


def test_english_goes_into_chinese():
    """The same the other way: 150亿美元 for $15 billion, and 通义千问 with its English name once."""
    original = "Alibaba Cloud invested $15 billion in the training of Tongyi Qianwen."
    masked = mask_text(original, "en", "zh", NAMES)
    assert masked is not None
    text = "⟦N1⟧为训练 ⟦N2⟧ 投资⟦F1⟧。"
    assert find_translation_fault(masked, text, "zh", NAMES) == ""
    told: set[str] = set()
    assert put_back(text, masked, {}, "zh", NAMES, told) == "阿里云（Alibaba Cloud）为训练通义千问（Tongyi Qianwen）投资150亿美元。"  # fmt: skip
    assert put_back("⟦N2⟧。", masked, {}, "zh", NAMES, told) == "通义千问。"


def test_figures_are_written_by_rule():
    """1.2亿元 is CNY 120 million, whatever a model would make of it."""
    masked = mask_text("阿里云投入1.2亿元。", "zh", "en", NAMES)
    assert masked is not None
    assert masked.text == "⟦N1⟧投入⟦F1⟧。"
    assert masked.figures == {"F1": "CNY 120 million"}


@pytest.mark.parametrize("text", ["[F1]", "【F1】", "⟦ f1 ⟧", "[[F1]]", "（F1）"])
def test_marks_whose_brackets_changed_are_read(text):
    """Translators put other brackets round a mark; what it stands for is as plain as before."""
    masked = mask_text("涨了57%", "zh", "en", NAMES)
    assert masked is not None
    assert has_all_marks(read_marks(f"up {text}"), masked)


@given(st.text(max_size=120), st.sampled_from([("zh", "en"), ("en", "zh")]))
def test_any_text_is_masked_and_comes_back(text, pair):
    """With no translator between, a text's marks are all there, each once."""
    if "⟦" in text or "⟧" in text:
        return
    masked = mask_text(text, *pair, NAMES)
    if masked is not None:
        assert has_all_marks(masked.text, masked)
        put_back(masked.text, masked, {}, pair[1], NAMES, set())


@given(st.text(max_size=120))
def test_any_translation_is_judged(text):
    """No answer of a translator makes the judgement fail."""
    masked = mask_text(ZH[0], "zh", "en", NAMES)
    assert masked is not None
    find_translation_fault(masked, read_marks(text), "en", NAMES)
