"""Print the disagreements found, to be read by eye: in a newsroom's week, or in labelled same-event sets.

    python benchmarks/disagreements.py --room real --week 2023-W14
    python benchmarks/disagreements.py --events data/stories/ecob_en_dev.jsonl.gz

Each is numbered; read it, note which are true, and report the share. The sets have no publishers and
no times: each report counts as one publisher, all as of one day.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wenzhai.language.sentences import split_sentences
from wenzhai.language.tokens import chinese_words, english_words
from wenzhai.model import Article, Disagreement, Passage
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.telling import load_marked
from wenzhai.stages.extract import find_copies
from wenzhai.stages.highlight import find_disagreements

_DAY = datetime(2020, 8, 18, 12, tzinfo=UTC)


def main() -> None:
    """Read the options, print every disagreement with its sides, and count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--room", type=Path, required=True, help="a newsroom, for its names")
    options.add_argument("--week", default="", help="2023-W14: the ranked stories of that week")
    options.add_argument("--all", action="store_true", help="every story in the store")
    options.add_argument("--events", type=Path, nargs="*", default=[], help="labelled sets")
    options.add_argument(
        "--alike",
        default="",
        help="2023-W14: that week's articles on and off the beat, by likeness of title",
    )
    chosen = options.parse_args()
    stories = found = 0
    seconds = 0.0
    with Newsroom.open(chosen.room) as room:
        for title, articles in _read(room, chosen):
            began = time.perf_counter()
            here = find_disagreements(articles, room.names)
            seconds += time.perf_counter() - began
            stories += 1
            for disagreement in here:
                found += 1
                _show(found, title, disagreement)
    print(f"{stories} stories, {found} disagreements, {seconds:.1f} s")


def _read(room: Newsroom, chosen: argparse.Namespace) -> Iterator[tuple[str, list[Article]]]:
    if chosen.week:
        for ranked in room.store.load_ranking(chosen.week):
            yield (
                ranked.story.title,
                list(load_marked(room, ranked.story.article_ids).values()),
            )
    if chosen.all:
        first, last = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
        for story in room.store.load_stories(first, last):
            yield story.title, list(load_marked(room, story.article_ids).values())
    if chosen.alike:
        period = room.read_period(chosen.alike)
        yield from _group_alike(room.store.find_articles(period.start, period.end))
    for path in chosen.events:
        events: dict[str, list[dict[str, object]]] = defaultdict(list)
        with gzip.open(path) as lines:
            for line in lines:
                row = msgspec.json.decode(line)
                if row.get("sentences") or row.get("text"):
                    events[str(row["event_id"])].append(row)
        for rows in events.values():
            yield str(rows[0].get("event", "")), [_to_article(row) for row in rows]


def _group_alike(articles: list[Article]) -> Iterator[tuple[str, list[Article]]]:
    """Reports with at least half of their titles' words in common: a crude but sure likeness, for
    news that no newsroom of ours would group."""
    words = {a.id: frozenset(_words_of(a)) for a in articles}
    by_id = {a.id: a for a in articles}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, own in words.items():
        for word in own:
            holders[word].append(key)
    root = {key: key for key in by_id}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    for key, own in words.items():
        shared = Counter(o for w in own if len(holders[w]) <= 150 for o in holders[w] if o > key)
        for other, count in shared.items():
            together = len(own & words[other])
            if count >= 2 and together >= 4 and 2 * together >= len(own | words[other]):
                root[find(other)] = find(key)
    groups: dict[str, list[Article]] = defaultdict(list)
    for key in by_id:
        groups[find(key)].append(by_id[key])
    for group in groups.values():
        if 2 <= len(group) <= 60:
            copies = find_copies(group)
            yield (
                group[0].title,
                [msgspec.structs.replace(a, copy_of=copies.get(a.id, "")) for a in group],
            )


def _words_of(article: Article) -> list[str]:
    if article.is_chinese:
        return [w for w in chinese_words(article.title) if len(w) > 1]
    return [w for w in english_words(article.title) if len(w) > 3]


def _to_article(row: dict[str, object]) -> Article:
    key = str(row.get("doc_id") or row["id"])
    language = "zh" if str(row["lang"]).startswith("zh") else "en"
    written = row.get("sentences") or _split(str(row["text"]), language)
    sentences = [str(s) for s in written]  # type: ignore[attr-defined]
    at = str(row.get("published") or "")
    publisher = str(row.get("source") or f"report {key}")
    text, passages = "", []
    for number, sentence in enumerate(sentences):
        start = len(text)
        text += sentence + "\n"
        passages.append(
            Passage(
                id=f"{key}#{number}",
                start=start,
                end=start + len(sentence),
                paragraph=0,
                text=sentence,
            )
        )
    return Article(
        id=key, source_id=key, url=f"https://{key}.example/", title=str(row["title"]), text=text,
        language="zh-Hans" if language == "zh" else "en",
        published_at=datetime.fromisoformat(at) if at else _DAY, published_from="archive",
        publisher=publisher, family=publisher, passages=tuple(passages),
    )  # fmt: skip


def _split(text: str, language: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, language)]


def _show(number: int, title: str, found: Disagreement) -> None:
    print(
        f"{number}. {title[:80]} [{found.subject} {found.about}{' later' if found.later else ''}]"
    )
    for value, cited in found.sides:
        print(
            f"     {value} | {cited.publisher} {cited.published_at:%m-%d %H:%M} | {cited.text[:240]}"
        )


if __name__ == "__main__":
    main()
