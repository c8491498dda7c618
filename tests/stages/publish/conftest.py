"""The edition as files in a folder, and a browser to look at it with."""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from wenzhai.stages.publish import (
    EditionLink,
    LocalPicture,
    PublishContext,
    list_edition,
    publish_edition,
    render_site_index,
)

# The machine's Chromium as root in a container: without these flags it will not start, or looks for
# its maker's hosts at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def load_fixtures(file: str = "fixtures.py") -> ModuleType:
    """A file beside this one: tests here are no package."""
    name = f"publish_{file.removesuffix('.py')}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(file))
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def made() -> ModuleType:
    """The builders of fixtures.py: `made.make_edition("en")`."""
    return load_fixtures()


@pytest.fixture(scope="session")
def told() -> ModuleType:
    """The builders of stories.py: `told.with_stories(edition)`."""
    return load_fixtures("stories.py")


def draw_picture() -> bytes:
    """A small picture: bars on a ground."""
    picture = Image.new("RGB", (960, 540), (38, 64, 84))
    for index in range(12):
        height = 120 + (index * 97) % 320
        box = (40 + index * 75, 540 - height, 85 + index * 75, 540)
        picture.paste((110 + index * 9, 170, 180), box)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def make_context(language: str) -> PublishContext:
    """The edition's neighbours, as they lie in `site`."""
    other = "zh" if language == "en" else "en"
    titles = {"en": "China Digital Weekly", "zh": "中国数字产业周报"}
    return PublishContext(
        site_title="Wenzhai",
        path=f"2023-W15-{language}",
        home="../index.html",
        siblings=(
            EditionLink(
                path=f"../2023-W15-{other}/index.html",
                title=titles[other],
                number=12,
                language=other,
                # As where the gate let a story through in one language only.
                stories=tuple(
                    page.story_id
                    for page in load_fixtures("stories.py").make_story_pages(other)
                    if page.story_id != "photo"
                ),
            ),
        ),
        editions={
            f"2023-W13-{language}": EditionLink(
                path=f"../2023-W13-{language}/index.html", title=titles[language], number=10
            )
        },
        previous=EditionLink(
            path=f"../2023-W14-{language}/index.html",
            title="No. 11" if language == "en" else "第11期",
            number=11,
            language=language,
        ),
        pictures={
            "https://pictures.example/model.png": LocalPicture(
                name="model.png", data=draw_picture(), alt="Bars of different heights"
            )
        },
    )


def write_site(folder: Path, *, hostile: bool = True) -> Path:
    """Both editions in all formats, and the root page, under `folder`."""
    made, told = load_fixtures(), load_fixtures("stories.py")
    listed = []
    for language in ("en", "zh"):
        edition = told.with_stories(made.make_edition(language, hostile=hostile), hostile=hostile)
        for publication in publish_edition(edition, make_context(language)):
            for name, data in publication.files.items():
                path = folder / edition.id / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        listed.append(list_edition(edition, f"{edition.id}/index.html"))
    index = render_site_index(listed, title="China Digital Weekly")
    (folder / "index.html").write_bytes(index.files["index.html"])
    return folder


@pytest.fixture(scope="session")
def context():
    return make_context


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium, or a skip that says why; with WENZHAI_REQUIRE_ALL=1 its absence is a failure."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None
    if not program or sync_playwright is None:
        missing = "chromium" if not program else "the playwright package"
        if os.environ.get("WENZHAI_REQUIRE_ALL") == "1":
            pytest.fail(f"{missing} is not installed, and WENZHAI_REQUIRE_ALL=1 asks for all tests")
        pytest.skip(f"{missing} is not installed (Debian: apt-get install chromium)")
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=program, args=list(FLAGS))
        yield launched
        launched.close()
