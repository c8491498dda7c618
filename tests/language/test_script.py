"""Script and language of a text, and folding that keeps offsets."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.language.script import (
    detect_language,
    find_script,
    fold_chinese,
    to_simplified,
    to_traditional,
)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("阿里云发布大模型", "Hans"),
        ("阿里雲發布大模型", "Hant"),
        ("人工智能", "Hans"),
        ("トヨタが新型車を発表", "Jpan"),
        ("삼성전자 실적 발표", "Kore"),
        ("Tencent fines executives", "Latn"),
        ("Новости технологий", "Cyrl"),
        ("2023 / 57 %", "Zyyy"),
        ("", "Zyyy"),
    ],
)
def test_script(text, script):
    """Each script is told by its own letters; digits and marks belong to none."""
    assert find_script(text) == script


@pytest.mark.parametrize(
    ("text", "prior", "language"),
    [
        ("ChatGPT 来了", "", "zh-Hans"),
        ("联想推出 IdeaPad Slim Chromebook，搭载联发科 Kompanio", "", "zh-Hans"),
        ("Tongyi Qianwen (通义千问) arrives", "", "en"),
        ("小米の新品发布会", "", "ja"),
        ("一家叫“森の家”的网店今天在上海开张了", "", "zh-Hans"),
        ("Alibaba unveils Tongyi Qianwen", "", "en"),
        ("Le gouvernement annonce une nouvelle loi sur les plateformes", "", "other"),
        ("Die Bundesregierung plant ein neues Gesetz für Plattformen", "", "other"),
        ("Lei annunciato oggi", "it", "other"),
        (
            "OpenAI e il Garante: un accordo possibile sulla privacy degli utenti",
            "zh-Hans",
            "other",
        ),
        ("Le nouveau modèle est disponible dans les écoles du pays", "en-US", "other"),
        ("Rząd zapowiada zmiany w budowie domów. Są też nowe wymogi", "en-US", "other"),
        ("Il nuovo chip arriva nelle auto della casa di Torino", "en-US", "other"),
        ("Beyoncé, José Andrés and Penélope Cruz back an AI pledge", "en-US", "en"),
        ("El Salvador, La Liga, Los Angeles: Apple Maps grows", "en-US", "en"),
        ("UN, MIT Press, SE Asia, US EST: Microsoft Teams outage", "", "en"),
        ("WordPress WoodMart Theme 7.1.1 Remote Code Execution", "zh-Hans", "en"),
        ('<a href="https://ex.fr/la/des/les/">Arduino Uno R4</a> arrives', "en", "en"),
    ],
)
def test_language(text, prior, language):
    """Mixed headlines go to the language of their prose, not of the brands in it."""
    assert detect_language(text, prior) == language


@pytest.mark.parametrize(
    ("prior", "language"),
    [
        ("", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("ja", "ja"),
    ],
)
def test_prior_settles_what_the_text_leaves_open(prior, language):
    """Characters common to both scripts are of the script that the source states."""
    assert detect_language("人工智能公司", prior) == language


def test_text_outweighs_the_prior():
    """A simplified headline in a traditional feed is simplified."""
    assert detect_language("腾讯发布财报", "zh-Hant") == "zh-Hans"


def test_characters_of_both_scripts_do_not_tell():
    """后, 里, 干 and 著 stand in both scripts, so they do not decide."""
    assert detect_language("皇后著", "zh-Hant") == "zh-Hant"
    assert detect_language("皇后著", "zh-Hans") == "zh-Hans"


def test_conversion_by_phrase_and_by_character():
    """Phrases convert well, characters keep their places."""
    assert to_simplified("阿里雲與騰訊") == fold_chinese("阿里雲與騰訊") == "阿里云与腾讯"
    assert to_traditional("通义千问") == "通義千問"
    assert to_simplified("plain") == fold_chinese("plain") == "plain"


@given(st.text())
def test_folding_keeps_length(text):
    """Offsets into the folded text are offsets into the text; folding twice changes nothing."""
    folded = fold_chinese(text)
    assert len(folded) == len(text)
    assert fold_chinese(folded) == folded


@given(st.text(max_size=80), st.sampled_from(["", "en", "zh-Hans", "zh-Hant", "ja", "fr", "??"]))
def test_any_text_has_a_language(text, prior):
    """No text and no prior crashes, and the answer is one of five."""
    assert detect_language(text, prior) in {"en", "zh-Hans", "zh-Hant", "ja", "other"}


def test_lingua_stays_away_from_the_usual_headlines():
    """Chinese text, and English of an English source, never load the statistical detector."""
    program = (
        "import sys; from wenzhai.language.script import detect_language as d;"
        "d('腾讯发布财报'); d('Tencent reports results', 'en'); d('Baidu and Alibaba in talks');"
        "sys.exit('lingua' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
