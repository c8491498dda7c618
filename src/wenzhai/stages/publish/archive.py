"""Before: the Editions of a newsroom. After: the archive in each language: the list of editions with the
search, a page for each kind of news and one for each name, and the search's index.

Every page exists in every language of the newsroom; a story that was printed in one language only is
listed in all, in its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from wenzhai.language.measures import name_measure
from wenzhai.language.names import NameFinder
from wenzhai.model import LedgerEntry, Name, Publication
from wenzhai.stages.publish.dates import write_when
from wenzhai.stages.publish.formats import EditionLink
from wenzhai.stages.publish.safe import safe_url
from wenzhai.stages.publish.search import INDEX_FILE, write_search_index
from wenzhai.stages.publish.site import SiteEdition, SitePlace, render_site_index
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.theme import Theme
from wenzhai.stages.publish.topics import (
    Printed,
    PrintedStory,
    name_file,
    name_kind_file,
)
from wenzhai.stages.publish.web import dress_page
from wenzhai.stages.publish.words import name_kind, tag_language, words_for

FOLDER = "archive"
_UP = "../../"
_MOST_NAMES = 60
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MOST_FIGURES = 40


class TopicEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A highlight in the list of a topic; `lang` where it is in another language than the page."""

    title: str
    href: str
    story: str
    edition: str
    dates: str
    kind: str
    lang: str


class FigureRow(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the ledger with one report of it; `url` is safe or empty."""

    when: str
    measure: str
    figure: str
    publisher: str
    lang: str
    url: str


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of news or a name, as its page shows it in one language; `siblings` are the same in others."""

    file: str
    title: str
    other: str
    other_lang: str
    label: str
    seal: str
    language: str
    lang: str
    entries: tuple[TopicEntry, ...]
    figures: tuple[FigureRow, ...]
    siblings: tuple[EditionLink, ...]


def render_archive(
    stories: Sequence[PrintedStory],
    editions: Sequence[SiteEdition],
    names: NameFinder,
    *,
    titles: Mapping[str, str],
    figures: Mapping[str, Sequence[LedgerEntry]],
    theme: Theme | None = None,
) -> Publication:
    """`index.html` in the first language of `titles`, the rest under `archive/`.

    `titles` is the newsroom's by language, `figures` the ledger's by the id of a name."""
    languages = tuple(titles)
    files: dict[str, bytes] = {INDEX_FILE: write_search_index(stories, languages)}
    dress = dress_page(theme, "archive.css")
    by_kind = _group_kinds(stories)
    by_name = _group_names(stories)
    for language in languages:
        folder = f"{FOLDER}/{language}/"
        kinds = [_kind_topic(kind, found, languages, language) for kind, found in by_kind.items()]
        named = [
            _name_topic(name, found, languages, language, names, figures.get(name.id, ()))
            for name, found in by_name
        ]
        for topic in (*kinds, *named):
            html = fill_template(
                "topic.html.j2",
                theme,
                topic=topic,
                words=words_for(language),
                site_title=titles[language],
                home=_UP + _home(language, languages),
                **dress,
            )
            files[folder + topic.file] = html.encode()
        home = _home(language, languages)
        root = _UP if "/" in home else ""
        place = SitePlace(
            root=root,
            index=root + INDEX_FILE,
            siblings=tuple(
                EditionLink(path=root + _home(other, languages), title="", language=other)
                for other in languages
                if other != language
            ),
            kinds=tuple(_link(t, root + folder) for t in kinds),
            names=tuple(_link(t, root + folder) for t in named[:_MOST_NAMES]),
        )
        page = render_site_index(
            editions, title=titles[language], language=language, place=place, theme=theme
        )
        files[home] = page.files["index.html"]
    return Publication(format="archive", entry_point="index.html", files=files)


def find_home(language: str, languages: Sequence[str]) -> str:
    """Where the list of editions in this language is, from the site's root."""
    return _home(language if language in languages else languages[0], tuple(languages))


def _home(language: str, languages: tuple[str, ...]) -> str:
    return "index.html" if language == languages[0] else f"{FOLDER}/{language}/index.html"


def _link(topic: Topic, folder: str) -> EditionLink:
    return EditionLink(path=folder + topic.file, title=topic.title, number=len(topic.entries))


def _group_kinds(stories: Sequence[PrintedStory]) -> dict[str, list[PrintedStory]]:
    """Kind -> its stories, by the kind's file, so that what is not known is one group."""
    found: dict[str, tuple[str, list[PrintedStory]]] = {}
    for story in stories:
        _, told = found.setdefault(name_kind_file(story.kind), (story.kind, []))
        told.append(story)
    return {kind: told for _, (kind, told) in sorted(found.items())}


def _group_names(stories: Sequence[PrintedStory]) -> list[tuple[Name, list[PrintedStory]]]:
    """Every name with its stories, the name with most first."""
    found: dict[str, tuple[Name, list[PrintedStory]]] = {}
    for story in stories:
        for name in story.names:
            found.setdefault(name.id, (name, []))[1].append(story)
    return sorted(found.values(), key=lambda item: (-len(item[1]), item[0].id))


def _siblings(file: str, languages: Sequence[str], language: str) -> tuple[EditionLink, ...]:
    return tuple(
        EditionLink(path=f"../{other}/{file}", title="", language=other)
        for other in languages
        if other != language
    )


def _kind_topic(
    kind: str, stories: Sequence[PrintedStory], languages: Sequence[str], language: str
) -> Topic:
    file = name_kind_file(kind)
    title, seal = name_kind(kind, language)
    return Topic(
        file=file,
        title=title,
        other="",
        other_lang="",
        label=words_for(language)["kinds"],
        seal=seal,
        language=language,
        lang=tag_language(language),
        entries=tuple(_entry(story, language) for story in stories),
        figures=(),
        siblings=_siblings(file, languages, language),
    )


def _name_topic(
    name: Name,
    stories: Sequence[PrintedStory],
    languages: Sequence[str],
    language: str,
    names: NameFinder,
    figures: Sequence[LedgerEntry],
) -> Topic:
    words = words_for(language)
    title = names.translate(name, language)
    other_language = "en" if language.startswith("zh") else "zh"
    other = names.translate(name, other_language)
    owner = next(iter(names.parents(name)), None)
    label = words[f"name_{name.kind}"]
    if owner:
        belongs = words["belongs"].format(owner=names.translate(owner, language))
        label += words["comma"] + belongs
    printed = {story.story_id for story in stories}
    told = [
        entry
        for entry in figures
        if printed & set(entry.story_ids) and entry.dated == "told" and _when(entry.date, language)
    ]
    return Topic(
        file=name_file(name),
        title=title,
        other="" if other == title else other,
        other_lang=tag_language(other_language),
        label=label,
        seal=name.zh[:1],
        language=language,
        lang=tag_language(language),
        entries=tuple(_entry(story, language) for story in stories),
        figures=tuple(
            row
            for row in (_row(entry, language) for entry in told)
            if any(c.isdigit() for c in row.figure)  # not “both”, “more than half”
        )[:_MOST_FIGURES],
        siblings=_siblings(name_file(name), languages, language),
    )


def _entry(story: PrintedStory, language: str) -> TopicEntry:
    printed: Printed = story.pick(language)
    edition = printed.edition
    return TopicEntry(
        title=printed.highlight.headline.text,
        href=_UP + printed.path,
        story=_UP + printed.story_path if printed.story_path else "",
        edition=words_for(language)["number"].format(number=edition.number),
        dates=edition.subtitle,
        kind=name_kind(story.kind, language)[0],
        lang="" if edition.language == language else tag_language(edition.language),
    )


def _row(entry: LedgerEntry, language: str) -> FigureRow:
    own = [r for r in entry.reports if r.language.startswith(language)]
    report = (own or entry.reports)[0]
    words = words_for(language)
    measure = name_measure(entry.measure, language)
    if entry.aspect != "level":
        measure += words["aspect"].format(aspect=words[f"aspect_{entry.aspect}"])
    return FigureRow(
        when=_when(entry.date, language),
        measure=measure
        + (words["aspect"].format(aspect=words["disputed"]) if entry.disputed else ""),
        figure=report.figure,
        publisher=report.publisher,
        lang=tag_language(report.language),
        url=safe_url(report.url),
    )


def _when(when: str, language: str) -> str:
    """A date of the ledger in words; empty where the time is open at both ends or of another kind."""
    words = words_for(language)
    start, slash, end = when.partition("/")
    if slash:
        begun = _when(start, language)
        return words["since"].format(when=begun) if begun and end == ".." else ""
    if quarter := _QUARTER.fullmatch(start):
        return words["quarter"].format(year=quarter[1], quarter=quarter[2])
    written = write_when(start, language)
    return written if written != start or start.isdigit() else ""
