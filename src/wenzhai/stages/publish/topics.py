"""Before: the Editions of a newsroom and the names of its glossary. After: what each printed story is
about, so that the archive can list it under its kind and its names, and find it by them in both languages.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

import msgspec

from wenzhai.language.names import NameFinder
from wenzhai.model import Edition, Highlight, Name
from wenzhai.stages.publish.formats import EditionLink
from wenzhai.stages.publish.story_links import name_story_file
from wenzhai.stages.publish.words import KINDS, name_kind

# What has a page of its own: places and terms are in too many stories to be about any.
_WITH_PAGE = frozenset({"company", "app", "product", "person", "regulator", "event"})
_NAMES = 4
_PLAIN = re.compile(r"[^a-z0-9]+")


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight in one language, and where: `path` leads from the site's root to it, `story_path` to
    its story's page (empty where there is none)."""

    highlight: Highlight
    edition: Edition
    path: str
    story_path: str


class PrintedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story of one week with its highlight in each language; `names` are those of its headlines,
    `mentioned` all that it names."""

    story_id: str
    week: str
    kind: str
    printed: dict[str, Printed]
    names: tuple[Name, ...]
    mentioned: tuple[Name, ...]

    def pick(self, language: str) -> Printed:
        """The highlight in that language, else in the first that there is."""
        return self.printed.get(language) or next(iter(self.printed.values()))


def gather_stories(editions: Iterable[Edition], names: NameFinder) -> tuple[PrintedStory, ...]:
    """Every printed story, the newest week first, within it in the order of the page."""
    found: dict[tuple[str, str], dict[str, Printed]] = {}
    for edition in editions:
        pages = {page.story_id for page in edition.story_pages}
        folder = f"{edition.week}/{edition.language}/"
        for number, highlight in enumerate(edition.highlights, 1):
            at = found.setdefault((edition.week, highlight.story_id), {})
            at[edition.language] = Printed(
                highlight=highlight,
                edition=edition,
                path=f"{folder}index.html#h{number}",
                story_path=folder + name_story_file(highlight.story_id)
                if highlight.story_id in pages
                else "",
            )
    stories = [
        PrintedStory(
            story_id=story_id,
            week=week,
            kind=next(iter(printed.values())).highlight.kind,
            printed=dict(sorted(printed.items())),
            names=_unique(n for p in printed.values() for n in find_subjects(p.highlight, names)),
            mentioned=_unique(
                m.name for p in printed.values() for t in _texts(p.highlight) for m in names.find(t)
            ),
        )
        for (week, story_id), printed in found.items()
    ]

    def newest(story: PrintedStory) -> tuple[int, str]:
        first = story.pick("en")
        return -first.edition.starts_on.toordinal(), story.week

    return tuple(sorted(stories, key=newest))


def find_subjects(highlight: Highlight, names: NameFinder) -> tuple[Name, ...]:
    """The names that a highlight is about: those of its headline, four at most, in order."""
    found = (match.name for match in names.find(highlight.headline.text))
    return _unique(name for name in found if name.kind in _WITH_PAGE)[:_NAMES]


def link_topics(edition: Edition, names: NameFinder) -> dict[str, tuple[EditionLink, ...]]:
    """Story id -> the ways from the edition's page to those of its kind and its names."""
    language = "zh" if edition.language.startswith("zh") else "en"
    folder = f"../../archive/{edition.language}/"
    return {
        h.story_id: (
            EditionLink(path=folder + name_kind_file(h.kind), title=name_kind(h.kind, language)[0]),
            *(
                EditionLink(path=folder + name_file(n), title=names.translate(n, edition.language))
                for n in find_subjects(h, names)
            ),
        )
        for h in edition.highlights
    }


def name_kind_file(kind: str) -> str:
    """The file of a kind of news; one that is not known is listed with `other`."""
    return f"kind-{_plain(kind if kind in KINDS and kind else 'other')}.html"


def name_file(name: Name) -> str:
    """The file of a name's page."""
    return f"name-{_plain(name.id)}.html"


def _plain(text: str) -> str:
    """Letters, digits and hyphens; with a digest where something else was lost."""
    plain = _PLAIN.sub("-", text.lower()).strip("-")[:60]
    if plain.replace("-", " ") == text.lower():
        return plain
    return f"{plain}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".strip("-")


def _texts(highlight: Highlight) -> Sequence[str]:
    return [highlight.headline.text, *(s.text for p in highlight.paragraphs for s in p)]


def _unique(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple({name.id: name for name in names}.values())
