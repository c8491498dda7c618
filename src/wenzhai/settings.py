"""newsroom.toml as frozen types. Reading the file, with line numbers, is `load_newsroom`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.model import HouseStyle, Rights, Source, read_days
from wenzhai.toml_reading import find_line, read_toml


class CollectSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds of fetching. Sizes are bytes after unpacking, times seconds.

    `resolve` leads host names (`name` or `*.suffix`) to `address:port`: how the sample's outlets are
    found, and how a test server is. Addresses reached that way, and those in `allow_private`, may be
    private; no others may.
    """

    user_agent: str = "Wenzhai/0.1 (+https://github.com/wenzhai/wenzhai; news digest)"
    workers: int = 16
    per_host: int = 2
    pause: float = 0.5
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_bytes: int = 8_000_000
    max_redirects: int = 5
    retries: int = 3
    max_retry_after: float = 120.0
    pages_per_source: int = 200
    obey_robots: bool = True
    allow_private: tuple[str, ...] = ()
    resolve: dict[str, str] = {}


class ModelEndpoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An OpenAI-compatible endpoint; the key is read from the environment variable `key_from`."""

    url: str
    model: str
    key_from: str = ""
    timeout: float = 60.0


class Models(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Endpoints, all optional: without one the in-wheel model embeds, and drafts are extractive."""

    embeddings: ModelEndpoint | None = None
    transcription: ModelEndpoint | None = None


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`timezone` decides which day and week an item belongs to; follow-ups and copies are looked for
    `lookback_days` back."""

    timezone: str = "Asia/Shanghai"
    lookback_days: int = 28


class NewsroomSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of newsroom.toml. `first_week` is the period of edition number 1, an
    ISO week (`2023-W15`) or a day (`2023-04-11`) as the beat has it; `notice` is a
    paragraph by language that every edition carries under its greeting."""

    title: dict[str, str]
    beat: str
    first_week: str
    languages: tuple[str, ...] = ("en", "zh")
    database: str = "sqlite:///newsroom.db"
    glossary: str = ""
    notice: dict[str, str] = {}
    schedule: Schedule = Schedule()
    collect: CollectSettings = CollectSettings()
    rights: Rights = Rights()
    style: HouseStyle = HouseStyle()
    models: Models = Models()
    sources: tuple[Source, ...] = ()


def load_newsroom(path: Path) -> NewsroomSettings:
    """Read newsroom.toml.

    Raises SettingsError (with file and line) when it is missing, not TOML, has an unknown key or a
    value that cannot be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            "there is no newsroom here",
            where=str(path),
            remedy="Make one with: wenzhai init DIR --beat china-digital",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"the file cannot be read: {error}", where=str(path), remedy="Save it as UTF-8."
        ) from error
    settings = read_toml(text, str(path), NewsroomSettings)
    _check_values(settings, text, str(path))
    return settings


_BOUNDS: dict[str, dict[str, tuple[float, float]]] = {
    "schedule": {"lookback_days": (0, 366)},
    "style": {"paragraphs": (1, 10)},
    "rights": {"quote_words": (0, 100_000), "quote_share": (0, 1)},
    "collect": {
        "workers": (1, 256),
        "per_host": (1, 64),
        "pause": (0, 3_600),
        "connect_timeout": (0.001, 3_600),
        "read_timeout": (0.001, 3_600),
        "total_timeout": (0.001, 86_400),
        "max_bytes": (1, 1_000_000_000),
        "max_redirects": (0, 50),
        "retries": (0, 20),
        "max_retry_after": (0, 86_400),
        "pages_per_source": (0, 1_000_000),
    },
}
"""Table -> key -> (least, most): a number outside would stop a run midway, or never end it."""


def _bounded(
    settings: NewsroomSettings,
) -> Iterator[tuple[str, str, float, tuple[float, float]]]:
    for table, keys in _BOUNDS.items():
        for key, bounds in keys.items():
            yield table, key, getattr(getattr(settings, table), key), bounds


def _is_period(text: str) -> bool:
    try:
        read_days(text)
    except ValueError:
        return False
    return True


def _check_values(settings: NewsroomSettings, text: str, where: str) -> None:
    def refuse(what: str, remedy: str, *steps: str) -> None:
        raise SettingsError(what, where=f"{where}:{find_line(text, list(steps))}", remedy=remedy)

    if not _is_period(settings.first_week):
        refuse(
            f"first_week “{settings.first_week}” is not an ISO week, nor a day",
            "Write it as 2023-W15; for a beat that appears daily, as 2023-04-11.",
            "first_week",
        )
    if not settings.languages:
        refuse("there is no language to make editions in", "Use “en” and “zh”.", "languages")
    for language in settings.languages:
        if language not in ("en", "zh"):
            refuse(f"“{language}” is not a language of editions", "Use “en” and “zh”.", "languages")
    try:
        ZoneInfo(settings.schedule.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        refuse(
            f"“{settings.schedule.timezone}” is not a time zone",
            "Use a name such as Asia/Shanghai.",
            "schedule",
            "timezone",
        )
    for table, key, value, (least, most) in _bounded(settings):
        if not least <= value <= most:
            refuse(f"{key} is from {least:g} to {most:g}", "Change it.", table, key)
    for key in (
        "headline_words",
        "headline_chars",
        "paragraph_words",
        "paragraph_chars",
        "highlights",
    ):
        least, most = getattr(settings.style, key)
        if not 1 <= least <= most:
            refuse(f"{key} is [least, most], from 1", "Write for example [6, 14].", "style", key)
    seen: dict[str, int] = {}
    for index, source in enumerate(settings.sources):
        at = ("sources", str(index))
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", source.id):
            refuse(
                f"the source id “{source.id}” is not usable",
                "Use small letters, digits and hyphens.",
                *at,
                "id",
            )
        if source.id in seen:
            refuse(
                f"two sources have the id “{source.id}”",
                f"Rename this one; the first is on line "
                f"{find_line(text, ['sources', str(seen[source.id]), 'id'])}.",
                *at,
                "id",
            )
        seen[source.id] = index
        if not 0 <= source.quality <= 1:
            refuse("quality is a share from 0 to 1", "Write for example 0.7.", *at, "quality")
        if source.language not in ("en", "zh-Hans", "zh-Hant"):
            refuse(
                f"“{source.language}” is not a language that is read here",
                "Use en, zh-Hans or zh-Hant.",
                *at,
                "language",
            )
