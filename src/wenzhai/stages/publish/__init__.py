"""Before: an Edition. After: Publications, one file of code for each format."""

from wenzhai.stages.publish.archive import find_home, render_archive
from wenzhai.stages.publish.canonical import canonicalize, encode_plain, hash_content
from wenzhai.stages.publish.check_report import render_check_report
from wenzhai.stages.publish.corrections import (
    PlacedChart,
    Spot,
    ValueSpot,
    correct_edition,
    correct_value,
    find_sentence,
    find_value,
    list_charts,
    list_told,
)
from wenzhai.stages.publish.formats import (
    BUILT_IN,
    ENTRY_FILES,
    ENTRY_POINTS,
    EditionLink,
    Format,
    LocalPicture,
    PublishContext,
    built_in_formats,
    find_formats,
    print_files,
    publish_edition,
)
from wenzhai.stages.publish.json_edition import decode_edition, edition_schema, encode_edition
from wenzhai.stages.publish.quotations import count_words
from wenzhai.stages.publish.rights import apply_rights
from wenzhai.stages.publish.signature import (
    check_chain,
    find_standing,
    hash_file,
    sign_edition,
    sign_manifest,
)
from wenzhai.stages.publish.site import SiteEdition, list_edition, render_site_index
from wenzhai.stages.publish.story_links import name_story_file
from wenzhai.stages.publish.templates_of_themes import list_templates, read_template
from wenzhai.stages.publish.theme import FOLDER as THEME_FOLDER
from wenzhai.stages.publish.theme import Theme, read_theme
from wenzhai.stages.publish.theme_starter import write_starter
from wenzhai.stages.publish.topics import gather_stories, link_topics
from wenzhai.stages.publish.verify import Place, verify_place

__all__ = [
    "BUILT_IN",
    "ENTRY_FILES",
    "ENTRY_POINTS",
    "THEME_FOLDER",
    "EditionLink",
    "Format",
    "LocalPicture",
    "Place",
    "PlacedChart",
    "PublishContext",
    "SiteEdition",
    "Spot",
    "Theme",
    "ValueSpot",
    "apply_rights",
    "built_in_formats",
    "canonicalize",
    "check_chain",
    "correct_edition",
    "correct_value",
    "count_words",
    "decode_edition",
    "edition_schema",
    "encode_edition",
    "encode_plain",
    "find_formats",
    "find_home",
    "find_sentence",
    "find_standing",
    "find_value",
    "gather_stories",
    "hash_content",
    "hash_file",
    "link_topics",
    "list_charts",
    "list_edition",
    "list_templates",
    "list_told",
    "name_story_file",
    "print_files",
    "publish_edition",
    "read_template",
    "read_theme",
    "render_archive",
    "render_check_report",
    "render_site_index",
    "sign_edition",
    "sign_manifest",
    "verify_place",
    "write_starter",
]
