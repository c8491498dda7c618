"""Before: an Edition. After: its Publications, each made by a Format of the registry.

A third party adds a format with an entry point of the group `wenzhai.formats` that names a `Format`
(an object, or a class to be called without arguments).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Protocol, runtime_checkable

import msgspec

from wenzhai.errors import NotFound, SettingsError
from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.theme import Theme
from wenzhai.stages.publish.tokens import Tokens, read_tokens

ENTRY_POINTS = "wenzhai.formats"
BUILT_IN = (
    "web",
    "markdown",
    "json",
    "atom",
    "rss",
    "json-feed",
    "pdf",
    "cards",
    "email",
    "docx",
    "calendar",
)
"""The names of the formats that ship, in the order in which they are offered."""


ENTRY_FILES: Mapping[str, str] = MappingProxyType({
    "web": "index.html", "markdown": "edition.md", "json": "edition.json", "atom": "feed.atom",
    "rss": "rss.xml", "json-feed": "feed.json", "pdf": "edition.pdf", "cards": "cards/00.png",
    "email": "mail/index.html", "docx": "edition.docx", "calendar": "calendar.ics",
})  # fmt: skip
"""The file to open of each format that ships."""


class EditionLink(msgspec.Struct, frozen=True, kw_only=True):
    """A way to another edition: `path` is relative to the folder of this one. `stories` are the ids
    of the stories that have a page there."""

    path: str
    title: str
    number: int = 0
    language: str = ""
    stories: tuple[str, ...] = ()


class LocalPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that may be shown: its bytes, a plain file name for them, and what it shows."""

    name: str
    data: bytes
    alt: str = ""


class PublishContext(msgspec.Struct, frozen=True, kw_only=True):
    """What a format needs to know that the edition does not hold.

    `base_url` is the site's root (empty: not on the web yet), `path` this edition's folder below it.
    `siblings` are the same edition in its other languages. `pictures` holds the only pictures that
    a page may show, by their remote URL. `also` names the other formats beside this one: format ->
    file. `home` leads to the list of editions. `timezone` decides on which day a source appeared.
    `editions` leads to the editions that a story's timeline may name, by edition id. `serif_font` and
    `sans_font` are paths of font files in place of those that ship. `sender` and `unsubscribe` (an
    https address that takes a POST, or a mailto) go into the headers of the e-mail. `topics` leads from
    a story, by id, to the pages of its kind and names. `theme` is the newsroom's own design.
    `names` are the names of what sources disagree about, by id, in the edition's language. `signed` is
    the edition's JSON as it was signed, by whatever version did; empty where nobody signed it.
    """

    site_title: str = ""
    base_url: str = ""
    path: str = ""
    home: str = ""
    siblings: tuple[EditionLink, ...] = ()
    previous: EditionLink | None = None
    next: EditionLink | None = None
    pictures: Mapping[str, LocalPicture] = {}
    also: Mapping[str, str] = {}
    timezone: str = "Asia/Shanghai"
    editions: Mapping[str, EditionLink] = {}
    serif_font: str = ""
    sans_font: str = ""
    sender: str = ""
    unsubscribe: str = ""
    topics: Mapping[str, tuple[EditionLink, ...]] = {}
    theme: Theme | None = None
    names: Mapping[str, str] = {}
    signed: bytes = b""

    @property
    def tokens(self) -> Tokens:
        """The colours, spaces and font stacks, a theme's in the place of ours."""
        return read_tokens(self.theme.tokens if self.theme else ())


@runtime_checkable
class Format(Protocol):
    """One way to print an edition. The same edition and context give the same bytes."""

    @property
    def name(self) -> str:
        """How it is asked for: `web`, `markdown`."""
        ...

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """All of the edition's files in this format; paths are relative, POSIX, without `..`."""
        ...


def built_in_formats() -> tuple[Format, ...]:
    """The formats that ship, in the order in which they are offered."""
    from wenzhai.stages.publish.atom import AtomFormat  # here, since they import the Protocol
    from wenzhai.stages.publish.calendar import CalendarFormat
    from wenzhai.stages.publish.cards import CardsFormat
    from wenzhai.stages.publish.docx import DocxFormat
    from wenzhai.stages.publish.json_edition import JsonFormat
    from wenzhai.stages.publish.json_feed import JsonFeedFormat
    from wenzhai.stages.publish.mail import MailFormat
    from wenzhai.stages.publish.markdown import MarkdownFormat
    from wenzhai.stages.publish.pdf import PdfFormat
    from wenzhai.stages.publish.rss import RssFormat
    from wenzhai.stages.publish.web import WebFormat

    return (
        WebFormat(),
        MarkdownFormat(),
        JsonFormat(),
        AtomFormat(),
        RssFormat(),
        JsonFeedFormat(),
        PdfFormat(),
        CardsFormat(),
        MailFormat(),
        DocxFormat(),
        CalendarFormat(),
    )


def find_formats(found: Iterable[EntryPoint] | None = None) -> dict[str, Format]:
    """Every format by name: what ships, then the plug-ins by entry-point name.

    `found` stands in for the installed entry points. Raises `SettingsError` where a plug-in cannot be
    loaded, is no format, or takes a name that is taken.
    """
    formats: dict[str, Format] = {each.name: each for each in built_in_formats()}
    plugins = entry_points(group=ENTRY_POINTS) if found is None else found
    for point in sorted(plugins, key=lambda point: (point.name, point.value)):
        plugin = load_format(point)
        if plugin.name in formats:
            raise SettingsError(
                f"the format {plugin.name!r} is there already", where=f"entry point {point.value}"
            )
        formats[plugin.name] = plugin
    return formats


def load_format(point: EntryPoint) -> Format:
    """The Format that an entry point names. Raises `SettingsError`."""
    where = f"entry point {point.value}"
    try:
        loaded = point.load()
        plugin = loaded() if isinstance(loaded, type) else loaded
    except Exception as error:  # a plug-in is someone else's code: it may raise anything
        raise SettingsError(
            f"the format plug-in cannot be loaded ({error})",
            where=where,
            remedy="Update or remove the package that brings it.",
        ) from error
    if not isinstance(plugin, Format):
        raise SettingsError("this is no format: it needs `name` and `render`", where=where)
    return plugin


def publish_edition(
    edition: Edition,
    context: PublishContext,
    names: Iterable[str] = BUILT_IN,
    formats: Mapping[str, Format] | None = None,
) -> tuple[Publication, ...]:
    """The edition in each of the named formats, in that order.

    The web page comes last to the press, so that it can link to the others. Raises `NotFound` for a
    name without a format, `SettingsError` where two formats claim one file.
    """
    known = find_formats() if formats is None else formats
    wanted = tuple(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            raise NotFound(f"there is no format {name!r}", remedy=f"There are: {', '.join(known)}.")
    made = {name: known[name].render(edition, context) for name in wanted if name != "web"}
    if "web" in wanted:
        also = {**{name: made[name].entry_point for name in made}, **context.also}
        made["web"] = known["web"].render(edition, msgspec.structs.replace(context, also=also))
    publications = tuple(made[name] for name in wanted)
    refuse_clashes(publications)
    return publications


def print_files(
    edition: Edition,
    context: PublishContext,
    names: Iterable[str],
    formats: Mapping[str, Format] | None = None,
) -> dict[str, bytes]:
    """As `publish_edition`, all files together by path. A process that does only this needs nothing of
    the newsroom around it."""
    made: dict[str, bytes] = {}
    for publication in publish_edition(edition, context, names, formats):
        made.update(publication.files)
    return made


def refuse_clashes(publications: Iterable[Publication]) -> None:
    """Raises `SettingsError` where a file leaves its folder or two formats write the same one."""
    owner: dict[str, str] = {}
    for publication in publications:
        for path in publication.files:
            if path.startswith("/") or "\\" in path or ".." in path.split("/"):
                raise SettingsError(f"the format {publication.format!r} writes outside: {path!r}")
            if path in owner:
                raise SettingsError(
                    f"the formats {owner[path]!r} and {publication.format!r} both write {path!r}"
                )
            owner[path] = publication.format
