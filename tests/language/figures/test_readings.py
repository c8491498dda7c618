"""The hard readings: one line each, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from wenzhai.language.figures import parse_figures

# text, the figure's words, kind, value, unit
NUMBERS = [
    ("该公司收入1.2亿元人民币", "1.2亿元人民币", "money", 1.2e8, "CNY"),
    ("应用获1900万次下载", "1900万次", "number", 1.9e7, "downloads"),
    ("近六成受访者支持", "近六成", "percent", 60, "percent"),
    ("利润率提高17.5个百分点", "17.5个百分点", "points", 17.5, "points"),
    ("占全国三分之一", "三分之一", "percent", 33.3333333333, "percent"),
    ("fined £12.7 ($15.9) million", "£12.7", "money", 1.27e7, "GBP"),
    ("fined £12.7 ($15.9) million", "$15.9) million", "money", 1.59e7, "$"),
    ("it costs $5 (35 yuan) a month", "$5", "money", 5, "$"),
    ("投资3亿5000万元建厂", "3亿5000万元", "money", 3.5e8, "CNY"),
    ("共售出一百二十三台", "一百二十三台", "number", 123, ""),
    ("预算两千三百万美元", "两千三百万美元", "money", 2.3e7, "USD"),
    ("市值一点五亿港元", "一点五亿港元", "money", 1.5e8, "HKD"),
    ("市值达2.3万亿日元", "2.3万亿日元", "money", 2.3e12, "JPY"),
    ("融资5千万欧元", "5千万欧元", "money", 5e7, "EUR"),
    ("工厂裁员一万二千人", "一万二千人", "number", 12000, "people"),
    ("一共三万五人报名", "三万五人", "number", 35000, "people"),
    ("成本下降百分之十五", "百分之十五", "percent", 15, "percent"),
    ("错误率千分之三", "千分之三", "percent", 0.3, "percent"),
    ("三成五的店铺关闭", "三成五", "percent", 35, "percent"),
    ("全场八折出售", "八折", "percent", 80, "of price"),
    ("新品七五折起售", "七五折", "percent", 75, "of price"),
    ("营收翻了一番", "翻了一番", "multiple", 2, "times"),
    ("产量翻两番", "翻两番", "multiple", 4, "times"),
    ("用户是去年的2.5倍", "2.5倍", "multiple", 2.5, "times"),
    ("上调25个基点", "25个基点", "points", 0.25, "points"),
    ("过半用户留存", "过半", "percent", 50, "percent"),
    ("他今年37岁", "37岁", "age", 37, "years"),
    ("排名第三名", "第三名", "rank", 3, ""),
    ("第17届大会", "第17届", "ordinal", 17, ""),
    ("為期三個月的測試", "三個月", "duration", 3, "months"),
    ("投資兩億元", "兩億元", "money", 2e8, "CNY"),
    ("超過５０００萬名用戶", "超過５０００萬名", "number", 5e7, "users"),
    ("约合４００亿韩元", "约合４００亿韩元", "money", 4e10, "KRW"),
    ("重12公斤", "12公斤", "number", 12, "kg"),
    ("全长300公里", "300公里", "number", 300, "km"),
    ("面积2.5万平方米", "2.5万平方米", "number", 25000, "sqm"),
    ("气温降至零下5摄氏度", "零下5摄氏度", "number", -5, "°C"),
    ("时速85英里的风", "85英里", "number", 85, "mph"),
    ("一年半的等待", "一年半", "duration", 1.5, "years"),
    ("订单增至4.2万份", "4.2万份", "number", 42000, ""),
    ("赔偿25万美元", "25万美元", "money", 250000, "USD"),
    ("罚款人民币500元", "人民币500元", "money", 500, "CNY"),
    ("售价¥199", "¥199", "money", 199, "¥"),
    ("每股HK$388", "HK$388", "money", 388, "HKD"),
    ("融资NT$3亿", "NT$3亿", "money", 3e8, "TWD"),
    ("这款车售价RMB 20万", "RMB 20万", "money", 200000, "CNY"),
    ("身高6英尺6英寸", "6英尺6英寸", "number", 6.5, "ft"),
    ("nearly 60 percent of users", "nearly 60 percent", "percent", 60, "percent"),
    ("a deal worth $15 billion", "$15 billion", "money", 1.5e10, "$"),
    ("33 million downloads since launch", "33 million", "number", 3.3e7, "downloads"),
    ("raised $15B last spring", "$15B", "money", 1.5e10, "$"),
    ("a £99million contract", "£99million", "money", 9.9e7, "GBP"),
    ("€1.9 billion in fines", "€1.9 billion", "money", 1.9e9, "EUR"),
    ("US$3.5bn of debt", "US$3.5bn", "money", 3.5e9, "USD"),
    ("RMB 1.2 billion in sales", "RMB 1.2 billion", "money", 1.2e9, "CNY"),
    ("CNY 120 million was paid", "CNY 120 million", "money", 1.2e8, "CNY"),
    ("it cost 40 yuan each", "40 yuan", "money", 40, "CNY"),
    ("2 trillion yen of bonds", "2 trillion yen", "money", 2e12, "JPY"),
    ("up 17.5 percentage points", "17.5 percentage points", "points", 17.5, "points"),
    ("cut by 25 basis points", "25 basis points", "points", 0.25, "points"),
    ("cut by 50bps", "50bps", "points", 0.5, "points"),
    ("Fifty-eight percent agreed", "Fifty-eight percent", "percent", 58, "percent"),
    ("a 40 per cent stake", "40 per cent", "percent", 40, "percent"),
    ("two-thirds of shops", "two-thirds", "percent", 66.6666666667, "percent"),
    ("three quarters of staff", "three quarters", "percent", 75, "percent"),
    ("one in five children", "one in five", "percent", 20, "percent"),
    ("3 out of 4 shoppers", "3 out of 4", "percent", 75, "percent"),
    ("a quarter of sales", "quarter", "percent", 25, "percent"),
    ("half of the team", "half", "percent", 50, "percent"),
    ("sales doubled", "doubled", "multiple", 2, "times"),
    ("five times as many", "five times", "multiple", 5, "times"),
    ("a tenfold rise", "tenfold", "multiple", 10, "times"),
    ("3x faster chips", "3x", "multiple", 3, "times"),
    ("two hundred thousand seats", "two hundred thousand", "number", 200000, ""),
    ("half a million users", "half a million", "number", 500000, "users"),
    ("a dozen stores", "a dozen", "number", 12, "stores"),
    ("two dozen cities", "two dozen", "number", 24, "cities"),
    ("1,234,567 shares", "1,234,567", "number", 1234567, "shares"),
    ("10k followers", "10k", "number", 10000, "followers"),
    ("5bn views", "5bn", "number", 5e9, "views"),
    ("2½ years later", "2½ years", "duration", 2.5, "years"),
    ("a 13-year-old boy", "13-year-old", "age", 13, "years"),
    ("Chen, 42, resigned", "42", "age", 42, "years"),
    ("aged 65 at the time", "65", "age", 65, "years"),
    ("the 21st meeting", "21st", "ordinal", 21, ""),
    ("the twenty-third floor", "twenty-third", "ordinal", 23, ""),
    ("winds of 85 mph", "85 mph", "number", 85, "mph"),
    ("85 miles per hour", "85 miles per hour", "number", 85, "mph"),
    ("a six-month trial", "six-month", "duration", 6, "months"),
    ("a 550 pound machine", "550 pound", "number", 550, "pound"),
    ("a 6-foot-6 player", "6-foot-6", "number", 6.5, "ft"),
    ("30 square metres", "30 square metres", "number", 30, "sqm"),
    ("33M installs", "33M", "number", 3.3e7, "installs"),
    ("it grew to 33M in a year", "33M", "number", 3.3e7, ""),
    ("a hall 33m wide", "33m", "number", 33, "m"),
    ("33m downloads", "33m", "number", 3.3e7, "downloads"),
    ("ranked No. 3 in the store", "3", "rank", 3, ""),
    ("3 lakh riders", "3 lakh", "number", 300000, ""),
    ("2 crore rupees", "2 crore rupees", "money", 2e7, "INR"),
    ("he paid 100 HKD", "100 HKD", "money", 100, "HKD"),
]

# text, the figure's words, low, high, approximation
BOUNDS = [
    ("近六成", "近六成", 57, 60, "nearly"),
    ("nearly 60 percent", "nearly 60 percent", 57, 60, "nearly"),
    ("almost 1,000 firms", "almost 1,000", 950, 1000, "nearly"),
    ("约60%", "约60%", 57, 63, "about"),
    ("about 57 percent", "about 57 percent", 56.5, 57.5, "about"),
    ("逾3万人", "逾3万人", 30000, 37500, "over"),
    ("3万多人", "3万多", 30000, 40000, "over"),
    ("二十多家门店", "二十多家", 20, 30, "over"),
    ("20多年", "20多年", 20, 30, "over"),
    ("十几款应用", "十几款", 11, 19, "vague"),
    ("数百名员工", "数百名", 200, 999, "vague"),
    ("几十万用户", "几十万", 200000, 999999, "vague"),
    ("上万名用户", "上万名", 10000, 99999, "vague"),
    ("成千上万的粉丝", "成千上万", 1000, 99999, "vague"),
    ("hundreds of millions of users", "hundreds of millions", 2e8, 999999999, "vague"),
    ("tens of thousands of people", "tens of thousands", 20000, 99999, "vague"),
    ("dozens of apps", "dozens", 24, 99, "vague"),
    ("5%到10%的关税", "5%到10%", 5, 10, "range"),
    ("five to ten per cent", "five to ten per cent", 5, 10, "range"),
    ("2-3 million users", "2-3 million", 2e6, 3e6, "range"),
    ("3到5万元", "3到5万元", 30000, 50000, "range"),
    ("between 30 and 40 people", "30 and 40", 30, 40, "range"),
    ("11岁至18岁", "11岁至18岁", 11, 18, "range"),
    ("$600 to 700 million", "$600 to 700 million", 6e8, 7e8, "range"),
    ("不足三成", "不足三成", 27, 30, "at most"),
    ("up to 500 yuan", "up to 500 yuan", 400, 500, "at most"),
    ("at least 12 cities", "at least 12", 12, 13, "at least"),
    ("至少5人", "至少5人", 5, 6, "at least"),
    ("more than 30,000 shops", "more than 30,000", 30000, 37500, "over"),
    ("100人左右", "100人左右", 95, 105, "about"),
    ("1000元以上", "1000元以上", 1000, 1250, "over"),
    ("some 2,000 stores", "some 2,000", 1900, 2100, "about"),
]

# text, the figure's words, kind, iso
DATES = [
    ("4月11日发布", "4月11日", "date", "--04-11"),
    ("2023年4月11日", "2023年4月11日", "date", "2023-04-11"),
    ("二〇一八年上市", "二〇一八年", "date", "2018"),
    ("2022年9月上线", "2022年9月", "date", "2022-09"),
    ("十二月举行", "十二月", "date", "--12"),
    ("29日公布", "29日", "date", "---29"),
    ("2023年第一季度", "2023年第一季度", "date", "2023-Q1"),
    ("三季度财报", "三季度", "date", "--Q3"),
    ("2022年下半年", "2022年下半年", "date", "2022-H2"),
    ("20世纪90年代", "20世纪90年代", "date", "199X"),
    ("1980年代", "1980年代", "date", "198X"),
    ("十九世纪", "十九世纪", "date", "18XX"),
    ("禮拜六開賣", "禮拜六", "date", "-W-6"),
    ("星期日停服", "星期日", "date", "-W-7"),
    ("下午3点半开会", "3点半", "time", "T15:30"),
    ("晚上8时20分", "8时20分", "time", "T20:20"),
    ("19:30开始", "19:30", "time", "T19:30"),
    ("11 April 2023", "11 April 2023", "date", "2023-04-11"),
    ("September 29, 2018", "September 29, 2018", "date", "2018-09-29"),
    ("on April 11 it said", "April 11", "date", "--04-11"),
    ("in May the app", "May", "date", "--05"),
    ("by the 3rd of March", "3rd of March", "date", "--03-03"),
    ("in September 2022", "September 2022", "date", "2022-09"),
    ("since 2019, it", "2019", "date", "2019"),
    ("during the 1990s", "1990s", "date", "199X"),
    ("a 19th-century house", "19th-century", "date", "18XX"),
    ("the first quarter of 2023", "first quarter of 2023", "date", "2023-Q1"),
    ("in Q3 2022", "Q3 2022", "date", "2022-Q3"),
    ("the second half of 2021", "second half of 2021", "date", "2021-H2"),
    ("on Saturday", "Saturday", "date", "-W-6"),
    ("at 7 p.m. sharp", "7 p.m.", "time", "T19:00"),
    ("at 6:30am daily", "6:30am", "time", "T06:30"),
    ("filed 2023-04-11", "2023-04-11", "date", "2023-04-11"),
]

IDENTIFIERS = [
    ("iPhone 15 goes on sale", "iPhone 15"),
    ("5G基站", "5G"),
    ("58同城宣布", "58同城"),
    ("360集团称", "360"),
    ("腾讯00700.HK收涨", "00700.HK"),
    ("after COVID-19", "COVID-19"),
    ("a Web3 start-up", "Web3"),
    ("OpenAI的GPT-4模型", "GPT-4"),
    ("4K屏幕", "4K"),
    ("a B-52 bomber", "B-52"),
    ("Windows 11 update", "Windows 11"),
    ("致电13800138000", "13800138000"),
    ("see https://example.org/a1b2", "https://example.org/a1b2"),
    ("version 3.2.1 is out", "3.2.1"),
    ("the G20 summit", "G20"),
    ("36氪报道", "36氪"),
]

NOTHING = [
    "一些用户一直在使用",
    "统一的万圣节活动",
    "五角大楼与三星",
    "百度和七喜",
    "十分重要，千万不要",
    "独一无二的半导体",
    "伊万诺夫与陆先生",
    "They may march again",
    "a web page about nothing",
]


@pytest.mark.parametrize(("text", "words", "kind", "value", "unit"), NUMBERS)
def test_reads_the_number(text, words, kind, value, unit):
    """A figure is found with its exact words, kind, value and unit."""
    figures = {f.text: f for f in parse_figures(text)}
    assert words in figures, figures
    figure = figures[words]
    assert (figure.kind, figure.value, figure.unit) == (kind, pytest.approx(value), unit)


@pytest.mark.parametrize(("text", "words", "low", "high", "approximation"), BOUNDS)
def test_bounds_what_the_words_admit(text, words, low, high, approximation):
    """An approximation, a range or a vague number has the bounds that docs/figures.md gives it."""
    figures = {f.text: f for f in parse_figures(text)}
    assert words in figures, figures
    figure = figures[words]
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    assert figure.approximation == approximation


@pytest.mark.parametrize(("text", "words", "kind", "iso"), DATES)
def test_reads_dates_as_exactly_as_said(text, words, kind, iso):
    """Dates and times have ISO 8601, no more exact than their words."""
    figures = {f.text: f for f in parse_figures(text)}
    assert words in figures, figures
    assert (figures[words].kind, figures[words].iso) == (kind, iso)


@pytest.mark.parametrize(("text", "words"), IDENTIFIERS)
def test_identifiers_are_not_quantities(text, words):
    """Names with digits in them are identifiers, without a value."""
    figures = {f.text: f for f in parse_figures(text)}
    assert figures.get(words), figures
    assert (figures[words].kind, figures[words].value) == ("identifier", None)


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_only_look_like_numbers(text):
    """Number characters inside names and idioms are no figures."""
    assert parse_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("公司昨日宣布", "2023-04-11"),
        ("去年上线", "2022"),
        ("上个月裁员", "2023-03"),
        ("周二发布", "2023-04-11"),
        ("on Friday it said", "2023-04-07"),
        ("it said yesterday", "2023-04-11"),
        ("last year it", "2022"),
        ("next month it", "2023-05"),
    ],
)
def test_relative_dates_are_resolved_against_publication(text, iso):
    """With the day of publication (a Wednesday), relative words become dates."""
    assert [f.iso for f in parse_figures(text, published=date(2023, 4, 12))] == [iso]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("下载量增长57%", "up"),
        ("销量同比下降4.8%", "down"),
        ("sales rose 57 percent", "up"),
        ("sales fell by 4.8 percent", "down"),
        ("a 14% jump", "up"),
        ("the share was 14%", ""),
    ],
)
def test_direction_comes_from_the_verb(text, direction):
    """Growth and decline are read from the words beside the figure."""
    assert parse_figures(text)[0].direction == direction
