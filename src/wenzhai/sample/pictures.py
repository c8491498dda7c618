"""Before: a picture's id. After: a PNG drawn for this project: flat shapes, a palette from the id."""

from __future__ import annotations

import hashlib
import io
import math
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

_SIZE = (1200, 800)
_PALETTES = (
    ("#f3ead9", "#c8452f", "#1d3b4a", "#e6a532", "#8fb2ab"),
    ("#e9eef0", "#24526b", "#d96c3b", "#f2c14e", "#7a9e7e"),
    ("#f6efe6", "#2f4858", "#b33951", "#e3b23c", "#91a6a6"),
    ("#eef1e6", "#3d5a40", "#c05746", "#e9c46a", "#5b8e9b"),
)

Scene = Callable[[ImageDraw.ImageDraw, tuple[str, ...], bytes], None]


@cache
def draw_picture(picture_id: str) -> bytes:
    """A 1200 x 800 PNG; the same id always gives the same bytes."""
    seed = hashlib.sha256(picture_id.encode()).digest()
    palette = _PALETTES[seed[0] % len(_PALETTES)]
    # Drawn at twice the size and reduced: smooth edges without a drawing library of our own.
    image = Image.new("RGB", (_SIZE[0] * 2, _SIZE[1] * 2), palette[0])
    _choose_scene(picture_id)(ImageDraw.Draw(image), palette, seed)
    out = io.BytesIO()
    image.reduce(2).save(out, "PNG", optimize=False)
    return out.getvalue()


def _choose_scene(picture_id: str) -> Scene:
    for words, scene in (
        (("chart", "rank", "download", "sales", "margin", "timeline"), _draw_bars),
        (("data", "server", "cloud", "cooling", "chip", "hall", "counter"), _draw_racks),
        (("earth", "green", "forest"), _draw_planet),
        (("phone", "app", "screen", "lemon", "fold", "dynasty", "stage", "diagram"), _draw_phone),
        (("-car", "warehouse", "truck", "parcel", "riders", "delivery"), _draw_road),
    ):
        if any(word in picture_id for word in words):
            return scene
    return _draw_skyline


def _draw_bars(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    base, width = 1360, 190
    for index in range(8):
        height = 160 + index * 105 + seed[index + 1] % 90
        left = 250 + index * 245
        draw.rectangle((left, base - height, left + width, base), palette[1 + (index == 7) * 2])
    draw.rectangle((180, base, 2220, base + 10), palette[2])


def _draw_racks(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    for rack in range(5):
        left = 240 + rack * 400
        draw.rounded_rectangle((left, 260, left + 320, 1380), 24, palette[2])
        for row in range(9):
            top = 310 + row * 116
            draw.rounded_rectangle((left + 36, top, left + 284, top + 78), 10, palette[4])
            lit = seed[(rack * 9 + row) % 32] % 3
            draw.ellipse((left + 230, top + 25, left + 260, top + 55), palette[1 + lit])


def _draw_planet(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    draw.ellipse((720, 240, 1680, 1200), palette[4])
    for index in range(6):
        angle = seed[index] / 255 * math.tau
        x, y = 1200 + 280 * math.cos(angle), 720 + 280 * math.sin(angle)
        size = 90 + seed[index + 8] % 90
        draw.ellipse((x - size * 1.5, y - size, x + size * 1.5, y + size), palette[1])
    draw.arc((520, 40, 1880, 1400), 200, 340, palette[3], 22)
    draw.rectangle((0, 1420, 2400, 1600), palette[2])


def _draw_phone(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    draw.ellipse((1500, 160, 2100, 760), palette[3])
    draw.rounded_rectangle((840, 140, 1560, 1480), 90, palette[2])
    draw.rounded_rectangle((880, 200, 1520, 1420), 50, palette[0])
    for index in range(6):
        left, top = 920 + (index % 2) * 290, 250 + (index // 2) * 390
        tall = 230 + seed[index] % 110
        draw.rounded_rectangle((left, top, left + 270, top + tall), 24, palette[1 + index % 4])


def _draw_road(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    draw.rectangle((0, 1180, 2400, 1600), palette[2])
    for index in range(8):
        draw.rectangle((60 + index * 310, 1370, 230 + index * 310, 1394), palette[0])
    left = 400 + seed[3] % 300
    draw.rounded_rectangle((left, 620, left + 860, 1190), 30, palette[1])
    draw.rounded_rectangle((left + 880, 800, left + 1240, 1190), 40, palette[3])
    draw.rectangle((left + 960, 860, left + 1160, 1000), palette[0])
    for x in (left + 170, left + 660, left + 1010):
        draw.ellipse((x, 1100, x + 180, 1280), palette[4])


def _draw_skyline(draw: ImageDraw.ImageDraw, palette: tuple[str, ...], seed: bytes) -> None:
    draw.ellipse((1450, 180, 2050, 780), palette[3])
    for index in range(12):
        left, high = index * 205, 420 + seed[index] * 3
        draw.rectangle((left, 1600 - high, left + 185, 1600), palette[1 + index % 2])
        for row in range(int(high // 110)):
            top = 1640 - high + row * 110
            draw.rectangle((left + 34, top, left + 68, top + 44), palette[0])
            draw.rectangle((left + 112, top, left + 146, top + 44), palette[0])
