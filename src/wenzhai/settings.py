"""newsroom.toml as frozen types. Reading the file, with line numbers, is `load_newsroom`."""

from __future__ import annotations

import msgspec

from wenzhai.model import HouseStyle, Rights, Source


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


class Schedule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the edition closes: `timezone` decides which day an item belongs to."""

    timezone: str = "Asia/Shanghai"
    closes: str = "Sunday 24:00"
    lookback_days: int = 28


class NewsroomSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of newsroom.toml. `first_week` is the ISO week of edition number 1."""

    title: dict[str, str]
    beat: str
    first_week: str
    languages: tuple[str, ...] = ("en", "zh")
    database: str = "sqlite:///newsroom.db"
    glossary: str = ""
    schedule: Schedule = Schedule()
    collect: CollectSettings = CollectSettings()
    rights: Rights = Rights()
    style: HouseStyle = HouseStyle()
    models: Models = Models()
    sources: tuple[Source, ...] = ()
