"""Before: bytes and what was claimed of them. After: text, the encoding used, and what was wrong.

The order of belief is that of the WHATWG Encoding and HTML standards (byte order mark, then HTTP,
then the document's own declaration), with two doubts added that Chinese pages teach: bytes that
are valid UTF-8 are UTF-8 whatever is claimed, and of GBK and Big5 the right one is the one whose
text has the characters that every Chinese text has.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

import msgspec
from charset_normalizer import from_bytes

_DOUBTED: Final = {"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"}
_SINGLE_BYTE: Final = re.compile(r"cp125\d|iso8859_\d+|koi8_[ru]|mac_roman|cp874")
_GUESS_SAMPLE = 65536
_FEWEST_TO_JUDGE = 8
_PLAIN_SHARE = 0.12
"""The share of common characters from which a text counts as Chinese: news has .30 and more,
GBK read as Big5 (or the other way round) has .02 at most."""

# The label that is written -> the codec of Python that browsers mean by it (the superset).
_LABELS: Final = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-8-sig"), "utf-8"),
    **dict.fromkeys(
        ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "euc-cn", "chinese"),
        "gb18030",
    ),
    **dict.fromkeys(
        ("big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cn-big5", "cp950", "big-5"), "big5hkscs"
    ),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "cp949", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(
        ("us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252"),
        "cp1252",
    ),
    **{f"windows-125{digit}": f"cp125{digit}" for digit in "01345678"},
    **{f"iso-8859-{part}": f"iso8859_{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "mac": "mac_roman",
    **dict.fromkeys(("hz-gb-2312", "hz"), "hz"),
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("utf-16", "utf-16le", "ucs-2", "unicode"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    "utf-32le": "utf-32-le",
    "utf-32be": "utf-32-be",
}

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The hundred or so characters that make up a third of any Chinese text, in both scripts.
_COMMON: Final = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "日月公司市新业网报，。、：；“”（）！？这個來時們國會發動過說產種後學經進著電裡實體對為於業網報與將"
)

_XML_DECLARATION = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9._:\-]{1,40})[\"']"
)
_META_CHARSET = re.compile(
    rb"<meta\s[^>]{0,400}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:\-]{1,40})",
    re.IGNORECASE,
)
_HTTP_CHARSET = re.compile(
    r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9._:\-]{1,40})", re.IGNORECASE
)


class Decoded(msgspec.Struct, frozen=True):
    """Text, the Python codec that gave it, and a note in words where a claim was not believed."""

    text: str
    encoding: str
    note: str = ""


def decode_xml(body: bytes, content_type: str = "") -> Decoded:
    """Decode a feed or a sitemap; `content_type` is the HTTP header. Never fails."""
    return _decode(body, content_type, _find_declared(_XML_DECLARATION, body[:1024]))


def decode_html(body: bytes, content_type: str = "") -> Decoded:
    """Decode a web page; `content_type` is the HTTP header. Never fails."""
    declared = _find_declared(_META_CHARSET, body[:8192])
    return _decode(body, content_type, declared or _find_declared(_XML_DECLARATION, body[:1024]))


def decode_plain(body: bytes, content_type: str = "") -> Decoded:
    """Decode JSON, Markdown or plain text; `content_type` is the HTTP header. Never fails."""
    return _decode(body, content_type, "")


def _find_declared(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found.group(1).decode("ascii") if found else ""


def _decode(body: bytes, content_type: str, declared: str) -> Decoded:
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return Decoded(body[len(mark) :].decode(codec, "replace"), codec)
    wide = _find_wide(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), wide)

    found = _HTTP_CHARSET.search(content_type[:500])
    labels = [label.lower() for label in (found.group(1) if found else "", declared) if label]
    # UTF-16 would have shown itself above: a document that claims it in ASCII is wrong.
    codecs_claimed = [
        _LABELS[label]
        for label in labels
        if label in _LABELS and not _LABELS[label].startswith(("utf-16", "utf-32"))
    ]
    utf8 = _try_strictly(body, "utf-8")
    if utf8 is not None and not _is_rather_claimed(utf8, body, codecs_claimed):
        return Decoded(utf8, "utf-8", _note("utf-8", labels, codecs_claimed, utf8))

    best = _choose(body, list(dict.fromkeys(codecs_claimed)))
    text = body.decode(best, "replace")
    return Decoded(text, best, _note(best, labels, codecs_claimed, text))


def _find_wide(body: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, seen by the zeros around the first character."""
    head = body[:4]
    if len(head) < 4 or 0 not in head:
        return ""
    patterns = {
        (True, False, False, False): "utf-32-le",
        (False, False, False, True): "utf-32-be",
        (True, False, True, False): "utf-16-le",
        (False, True, False, True): "utf-16-be",
    }
    return patterns.get((head[0] != 0, head[1] != 0, head[2] != 0, head[3] != 0), "")


def _try_strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_rather_claimed(utf8: str, body: bytes, claimed: list[str]) -> bool:
    """Say whether the claim is rather to be believed: a few GBK bytes may happen to be valid UTF-8 of two bytes a character, which Chinese in
    UTF-8 never is (it takes three)."""
    if not claimed or claimed[0] not in _DOUBTED:
        return False
    return (
        len(utf8) < len(body)
        and all(character < "\u0800" for character in utf8)
        and _try_strictly(body, claimed[0]) is not None
    )


def _count_common(body: bytes, codec: str) -> tuple[float, int, int]:
    """(share of common Chinese characters among the non-ASCII ones, how many of these, errors)."""
    text = body[:_GUESS_SAMPLE].decode(codec, "replace")
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0, 0, 0
    common = sum(character in _COMMON for character in foreign)
    return common / len(foreign), len(foreign), text.count("\ufffd")


def _choose(body: bytes, claimed: list[str]) -> str:
    """Choose the codec for bytes that are not UTF-8: the claimed one unless its text speaks against it."""
    shares = {codec: _count_common(body, codec) for codec in ("gb18030", "big5hkscs")}
    chinese = max(shares, key=lambda codec: (shares[codec][0], codec))
    share, count, errors = shares[chinese]
    is_chinese = share >= _PLAIN_SHARE and count >= _FEWEST_TO_JUDGE and errors * 20 <= count
    if is_chinese and chinese not in claimed:
        # Chinese by its characters, so a claim must explain them as well to be believed.
        rivals = [codec for codec in claimed if _count_common(body, codec)[0] * 2 >= share]
        return rivals[0] if rivals else chinese
    if is_chinese:
        return chinese
    for codec in claimed:
        if _SINGLE_BYTE.fullmatch(codec) or _try_strictly(body, codec) is not None:
            return codec
    for codec in claimed:
        _, count, errors = _count_common(body, codec)
        if errors <= max(3, count // 50):  # cut in the middle, or with a few bad bytes
            return codec
    return _guess(body)


def _guess(body: bytes) -> str:
    found = from_bytes(body[:_GUESS_SAMPLE]).best()
    codec = _LABELS.get(found.encoding.replace("_", "-"), found.encoding) if found else "cp1252"
    # Nearly UTF-8 is UTF-8 with damage, whatever the statistics say.
    _, count, errors = _count_common(body, "utf-8")
    if errors * 10 <= count or codec in ("ascii", "utf_8"):
        return "utf-8"
    try:
        codecs.lookup(codec)
    except LookupError:
        return "cp1252"
    return codec


def _note(used: str, labels: list[str], claimed: list[str], text: str) -> str:
    if not labels or used in claimed[:1] or text.isascii():
        return ""
    return f"declared as {labels[0]}, read as {used}"
