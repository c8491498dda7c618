"""Content-Encoding undone piece by piece, so that a bomb stops before it has unfolded."""

from __future__ import annotations

import zlib

from wenzhai.errors import FetchError, TooLarge

_MOST_CODINGS = 3
_PIECE = 65536


class Unpacker:
    """Undoes the codings of one body; what comes out is never more than `limit` bytes.

    Raises `FetchError` for a coding that we did not ask for, or that is broken; `TooLarge`.
    """

    def __init__(self, content_encoding: str, *, limit: int, url: str) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in names if name not in ("", "identity")]
        unknown = [name for name in codings if name not in ("gzip", "x-gzip", "deflate")]
        if unknown or len(codings) > _MOST_CODINGS:
            raise FetchError(
                f"the body is packed as `{content_encoding[:60]}`, which was not asked for",
                where=url,
                remedy="The host ignores Accept-Encoding; nothing can be done on this side.",
            )
        self._steps = [_Inflate(name, limit, url) for name in reversed(codings)]
        self._limit = limit
        self._url = url
        self._total = 0

    def unpack(self, data: bytes) -> bytes:
        """Unpack the next piece of the body."""
        for step in self._steps:
            data = step.unpack(data)
        self._total += len(data)
        if self._total > self._limit:
            raise _too_large(self._limit, self._url)
        return data


class _Inflate:
    """gzip (of several members) or deflate (with the zlib header or, as many send it, without)."""

    def __init__(self, name: str, limit: int, url: str) -> None:
        self._gzip = name != "deflate"
        self._limit = limit
        self._url = url
        self._total = 0
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._started = False
        self._head = b""

    def unpack(self, data: bytes) -> bytes:
        if not self._started:
            # Whether a deflate body has the zlib header shows in its first two bytes.
            data = self._head + data
            if len(data) < 2:
                self._head = data
                return b""
        pieces = []
        while data:
            if self._stream.eof:
                # More members follow only in gzip; what else trails is padding, as browsers hold.
                if not (self._gzip and data[:1] == b"\x1f"):
                    break
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
            piece, data = self._step(data)
            self._total += len(piece)
            if self._total > self._limit:
                raise _too_large(self._limit, self._url)
            pieces.append(piece)
        return b"".join(pieces)

    def _step(self, data: bytes) -> tuple[bytes, bytes]:
        try:
            piece = self._stream.decompress(data, _PIECE)
        except zlib.error:
            if self._gzip or self._started:
                raise FetchError(
                    "the body is not the packed data that its headers say it is", where=self._url
                ) from None
            self._started = True
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
            return b"", data
        self._started = True
        rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
        return piece, rest


def _too_large(limit: int, url: str) -> TooLarge:
    return TooLarge(
        f"the body unpacks to more than {limit:,} bytes",
        where=url,
        remedy="Raise collect.max_bytes if the page is really that large.",
    )
