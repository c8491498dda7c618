"""Before: a palette. After: which text does not stand out from its ground (WCAG 2.2, 1.4.3 AA)."""

from __future__ import annotations

import msgspec

from wenzhai.stages.publish.tokens import Palette, read_rgb

ENOUGH = 4.5
# What is set on what, on any page, card or sheet.
_TEXTS = ("ink", "soft", "seal", "link", "good", "bad")
PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in _TEXTS for ground in ("paper", "raised")),
    ("on_seal", "seal"),
    ("ink", "mark"),
    ("ink", "mark_soft"),
    ("soft", "faint"),
)


class Faint(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of colours too close to each other, by name, and how far apart they are (1 to 21)."""

    text: str
    ground: str
    ratio: float
    words: str


def list_faint(palette: Palette) -> tuple[Faint, ...]:
    """The pairs of a palette that have a contrast below 4.5, the worst first."""
    found = []
    for text, ground in PAIRS:
        one, other = getattr(palette, text), getattr(palette, ground)
        ratio = measure_contrast(one, other)
        if ratio < ENOUGH:
            # Rounded down: 4.49 is not 4.5.
            words = f"{text} ({one}) on {ground} ({other}) has a contrast of {int(ratio * 10) / 10}"
            found.append(Faint(text=text, ground=ground, ratio=ratio, words=words))
    return tuple(sorted(found, key=lambda pair: (pair.ratio, pair.text, pair.ground)))


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, from 1 (the same) to 21 (black on white)."""
    dark, light = sorted((measure_luminance(one), measure_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def measure_luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 (black) to 1 (white)."""
    parts = [part / 255 for part in read_rgb(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
