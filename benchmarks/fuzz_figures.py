"""Coverage-guided fuzzing of the figure library: no crash, valid spans, bounded time on any text.

Needs atheris, in an environment of its own. Run: PYTHONPATH=src python benchmarks/fuzz_figures.py
[--seconds N] [CORPUS_DIR] and libFuzzer's own flags. What it holds for every text pair (a draft, a
source): spans in order and exact, bounds around values, a figure equals itself, drafts check, and no
step takes longer than `SLOWEST` per character. A finding stops it and is left in `crash-*`.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import date

import atheris

with atheris.instrument_imports(include=["wenzhai.language", "wenzhai.stages.highlight"]):
    from wenzhai.language.figures import compare_figures, parse_figures
    from wenzhai.language.render_figures import render_figure
    from wenzhai.model import SourceText
    from wenzhai.stages.highlight.check import check_text

PIECES = (
    *"0123456789,.%-:/$¥€£ \"'()年月日号点时分秒成折番倍半亿万千百十零一二三四五六七八九两几数多余第约近超逾达不足个名人元家台款",
    *"比至到上下周岁届米度公斤里和季廿壹贰拾佰兆初底末前后增长降涨跌同环",
    "percent ", " percentage points ", "bps ", " million ", " billion ", "bn ", "lakh ", "crore ", " to ", "half ", "quarter ",
    "Q1 ", "H2 ", "FY2023 ", "iPhone 15 ", "two-", "thirds ", "hundreds of ", "dozen ", "September ", "May ", "last Tuesday ",
    "between ", " and ", "years old ", "months ", "p.m. ", "US$", "HK$", "NT$", "RMB ", "nearly ", "about ", "more than ",
    "up to ", "rose ", "fell ", "year on year ", "分之", "百分点", "个百分点", "翻了一番", "同比增长", "环比下降", "新台币",
    "上周五", "昨日", "去年", "3月底", "00700.HK", "58同城", "COVID-19", "５", "萬", "億", "½", "²", "٣", "XIV ", "3-1 ", "6-foot-6 ",
    "No. 3 ", "the 21st ", "doubled ", "tenfold ", "3x ", "美元", "港元", "近六成", "1美元约合6.9元", "(about $2.9 billion)",
)  # fmt: skip
SLOWEST = 0.002  # seconds a character, under instrumentation, for texts of at least 500 characters
_DAY = date(2023, 4, 12)


def _text(data: atheris.FuzzedDataProvider) -> str:
    if data.ConsumeBool():
        return data.ConsumeUnicodeNoSurrogates(data.ConsumeIntInRange(0, 300))
    count = data.ConsumeIntInRange(0, 60)
    words = "".join(PIECES[data.ConsumeIntInRange(0, len(PIECES) - 1)] for _ in range(count))
    return words * (40 if data.ConsumeProbability() > 0.97 else 1)


def _hold(text: str, published: date | None) -> None:
    begun = time.process_time()  # another program's turn on the processor is no slowness of ours
    figures = parse_figures(text, "", published)
    spent = time.process_time() - begun
    if len(text) >= 500 and spent > SLOWEST * len(text):
        raise AssertionError(f"{spent:.2f} s for {len(text)} characters")
    at = 0
    for figure in figures:
        start, end = figure.span
        assert at <= start < end <= len(text), figure
        assert text[start:end] == figure.text, figure
        if figure.value is not None:
            assert figure.low is not None, figure
            assert figure.high is not None, figure
            assert figure.low <= figure.value <= figure.high, figure
        assert compare_figures(figure, figure).relation == "equal", figure
        render_figure(figure, "en")
        render_figure(figure, "zh")
        at = end


def hold_one(given: bytes) -> None:
    """Hold one pair of texts made of the fuzzer's bytes."""
    data = atheris.FuzzedDataProvider(given)
    draft, source = _text(data), _text(data)
    _hold(draft, _DAY if data.ConsumeBool() else None)
    sources = [SourceText(id="s", lang="zh", text=source, published="2023-04-12")]
    check_text(draft, "en" if data.ConsumeBool() else "zh", sources)


def main() -> None:
    """Fuzz until libFuzzer's limit (`--seconds N` is its -max_total_time)."""
    arguments = sys.argv[:1]
    given = iter(sys.argv[1:])
    for argument in given:
        arguments.append(f"-max_total_time={next(given)}" if argument == "--seconds" else argument)
    if not any(a.startswith("-max_len") for a in arguments):
        arguments.append("-max_len=1024")
    os.environ.setdefault("PYTHONHASHSEED", "0")
    atheris.Setup(arguments, hold_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
