"""The edition for machines."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import pytest

from wenzhai.errors import InputError
from wenzhai.model import Edition
from wenzhai.stages.publish import PublishContext, decode_edition, encode_edition
from wenzhai.stages.publish.json_edition import JsonFormat, encode_schema


@pytest.mark.parametrize("language", ["en", "zh"])
def test_round_trip(made, told, language):
    """The bytes give the edition back, and the edition the bytes, story pages included."""
    edition = told.with_stories(made.make_edition(language))
    data = JsonFormat().render(edition, PublishContext()).files["edition.json"]
    assert decode_edition(data) == edition
    assert decode_edition(data).story_pages[1].members[0].evidence
    assert encode_edition(decode_edition(data)) == data


def test_canonical(made):
    """Keys are sorted at every level, text is UTF-8 as it is, and a line feed ends the file."""
    data = encode_edition(made.make_edition("zh"))
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == 1
    assert "中国数字产业周报".encode() in data

    def check(value):
        if isinstance(value, dict):
            assert list(value) == sorted(value)
            for item in value.values():
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)

    check(msgspec.json.decode(data))


def test_lone_surrogates(made):
    """Half a character, which UTF-8 cannot hold, becomes the replacement character."""
    edition = msgspec.structs.replace(made.make_edition("en"), title="a\ud800b")
    assert decode_edition(encode_edition(edition)).title == "a\ufffdb"


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"id": 3}', b"\xff\xfe"])
def test_no_edition(data):
    """What is no edition is refused."""
    with pytest.raises(InputError, match="no edition"):
        decode_edition(data)


def obey(value: object, schema: dict, defs: dict) -> None:
    """`value` follows the part of JSON Schema that `edition.schema.json` is written in."""
    if "$ref" in schema:
        return obey(value, defs[schema["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in schema:
        kinds = [option for option in schema["anyOf"] if (option.get("type") == "null") == (value is None)]  # fmt: skip
        assert kinds, (value, schema)
        return obey(value, kinds[0], defs)
    if "enum" in schema:
        assert value in schema["enum"]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}  # fmt: skip
    if "type" in schema:
        assert isinstance(value, kinds[schema["type"]]), (value, schema)
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value)
        for key, item in value.items():
            more = schema.get("additionalProperties")
            part = schema.get("properties", {}).get(key, more)
            assert part is not None, f"{key} is not in the schema"
            obey(item, part, defs)
    if isinstance(value, list):
        for place, item in enumerate(value):
            first = schema.get("prefixItems", [])
            obey(item, first[place] if place < len(first) else schema["items"], defs)
    return None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_edition_follows_the_schema(made, told, language):
    """A whole edition with its story pages holds nothing but what the schema describes."""
    edition = told.with_stories(made.make_edition(language))
    schema = msgspec.json.decode(
        (files("wenzhai.stages.publish") / "edition.schema.json").read_bytes()
    )
    obey(msgspec.json.decode(encode_edition(edition)), schema, schema["$defs"])


def test_schema_is_up_to_date():
    """The schema in the package is the one that the types make."""
    shipped = (files("wenzhai.stages.publish") / "edition.schema.json").read_bytes()
    assert shipped == encode_schema()
    assert msgspec.json.decode(shipped)["$defs"]["Edition"]["required"]
    assert set(msgspec.json.decode(shipped)["$defs"]) >= {
        "StoryPage",
        "StoryMember",
        "TimelineEntry",
    }
    assert Edition.__name__ in msgspec.json.decode(shipped)["$ref"]
