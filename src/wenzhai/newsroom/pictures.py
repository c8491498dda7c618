"""Pictures that an edition may show: fetched once, made harmless, kept."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence

from PIL import Image, UnidentifiedImageError

from wenzhai.errors import FetchError
from wenzhai.model import Edition, content_key
from wenzhai.newsroom.room import Newsroom
from wenzhai.stages.publish import LocalPicture

_WIDEST = 1200
_MOST_PIXELS = 40_000_000


def fetch_pictures(
    room: Newsroom, editions: Sequence[Edition], *, fetch: bool = True
) -> dict[str, LocalPicture]:
    """The pictures that the highlights may show, by URL; one that cannot be had is left out. Without
    `fetch` only those that are kept already."""
    found: dict[str, LocalPicture] = {}
    for picture in (h.picture for e in editions for h in e.highlights if h.picture):
        if picture.url in found or picture.link_only:
            continue
        data = room.store.load_picture(picture.url)
        if data is None and not fetch:
            continue
        if data is None:
            data = _fetch(room, picture.url)
            if data is None:
                continue
            room.store.save_picture(picture.url, data)
        found[picture.url] = LocalPicture(
            name=f"{content_key(picture.url)}.jpg", data=data, alt=picture.caption
        )
    return found


def _fetch(room: Newsroom, url: str) -> bytes | None:
    try:
        return clean_picture(room.fetcher.fetch(url).body)
    except FetchError:
        # An edition without a picture is whole; the source's page stays linked.
        return None


def clean_picture(data: bytes) -> bytes | None:
    """Decode and encode again as JPEG of at most 1,200 pixels' width: no metadata, nothing hidden in
    the file survives. None when it is no picture, or unpacks to too much."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                flat = Image.new("RGB", image.size, "white")
                rgba = image.convert("RGBA")
                flat.paste(rgba, mask=rgba.getchannel("A"))
    except (
        UnidentifiedImageError,
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return None
    flat.thumbnail((_WIDEST, _WIDEST))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()
