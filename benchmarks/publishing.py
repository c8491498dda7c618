"""How long publishing takes: 52 editions of 400 stories from nothing, then one more.

Usage: python benchmarks/publishing.py [--languages en,zh] [--folder DIR]

The editions are made up of the sample week's highlights, each with words of its own, so that they are
as long as real ones, and pictures of their own. All formats are made. Prints the seconds of each run, and what lies in the folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from wenzhai.model import Edition, Picture
from wenzhai.newsroom import FixedClock, Newsroom, sampling
from wenzhai.newsroom.publishing import publish_editions
from wenzhai.newsroom.signing import sign_off
from wenzhai.ports import SilentSteps

WEEKS, STORIES = 52, 400
FIRST = date(2024, 1, 1)


def make_editions(room: Newsroom, language: str, weeks: range) -> list[Edition]:
    """Editions of `weeks` weeks: 7 or 8 stories each, 400 in 52."""
    whole = room.store.load_edition(f"2023-W15-{language}")
    made = []
    for week in weeks:
        starts = FIRST + timedelta(weeks=week)
        year, number, _ = starts.isocalendar()
        count = STORIES * (week + 1) // WEEKS - STORIES * week // WEEKS
        name = f"{year}-W{number:02d}"
        order = [(i + week) % len(whole.highlights) for i in range(count)]
        highlights = tuple(
            msgspec.structs.replace(
                whole.highlights[i],
                story_id=f"{whole.highlights[i].story_id}{week:02d}",
                picture=copy_picture(room, whole.highlights[i].picture, name),
                headline=msgspec.structs.replace(
                    whole.highlights[i].headline,
                    text=f"{whole.highlights[i].headline.text} ({name})",
                ),
            )
            for i in order
        )
        pages = {page.story_id: page for page in whole.story_pages}
        made.append(
            msgspec.structs.replace(
                whole,
                id=f"{name}-{language}",
                week=name,
                number=week + 1,
                starts_on=starts,
                ends_on=starts + timedelta(6),
                highlights=highlights,
                story_pages=tuple(
                    msgspec.structs.replace(
                        pages[whole.highlights[i].story_id],
                        story_id=f"{whole.highlights[i].story_id}{week:02d}",
                    )
                    for i in order
                    if whole.highlights[i].story_id in pages
                ),
            )
        )
    return made


def allow_pictures(home: Path, languages: list[str]) -> None:
    """Leave for the copies of the sample's pictures, whose addresses no article has."""
    with Newsroom.open(home, clock=FixedClock(datetime(2025, 1, 1, tzinfo=UTC))) as room:
        editions = [room.store.load_edition(f"2023-W15-{language}") for language in languages]
    urls = sorted({h.picture.url for e in editions for h in e.highlights if h.picture})
    terms = "".join(f'\n[[pictures]]\nurl = "{url}?*"\nuse = "credit"\n' for url in urls)
    settings = home / "newsroom.toml"
    settings.write_text(settings.read_text("utf-8") + terms, "utf-8")


def copy_picture(room: Newsroom, picture: Picture | None, name: str) -> Picture | None:
    """The picture under an address of its own, with bytes of its own: real weeks share none."""
    data = room.store.load_picture(picture.url) if picture else None
    if picture is None or data is None:
        return picture
    url = f"{picture.url}?{name}"
    room.store.save_picture(url, data + name.encode())
    return msgspec.structs.replace(picture, url=url)


def time_run(words: str, room: Newsroom, ids: list[str], to: Path) -> None:
    began, worked = time.perf_counter(), time_processors()
    report = publish_editions(room, ids, to=to)
    seconds, work = time.perf_counter() - began, time_processors() - worked
    print(
        f"{words}: {seconds:.2f} s, {work:.2f} s of processors "
        f"({len(report.built)} made, {report.kept} unchanged)",
        flush=True,
    )


def time_processors() -> float:
    """Processor seconds of this process and of those that it has ended: what load does not change much."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default="en")
    parser.add_argument("--room", type=Path, help="a sample newsroom that is there already")
    parser.add_argument("--signed", action="store_true", help="sign them all first")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "room"
        if options.room:
            shutil.copytree(options.room, home)
            shutil.rmtree(home / "keys", ignore_errors=True)
        else:
            sampling.make_sample(home, SilentSteps())
        allow_pictures(home, options.languages.split(","))
        to = Path(folder) / "site"
        with Newsroom.open(home, clock=FixedClock(datetime(2025, 1, 1, tzinfo=UTC))) as room:
            editions = [
                edition
                for language in options.languages.split(",")
                for edition in make_editions(room, language, range(WEEKS + 1))
            ]
            last = [e for e in editions if e.number == WEEKS + 1]
            year = [e for e in editions if e.number <= WEEKS]
            room.store.save_editions(year)
            if options.signed:
                began = time.perf_counter()
                for edition in year:
                    sign_off(room, edition.id, by="Lin Yue")
                print(f"signing {len(year)} editions: {time.perf_counter() - began:.2f} s")
            stories = sum(len(e.highlights) for e in year)
            print(f"{len(year)} editions, {stories} stories, {os.cpu_count()} cores")
            time_run("full build", room, [e.id for e in year], to)
            time_run("nothing new", room, [e.id for e in year], to)
            room.store.save_editions(last)
            if options.signed:
                for edition in last:
                    sign_off(room, edition.id, by="Lin Yue")
            time_run("one new edition", room, [e.id for e in last], to)
        files = [p for p in to.rglob("*") if p.is_file()]
        size = sum(p.stat().st_size for p in files)
        print(f"{len(files)} files, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
