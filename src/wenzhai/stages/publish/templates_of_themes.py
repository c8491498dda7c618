"""Before: the templates of a theme. After: the same, or an error that names the file, the line and the
remedy: for what cannot be read, for what would print without escaping, for what nothing would use.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from wenzhai.errors import SettingsError

OURS = "wenzhai/"
"""What leads from a theme's template to ours of the same name."""
# What switches escaping off, or takes a text for safe.
_UNESCAPED = ("safe",)


@lru_cache(maxsize=1)
def list_templates() -> tuple[str, ...]:
    """The names of our templates that a theme may put its own in the place of."""
    folder = files("wenzhai.stages.publish") / "templates"
    return tuple(sorted(item.name for item in folder.iterdir() if item.name.endswith(".j2")))


def read_template(name: str) -> str:
    """The text of one of our templates. Raises SettingsError where there is none of that name."""
    if name not in list_templates():
        near = difflib.get_close_matches(name, list_templates(), 1)
        raise SettingsError(
            f"there is no template {name!r}",
            remedy=f"Did you mean {near[0]}?"
            if near
            else f"There are: {', '.join(list_templates())}.",
        )
    return (files("wenzhai.stages.publish") / "templates" / name).read_text(encoding="utf-8")


def check_templates(templates: Mapping[str, str], folder: str) -> None:
    """Raises SettingsError for the first template of a theme that cannot stand in the place of ours."""
    used: set[str] = set()
    trees = {name: _parse(name, text, folder) for name, text in templates.items()}
    for name, tree in trees.items():
        _refuse_unescaped(name, tree, folder)
        asked = {found for found in meta.find_referenced_templates(tree) if found}
        for other in sorted(asked - templates.keys() - set(list_templates())):
            if other.removeprefix(OURS) not in list_templates() or not other.startswith(OURS):
                raise SettingsError(
                    f"there is no template {other!r}",
                    where=f"{folder}/{name}:{_find_line(tree, other)}",
                    remedy=f"Ours are named {OURS}NAME; a theme's own lie beside this file.",
                )
        used |= asked
    for name in sorted(templates.keys() - used - set(list_templates())):
        near = difflib.get_close_matches(name, list_templates(), 1)
        raise SettingsError(
            "nothing uses this template",
            where=f"{folder}/{name}:1",
            remedy=f"Did you mean {near[0]}?"
            if near
            else f"Give it the name of one of ours: {', '.join(list_templates())}.",
        )


def _parse(name: str, text: str, folder: str) -> nodes.Template:
    try:
        return Environment(autoescape=True).parse(text, name=name)
    except TemplateSyntaxError as error:
        raise SettingsError(
            f"this template cannot be read: {error.message}",
            where=f"{folder}/{name}:{error.lineno}",
            remedy="Mend it; `wenzhai theme show NAME` prints ours.",
        ) from error


def _refuse_unescaped(name: str, tree: nodes.Template, folder: str) -> None:
    for node in tree.find_all((nodes.Filter, nodes.ScopedEvalContextModifier)):
        unsafe = isinstance(node, nodes.ScopedEvalContextModifier) or (
            isinstance(node, nodes.Filter) and node.name in _UNESCAPED
        )
        if unsafe:
            raise SettingsError(
                "escaping cannot be switched off: titles and names come from strangers",
                where=f"{folder}/{name}:{node.lineno}",
                remedy="Take out “safe” and “autoescape”; write markup into the template itself.",
            )


def _find_line(tree: nodes.Template, asked: str) -> int:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        template = getattr(node, "template", None)
        if isinstance(template, nodes.Const) and template.value == asked:
            return node.lineno
    return 1
