"""Before: bytes that are said to be a picture. After: what kind and size it is, or None: not to be shown."""

from __future__ import annotations

import io
import warnings
from functools import lru_cache

import msgspec
from PIL import Image, UnidentifiedImageError

# SVG is left out on purpose: it can hold script.
SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp", "GIF": ".gif"}
MAX_PIXELS = 40_000_000


class PictureSize(msgspec.Struct, frozen=True):
    """Pixels, and the file name's ending that goes with the bytes."""

    width: int
    height: int
    suffix: str


def measure_picture(data: bytes) -> PictureSize | None:
    """Kind and size from the header alone (nothing is unpacked); None for anything but a PNG, JPEG,
    WebP or GIF of at most 40 million pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
                width, height, kind = *picture.size, picture.format or ""
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    if kind not in SUFFIXES or not 0 < width * height <= MAX_PIXELS:
        return None
    return PictureSize(width, height, SUFFIXES[kind])


class SmallPicture(msgspec.Struct, frozen=True):
    """A picture made anew: JPEG bytes without metadata, and its pixels."""

    data: bytes
    width: int
    height: int


@lru_cache(maxsize=16)
def shrink_picture(data: bytes, width: int, height: int, *, quality: int) -> SmallPicture | None:
    """The picture as a JPEG of at most `width` x `height` pixels on white; None where it cannot be
    unpacked or is no PNG, JPEG, WebP or GIF of at most 40 million pixels. The last ones are
    remembered, since several formats want the same."""
    flat = open_picture(data)
    if flat is None:
        return None
    flat.thumbnail((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=quality, optimize=True)
    return SmallPicture(out.getvalue(), flat.width, flat.height)


def open_picture(data: bytes) -> Image.Image | None:
    """The picture's pixels as RGB on white; None as `shrink_picture`."""
    if measure_picture(data) is None:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=tuple(SUFFIXES)) as picture:
            if picture.mode in ("RGB", "L") and "transparency" not in picture.info:
                return picture.convert("RGB")  # nothing to lay on white, which takes longest
            rgba = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, EOFError):
        return None
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    return flat
