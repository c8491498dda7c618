"""Before: a hot list as newsnow, RSSHub or some JSON gives it. After: Sightings with rank and heat."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

from wenzhai.errors import FetchError, ParseError, SettingsError, StatusError
from wenzhai.language.encoding import decode_plain
from wenzhai.model import Batch, Sighting, Source
from wenzhai.ports import Fetched
from wenzhai.stages.collect.context import CollectContext, choose_zone
from wenzhai.stages.collect.feeds import parse_feed
from wenzhai.stages.collect.paths import find_value, read_text
from wenzhai.stages.collect.plain import MAX_TITLE, read_plain
from wenzhai.stages.collect.times import from_epoch, parse_time
from wenzhai.stages.collect.urls import canonicalise_url
from wenzhai.stages.collect.validators import read_validators

_MOST_DAYS = 62
_MOST_ITEMS = 500
_HEAT = re.compile(
    r"(\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,6})?)\s?(万亿|亿|千万|百万|万|千|[kmbw](?![a-z]))?",
    re.IGNORECASE,
)
_SCALES = {
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
    "k": 1e3,
    "w": 1e4,
    "m": 1e6,
    "b": 1e9,
}


class HotList(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a hot list."""

    sightings: tuple[Sighting, ...] = ()
    notes: tuple[str, ...] = ()


def parse_heat(value: object) -> float | None:
    """Read `321万热度`, `1.2M`, `3,456` or a number; None where there is none. Never negative."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e18 else -1.0
        return number if 0 <= number < 1e18 else None
    text = unicodedata.normalize("NFKC", str(value)[:80])
    found = _HEAT.search(text)
    if found is None:
        return None
    heat = float(found.group(1).replace(",", "")) * _SCALES.get((found.group(2) or "").lower(), 1.0)
    return heat if heat < 1e18 else None


def parse_hot_list(got: Fetched, source: Source, seen_at: datetime) -> HotList:
    """Read one answer in the format that `source.options["format"]` names. Raises `ParseError`.

    `seen_at` counts where the list does not say itself when it was made.
    """
    form = source.options.get("format", "newsnow")
    if form == "rsshub":
        feed = parse_feed(
            got.body, got.headers.get("content-type", ""), got.url, language=source.language
        )
        rows: list[dict[str, object]] = [
            {"title": entry.title, "url": entry.url} for entry in feed.entries if entry.title
        ]
        return _make_list(rows, source, got.url, seen_at, notes=feed.notes)
    document = _read_json(got)
    if form == "newsnow":
        if isinstance(document, dict):
            updated = document.get("updatedTime")
            if isinstance(updated, int | float):
                seen_at = from_epoch(updated) or seen_at
            elif isinstance(updated, str):
                seen_at = parse_time(updated, choose_zone(source.language)) or seen_at
        return _make_list(_list_rows(document, "items", got.url), source, got.url, seen_at)
    if form != "json":
        raise SettingsError(
            f"`{form}` is no format of a hot list",
            where=f"source `{source.id}`, option `format`",
            remedy="Use `newsnow`, `rsshub` or `json`.",
        )
    path = source.options.get("items", "items")
    return _make_list(_list_rows(document, path, got.url), source, got.url, seen_at)


def collect(source: Source, context: CollectContext) -> Batch:
    """Collect the kind `hotlist`.

    Options: `format` (`newsnow`, `rsshub`, `json`), `list` (its name; the source's if not given)
    and for `json` dotted paths: `items`, `title`, `url`, `rank`, `heat`. Where the address holds
    `{date}` (or `%7Bdate%7D`), each day from `since` to now is fetched.
    """
    if "{date}" not in source.url:
        got = context.fetcher.fetch(source.url, validators=context.validators.get(source.url))
        if got.status == 304:
            return Batch(unchanged=True)
        state = parse_hot_list(got, source, context.now)
        return Batch(
            sightings=state.sightings,
            notes=state.notes,
            validators=read_validators(source.url, got),
        )
    return _collect_days(source, context)


def _collect_days(source: Source, context: CollectContext) -> Batch:
    zone = choose_zone(source.language)
    sightings: list[Sighting] = []
    notes: list[str] = []
    absent: list[date] = []
    validators: dict[str, dict[str, str]] = {}
    failure: FetchError | ParseError | None = None
    days = _list_days(context.since or context.now, context.now, zone)
    for day in days:
        url = source.url.replace("{date}", day.isoformat())
        try:
            got = context.fetcher.fetch(url, validators=context.validators.get(url))
            if got.status == 304:
                continue
            at = min(datetime.combine(day, time(0), zone).astimezone(UTC), context.now)
            state = parse_hot_list(got, source, at)
        except StatusError as error:
            failure = error
            if error.status != 404:
                notes.append(error.message)
            else:
                absent.append(day)
            continue
        except (FetchError, ParseError) as error:
            failure = error
            notes.append(error.message)
            continue
        sightings.extend(state.sightings)
        notes.extend(state.notes)
        validators |= read_validators(url, got)
    if failure is not None and len(notes) + len(absent) >= len(days):
        raise failure
    if absent:
        days_absent = f"{absent[0]} to {absent[-1]}" if len(absent) > 1 else f"{absent[0]}"
        notes.append(f"the host keeps no list of {days_absent} (status 404)")
    unchanged = not sightings and not notes
    return Batch(
        sightings=tuple(sightings), notes=tuple(notes), validators=validators, unchanged=unchanged
    )


def _list_days(since: datetime, now: datetime, zone: tzinfo) -> list[date]:
    last = now.astimezone(zone).date()
    count = min(max((last - since.astimezone(zone).date()).days, 0), _MOST_DAYS - 1)
    return [last - timedelta(days=back) for back in range(count, -1, -1)]


def _read_json(got: Fetched) -> object:
    text = decode_plain(got.body, got.headers.get("content-type", "")).text
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ParseError(
            f"this is no JSON ({str(error)[:120]})",
            where=got.url,
            remedy="Open the address in a browser: the list may have moved or want a key.",
        ) from None


def _list_rows(document: object, path: str, url: str) -> list[dict[str, object]]:
    rows = document if isinstance(document, list) else find_value(document, path)
    if not isinstance(rows, list):
        raise ParseError(
            f"there is no list at `{path}`",
            where=url,
            remedy="Set the option `items` to where the list is, such as `data.list`.",
        )
    return [row for row in rows[:_MOST_ITEMS] if isinstance(row, dict)]


def _make_list(
    rows: list[dict[str, object]],
    source: Source,
    base: str,
    seen_at: datetime,
    notes: tuple[str, ...] = (),
) -> HotList:
    options = source.options
    sightings: dict[str, Sighting] = {}
    for position, row in enumerate(rows, 1):
        title = read_plain(read_text(find_value(row, options.get("title", "title"))), MAX_TITLE)
        if not title:
            continue
        rank = find_value(row, options["rank"]) if "rank" in options else position
        sighting = Sighting(
            source_id=source.id,
            list_name=options.get("list", source.name),
            title=title,
            seen_at=seen_at,
            rank=_read_rank(rank),
            heat=_read_heat(row, options.get("heat", "")),
            url=canonicalise_url(read_text(find_value(row, options.get("url", "url"))), base),
        )
        sightings.setdefault(sighting.id, sighting)
    if not sightings:
        notes = (*notes, "the list is empty")
    return HotList(sightings=tuple(sightings.values()), notes=notes)


def _read_heat(row: dict[str, object], path: str) -> float | None:
    for candidate in (path,) if path else ("extra.info", "extra.heat", "extra.hot", "heat", "hot"):
        heat = parse_heat(find_value(row, candidate))
        if heat is not None:
            return heat
    return None


def _read_rank(value: object) -> int | None:
    rank = parse_heat(value)
    return int(rank) if rank is not None and 1 <= rank <= 100_000 else None
