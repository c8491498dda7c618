"""One URL for one page: what only tracks the reader is dropped. Idempotent."""

from __future__ import annotations

from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

_LONGEST = 4096
_TRACKING = frozenset(
    [
        "spm",
        "scm",
        "gclid",
        "fbclid",
        "yclid",
        "msclkid",
        "mc_cid",
        "mc_eid",
        "igshid",
        "ref_src",
        "referrer",
        "ncid",
        "cmpid",
        "cid_source",
        "share_token",
        "share_from",
        "shareto",
        "share_source",
        "from_source",
        "vd_source",
        "spm_id_from",
        "isappinstalled",
        "nsukey",
        "wechatfrom",
    ]
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "_hs")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Everything printable stays as it is written; only what may not stand in a URL is escaped.
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


def canonicalise_url(url: str, base: str = "") -> str:
    """Return the canonical form of `url`, resolved against `base`; empty when it is no http(s) address.

    Drops fragment, credentials, default port and tracking parameters (`utm_*`, `spm`, `from=` with
    a word), writes scheme and host in lower case, and escapes what may not stand in a URL.
    """
    url = "".join(url.split()) if any(map(str.isspace, url.strip())) else url.strip()
    if not url or len(url) > _LONGEST:
        return ""
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not _is_host(host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = quote(parts.path or "/", safe=_SAFE)
    if not path.startswith("/"):
        path = "/" + path
    query = quote(_drop_tracking(parts.query), safe=_SAFE)
    clean = SplitResult(scheme, netloc, path.replace("#", "%23").replace("?", "%3F"), query, "")
    text = clean.geturl()
    return text if len(text) <= _LONGEST else ""


def _is_host(host: str) -> bool:
    return bool(host) and not any(
        character.isspace() or not character.isprintable() or character in '<>"\\^`{|}%/?#@[]'
        for character in host
    )


def _drop_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if part and not _is_tracking(part))


def _is_tracking(part: str) -> bool:
    name, _, value = part.partition("=")
    name = unquote(name).lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    # `from=timeline` says where a reader came from; `from=20230401` may be what the page shows.
    return name == "from" and not any(character.isdigit() for character in value)
