"""The registry: what ships, what a third party brings, and what is refused."""

from __future__ import annotations

import re
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from wenzhai.errors import NotFound, SettingsError
from wenzhai.model import Disagreement, Publication
from wenzhai.stages.publish import ENTRY_POINTS, PublishContext, find_formats, publish_edition
from wenzhai.stages.publish.formats import BUILT_IN, ENTRY_FILES
from wenzhai.stages.publish.view import view_edition

PAGE = Path(__file__).resolve().parents[3] / "docs" / "extend-format.md"


@pytest.fixture
def plugin(monkeypatch):
    """An entry point that leads to an object of a made-up module."""

    def make(thing: object, name: str = "thing") -> EntryPoint:
        module = ModuleType("a_plugin")
        module.thing = thing
        monkeypatch.setitem(sys.modules, "a_plugin", module)
        return EntryPoint(name=name, value="a_plugin:thing", group=ENTRY_POINTS)

    return make


class Shout:
    """A third party's format."""

    name = "shout"

    def render(self, edition, _context):
        data = edition.title.upper().encode()
        return Publication(format=self.name, entry_point="shout.txt", files={"shout.txt": data})


def test_what_ships():
    """What ships is what an edition is printed in unless other names are given, in that order."""
    assert tuple(find_formats([])) == BUILT_IN


def test_publish_all(made, context):
    """One call gives every format, in the order asked for, and the page links to the others."""
    publications = publish_edition(made.make_edition("en"), context("en"))
    assert tuple(p.format for p in publications) == BUILT_IN
    for publication in publications:
        assert publication.entry_point in publication.files
        assert publication.entry_point == ENTRY_FILES[publication.format]
    page = publications[0].files["index.html"].decode()
    assert 'href="edition.md"' in page
    assert 'type="application/atom+xml" href="feed.atom"' in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_event_ahead_says_what_it_is(made, context, language):
    """Its kind stands beside its day in page, mail, Markdown, and as a category in the calendar."""
    files: dict[str, bytes] = {}
    for publication in publish_edition(
        made.make_edition(language), context(language), ["web", "markdown", "email", "calendar"]
    ):
        files.update(publication.files)
    rule, launch = {"en": ("rule", "launch"), "zh": ("规则", "发布")}[language]
    for name in ("index.html", "edition.md", "mail/index.html"):
        text = files[name].decode()
        assert rule in text
        assert launch in text
    assert b"CATEGORIES:rule" in files["calendar.ics"]
    assert b"CATEGORIES:launch" in files["calendar.ics"]


def test_plugin(made, plugin):
    """A plug-in's class is asked for by name like any other format."""
    formats = find_formats([plugin(Shout)])
    (publication,) = publish_edition(made.make_edition("en"), PublishContext(), ["shout"], formats)
    assert publication.files == {"shout.txt": b"CHINA DIGITAL WEEKLY"}


def test_example_of_the_docs(made, plugin):
    """The example of docs/extend-format.md works as it is printed."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    module: dict[str, object] = {}
    exec(compile(code, str(PAGE), "exec"), module)
    formats = find_formats([plugin(module["PlainTextFormat"])])
    (publication,) = publish_edition(made.make_edition("zh"), PublishContext(), ["text"], formats)
    text = publication.files["edition.txt"].decode()
    assert text.startswith("中国数字产业周报")
    assert "梅岭商报" in text


@pytest.mark.parametrize("thing", [object(), 3, "text"])
def test_no_format(plugin, thing):
    """A plug-in that is no format is refused, with its name."""
    with pytest.raises(SettingsError, match="a_plugin:thing"):
        find_formats([plugin(thing)])


def test_broken_plugin():
    """A plug-in that cannot be loaded says so."""
    point = EntryPoint(name="x", value="no_such_module_anywhere:X", group=ENTRY_POINTS)
    with pytest.raises(SettingsError, match="cannot be loaded"):
        find_formats([point])


def test_name_taken(plugin):
    """A plug-in cannot take the place of a format that ships."""
    shout = Shout()
    shout.name = "web"
    with pytest.raises(SettingsError, match="there already"):
        find_formats([plugin(shout)])


def test_unknown_format(made):
    """Asking for a format that is not there names those that are."""
    with pytest.raises(NotFound, match="There are: web"):
        publish_edition(made.make_edition("en"), PublishContext(), ["braille"], find_formats([]))


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a\\b"])
def test_outside(made, path):
    """A format cannot write outside the edition's folder."""

    class Outside:
        name = "outside"

        def render(self, _edition, _context):
            return Publication(format="outside", entry_point=path, files={path: b""})

    with pytest.raises(SettingsError, match="outside"):
        publish_edition(
            made.make_edition("en"), PublishContext(), ["outside"], {"outside": Outside()}
        )


def test_clash(made, plugin):
    """Two formats cannot write the same file."""

    class Same(Shout):
        name = "same"

        def render(self, _edition, _context):
            return Publication(format="same", entry_point="edition.md", files={"edition.md": b""})

    formats = find_formats([plugin(Same)])
    with pytest.raises(SettingsError, match=r"edition\.md"):
        publish_edition(made.make_edition("en"), PublishContext(), ["markdown", "same"], formats)


def test_wrong_zone(made):
    """A time zone that does not exist is the settings' fault, said in words."""
    with pytest.raises(SettingsError, match="Asia/Shanghai"):
        publish_edition(
            made.make_edition("en"), PublishContext(timezone="Mars/Olympus"), ["markdown"]
        )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Sources disagree: Hoyo, downloads, Q1 2023"),
        ("zh", "说法不一：Hoyo，下载量，2023年一季度"),
    ],
)
def test_a_disagreement_says_of_whom_and_of_what(made, language, said):
    """The subject's name, the measure and the time; with the value, where two are about the same."""
    edition = made.make_edition(language)
    first = edition.highlights[0]
    citation = msgspec.structs.replace(first.headline.citations[0], language=language)
    one = Disagreement(
        measure="19 million", sides=(("19 million", citation), ("2 million", citation)),
        subject="hoyo", about="downloads", date="2023-Q1",
    )  # fmt: skip
    other = msgspec.structs.replace(one, measure="57%")
    context = PublishContext(names={"hoyo": "Hoyo"})
    for disagreements, ends in (((one,), ("",)), ((one, other), ("19 million", "57%"))):
        told = msgspec.structs.replace(first, disagreements=disagreements)
        page = view_edition(msgspec.structs.replace(edition, highlights=(told,)), context)
        for view, end in zip(page.highlights[0].disagreements, ends, strict=True):
            assert view.measure.startswith(said)
            assert end in view.measure.removeprefix(said)
            assert bool(end) == (view.measure != said)


def test_the_value_of_a_disagreement_is_in_the_pages_language(made):
    """19 million that an English report said is 1900万 above the sides of a Chinese page."""
    edition = made.make_edition("zh")
    first = edition.highlights[0]
    english = msgspec.structs.replace(first.headline.citations[0], language="en")
    one = Disagreement(
        measure="19 million", sides=(("19 million", english), ("2 million", english)),
        subject="hoyo", about="downloads",
    )  # fmt: skip
    told = msgspec.structs.replace(
        first, disagreements=(one, msgspec.structs.replace(one, measure="57%"))
    )
    page = view_edition(
        msgspec.structs.replace(edition, highlights=(told,)),
        PublishContext(names={"hoyo": "Hoyo"}),
    )
    assert page.highlights[0].disagreements[0].measure.endswith("（1900万）")
