"""Before: an Edition. After: `edition.json`, canonical: sorted keys, UTF-8, no spaces, a line feed at
the end; the same edition gives the same bytes, and the bytes give the edition back.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from wenzhai.errors import InputError
from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.formats import PublishContext

SCHEMA_ID = "urn:wenzhai:edition:1"
_SURROGATES = re.compile("[\ud800-\udfff]")


class JsonFormat:
    """The edition for machines; its schema is `edition.schema.json` in this package."""

    name = "json"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """What was signed stays as it was: fields that later versions know are not put into it."""
        data = encode_signed(context.signed) if context.signed else encode_edition(edition)
        return Publication(
            format=self.name, entry_point="edition.json", files={"edition.json": data}
        )


def encode_edition(edition: Edition) -> bytes:
    """Canonical JSON of an edition. Lone surrogates, which UTF-8 cannot hold, become U+FFFD."""
    try:
        return msgspec.json.encode(edition, order="sorted") + b"\n"
    except UnicodeEncodeError:
        plain = _replace_surrogates(msgspec.to_builtins(edition))
        return msgspec.json.encode(plain, order="sorted") + b"\n"


def encode_signed(signed: bytes) -> bytes:
    """The JSON of an edition, of whatever version, as `encode_edition` writes it: the same values, which
    have the same hash."""
    return msgspec.json.encode(msgspec.json.decode(signed), order="sorted") + b"\n"


def decode_edition(data: bytes) -> Edition:
    """The edition of an `edition.json`. Raises `InputError` where it is none."""
    try:
        return msgspec.json.decode(data, type=Edition)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise InputError(f"this is no edition ({error})", where="edition.json") from error


def edition_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `edition.json`, made from the types."""
    schema = msgspec.json.schema(Edition)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ID, **schema}


def encode_schema() -> bytes:
    """`edition.schema.json` as it stands in the package."""
    return (
        msgspec.json.format(msgspec.json.encode(edition_schema(), order="sorted"), indent=1) + b"\n"
    )


def _replace_surrogates(value: Any) -> Any:  # noqa: ANN401 - JSON is any of its types
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return [_replace_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_replace_surrogates(k): _replace_surrogates(v) for k, v in value.items()}
    return value
