"""The real weeks: from stored entries to ranked stories, cold, and one more day into a full archive.

    python benchmarks/weeks.py [--shared DIR] [--keep DIR] [--json FILE]

Two newsrooms are made from the dumps: one holds the week of 3 to 9 April 2023 alone, the other all
weeks up to the evening before its last day. Each step runs in a process of its own, whose time
(start of Python included), time on a processor and peak memory are reported: on a machine that others
use, the second is what compares.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from wenzhai.cli.app import spare_collector
from wenzhai.newsroom import Newsroom
from wenzhai.newsroom.ranking import rank_period
from wenzhai.newsroom.room import choose_clock
from wenzhai.ports import no_progress

WEEK, FIRST, LAST = "2023-W14", date(2023, 4, 3), date(2023, 4, 9)
DUMPS = ("rss-en", "readhub", "zaobao", "yarb", "weibo", "zhihu")
MAPPINGS = Path(__file__).parent / "mappings"


def make_room(folder: Path) -> None:
    from wenzhai.newsroom.creating import create_newsroom

    create_newsroom(folder, "china-digital", WEEK, clock=choose_clock())


def import_days(folder: Path, shared: Path, first: date, last: date) -> int:
    """Import the lines of these days of every dump; returns how many were new."""
    # Not at the top: what ranks in a process of its own imports nothing, as `wenzhai stories` does not.
    from wenzhai.newsroom.importing import import_archive

    new = 0
    with Newsroom.open(folder) as room, tempfile.TemporaryDirectory() as scratch:
        for name in DUMPS:
            part = Path(scratch) / f"{name}.jsonl"
            with gzip.open(shared / "data" / "newsweeks" / f"{name}.jsonl.gz", "rt") as lines:
                chosen = [
                    line for line in lines if str(first) <= json.loads(line)["day"] <= str(last)
                ]
            part.write_text("".join(chosen), "utf-8")
            new += import_archive(room, part, MAPPINGS / f"{name}.toml").new
    return new


class Stopwatch:
    """Seconds of each step, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name, self._since = "opening", time.perf_counter()

    def begin(self, name: str):
        self.end()
        self._name, self._since = name, time.perf_counter()
        return no_progress

    def end(self) -> None:
        self.seconds[self._name] = round(time.perf_counter() - self._since, 2)


def rank(folder: Path) -> dict:
    """Rank the week in this process; its counts, the seconds of each step and the peak of memory."""
    spare_collector()  # as every command does
    watch = Stopwatch()
    with Newsroom.open(folder) as room:
        done = rank_period(room, room.read_period(WEEK), watch)
    watch.end()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"counts": done.counts, "steps": watch.seconds, "megabytes": megabytes}


def rank_apart(folder: Path) -> dict:
    """The same in a new process, how long that took as a whole, and how long on a processor."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, __file__, "--rank", str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "processor seconds": round(worked, 1),
        **json.loads(run.stdout),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--shared", type=Path, default=Path(os.environ.get("WENZHAI_SHARED", "../shared"))
    )
    parser.add_argument("--keep", type=Path, help="make the newsrooms here, and keep them")
    parser.add_argument("--json", type=Path, help="write the report here too")
    parser.add_argument("--rank", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["WENZHAI_NOW"] = "2023-04-10T08:00:00+08:00"
    if options.rank:
        print(json.dumps(rank(options.rank)))
        return
    report = {}
    with tempfile.TemporaryDirectory() as scratch:
        place = options.keep or Path(scratch)
        week, archive = place / "week", place / "archive"
        make_room(week)
        print("week: new entries", import_days(week, options.shared, FIRST, LAST), flush=True)
        report["the week, cold"] = rank_apart(week)
        report["the week, again"] = rank_apart(week)
        make_room(archive)
        eve = LAST - timedelta(1)
        print(
            "archive: new entries", import_days(archive, options.shared, date.min, eve), flush=True
        )
        report["all weeks, cold"] = rank_apart(archive)
        print("last day: new entries", import_days(archive, options.shared, LAST, LAST), flush=True)
        report["one more day"] = rank_apart(archive)
        report["and again"] = rank_apart(archive)
    for name, row in report.items():
        print(
            f"{name:18} {row['seconds']:6.1f} s, {row['processor seconds']:.1f} on a processor"
            f" {row['megabytes']:5} MB  {row['counts']}"
        )
        print(f"{'':18} " + ", ".join(f"{step} {s}" for step, s in row["steps"].items()))
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
