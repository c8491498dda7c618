"""Before: a template's name and what it places. After: text, from our template or from a theme's.

Values are always escaped, and lose their unprintable characters on their way out. A theme's templates run
in a sandbox, and what goes wrong in one is told with its file and line.
"""

from __future__ import annotations

import traceback
from functools import lru_cache

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FunctionLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from wenzhai.errors import SettingsError
from wenzhai.stages.publish.breaks import cut_headline
from wenzhai.stages.publish.safe import one_line, printable
from wenzhai.stages.publish.structured_data import find_address
from wenzhai.stages.publish.templates_of_themes import OURS
from wenzhai.stages.publish.theme import FOLDER, MANUAL, Theme
from wenzhai.stages.publish.words import LANGUAGES, tag_language, words_for

# How a theme's templates are called in a traceback: no other file has such a name.
_MARK = f"<{FOLDER}>/"


def fill_template(template: str, theme: Theme | None = None, **values: object) -> str:
    """A template with its values in place. Raises SettingsError for what goes wrong in a theme's."""
    templates = load_templates(theme)
    if theme is None or not theme.templates:
        return templates.get_template(template).render(**values)
    try:
        return templates.get_template(template).render(**values)
    except Exception as error:  # a theme is someone else's code: it may raise anything
        raise _explain(error) from error


@lru_cache(maxsize=4)
def load_templates(theme: Theme | None = None) -> Environment:
    """Our templates, and before them a theme's; `wenzhai/NAME` is always ours."""
    ours = PackageLoader("wenzhai.stages.publish", "templates")
    if theme is None or not theme.templates:
        return _set_up(Environment, ours)
    texts = dict(theme.templates)

    def find(name: str) -> tuple[str, str, None] | None:
        return (texts[name], _MARK + name, None) if name in texts else None

    prefixed = PrefixLoader({OURS.rstrip("/"): ours})
    return _set_up(
        ImmutableSandboxedEnvironment, ChoiceLoader([FunctionLoader(find), prefixed, ours])
    )


def _set_up(kind: type[Environment], loader: BaseLoader) -> Environment:
    environment = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=print_value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
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


def _explain(error: Exception) -> SettingsError:
    """What went wrong, at the last line of a theme's template that was at work."""
    frames = traceback.extract_tb(error.__traceback__)
    at = next((f for f in reversed(frames) if f.filename.startswith(_MARK)), None)
    where = f"{FOLDER}/{at.filename.removeprefix(_MARK)}:{at.lineno}" if at else FOLDER
    return SettingsError(
        f"this template fails ({error})",
        where=where,
        remedy=f"{MANUAL} names what a template can place; `wenzhai theme show NAME` prints ours.",
    )
