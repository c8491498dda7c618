"""Before: an Edition. After: web pages, one of the edition and one of each story, each an HTML file
that needs nothing else but its pictures.

Style and script stand inside each page, allowed by their hashes in its content security policy, which
allows nothing else. So it opens from a folder, an attachment or a server alike, and asks nobody for
anything.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.breaks import cut_headline
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import PageView
from wenzhai.stages.publish.reading_assets import read_asset
from wenzhai.stages.publish.safe import one_line, printable
from wenzhai.stages.publish.story_page import StoryView
from wenzhai.stages.publish.story_view import view_stories
from wenzhai.stages.publish.structured_data import (
    describe_edition,
    describe_graph,
    describe_story,
    find_address,
)
from wenzhai.stages.publish.view import picture_files, view_edition
from wenzhai.stages.publish.words import LANGUAGES, tag_language, words_for


class WebFormat:
    """The edition as a page: `index.html`, `stories/` where stories have pages, and `pictures/` where
    there are any."""

    name = "web"

    def render(self, edition: Edition, context: PublishContext) -> Publication:
        """Under 200 kB without pictures for an edition in house style."""
        page = view_edition(edition, context)
        pages = {"index.html": render_page(page, context).encode("utf-8")}
        for story in view_stories(edition, context):
            pages[story.file] = render_story(story, page, context).encode("utf-8")
        return Publication(
            format=self.name,
            entry_point="index.html",
            files={**pages, **picture_files(edition, context)},
        )


def render_page(page: PageView, context: PublishContext) -> str:
    """The page's HTML."""
    words = words_for(page.language)
    return fill_template(
        "edition.html.j2",
        page=page,
        context=context,
        words=words,
        graph=describe_graph(page, context),
        linked=describe_edition(page, context),
    )


def render_story(story: StoryView, page: PageView, context: PublishContext) -> str:
    """The HTML of a story's page; `page` is that of its edition."""
    style = load_story_style()
    return fill_template(
        "story.html.j2",
        story=story,
        page=page,
        context=context,
        words=words_for(story.language),
        graph=describe_graph(page, context, story),
        linked=describe_story(story, page, context),
        style=Markup(style),  # noqa: S704 - our own file
        policy=write_policy(style, load_script()),
    )


@lru_cache(maxsize=1)
def load_style() -> str:
    """The style sheet of every page."""
    return read_asset("edition.css")


@lru_cache(maxsize=1)
def load_script() -> str:
    """The script of every page."""
    return read_asset("edition.js")


@lru_cache(maxsize=1)
def load_story_style() -> str:
    """The edition's style sheet, and what only a story's page needs."""
    return load_style() + read_asset("story.css")


def fill_template(template: str, **values: object) -> str:
    """A template of this package, with the page's style, script and policy at hand."""
    return load_templates().get_template(template).render(**values)


@lru_cache(maxsize=1)
def load_templates() -> Environment:
    """Autoescape is always on, and every value loses its unprintable characters on its way out."""
    environment = Environment(
        loader=PackageLoader("wenzhai.stages.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=print_value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = load_style(), load_script()
    environment.globals.update(
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=write_policy(style, script),
        language_names=LANGUAGES,
        words_for=words_for,
        find_address=find_address,
        tag_language=tag_language,
    )
    environment.filters["one_line"] = one_line
    environment.filters["breaks"] = mark_breaks
    return environment


def print_value(value: object) -> object:
    """What the templates print of a value."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value)
    return value


def mark_breaks(text: str) -> Markup:
    """A Chinese headline or a short text, escaped, with a `<wbr>` wherever a line may break."""
    return Markup("<wbr>").join(cut_headline(printable(text)))


def write_policy(style: str, script: str, *, beside: bool = False) -> str:
    """The content security policy: this style, this script, pictures beside the page, nothing else.

    With `beside`, scripts of the same site too: the archive's index is one. Browsers differ in whether
    `'self'` means the folder of a page that was opened from a file, so files are named as well; a page
    from the web can load none."""
    scripts = f"'{hash_source(script)}'" + (" 'self' file:" if beside else "")
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{hash_source(style)}'",
            f"script-src {scripts}",
            "img-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def hash_source(text: str) -> str:
    """A CSP hash source (Content Security Policy Level 3, 2.3.1)."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
