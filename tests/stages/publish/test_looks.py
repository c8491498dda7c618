"""What pages, PDF, mail and cards look like, held against pictures that were looked at and approved."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

ROOT = Path(__file__).parents[3]
# Of 255: the letters of another version of a library differ by less, a missing line by more.
MEAN, BLOCK = 2.5, 40.0


def load_render():
    spec = importlib.util.spec_from_file_location("render", ROOT / "benchmarks" / "render.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


render = load_render()


def find_difference(seen: Image.Image, approved: Image.Image) -> str:
    """In words how two grey thumbnails differ; empty where a reader would not see it."""
    if abs(seen.height - approved.height) > 0.03 * approved.height:
        return f"it is {seen.height} pixels high, and was {approved.height}"
    high = min(seen.height, approved.height) // 8 * 8
    one, other = (np.asarray(p, dtype=float)[:high] for p in (seen, approved))
    apart = one - other
    mean = float(np.abs(apart).mean())
    # Letters that moved by a pixel even out within a block; a thing that is gone does not.
    blocks = np.abs(apart.reshape(high // 8, 8, -1, 8).mean(axis=(1, 3)))
    worst = np.unravel_index(blocks.argmax(), blocks.shape)
    if mean > MEAN or blocks.max() > BLOCK:
        place = f"most at {worst[1] * 100 // blocks.shape[1]}% from the left, {worst[0] * 100 // blocks.shape[0]}% from the top"
        return f"it differs by {mean:.1f} on average, {place}, by {blocks.max():.0f} of 255"
    return ""


def hold(pictures, language: str, folder: Path) -> None:
    wrong = []
    for name, picture in pictures:
        approved = render.APPROVED / f"{name}-{language}.png"
        assert approved.is_file(), (
            f"{approved.name} is not approved: benchmarks/render.py --approve"
        )
        difference = find_difference(render.shrink(picture), Image.open(approved))
        if difference:
            picture.save(folder / approved.name)
            wrong.append(f"{name}-{language}: {difference}; see {folder / approved.name}")
    assert not wrong, "\n".join(
        [*wrong, "If it should look so: python benchmarks/render.py --approve, and look at them."]
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pdf_and_cards_look_as_approved(language, tmp_path):
    """The cover, two pages, and two cards."""
    hold(render.draw_print(language), language, tmp_path)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_and_mail_look_as_approved(language, browser, tmp_path):
    """The edition's page and a story's on a phone and a desk, in light and dark, and the message."""
    hold(render.draw_browsed(browser, language), language, tmp_path)


def test_what_a_reader_would_see_is_a_difference():
    """A headline that is gone, a shifted column and another ground are found; a letter's edge is not."""
    approved = Image.open(render.APPROVED / "card-01-en.png")
    assert find_difference(approved, approved) == ""
    soft = approved.point(lambda value: max(0, value - 1))
    assert find_difference(soft, approved) == ""
    gone = approved.copy()
    gone.paste(245, (10, 30, 130, 60))
    assert "most at" in find_difference(gone, approved)
    moved = Image.new("L", approved.size, 245)
    moved.paste(approved, (24, 0))
    assert find_difference(moved, approved)
    assert find_difference(approved.point(lambda value: value * 9 // 10), approved)
    assert "pixels high" in find_difference(approved.crop((0, 0, 160, 150)), approved)


def test_approved_pictures_are_small():
    """All of them together stay under 600 kB, so that the repository does."""
    assert sum(path.stat().st_size for path in render.APPROVED.iterdir()) < 600_000
