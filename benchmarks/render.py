"""Pictures of every format, to look at and to hold against approved ones.

    python benchmarks/render.py OUT            # all formats of a whole edition, both languages, as PNG
    python benchmarks/render.py --approve      # what the tests hold them against

The edition is the invented one of the tests. The edition's page and a story's (390 and 1280 pixels wide, 1280
in dark too) and the mail (600) are drawn by Chromium, the PDF's first three pages by PDFium, three charts by
Typst. Where there is no Chromium, what it draws is left out and said so. Approved pictures are grey and 160 pixels wide, in tests/approved.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from stages.publish.conftest import FLAGS, load_fixtures, make_context  # noqa: E402
from wenzhai.stages.publish import publish_edition  # noqa: E402
from wenzhai.stages.publish.charts import draw_png  # noqa: E402
from wenzhai.stages.publish.fonts import find_fonts  # noqa: E402
from wenzhai.stages.publish.tokens import read_tokens  # noqa: E402

APPROVED = ROOT / "tests" / "approved"
LANGUAGES = ("en", "zh")
PAGES, WIDE = 3, 160
_HIGHEST = 12_000  # of a page on the web; what is below looks the same


def draw_print(language: str) -> Iterator[tuple[str, Image.Image]]:
    """The PDF's first pages and the first two cards: drawn without a browser."""
    made = publish(language, ["pdf", "cards"])
    document = pypdfium2.PdfDocument(made["edition.pdf"])
    for number in range(min(PAGES, len(document))):
        yield f"pdf-{number + 1}", document[number].render(scale=2).to_pil()
    for number in ("00", "01"):
        yield f"card-{number}", Image.open(io.BytesIO(made[f"cards/{number}.png"]))
    yield "charts", draw_charts(language)


def draw_charts(language: str) -> Image.Image:
    """A series, bars and places on a hot list, one below the other."""
    made, fonts = load_fixtures(), find_fonts()
    charts = made.make_charts(made.passages(), language)
    drawn = [
        Image.open(io.BytesIO(draw_png(c, language, fonts, read_tokens().light, 800)))
        for c in charts
    ]
    sheet = Image.new("RGB", (800, sum(each.height for each in drawn)))
    top = 0
    for each in drawn:
        sheet.paste(each, (0, top))
        top += each.height
    return sheet


def draw_browsed(browser: object, language: str) -> Iterator[tuple[str, Image.Image]]:
    """The mail, the edition's page and a story's, light and dark, on a phone and a desk: as Chromium
    shows them."""
    made = publish(language, ["web", "email"])
    story = min(name for name in made if name.startswith("stories/"))
    shots = [("mail-600", "mail/index.html", 600, "light")]
    for title, name in (("page", "index.html"), ("story", story)):
        shots += [(f"{title}-{wide}", name, wide, "light") for wide in (390, 1280)]
        shots += [(f"{title}-1280-dark", name, 1280, "dark")]
    with tempfile.TemporaryDirectory() as folder:
        for name, data in made.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for title, name, wide, scheme in shots:
            page = browser.new_page(viewport={"width": wide, "height": 900}, color_scheme=scheme)
            page.goto((Path(folder) / name).as_uri())
            page.evaluate("document.fonts.ready")
            high = min(_HIGHEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": wide, "height": high})
            yield title, Image.open(io.BytesIO(page.screenshot()))
            page.close()


def publish(language: str, formats: list[str]) -> dict[str, bytes]:
    """The files of these formats of the tests' edition, fit to be looked at."""
    made, told = load_fixtures(), load_fixtures("stories.py")
    edition = told.with_stories(made.make_edition(language, hostile=False), hostile=False)
    files: dict[str, bytes] = {}
    for publication in publish_edition(edition, make_context(language), formats):
        files.update(publication.files)
    return files


def shrink(picture: Image.Image) -> Image.Image:
    """As approved pictures are kept: grey, 160 pixels wide, at most four times as high."""
    grey = picture.convert("L")
    cut = grey.crop((0, 0, grey.width, min(grey.height, 8 * grey.width)))
    high = max(1, round(cut.height * WIDE / cut.width))
    return cut.resize((WIDE, high), Image.Resampling.BOX)


def approve(pictures: Iterator[tuple[str, Image.Image]], language: str) -> None:
    """Put the pictures of one language in the place of those that were approved before."""
    APPROVED.mkdir(exist_ok=True)
    for name, picture in pictures:
        shrink(picture).save(APPROVED / f"{name}-{language}.png", optimize=True)
        print(f"approved: {name}-{language}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, help="the folder for the pictures")
    parser.add_argument("--approve", action="store_true", help="replace the approved pictures")
    options = parser.parse_args()
    if not options.out and not options.approve:
        parser.error("name a folder, or --approve")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        print("chromium is not installed: no page, no story, no mail", file=sys.stderr)
    for language in LANGUAGES:
        put(draw_print(language), language, options)
    if program:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=program, args=list(FLAGS))
            for language in LANGUAGES:
                put(draw_browsed(browser, language), language, options)
            browser.close()


def put(
    pictures: Iterator[tuple[str, Image.Image]], language: str, options: argparse.Namespace
) -> None:
    if options.approve:
        approve(pictures, language)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures:
        picture.save(options.out / f"{name}-{language}.png")
        print(options.out / f"{name}-{language}.png")


if __name__ == "__main__":
    main()
