"""The headers of an answer that make the next request conditional."""

from __future__ import annotations

from wenzhai.ports import Fetched


def read_validators(url: str, got: Fetched) -> dict[str, dict[str, str]]:
    """List the validators to store for `url` (the address asked for), as `Batch.validators` holds them."""
    named = {"etag": "etag", "last_modified": "last-modified"}
    found = {
        key: got.headers[header][:500] for key, header in named.items() if header in got.headers
    }
    return {url: found} if found else {}
