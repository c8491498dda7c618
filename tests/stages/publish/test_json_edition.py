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
def test_round_trip(made, language):
    """The bytes give the edition back, and the edition the bytes."""
    edition = made.make_edition(language)
    data = JsonFormat().render(edition, PublishContext()).files["edition.json"]
    assert decode_edition(data) == edition
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


def test_schema_is_up_to_date():
    """The schema in the package is the one that the types make."""
    shipped = (files("wenzhai.stages.publish") / "edition.schema.json").read_bytes()
    assert shipped == encode_schema()
    assert msgspec.json.decode(shipped)["$defs"]["Edition"]["required"]
    assert Edition.__name__ in msgspec.json.decode(shipped)["$ref"]
