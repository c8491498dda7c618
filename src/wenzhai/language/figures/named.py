"""Before: digits at a place of a folded text. After: where the name that they belong to begins and ends.

Names with numbers in them are no quantities: 波音737, 标普500, 双11, 4S店, 24/7, a stock code in brackets.
"""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"(?a)(?:波音|空客|小米|一加|荣耀|红旗|魅族|真我|标普|沪深|中证|上证|科创|富时|罗素|日经|工业|歼|运|轰|东风|长征|神舟|天宫|嫦娥|天问|双|S&P |ISO )-?$"
)
_NUMBER = re.compile(
    r"(?a)\d{1,5}(?:\.\d{1,2})?(?![\d.,]*\s?(?:[万亿千百十%‰年月日号个元人家款台名亿倍岁次条项成折点天周多余]|percent|million|billion|部(?!署)))"
)
_WHOLE = re.compile(
    r"(?a)4S店|618(?=大促|购物节|电商节|年中)|315晚会|996(?=工作制|加班|模式)|24/7(?!/)|7×24小时|7\*24小时|7-Eleven|\d{1,2}\.\d{1,2}版"
)
_CODE = re.compile(r"(?a)(?:0\d{4}|(?:00|30|60|68)\d{4})(?=\s?[)）])")
_ABROAD = re.compile(r"(?a)\d{1,3}[ -]\d{2,4}(?:[ -]\d{3,4}){1,3}(?!\d)")


def find_name(text: str, start: int, floor: int) -> tuple[int, int] | None:
    """Give `[start, end)` of the name around the digits at `start`; None where they are in none."""
    found = _WHOLE.match(text, start)
    if found:
        return start, found.end()
    before = text[start - 1 : start]
    if before in ("(", "（"):
        found = _CODE.match(text, start)
        if found:
            return start, found.end()
    if before == "+" and start > floor:
        found = _ABROAD.match(text, start)
        return (start - 1, found.end()) if found else None
    lead = _LEAD.search(text[max(floor, start - 4) : start])
    if lead:
        found = _NUMBER.match(text, start)
        if found:
            return start - len(lead[0]), found.end()
    return None
