"""Before: the wish to set a text in Chinese and English. After: font files that have its characters, and
the text with a mark in place of what they lack.

The fonts of the package `pylopdf-fonts-zh-cn` (Noto Serif SC and Noto Sans SC) are taken before those of
the system, so that an edition is the same to the byte on every machine; a newsroom may name its own.
"""

from __future__ import annotations

import importlib.util
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

import msgspec
import typst
from PIL import ImageFont

from wenzhai.errors import SettingsError

# What Chinese printers set for a sort that they do not have.
MISSING = "〓"
_SYSTEM = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/google-noto-cjk", "/Library/Fonts")
_FILES = {
    "serif": ("NotoSerifCJK-Regular.ttc", "NotoSerifSC-Regular.otf", "SourceHanSerifSC-Regular.otf"),
    "sans": ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "SourceHanSansSC-Regular.otf"),
}  # fmt: skip
# Joiners and variation selectors show nothing of their own.
_UNSEEN = {0x200C, 0x200D, *range(0xFE00, 0xFE10)}
_MOST_RANGES = 100_000


class Font(msgspec.Struct, frozen=True):
    """A font file, the face in it (for collections) and the name of its family."""

    path: str
    index: int
    family: str


class Fonts(msgspec.Struct, frozen=True):
    """One face for headlines and passages, one for text and labels."""

    serif: Font
    sans: Font


@lru_cache(maxsize=8)
def find_fonts(serif: str = "", sans: str = "") -> Fonts:
    """The fonts at the paths that a newsroom names, else the packaged ones, else the system's.

    Raises `SettingsError` where a named file is no font, or where there is no font with Chinese.
    """
    return Fonts(open_font(serif or find_file("serif")), open_font(sans or find_file("sans")))


def find_file(style: str) -> str:
    """Where the font of that style (`serif`, `sans`) is on this machine. Raises `SettingsError`."""
    if importlib.util.find_spec("pylopdf_fonts_zh_cn"):
        import pylopdf_fonts_zh_cn as packaged

        path = packaged.serif_path() if style == "serif" else packaged.sans_path()
        if path.is_file():
            return str(path)
    for folder in _SYSTEM:
        for name in _FILES[style]:
            path = Path(folder) / name
            if path.is_file():
                return str(path)
    raise SettingsError(
        f"there is no {style} font with Chinese characters here, and PDF and cards are not set without",
        where=f"publish.{style}_font",
        remedy="Install the package pylopdf-fonts-zh-cn, or name a font file in newsroom.toml.",
    )


def open_font(path: str) -> Font:
    """The font at `path`; of a collection, the face for simplified Chinese. Raises `SettingsError`."""
    chosen: Font | None = None
    for index in range(32):
        try:
            family = ImageFont.truetype(path, 10, index=index).getname()[0] or ""
        except (OSError, ValueError):
            break
        face = Font(path, index, family)
        chosen = chosen or face
        if family.endswith((" SC", " CN")):
            return face
    if chosen is None:
        raise SettingsError(
            "this is no font file that can be read",
            where=path,
            remedy="Name a TrueType or OpenType file (.ttf, .otf, .ttc) in newsroom.toml.",
        )
    return chosen


@lru_cache(maxsize=4)
def load_fonts(fonts: Fonts) -> typst.Fonts:
    """Only these fonts and those within Typst: what else a machine has cannot change the pages."""
    folders = sorted({str(Path(font.path).parent) for font in (fonts.serif, fonts.sans)})
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@lru_cache(maxsize=8)
def read_coverage(font: Font) -> frozenset[int]:
    """The code points for which the font has a glyph, from its table `cmap` (OpenType 1.9: formats 4
    and 12). Raises `SettingsError` where that cannot be read."""
    data = Path(font.path).read_bytes()
    try:
        return frozenset(read_points(data, find_cmap(data, font.index)))
    except (struct.error, IndexError) as error:
        raise SettingsError(f"the font's table of characters is broken: {error}", where=font.path) from error  # fmt: skip


@lru_cache(maxsize=8)
def join_coverage(fonts: tuple[Font, ...]) -> frozenset[int]:
    """The code points that at least one of the fonts has."""
    return frozenset().union(*(read_coverage(font) for font in fonts))


def find_cmap(data: bytes, index: int) -> int:
    """Where the table `cmap` begins. Raises IndexError."""
    start = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    for entry in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * entry)
        if tag == b"cmap":
            return int(offset)
    raise IndexError("it has none")


def read_points(data: bytes, cmap: int) -> set[int]:
    """The code points of all Unicode subtables."""
    points: set[int] = set()
    for entry in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * entry)
        at = cmap + offset
        layout = struct.unpack_from(">H", data, at)[0]
        if platform not in (0, 3):
            continue
        if layout == 12:
            count = min(struct.unpack_from(">I", data, at + 12)[0], _MOST_RANGES)
            for first, last, _ in struct.iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
                points.update(range(first, min(last, 0x10FFFF) + 1))
        elif layout == 4:
            count = struct.unpack_from(">H", data, at + 6)[0] // 2
            lasts = struct.unpack_from(f">{count}H", data, at + 14)
            firsts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
            for first, last in zip(firsts, lasts, strict=True):
                points.update(range(first, last + 1))
    return points - {0xFFFF}


def fit_text(text: str, *fonts: Font) -> str:
    """`text` as one of the fonts can show each of its characters: in a plainer form where Unicode has
    one (`𝟓` as `5`), else as `〓`, once for a run. Tabs and line feeds stay."""
    have = join_coverage(fonts)
    if all(ord(c) in have or c in "\n\t" for c in text):
        return text
    fitted: list[str] = []
    for c in text:
        if ord(c) in _UNSEEN:
            continue
        if ord(c) in have or c in "\n\t":
            fitted.append(c)
            continue
        plain = unicodedata.normalize("NFKC", c)
        if plain and all(ord(p) in have for p in plain):
            fitted.append(plain)
        elif not fitted or fitted[-1] != MISSING:
            fitted.append(MISSING)
    return "".join(fitted)


def list_missing(text: str, *fonts: Font) -> tuple[str, ...]:
    """The characters of `text` that none of the fonts can show in any form, each once, in order."""
    have = join_coverage(fonts)
    return tuple(
        c
        for c in dict.fromkeys(text)
        if ord(c) not in have
        and ord(c) not in _UNSEEN
        and c not in "\n\t"
        and not all(ord(p) in have for p in unicodedata.normalize("NFKC", c))
    )
