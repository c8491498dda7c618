"""Before: text as published. After: the same text, character for character, in one set of forms.

Full-width digits, dashes, quotation marks and the traditional forms of number words become the plain
ones, so that the grammar is written once. Length never changes: spans found in the folded text are
spans of the original.
"""

from __future__ import annotations

_TRADITIONAL = (
    "萬万億亿兩两點点個个歲岁幾几數数餘余約约過过負负雙双時时號号週周禮礼後后鐘钟進进幣币圓圆歐欧"
    "鎊镑韓韩盧卢臺台紀纪場场條条輛辆間间項项筆笔張张隻只頭头層层種种對对組组屆届級级顆颗噸吨斤斤"
    "畝亩頃顷裡里長长漲涨降降滿满達达將将應应這这佔占倍倍翻翻陸陆貳贰參叁內内國国無无來来從从們们"
    "開开關关計计劃划業业員员戶户單单會会議议實实現现東东車车門门問问學学書书議议龍龙電电話话視视"
    "買买賣卖資资產产盤盘價价業业務务總总統统選选舉举區区縣县鄉乡園园廠厂廣广誌志篇篇屬属罰罚轉转"
    "獲获獎奖團团隊队賽赛勝胜敗败師师醫医護护勞劳動动當当準准備备據据顯显導导報报調调"
)
_FORMS = dict(zip(_TRADITIONAL[0::2], _TRADITIONAL[1::2], strict=True))
_PLAIN = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in ",;!?"},
    **dict.fromkeys("‐‑‒–—―−﹣⸺", "-"),
    **dict.fromkeys("〜～∼˜", "~"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000\t", " "),
    **dict.fromkeys("’‘ʼ′", "'"),
    **dict.fromkeys("“”″", '"'),
    "﹪": "%",
    "○": "〇",
    "￥": "¥",
    "￡": "£",
    "﹩": "$",
    "・": "·",
    "廿": "廿",
}
_TABLE = str.maketrans({**_FORMS, **_PLAIN})
_LOWER = {c: c + 32 for c in range(65, 91)}


def fold(text: str) -> str:
    """Write the text in plain forms, of the same length; letter case stays."""
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """ASCII letters in lower case, of the same length (`str.lower` may lengthen a text)."""
    return text.translate(_LOWER)
