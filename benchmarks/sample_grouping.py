"""Grouping of the shipped sample week, against the labels that its articles were written with.

    wenzhai sample ROOM && python benchmarks/sample_grouping.py ROOM [--misses]

The articles are those that the engine extracted itself and found on the beat; the labels (`event`,
`thread`) come from the authored files and are never shown to the engine. The week was written to be
hard in known ways, by few hands: read its numbers beside those of train_pair_model.py.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

from wenzhai.model import Article, Story
from wenzhai.newsroom.ranking import rank_period
from wenzhai.newsroom.room import Newsroom
from wenzhai.sample.outlets import load_outlets, load_pieces
from wenzhai.stages.group import group_articles

WEEK = "2023-W15"


def read_labels(articles: Iterable[Article]) -> dict[str, tuple[str, str]]:
    """Event and thread of each article, by where it was published."""
    hosts = {outlet.id: outlet.host for outlet in load_outlets()}
    known = {(hosts[p.outlet], p.path): (p.event, p.thread) for p in load_pieces()}
    labels = {}
    for article in articles:
        parts = urlsplit(article.url)
        if found := known.get((parts.hostname or "", parts.path)):
            labels[article.id] = found
    return labels


def measure_b_cubed(
    found: Mapping[str, str], gold: Mapping[str, str]
) -> tuple[float, float, float]:
    """Precision, recall and F1; each article counts once."""
    by_found, by_gold = _invert(found), _invert(gold)
    precision = recall = 0.0
    for key in gold:
        same = len(by_found[found[key]] & by_gold[gold[key]])
        precision += same / len(by_found[found[key]])
        recall += same / len(by_gold[gold[key]])
    p, r = precision / len(gold), recall / len(gold)
    return p, r, 2 * p * r / (p + r)


def measure_pairs(
    found: Mapping[str, str], gold: Mapping[str, str], chinese: Mapping[str, bool] | None = None
) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs; with `chinese`, of those across the languages only."""
    pairs = [
        (found[a] == found[b], gold[a] == gold[b])
        for a, b in combinations(sorted(gold), 2)
        if chinese is None or chinese[a] != chinese[b]
    ]
    right = sum(f and g for f, g in pairs)
    p = right / max(1, sum(f for f, _ in pairs))
    r = right / max(1, sum(g for _, g in pairs))
    return p, r, 2 * p * r / max(p + r, 1e-9)


def _invert(labels: Mapping[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, label in labels.items():
        groups[label].add(key)
    return groups


def report(stories: Iterable[Story], articles: Mapping[str, Article], misses: bool) -> None:
    stories = list(stories)
    grouped = {key: story for story in stories for key in story.article_ids}
    labels = read_labels(articles[key] for key in grouped)
    gold = {key: event for key, (event, _) in labels.items() if event}
    line = {key: thread for key, (_, thread) in labels.items() if thread}
    story = {key: grouped[key].id for key in grouped}
    thread = {key: grouped[key].thread_id for key in grouped}
    chinese = {key: articles[key].is_chinese for key in gold}
    story = {key: story[key] for key in gold}
    print(f"{len(gold)} labelled articles of {len(set(gold.values()))} events in "
          f"{len(set(story.values()))} stories")  # fmt: skip
    for name, found in (
        ("B-cubed", measure_b_cubed(story, gold)),
        ("pairs", measure_pairs(story, gold)),
        ("pairs across", measure_pairs(story, gold, chinese)),
        ("thread pairs", measure_pairs({k: thread[k] for k in line}, line)),
    ):
        print(f"{name:14} P {found[0]:.3f}  R {found[1]:.3f}  F1 {found[2]:.3f}")
    by_event, by_story, by_thread = _invert(gold), _invert(story), _invert(line)
    both = [e for e, keys in by_event.items() if len({chinese[k] for k in keys}) == 2]
    whole = [e for e in by_event if len({story[k] for k in by_event[e]}) == 1]
    several = [t for t, keys in by_thread.items() if len({labels[k][0] for k in keys}) > 1]
    linked = [t for t in several if len({thread[k] for k in by_thread[t]}) == 1]
    print(f"whole: {len(whole)} of {len(by_event)} events, {len(set(whole) & set(both))} of "
          f"{len(both)} told in both languages; {len(linked)} of {len(several)} threads of several "
          "events")  # fmt: skip
    if not misses:
        return
    print("\n-- events in several stories")
    for event in sorted(set(by_event) - set(whole)):
        parts = defaultdict(list)
        for key in by_event[event]:
            parts[story[key]].append("zh" if chinese[key] else "en")
        print(f"{event:34} " + " | ".join(" ".join(sorted(p)) for p in parts.values()))
    print("\n-- stories of several events")
    for keys in by_story.values():
        events = defaultdict(list)
        for key in keys:
            events[gold[key]].append("zh" if chinese[key] else "en")
        if len(events) > 1:
            print("; ".join(f"{e} ({' '.join(sorted(p))})" for e, p in sorted(events.items())))
    print("\n-- threads in several pieces")
    for name in sorted(set(several) - set(linked)):
        pieces = defaultdict(set)
        for key in by_thread[name]:
            pieces[thread[key]].add(labels[key][0])
        print(f"{name:24} " + " | ".join(" ".join(sorted(p)) for p in pieces.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", type=Path, help="the newsroom that `wenzhai sample` made")
    parser.add_argument("--misses", action="store_true", help="name what was split and merged")
    options = parser.parse_args()
    room = Newsroom.open(options.room)
    week = rank_period(room, room.read_period(WEEK))
    on_beat = [week.articles[key] for story in week.stories for key in story.article_ids]
    start = time.perf_counter()
    again = group_articles(on_beat, room.embedder, glossary=room.beat.glossary)
    print(f"{time.perf_counter() - start:.1f} s with vectors at hand; "
          f"the same again: {again == week.stories}")  # fmt: skip
    report(week.stories, week.articles, options.misses)


if __name__ == "__main__":
    main()
