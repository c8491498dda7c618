"""Before: text and URLs as the world sent them. After: what may stand in a page, a feed or a file.

Escaping is each format's own (Jinja2's autoescape, lxml's serialiser, Markdown's backslashes); here is
what escaping does not do: characters that no reader should see, and links that no reader should follow.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

MAX_URL = 2000

# Controls and lone surrogates (illegal in XML 1.0), noncharacters, zero-width marks that hide text, and
# the bidirectional overrides and isolates that reorder what stands around them (Unicode TR 36, 2.5).
# The zero-width joiners U+200C and U+200D stay: emoji and several scripts are spelt with them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "\U000e0000-\U000e007f]"
)
_HOST = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?"
)
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"


def printable(text: str) -> str:
    """`text` without what XML forbids and what hides or reorders other text; letters are untouched."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """`printable` text with every run of white space as one space: for attributes, titles, lists."""
    return " ".join(printable(text).split())


def safe_url(url: str) -> str:
    """`url` in ASCII if it is a plain http(s) address, else the empty string (show it as text).

    Refused: other schemes, no host, user names before the host (they disguise it), white space or
    controls inside, more than 2,000 characters.
    """
    url = url.strip()
    if not url or len(url) > MAX_URL or printable(url) != url or re.search(r"[\s\\]", url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.netloc
        if parts.scheme.lower() not in {"http", "https"} or "@" in host:
            return ""
        if not host.isascii():
            name, colon, port = host.partition(":")
            host = name.encode("idna").decode("ascii") + colon + port
    except ValueError:  # a host that is no host; UnicodeError, which IDNA raises, is one too
        return ""
    if not _HOST.fullmatch(host):
        return ""
    path, query, fragment = (
        quote(part, safe=_PATH_SAFE + more)
        for part, more in ((parts.path, ""), (parts.query, "?"), (parts.fragment, "?"))
    )
    return urlunsplit((parts.scheme.lower(), host, path, query, fragment))


def site_of(url: str) -> str:
    """The host of a safe URL as a reader knows it: without `www.` and port."""
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.")
