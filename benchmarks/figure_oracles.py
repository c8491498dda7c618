"""Our figure parser beside cn2an, recognizers-text and dateutil: agreement counted, disagreements listed.

The oracles are no dependency of the package. Into a throw-away environment:

    python -m venv oracles && oracles/bin/pip install cn2an "emoji<2" recognizers-text-suite python-dateutil msgspec
    PYTHONPATH=src oracles/bin/python benchmarks/figure_oracles.py [--page docs/figures-oracles.md]

The forms are those of tests/language/figures/forms.txt and some 2,000 generated here, without chance. Each is
read by us in its text; an oracle agrees where what it reads in the same place comes to the same value and
measure. Prints a table, then every disagreement as `oracle | kind | words | ours | its`; with `--page` it
names those that the page does not list. Writes nothing.
"""

from __future__ import annotations

import argparse
import collections
import re
import sys
import warnings
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from wenzhai.language.figures import parse_figures
from wenzhai.language.figures.lexicon import DIMENSIONS, DOLLARS
from wenzhai.model import Figure

warnings.filterwarnings("ignore")
try:
    import cn2an
    import dateutil.parser
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )
    from recognizers_text import Culture
except ImportError as missing:
    sys.exit(f"{missing}. How to install the oracles stands at the top of this file.")

DAY = date(2023, 4, 12)
# recognizers-text compares with naive times of its own
_NOW, _ONE, _OTHER = (
    datetime(y, m, d, tzinfo=UTC).replace(tzinfo=None)
    for y, m, d in ((2023, 4, 12), (2001, 1, 28), (2002, 2, 27))
)
HAN = re.compile("[\u4e00-\u9fff]")
FORMS = Path(__file__).parents[1] / "tests" / "language" / "figures" / "forms.txt"
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH_SECONDS = 2629746.0


# harder forms, by hand: mixed scales, spelt decimals, halves, relative days, heights, speeds
MORE = """
3亿5000万 12万5千 一万二 三千五 两百五 一亿零五十万 二十三点五 零点五 负五 一点五亿 两万亿 十二万五千 百分之零点五 百分之一百二十 百分之二十三点五
三又二分之一 1.5万 2千 3百万 五百二十一 廿三 两千零二十三 1,234.56 一千零一夜 五十来岁 四十五周岁
half past three|twelve point five percent|two and a half years|two and a half hours|three quarters of an hour|a dozen|two dozen
a hundred|one hundred and five|two thousand and twenty-three|fifteen hundred|nineteen ninety-nine|a million|half a million
1.5 million|2.5k users|12.5 per cent|one hundred percent|minus 5|-5|5 feet 10 inches|20 mph|60 kilometres per hour
five square kilometres|twenty pounds|US$3.5 million|¥1,299|3.5 billion dollars|HK$5 million|two hundred yuan|fifty cents
aged 37|a 37-year-old man|three-year-old|twenty-first|the 100th|hundredth|fourth quarter of 2022|Q3 2022|the 1990s|2021-22
yesterday|tomorrow|last month|last year|next year|this year|next month|last Friday|next Friday|this week|April 2023|Monday
noon|midnight|19:30|7 o'clock|7 pm|7:05 a.m.|10-15 percent|5 to 10 days|between 30 and 40|two weeks|a fortnight|two decades
昨天|明天|上个月|去年|明年|今年|下个月|上周五|下周一|本周三|周一|中午12点|半夜12点|上午九点一刻|晚上七点半|19:30
十天|两周|三个半小时|一年半|半年|半小时|两个世纪|十分钟|三刻钟|二十年|2023年第一季度|2023年上半年|九十年代|20世纪90年代
三十公里|五十公斤|六英尺六英寸|每小时60公里|二十平方米|五十亩|三磅|一百美元|五百港元|三千万欧元|两块五|3块钱|二十块
"""


class Form(NamedTuple):
    """A text and the figure's words in it."""

    text: str
    words: str


class Reading(NamedTuple):
    """What an oracle reads at a place: `what` is comparable with `describe`."""

    start: int
    end: int
    what: str


# ---- the forms ---------------------------------------------------------------------------------


def read_forms() -> list[Form]:
    rows = [line.split("|") for line in FORMS.read_text("utf8").splitlines()]
    return [Form(r[0].strip(), r[1].strip()) for r in rows if len(r) > 3 and r[0][:1] != "#"]


def spell(n: int) -> str:
    """English words of a number under a trillion."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    for size, word in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if n >= size:
            rest = n % size
            return f"{spell(n // size)} {word}" + (f" {spell(rest)}" if rest else "")
    return ""


def generate_forms() -> list[Form]:
    numbers = sorted(
        {
            *range(2, 121),
            *(d * 10**p for d in (1, 2, 3, 5, 9) for p in range(2, 12)),
            *(d * 10**p + r for d in (1, 2, 7) for p in range(2, 10) for r in (1, 5, 10, 50)),
            *(12 * 10**p for p in range(2, 10)),
            *(int("123456789"[:n]) for n in range(3, 10)),
            *(int("102030405"[:n]) for n in range(3, 10)),
        }
    )
    forms: list[str] = []
    for n in numbers:
        forms += [cn2an.an2cn(n, "low"), cn2an.an2cn(n, "up"), spell(n), f"{n:,}"]
    for n in range(1, 100, 2):
        forms += [
            f"{n}%", f"{n} percent", f"百分之{cn2an.an2cn(n, 'low')}", f"{n / 10}%", f"{n}个百分点",
            f"{n} percentage points", f"{n}岁", f"{n} years old", f"第{n}", f"第{cn2an.an2cn(n, 'low')}",
            f"${n} million", f"{n}亿元", f"{n}万美元", f"{n}.5 billion yuan", f"€{n}bn", f"{n}亿港元",
            f"{n} days", f"{n}天", f"{n} months", f"{n}个月", f"{n} hours", f"{n}小时", f"{n}公里", f"{n} kilometres",
            f"{n}公斤", f"{n} kilograms", f"{n}摄氏度", f"零下{n}度", f"minus {n} degrees",
        ]  # fmt: skip
    for tenths in range(1, 10):
        han = cn2an.an2cn(tenths, "low")
        forms += [
            f"{han}成",
            f"{han}成五",
            f"{han}倍",
            f"{han}折",
            f"{han}分之一" if tenths > 1 else "二分之一",
        ]
    for top, bottom in ((1, 3), (2, 3), (3, 4), (2, 5), (4, 5), (7, 8)):
        word = {3: "third", 4: "quarter", 5: "fifth", 8: "eighth"}[bottom]
        forms += [
            f"{_ONES[top]} {word}{'s' * (top > 1)}",
            f"{cn2an.an2cn(bottom)}分之{cn2an.an2cn(top)}",
        ]
    for month in range(1, 13):
        name = _MONTHS[month - 1]
        day = month + 7
        han = cn2an.an2cn(month, "low")
        forms += [
            f"{name} {day}, 2022", f"{day} {name} 2022", f"{name[:3]} {day}", f"{name} 2022", f"2022-{month:02d}-{day:02d}",
            f"2022年{month}月{day}日", f"{month}月{day}日", f"{han}月{cn2an.an2cn(day, 'low')}日", f"二〇二二年{han}月",
            f"2022年{month}月", f"{month}:30 p.m.", f"{month} a.m.", f"下午{month}点半" if month < 12 else "晚上8点",
            f"{name} {day}th", f"the {day}th of {name}",
        ]  # fmt: skip
    for line in MORE.strip().splitlines():
        forms += line.split("|") if "|" in line else line.split()
    return [Form(text, text) for text in dict.fromkeys(forms)]


# ---- what ours and theirs say, in one writing ----------------------------------------------------


def _number(value: float) -> str:
    return f"{value:.6g}"


def describe(figure: Figure) -> str:
    """Ours as `measure value`, as the oracles' readings are written."""
    if figure.kind in ("identifier", "score"):
        return "no quantity"
    if figure.kind == "date":
        if "X" in figure.iso or figure.value is None:
            return f"date {figure.iso.replace('--', 'XXXX-', 1)}"
        days = [date.fromordinal(int(d)).isoformat() for d in (figure.low or 1, figure.high or 1)]
        return f"date {days[0]}" if days[0] == days[1] else f"date {days[0]}..{days[1]}"
    if figure.kind == "time":
        return f"time {figure.iso.rstrip('?')}"
    if figure.kind == "duration":
        dimension, factor = DIMENSIONS[figure.unit]
        return f"seconds {_number(_middle(figure) * factor * (_MONTH_SECONDS if dimension == 'months' else 1))}"
    if figure.kind == "money":
        return f"{'$' if figure.unit in DOLLARS else figure.unit} {_number(_middle(figure))}"
    if figure.kind in ("percent", "points"):
        return f"{figure.unit} {_number(_middle(figure))}"
    if figure.unit in DIMENSIONS and figure.kind == "number":
        return f"{figure.unit} {_number(_middle(figure))}"
    kind = {"rank": "ordinal", "multiple": "number"}.get(figure.kind, figure.kind)
    return f"{kind} {_number(_middle(figure))}"


def _middle(figure: Figure) -> float:
    return figure.value or 0.0


_CURRENCY = {
    "Dollar": "$", "United States dollar": "$", "Hong Kong dollar": "$", "Chinese yuan": "CNY", "Euro": "EUR",
    "Pound": "GBP", "British pound": "GBP", "Japanese yen": "JPY", "Indian rupee": "INR", "New Taiwan dollar": "$",
    "Swiss franc": "CHF", "Rupee": "INR", "Yen": "JPY", "Yuan": "CNY",
}  # fmt: skip
_UNITS = {
    "Kilometer": "km", "Meter": "m", "Kilogram": "kg", "C": "°C", "F": "°F", "Degree": "°", "Square foot": "sqft",
    "Inch": "in", "Foot": "ft", "Mile": "mi", "Ton": "t", "Gram": "g", "Centimeter": "cm",
}  # fmt: skip


def read_recognizers(form: Form) -> list[Reading]:
    culture = Culture.Chinese if HAN.search(form.text) else Culture.English
    found = []
    for read in (
        recognize_number, recognize_percentage, recognize_ordinal, recognize_currency, recognize_age,
        recognize_dimension, recognize_temperature,
    ):  # fmt: skip
        try:
            results = read(form.text, culture)
        except Exception as error:  # an oracle that breaks is a finding about the oracle
            found.append(Reading(0, len(form.text), f"breaks ({type(error).__name__})"))
            continue
        found += [Reading(r.start, r.end + 1, said) for r in results if (said := _say_unit(r))]
    try:
        results = recognize_datetime(form.text, culture, reference=_NOW)
    except Exception as error:
        return [*found, Reading(0, len(form.text), f"breaks ({type(error).__name__})")]
    for result in results:
        for value in (result.resolution or {}).get("values", []):
            found.append(Reading(result.start, result.end + 1, _say_time(value)))
    return found


def _say_unit(result) -> str:
    said = result.resolution or {}
    value = str(said.get("value"))
    if result.type_name == "percentage":
        return f"percent {_number(float(value.rstrip('%')))}" if value[:-1] else ""
    try:
        number = _number(float(value))
    except ValueError:
        return f"{result.type_name} {value}"
    if result.type_name == "currency":
        unit = said.get("isoCurrency") or _CURRENCY.get(said.get("unit", ""), said.get("unit", ""))
        return f"{'$' if unit in DOLLARS else unit} {number}"
    if result.type_name in ("dimension", "temperature"):
        return f"{_UNITS.get(said.get('unit', ''), said.get('unit', ''))} {number}"
    return f"{result.type_name} {number}"


def _say_time(value: dict[str, str]) -> str:
    kind, timex = value["type"], value.get("timex", "")
    if kind == "duration":
        found = re.fullmatch(r"P(T?)([\d.]+)([YMWDHS])", timex)
        if not found:
            return f"seconds {_number(float(value['value']))}" if value.get("value") else timex
        size = {
            "Y": 12 * _MONTH_SECONDS, "M": 60.0 if found[1] else _MONTH_SECONDS, "W": 604800.0, "D": 86400.0,
            "H": 3600.0, "S": 1.0,
        }[found[3]]  # fmt: skip
        return f"seconds {_number(float(found[2]) * size)}"
    if kind == "time":
        return f"time {timex if ':' in timex else timex + ':00'}"
    if "XXXX" in timex and kind == "date":
        return f"date {timex}"
    if kind == "date":
        return f"date {value.get('value')}"
    if kind == "daterange" and value.get("start") and value.get("end"):
        last = date.fromisoformat(value["end"]) - timedelta(1)
        return f"date {value['start']}..{last}"
    return f"{kind} {timex}"


_NUMERAL = re.compile("[负零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿点半\\d.]+")


def read_cn2an(form: Form) -> list[Reading]:
    found = []
    if not HAN.search(form.words):
        return []
    begin = form.text.find(form.words)
    for numeral in _NUMERAL.finditer(form.words):
        try:
            value = cn2an.cn2an(numeral.group(), "smart")
        except Exception:  # it says “this is no number” by any error
            continue
        found.append(
            Reading(
                begin + numeral.start(), begin + numeral.end(), f"number {_number(float(value))}"
            )
        )
    return found


def read_dateutil(form: Form) -> list[Reading]:
    if HAN.search(form.words):
        return []
    try:
        one = dateutil.parser.parse(form.words, default=_ONE)
        two = dateutil.parser.parse(form.words, default=_OTHER)
    except (ValueError, OverflowError):
        return []
    begin = form.text.find(form.words)
    parts = [
        str(a).zfill(2) if a == b else "X"
        for a, b in zip(one.timetuple()[:3], two.timetuple()[:3], strict=True)
    ]
    said = (
        f"time T{one:%H:%M}"
        if parts == ["X"] * 3
        else "date "
        + "-".join(p for p in ("XXXX" if parts[0] == "X" else parts[0], *parts[1:]) if p != "X")
    )
    return [Reading(begin, begin + len(form.words), said)]


_DIGITS = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九](?=[折成])")

# ---- holding them against each other -------------------------------------------------------------

# what each oracle can be asked about
KINDS = {
    "cn2an": ("number", "ordinal", "rank", "multiple", "money", "age", "duration"),
    "recognizers": (
        "number", "percent", "points", "multiple", "money", "age", "ordinal", "rank", "duration", "date", "time",
        "identifier",
    ),
    "dateutil": ("date", "time"),
}  # fmt: skip


def agrees(figure: Figure, ours: str, reading: Reading) -> bool:
    """Whether an oracle's reading is ours; a bare number may stand for any measure but points."""
    theirs = reading.what
    if ours == theirs:
        return True
    if figure.kind == "date":
        return _same_date(figure, theirs)
    bare = theirs.startswith("number ") and figure.kind not in ("points", "date", "time")
    if not bare or figure.value is None:
        return False
    value = float(theirs.split()[1])
    scaled = 100 * value if figure.kind == "percent" else value
    plain = figure.unit == "of price" and 10 * value == figure.value
    return plain or any(_number(v) == _number(scaled) for v in (figure.value, *figure.parts))


def _same_date(figure: Figure, theirs: str) -> bool:
    said = theirs.removeprefix("date ")
    if figure.iso.startswith("--") and said.startswith("XXXX-"):
        return figure.iso[2:] == said[5:]
    days = [date.fromordinal(int(d)).isoformat() for d in (figure.low or 1, figure.high or 1)]
    return said in (figure.iso, f"{days[0]}..{days[1]}")


def compare(forms: list[Form]):
    """Counts by (oracle, kind) of agree, differ, silent; and the disagreements."""
    counts: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(
        collections.Counter
    )
    apart = []
    for form in forms:
        figures = [
            f for f in parse_figures(form.text, published=DAY) if form.words in (f.text, form.text)
        ]
        figure = figures[0] if len(figures) == 1 else None
        for oracle, read in (
            ("cn2an", read_cn2an), ("recognizers", read_recognizers), ("dateutil", read_dateutil),
        ):  # fmt: skip
            if figure is None:
                apart.append((oracle, "none", form, "nothing" if not figures else "several", ""))
                counts[oracle, "none"]["differ"] += 1
                continue
            chinese = bool(HAN.search(form.words))
            if figure.kind not in KINDS[oracle] or figure.approximation == "vague":
                continue
            if (oracle == "cn2an" and not chinese) or (oracle == "dateutil" and chinese):
                continue
            ours = describe(figure)
            start, end = figure.span
            readings = [r for r in read(form) if r.start < end and start < r.end]
            if any(agrees(figure, ours, r) for r in readings) or (
                figure.kind == "identifier" and not readings
            ):
                counts[oracle, figure.kind]["agree"] += 1
            elif not readings:
                counts[oracle, figure.kind]["silent"] += 1
                apart.append((oracle, figure.kind, form, ours, "nothing"))
            else:
                counts[oracle, figure.kind]["differ"] += 1
                longest = max(readings, key=lambda r: (r.end - r.start, r.what))
                apart.append((oracle, figure.kind, form, ours, longest.what))
    return counts, apart


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--page", type=Path)
    options = arguments.parse_args()
    written = read_forms()
    forms = [*written, *generate_forms()]
    print(f"{len(written)} forms of the tests, {len(forms) - len(written)} generated")
    counts, apart = compare(forms)
    print("| oracle | kind | agree | differ | oracle reads nothing |\n|---|---|---|---|---|")
    for (oracle, kind), count in sorted(counts.items()):
        print(f"| {oracle} | {kind} | {count['agree']} | {count['differ']} | {count['silent']} |")
    page = options.page.read_text("utf8") if options.page else ""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for oracle, kind, form, ours, theirs in apart:
        shape = _DIGITS.sub("N", form.words)  # €1bn, €3bn, €5bn: one disagreement
        alike.setdefault((oracle, kind, shape), []).append(f"{form.words} | {ours} | {theirs}")
    for (oracle, kind, _), rows in alike.items():
        row = f"{oracle} | {len(rows)} | {rows[0]}"
        if not options.page:
            print(f"{kind} | {row}")
        elif row not in page:
            print("not judged:", kind, "|", row)


if __name__ == "__main__":
    main()
