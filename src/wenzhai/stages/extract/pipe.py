"""Before: a line of `wenzhai pipe extract`. After: the line that answers it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from wenzhai.errors import InputError
from wenzhai.language.encoding import decode_html
from wenzhai.model import Entry, Source
from wenzhai.stages.extract.article import extract_article
from wenzhai.stages.extract.page import MAX_HTML

_ANY_TIME = datetime(2100, 1, 1, tzinfo=UTC)
"""A pipe does not know when a page was seen, and its answer must not depend on the day it is run."""


def extract_line(row: dict[str, object]) -> dict[str, object]:
    """`{"id","url","html"}` or `{"id","url","path"}` to
    `{"id","title","text","language","published_at","author","kind"}`.

    `published_at` is ISO 8601 in UTC with offset, or None where the page does not say. Raises
    `errors.InputError` where neither `html` nor a readable `path` is given.
    """
    key = str(row.get("id", ""))
    url = str(row.get("url") or "")
    entry = Entry(id=key, source_id="pipe", url=url, title="", seen_at=_ANY_TIME)
    source = Source(id="pipe", name="", kind="pipe", url=url, language=str(row.get("lang") or ""))
    article = extract_article(entry, _read_html(row, key), source)
    known = article.published_from != "seen"
    return {
        "id": row.get("id"),
        "title": article.title,
        "text": article.text,
        "language": article.language,
        "published_at": article.published_at.isoformat() if known else None,
        "author": article.author,
        "kind": article.kind,
    }


def _read_html(row: dict[str, object], key: str) -> str:
    html = row.get("html")
    if isinstance(html, str):
        return html
    path = row.get("path")
    if not isinstance(path, str):
        raise InputError(
            "neither html nor path is given", where=key, remedy='Add "html" or "path" to the line'
        )
    try:
        with Path(path).open("rb") as file:
            body = file.read(4 * MAX_HTML)
    except OSError as error:
        raise InputError(f"cannot read the file: {error.strerror}", where=path) from error
    return decode_html(body).text
