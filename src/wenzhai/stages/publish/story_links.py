"""Before: the StoryPages of an Edition. After: a safe file for each, and the ways that lead there."""

from __future__ import annotations

import hashlib
import posixpath
import re

from wenzhai.model import Edition, FollowUp, StoryPage
from wenzhai.stages.publish.page import StoryLink
from wenzhai.stages.publish.words import words_for

FOLDER = "stories"
# Lower case only: two ids must not share a file on a disk that ignores case.
_PLAIN = re.compile(r"[0-9a-z][0-9a-z_-]{0,63}")
# Names that Windows keeps for devices, whatever the ending.
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def name_story_file(story_id: str) -> str:
    """The file of a story's page, relative to its edition: an id of plain letters and digits as it
    is, any other (empty, `../x`, `con`, in Chinese) as a digest of it."""
    if _PLAIN.fullmatch(story_id) and not _DEVICES.fullmatch(story_id):
        return f"{FOLDER}/{story_id}.html"
    digest = hashlib.sha256(story_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{FOLDER}/id-{digest[:24]}.html"


def find_story_pages(edition: Edition) -> dict[str, StoryPage]:
    """Story id -> page, in the edition's order; where an id comes twice, the first."""
    pages: dict[str, StoryPage] = {}
    for page in edition.story_pages:
        pages.setdefault(page.story_id, page)
    return pages


def link_stories(edition: Edition, language: str) -> dict[str, StoryLink]:
    """Story id -> the way from the edition's page to the story's."""
    return {
        story_id: StoryLink(href=name_story_file(story_id), words=write_link(page, language))
        for story_id, page in find_story_pages(edition).items()
    }


def link_follow_up(follow_up: FollowUp, edition: Edition, language: str) -> StoryLink | None:
    """The way to the page of the story that holds the newer article, else to one of its thread."""
    pages = find_story_pages(edition).values()
    holding = (p for p in pages if any(m.article_id == follow_up.now.article_id for m in p.members))
    of_thread = (p for p in pages if p.thread_id == follow_up.thread_id)
    found = next(holding, None) or next(of_thread, None)
    if found is None:
        return None
    whole = words_for(language)["story_whole"]
    return StoryLink(
        href=name_story_file(found.story_id),
        words=whole if has_timeline(found) else write_link(found, language),
    )


def write_link(page: StoryPage, language: str) -> str:
    """`All 11 reports, 2 languages, timeline`: what the page has beyond the highlight."""
    words = words_for(language)
    reports = len(page.members)
    key = {1: "story_only", 2: "story_both"}.get(reports, "story_all")
    said = [words[key].format(reports=reports)]
    languages = len({member.language[:2] for member in page.members})
    if languages > 1:
        said.append(words["story_languages"].format(languages=languages))
    if has_timeline(page):
        said.append(words["story_timeline"])
    return words["comma"].join(said)


def has_timeline(page: StoryPage) -> bool:
    """Whether the thread holds any event but the story itself."""
    return len(page.timeline) > 1


def from_stories(path: str) -> str:
    """A path that is relative to the edition's folder, as it is from the folder of its story pages."""
    return path and posixpath.normpath(posixpath.join("..", path))


def beside_stories(path: str, story_id: str) -> str:
    """The way from a story's page to that of `story_id` in the edition whose page is at `path`."""
    folder = posixpath.dirname(path)
    return from_stories(posixpath.join(folder, name_story_file(story_id)))
