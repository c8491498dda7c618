"""Before: the Editions of a newsroom. After: the site's root page, which lists them, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.formats import EditionLink
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.theme import Theme
from wenzhai.stages.publish.web import dress_page
from wenzhai.stages.publish.words import tag_language, words_for


class SiteEdition(msgspec.Struct, frozen=True, kw_only=True):
    """What the list says of an edition; `path` leads from the root to its page."""

    path: str
    title: str
    subtitle: str
    number: int
    week: str
    language: str
    starts_on: date
    headlines: tuple[str, ...] = ()


class SiteWeek(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of one week and number, a language each."""

    number: int
    starts_on: date
    editions: tuple[SiteEdition, ...]


class SitePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a list of editions stands in its site: `root` leads from it to the root (empty: it is there),
    `index` to the search's index (empty: no search); `siblings` are the list in other languages, `kinds`
    and `names` the archive's pages, with how many stories each has."""

    root: str = ""
    index: str = ""
    siblings: tuple[EditionLink, ...] = ()
    kinds: tuple[EditionLink, ...] = ()
    names: tuple[EditionLink, ...] = ()


def list_edition(edition: Edition, path: str, headlines: int = 3) -> SiteEdition:
    """The line of `edition` in the list, with its first headlines."""
    return SiteEdition(
        path=path,
        title=edition.title,
        subtitle=edition.subtitle,
        number=edition.number,
        week=edition.week,
        language=edition.language,
        starts_on=edition.starts_on,
        headlines=tuple(h.headline.text for h in edition.highlights[:headlines]),
    )


def group_weeks(editions: Sequence[SiteEdition], language: str = "en") -> tuple[SiteWeek, ...]:
    """Editions by week, the newest first; within a week those in `language` first."""

    def newest(item: SiteEdition) -> tuple[int, int]:
        return -item.starts_on.toordinal(), -item.number

    ordered = sorted(
        editions,
        key=lambda item: (newest(item), item.language != language, item.language, item.path),
    )
    weeks = []
    for _, items in groupby(ordered, key=newest):
        both = tuple(items)
        weeks.append(SiteWeek(number=both[0].number, starts_on=both[0].starts_on, editions=both))
    return tuple(weeks)


def render_site_index(
    editions: Sequence[SiteEdition],
    *,
    title: str = "Wenzhai",
    language: str = "en",
    place: SitePlace | None = None,
    theme: Theme | None = None,
) -> Publication:
    """`index.html`: all editions in all languages, those in `language` first of each week.

    `language` is that of the page's own words. An empty list gives a page that says so. With a `place`
    it has the archive's search and the ways to its pages.
    """
    words = words_for(language)
    at = place or SitePlace()
    html = fill_template(
        "site.html.j2",
        theme,
        weeks=group_weeks(editions, language),
        title=title,
        place=at,
        lang=tag_language(language) or "en",
        language="zh" if language.startswith("zh") else "en",
        words=words,
        tag_language=tag_language,
        **dress_page(theme, "archive.css", "search.js" if at.index else "", bool(at.index)),
    )
    return Publication(
        format="site", entry_point="index.html", files={"index.html": html.encode("utf-8")}
    )
