"""Before: the text of a glossary.tsv. After: names. Every error says which line and what to do."""

from __future__ import annotations

from typing import get_args

from wenzhai.errors import SettingsError
from wenzhai.language.script import fold_chinese
from wenzhai.model import Name, NameKind

COLUMNS = ("en", "zh", "kind", "weight", "parent", "ticker", "aliases")
"""The columns in their order; only `en` and `kind` must be filled."""

_KINDS: frozenset[str] = frozenset(get_args(NameKind))


def read_glossary(text: str, where: str) -> tuple[Name, ...]:
    """Read tab-separated names; `where` is the file's name, for errors.

    The first line that is neither empty nor a comment (`#`) names the columns of `COLUMNS`; further
    cells at the end of a line may be left out. An empty `zh` means that the English form is printed
    in Chinese too, an empty `weight` 0.5; aliases are separated by `|`.

    Raises `errors.SettingsError` for a wrong header, kind or weight, an entry that is there twice,
    and a form that two entries claim (it would decide by chance which of them a text is about).
    """
    names: list[Name] = []
    ids: dict[str, int] = {}
    forms: dict[str, tuple[int, str]] = {}
    header = False
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        at = f"{where}:{number}"
        if not header:
            _check_header(cells, at)
            header = True
            continue
        name = _read_name(cells, at)
        if name.id in ids:
            raise SettingsError(
                f"{name.en!r} is already the entry of line {ids[name.id]}",
                where=at,
                remedy="Join the two lines, or name this one otherwise.",
            )
        ids[name.id] = number
        for form in (name.en, name.zh, *name.aliases):
            first, owner = forms.setdefault(fold_form(form), (number, name.en))
            if first != number:
                raise SettingsError(
                    f"{form!r} is already a name of {owner!r} in line {first}",
                    where=at,
                    remedy="A form may belong to one entry only: take it from one of the two.",
                )
        names.append(name)
    if not header:
        raise SettingsError(
            "the glossary is empty", where=where, remedy=f"Begin with the line {_HEADER_LINE}."
        )
    return tuple(names)


def fold_form(form: str) -> str:
    """Fold a form to what is compared with other forms: simplified, lower case."""
    return fold_chinese(form).lower()


_HEADER_LINE = "<tab>".join(COLUMNS)


def _check_header(cells: list[str], at: str) -> None:
    if tuple(cells) != COLUMNS:
        raise SettingsError(
            "the first line does not name the columns",
            where=at,
            remedy=f"Write {_HEADER_LINE}, with tabs between.",
        )


def _read_name(cells: list[str], at: str) -> Name:
    if len(cells) > len(COLUMNS):
        raise SettingsError(
            f"{len(cells)} cells where there are {len(COLUMNS)} columns",
            where=at,
            remedy="Separate aliases by | and not by a tab.",
        )
    en, zh, kind, weight, parent, ticker, aliases = (*cells, *("",) * (len(COLUMNS) - len(cells)))
    if not en:
        raise SettingsError(
            "the entry has no English form",
            where=at,
            remedy="Fill the column en; where there is no English name, the pinyin.",
        )
    if kind not in _KINDS:
        raise SettingsError(
            f"unknown kind {kind!r}", where=at, remedy=f"Use one of {', '.join(sorted(_KINDS))}."
        )
    return Name(
        en=en,
        zh=zh or en,
        kind=kind,  # type: ignore[arg-type]  # a member of NameKind, as just checked
        aliases=tuple(dict.fromkeys(filter(None, map(str.strip, aliases.split("|"))))),
        parent=parent,
        ticker=ticker,
        weight=_read_weight(weight, at),
    )


def _read_weight(cell: str, at: str) -> float:
    try:
        weight = float(cell or 0.5)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= 1:
        raise SettingsError(
            f"the weight {cell!r} is no number from 0 to 1",
            where=at,
            remedy="Write 1 for the heart of the beat and 0 for a name that says nothing.",
        )
    return weight
