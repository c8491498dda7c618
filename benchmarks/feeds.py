"""How many feeds a second are read, and how often the number of entries is feedparser's.

    python benchmarks/feeds.py ../shared/data/feeds

Reads every fixture of the archives in that folder. Prints the counts, and each disagreement.
"""

from __future__ import annotations

import io
import resource
import sys
import tarfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import feedparser

from wenzhai.errors import ParseError
from wenzhai.stages.collect.feeds import parse_feed

SUFFIXES = {".xml", ".json", ".rss", ".atom", ".rdf", ".cdf", ".html", ".opml"}


def list_fixtures(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each fixture."""
    for archive in sorted(folder.glob("*.tar.gz")):
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and Path(member.name).suffix in SUFFIXES:
                    stream = tar.extractfile(member)
                    yield f"{archive.name}:{member.name}", stream.read() if stream else b""


def count_entries(body: bytes) -> int:
    """Count as we read it; no feed has none."""
    try:
        return len(parse_feed(body, "", "http://feed.example/").entries)
    except ParseError:
        return 0


def count_by_feedparser(body: bytes) -> int | None:
    """None where feedparser holds the feed malformed, or no feed at all."""
    feed = feedparser.parse(io.BytesIO(body))
    return None if feed.get("bozo") or not feed.get("version") else len(feed.entries)


def main() -> None:
    """Print the report."""
    warnings.simplefilter("ignore")
    fixtures = list(list_fixtures(Path(sys.argv[1])))
    started = time.process_time()
    slowest = (0.0, "")
    counts = []
    for name, body in fixtures:
        before = time.process_time()
        counts.append(count_entries(body))
        slowest = max(slowest, (time.process_time() - before, name))
    spent = time.process_time() - started
    wanted = [count_by_feedparser(body) for _, body in fixtures]
    judged = [
        (n, c, w) for (n, _), c, w in zip(fixtures, counts, wanted, strict=True) if w is not None
    ]
    agreed = sum(count == want for _, count, want in judged)
    for name, count, want in judged:
        if count != want:
            print(f"  {name}: {count}, feedparser {want}")
    print(
        f"{len(fixtures)} files in {spent:.1f} CPU-seconds ({len(fixtures) / spent:.0f} a second)"
    )
    print(f"slowest: {slowest[0]:.2f} s, {slowest[1]}")
    print(f"agreement on well-formed feeds: {agreed} of {len(judged)}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
