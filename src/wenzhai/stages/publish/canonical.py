"""Before: data. After: its one spelling as JSON (RFC 8785, JSON Canonicalization Scheme), to be hashed.

Anyone can check a hash with any implementation of that standard: keys sorted by UTF-16 code units, no
spaces, numbers as ECMAScript writes them, UTF-8.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import msgspec

from wenzhai.errors import InputError

# Beyond it JSON's readers disagree on a whole number (RFC 7493, 2.2).
_MOST_EXACT = 2**53 - 1
_MOST_BITS = 1023
_DEEPEST = 64
_ESCAPES = {
    **{code: f"\\u{code:04x}" for code in range(0x20)},
    **{ord(char): f"\\{name}" for char, name in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)},
}


def canonicalize(value: object) -> bytes:
    """`value` (a model type, or anything that JSON has) in its one spelling.

    Raises InputError for what has none: NaN and infinities, whole numbers that no double holds, lone
    surrogates, nesting deeper than 64.
    """
    parts: list[str] = []
    try:
        _write(msgspec.to_builtins(value), parts, 0)
        return "".join(parts).encode("utf-8")
    except (RecursionError, UnicodeEncodeError) as error:
        raise InputError(f"this cannot be written as canonical JSON: {error}") from error


def hash_content(value: object) -> str:
    """SHA-256 (hex) of the canonical JSON. Raises InputError."""
    return hashlib.sha256(canonicalize(value)).hexdigest()


def encode_plain(value: object) -> bytes:
    """JSON that a person can read too: keys in order, one a line. The same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def _write(value: Any, parts: list[str], depth: int) -> None:  # noqa: ANN401 - JSON is any of its types
    if depth > _DEEPEST:
        raise InputError(f"this is nested deeper than {_DEEPEST}, and has no canonical JSON")
    if isinstance(value, str):
        parts.append(_quote(value))
    elif value is None or isinstance(value, bool):
        parts.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, int | float):
        parts.append(write_number(value))
    elif isinstance(value, Mapping):
        parts.append("{")
        for index, key in enumerate(sorted(value, key=_utf16)):
            parts += ("," if index else "", _quote(key), ":")
            _write(value[key], parts, depth + 1)
        parts.append("}")
    else:
        parts.append("[")
        for index, item in enumerate(value):
            parts.append("," if index else "")
            _write(item, parts, depth + 1)
        parts.append("]")


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be")


def _quote(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def write_number(value: float) -> str:
    """A number as ECMAScript's `Number::toString` writes it (ECMA-262, 6.1.6.1.20). Raises InputError."""
    if isinstance(value, int):
        if abs(value) <= _MOST_EXACT:
            return str(value)
        # JSON's numbers are doubles: a longer one stands only where it is one, or is written as one.
        if value.bit_length() <= _MOST_BITS:
            written = write_number(float(value))
            if written == str(value) or int(float(value)) == value:
                return written
        raise InputError("a whole number is beyond what JSON's numbers hold exactly")
    if not math.isfinite(value):
        raise InputError(f"{value} is no number that JSON has")
    if value == 0:
        return "0"
    # Python's repr has the same shortest digits; only where the point goes differs.
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    # The value is 0.DIGITS times ten to the power of `point`.
    leading = len(whole + fraction) - len(digits)
    point = len(whole) - leading + int(exponent or 0)
    digits = digits.rstrip("0")
    if len(digits) <= point <= 21:
        return sign + digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = f"{'+' if point > 0 else '-'}{abs(point - 1)}"
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{rest}e{power}"
