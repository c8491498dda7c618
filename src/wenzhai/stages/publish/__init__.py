"""Before: an Edition. After: Publications, one file of code for each format."""

from wenzhai.stages.publish.check_report import render_check_report
from wenzhai.stages.publish.formats import (
    ENTRY_POINTS,
    EditionLink,
    Format,
    LocalPicture,
    PublishContext,
    built_in_formats,
    find_formats,
    publish_edition,
)
from wenzhai.stages.publish.json_edition import decode_edition, edition_schema, encode_edition
from wenzhai.stages.publish.site import SiteEdition, list_edition, render_site_index
from wenzhai.stages.publish.story_links import name_story_file

__all__ = [
    "ENTRY_POINTS",
    "EditionLink",
    "Format",
    "LocalPicture",
    "PublishContext",
    "SiteEdition",
    "built_in_formats",
    "decode_edition",
    "edition_schema",
    "encode_edition",
    "find_formats",
    "list_edition",
    "name_story_file",
    "publish_edition",
    "render_check_report",
    "render_site_index",
]
