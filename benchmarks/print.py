"""How long each format takes to print, and how large it is: the sample edition in both languages.

    python benchmarks/print.py [FOLDER]

FOLDER is a newsroom with editions (made with `wenzhai sample FOLDER` where it is not there). Times are
processor seconds, after the same edition's first highlight alone: what one costs once the fonts are open. Not
after the whole: what Typst set already it remembers.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import msgspec

from wenzhai.model import Edition, content_key
from wenzhai.newsroom.sampling import make_sample
from wenzhai.ports import SilentSteps
from wenzhai.stages.publish import (
    BUILT_IN,
    LocalPicture,
    PublishContext,
    decode_edition,
    find_formats,
)


def load_pictures(edition: Edition, folder: Path) -> dict[str, LocalPicture]:
    """The pictures that the edition was published with."""
    found = {}
    for picture in (h.picture for h in edition.highlights if h.picture):
        path = folder / "pictures" / f"{content_key(picture.url)}.jpg"
        if path.exists():
            found[picture.url] = LocalPicture(
                name=path.name, data=path.read_bytes(), alt=picture.caption
            )
    return found


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()) / "sample"
    if not (folder / "editions").is_dir():
        make_sample(folder, SilentSteps())
    formats = find_formats([])
    found = []
    for path in sorted((folder / "editions").glob("*/*/edition.json")):
        edition = decode_edition(path.read_bytes())
        found.append((edition, PublishContext(site_title=edition.title, pictures=load_pictures(edition, path.parent))))  # fmt: skip
    print(f"{'format':<10} {'language':<8} {'files':>5} {'kB':>7} {'s':>7}")
    total = 0.0
    for name in BUILT_IN:
        for edition, context in found:
            formats[name].render(msgspec.structs.replace(edition, highlights=edition.highlights[:1]), context)  # fmt: skip
            start = time.process_time()
            files = formats[name].render(edition, context).files
            taken = time.process_time() - start
            size = sum(len(data) for data in files.values()) / 1000
            total += taken
            print(f"{name:<10} {edition.language:<8} {len(files):>5} {size:>7,.0f} {taken:>7.2f}")
    print(f"all formats of all editions: {total:.2f} s")


if __name__ == "__main__":
    main()
