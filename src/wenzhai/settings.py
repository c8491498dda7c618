"""newsroom.toml as frozen types. Reading the file, with line numbers, is `load_newsroom`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from wenzhai.errors import SettingsError
from wenzhai.model import HouseStyle, PictureTerms, Rights, Source, read_days
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


class WriterEndpoint(ModelEndpoint, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The model that words highlights, and what one edition may cost.

    `structured` is how the endpoint is told the shape of an answer: `json_schema` where it can,
    `json_object`, or `text`; one that refuses is asked again with less. `max_requests` and `max_tokens`
    bound one run of `make`, `answer_tokens` one answer, `passages` what is shown of one story. Prices are for a million tokens, in `currency`.
    `extra` goes into each request as it is (`{ enable_thinking = false }`).
    """

    structured: Literal["json_schema", "json_object", "text"] = "json_schema"
    retries: int = 2
    max_requests: int = 80
    max_tokens: int = 400_000
    answer_tokens: int = 1_200
    passages: int = 24
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str = "USD"
    extra: dict[str, Any] = {}


class TranslatorEndpoint(WriterEndpoint, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who translates a story told only in the other language: a `model` (by default the writer's: leave
    `url` and `model` empty), or a server that speaks LibreTranslate's protocol."""

    kind: Literal["model", "libretranslate"] = "model"
    url: str = ""
    model: str = ""


class Models(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Endpoints, all optional: without one the in-wheel model embeds, drafts are extractive, and
    nothing is translated."""

    embeddings: ModelEndpoint | None = None
    transcription: ModelEndpoint | None = None
    writer: WriterEndpoint | None = None
    translator: TranslatorEndpoint | None = None


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`timezone` decides which day and week an item belongs to; follow-ups and copies are looked for
    `lookback_days` back."""

    timezone: str = "Asia/Shanghai"
    lookback_days: int = 28


class PublishSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`formats` are printed beside the web page; all that ship where none is named. `base_url` is where
    the folder `editions` will be on the web. `sender` and `unsubscribe` (an https address that takes a
    POST, or a mailto) go into e-mails. `serif_font` and `sans_font` are font files for PDF and cards,
    relative to the newsroom's folder, in place of those that ship."""

    formats: tuple[str, ...] = ()
    base_url: str = ""
    sender: str = ""
    unsubscribe: str = ""
    serif_font: str = ""
    sans_font: str = ""


class NewsroomSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of newsroom.toml. `first_week` is the period of edition number 1, an
    ISO week (`2023-W15`) or a day (`2023-04-11`) as the beat has it; `notice` is a
    paragraph by language that every edition carries under its greeting. `signing_key` is the file of
    the key that editions are signed with, `pictures` the terms of single pictures."""

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
    signing_key: str = "keys/signing.pem"
    pictures: tuple[PictureTerms, ...] = ()
    publish: PublishSettings = PublishSettings()


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


def check_rights(settings: NewsroomSettings, refuse: Callable[..., None]) -> None:
    """Rights that cannot be: a share above the whole, a licence without an end, an address twice."""
    tables: list[tuple[tuple[str, ...], Rights]] = [(("rights",), settings.rights)]
    tables += [
        (("sources", str(index), "rights"), source.rights)
        for index, source in enumerate(settings.sources)
        if source.rights
    ]
    for steps, rights in tables:
        for key, (least, most) in _BOUNDS["rights"].items():
            if not least <= getattr(rights, key) <= most:
                refuse(f"{key} is from {least:g} to {most:g}", "Change it.", *steps, key)
        if rights.pictures == "licensed" and rights.licensed_until is None:
            refuse(
                "pictures are licensed, but not until when",
                "Add licensed_until = 2027-12-31, the last day of the licence.",
                *steps,
                "pictures",
            )
    seen: set[str] = set()
    for index, picture in enumerate(settings.pictures):
        at = ("pictures", str(index))
        if picture.use == "licensed" and picture.until is None:
            refuse(
                "the picture is licensed, but not until when",
                "Add until = 2027-12-31, the last day of the licence.",
                *at,
                "use",
            )
        if not picture.url.startswith(("http://", "https://")):
            refuse(
                f"“{picture.url}” is no address of a picture",
                "Write https://…; with * at its end it stands for all that begin so.",
                *at,
                "url",
            )
        if picture.url in seen:
            refuse(f"the terms of {picture.url} stand here twice", "Remove one.", *at, "url")
        seen.add(picture.url)


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
    base_url = settings.publish.base_url
    if base_url and not re.fullmatch(r"https?://[^\s@]+", base_url):
        refuse(
            f"base_url “{base_url}” is no web address",
            "Write for example https://news.example/digest.",
            "publish",
            "base_url",
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
    check_rights(settings, refuse)
    for name in ("embeddings", "writer", "translator"):
        _check_endpoint(getattr(settings.models, name), name, settings.models, refuse)
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


_ENDPOINT_BOUNDS: dict[str, tuple[float, float]] = {
    "timeout": (0.001, 3_600),
    "retries": (0, 20),
    "max_requests": (1, 100_000),
    "max_tokens": (1, 1_000_000_000),
    "answer_tokens": (16, 100_000),
    "passages": (2, 200),
    "price_in": (0, 1_000_000),
    "price_out": (0, 1_000_000),
}


def _check_endpoint(
    endpoint: ModelEndpoint | None, name: str, models: Models, refuse: Callable[..., None]
) -> None:
    if endpoint is None:
        return
    at = ("models", name)
    if isinstance(endpoint, TranslatorEndpoint) and not endpoint.url:
        if endpoint.kind == "libretranslate" or models.writer is None:
            refuse(
                "the translator has no url",
                "Give it one, or set [models.writer], whose endpoint it then uses.",
                *at,
            )
    elif not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", endpoint.url):
        refuse(
            f"“{endpoint.url}” is not the address of an endpoint",
            "Write it as http://localhost:11434/v1 or https://….",
            *at,
            "url",
        )
    for key, (least, most) in _ENDPOINT_BOUNDS.items():
        if not least <= getattr(endpoint, key, least) <= most:
            refuse(f"{key} is from {least:g} to {most:g}", "Change it.", *at, key)
