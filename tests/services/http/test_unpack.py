"""Packed bodies, and bombs among them."""

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenzhai.errors import FetchError, TooLarge
from wenzhai.services.http.unpack import Unpacker


def unpack(coding: str, data: bytes, *, limit: int = 10_000_000, step: int = 7) -> bytes:
    unpacker = Unpacker(coding, limit=limit, url="http://a.example/")
    return b"".join(unpacker.unpack(data[i : i + step]) for i in range(0, len(data), step))


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=500), st.integers(1, 50))
def test_every_coding_round_trips_in_any_pieces(data, step):
    """gzip, several members, zlib and raw deflate and two codings in a row come out as they went in."""
    assert unpack("gzip", gzip.compress(data), step=step) == data
    assert unpack("gzip", gzip.compress(data) + gzip.compress(b"x"), step=step) == data + b"x"
    assert unpack("deflate", zlib.compress(data), step=step) == data
    assert unpack("deflate", raw_deflate(data), step=step) == data
    assert unpack("deflate, gzip", gzip.compress(zlib.compress(data)), step=step) == data
    assert unpack("identity", data, step=step) == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, gzip", ""]))
def test_any_bytes_unpack_or_fail_in_words(data, coding):
    """A body that is not what it claims gives a FetchError, nothing else."""
    with contextlib.suppress(FetchError):
        unpack(coding, data)


@pytest.mark.parametrize("coding", ["gzip", "gzip, gzip"])
def test_a_bomb_stops_at_the_bound(coding):
    """200 MB of zeros in a few kilobytes never unfold beyond the bound, at any depth."""
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    if coding == "gzip, gzip":
        bomb = gzip.compress(bomb)
    with pytest.raises(TooLarge, match="unpacks to more than"):
        unpack(coding, bomb, limit=1_000_000, step=65536)


@pytest.mark.parametrize("coding", ["br", "gzip, gzip, gzip, gzip", "snappy"])
def test_unasked_codings_are_refused(coding):
    """What we did not ask for is named."""
    with pytest.raises(FetchError, match="not asked for"):
        unpack(coding, b"x")
