"""Before: the Editions of a newsroom. After: the site's root page, which lists them, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import msgspec

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.web import fill_template
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


def group_weeks(editions: Sequence[SiteEdition]) -> tuple[SiteWeek, ...]:
    """Editions by week, the newest first; within a week by title's language, English first."""

    def newest(item: SiteEdition) -> tuple[int, int]:
        return -item.starts_on.toordinal(), -item.number

    ordered = sorted(editions, key=lambda item: (newest(item), item.language, item.path))
    weeks = []
    for _, items in groupby(ordered, key=newest):
        both = tuple(items)
        weeks.append(SiteWeek(number=both[0].number, starts_on=both[0].starts_on, editions=both))
    return tuple(weeks)


def render_site_index(
    editions: Sequence[SiteEdition], *, title: str = "Wenzhai", language: str = "en"
) -> Publication:
    """`index.html` for the root of a site: all editions in all languages.

    `language` is that of the page's own words. An empty list gives a page that says so.
    """
    words = words_for(language)
    html = fill_template(
        "site.html.j2",
        weeks=group_weeks(editions),
        title=title,
        lang=tag_language(language) or "en",
        language="zh" if language.startswith("zh") else "en",
        words=words,
        tag_language=tag_language,
    )
    return Publication(
        format="site", entry_point="index.html", files={"index.html": html.encode("utf-8")}
    )
