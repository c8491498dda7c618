"""Fonts: which are taken, what they cover, and what stands for what they lack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from wenzhai.errors import SettingsError
from wenzhai.stages.publish import fonts
from wenzhai.stages.publish.fonts import MISSING, find_fonts, fit_text, list_missing, read_coverage


@pytest.fixture(scope="module")
def pair():
    return find_fonts()


def test_packaged_first(pair):
    """Without settings the fonts are those of the package, the same on every machine."""
    assert (pair.serif.family, pair.sans.family) == ("Noto Serif SC", "Noto Sans SC")
    assert "pylopdf_fonts_zh_cn" in pair.serif.path


def test_named_first(pair):
    """A font that the newsroom names is taken for that style, and only for that."""
    named = find_fonts(serif=pair.sans.path)
    assert named.serif.family == "Noto Sans SC"
    assert named.sans == pair.sans


def test_no_font(tmp_path):
    """A file that is no font is named in the error."""
    path = tmp_path / "font.ttf"
    path.write_bytes(b"no font")
    with pytest.raises(SettingsError, match="no font file"):
        find_fonts(sans=str(path))


def test_nothing_installed(monkeypatch):
    """Where no font has Chinese, the error says what is missing and how to get it."""
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    with pytest.raises(SettingsError, match=r"no sans font.*pylopdf-fonts-zh-cn"):
        fonts.find_file("sans")


def test_system_font(monkeypatch, tmp_path, pair):
    """Without the package a font of the system is found by its file name."""
    (tmp_path / "NotoSansSC-Regular.otf").symlink_to(pair.sans.path)
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(fonts, "_SYSTEM", (str(tmp_path),))
    assert fonts.open_font(fonts.find_file("sans")).family == "Noto Sans SC"


@pytest.mark.parametrize(
    "text", ["文摘，第12期“数字”", "潮聞 海峽數位", "naïve café — 57%", "€£¥→〓"]
)
def test_covered(pair, text):
    """Chinese in both scripts, English and their marks pass unchanged in both faces."""
    for font in (pair.serif, pair.sans):
        assert fit_text(text, font) == text
        assert list_missing(text, font) == ()


def test_what_is_missing(pair):
    """What no face has becomes one geta mark for a run, or its plain form; and it is listed."""
    text = "a😀👩‍👧b 𝟓 अ"
    assert fit_text(text, pair.sans) == f"a{MISSING}b 5 {MISSING}"
    assert list_missing(text, pair.sans) == ("😀", "👩", "👧", "अ")


def draw(font: fonts.Font, text: str) -> bytes:
    picture = Image.new("L", (80, 80))
    face = ImageFont.truetype(font.path, 40, index=font.index)
    ImageDraw.Draw(picture).text((10, 10), text, font=face, fill=255)
    return picture.tobytes()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=30))
def test_no_empty_boxes(text):
    """Whatever the text, what is left of it has a glyph, and fitting it again changes nothing."""
    sans = find_fonts().sans
    fitted = fit_text(text, sans)
    assert all(ord(c) in read_coverage(sans) or c in "\n\t" for c in fitted)
    assert fit_text(fitted, sans) == fitted


def test_coverage_is_the_fonts(pair):
    """The table is read right: FreeType draws its box exactly for what is not in it."""
    box = draw(pair.sans, "\U0010fffe")
    have = read_coverage(pair.sans)
    for c in ("文", "A", "Ж", "अ", "😀", "\u0e01", "鿕", "€"):
        assert (draw(pair.sans, c) != box) == (ord(c) in have), c
