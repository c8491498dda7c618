"""Before: an Edition. After: web pages, one of the edition and one of each story, each an HTML file
that needs nothing else but its pictures.

Style and script stand inside each page, allowed by their hashes in its content security policy, which
allows nothing else. So it opens from a folder, an attachment or a server alike, and asks nobody for
anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from wenzhai.model import Edition, Publication
from wenzhai.stages.publish.formats import PublishContext
from wenzhai.stages.publish.page import PageView
from wenzhai.stages.publish.reading_assets import read_asset, shorten_style
from wenzhai.stages.publish.story_page import StoryView
from wenzhai.stages.publish.story_view import view_stories
from wenzhai.stages.publish.structured_data import (
    describe_edition,
    describe_graph,
    describe_story,
)
from wenzhai.stages.publish.templates import fill_template
from wenzhai.stages.publish.theme import Theme, style_tokens
from wenzhai.stages.publish.view import picture_files, view_edition
from wenzhai.stages.publish.words import words_for


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
    return fill_template(
        "edition.html.j2",
        context.theme,
        page=page,
        context=context,
        words=words_for(page.language),
        graph=describe_graph(page, context),
        linked=describe_edition(page, context),
        **dress_page(context.theme),
    )


def render_story(story: StoryView, page: PageView, context: PublishContext) -> str:
    """The HTML of a story's page; `page` is that of its edition."""
    return fill_template(
        "story.html.j2",
        context.theme,
        story=story,
        page=page,
        context=context,
        words=words_for(story.language),
        graph=describe_graph(page, context, story),
        linked=describe_story(story, page, context),
        **dress_page(context.theme, "story.css"),
    )


@lru_cache(maxsize=32)
def dress_page(
    theme: Theme | None = None, more_style: str = "", more_script: str = "", beside: bool = False
) -> Mapping[str, Markup | str]:
    """What every page is given: `style` (ours, of this sort of page, a theme's), `script`, and the `policy`
    that allows these two and, with `beside`, scripts of the same site."""
    style = read_asset("edition.css") + (read_asset(more_style) if more_style else "")
    if theme is not None:
        style += style_tokens(theme) + shorten_style(theme.style)
    script = read_asset("edition.js") + (read_asset(more_script) if more_script else "")
    return MappingProxyType(
        {
            "style": Markup(style),  # noqa: S704 - our own files, and a theme's without “</”
            "script": Markup(script),  # noqa: S704 - our own files
            "policy": write_policy(style, script, beside=beside),
        }
    )


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
