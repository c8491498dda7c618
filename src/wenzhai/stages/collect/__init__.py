"""Before: a Source. After: its Entries and Sightings, politely fetched."""

from wenzhai.stages.collect.archives import LineProblem, read_archive
from wenzhai.stages.collect.context import CollectContext, Collector
from wenzhai.stages.collect.kinds import get_collector, list_kinds
from wenzhai.stages.collect.mapping import Mapping, read_mapping
from wenzhai.stages.collect.opml import read_opml, write_opml
from wenzhai.stages.collect.run import collect_source, fetch_page

__all__ = [
    "CollectContext",
    "Collector",
    "LineProblem",
    "Mapping",
    "collect_source",
    "fetch_page",
    "get_collector",
    "list_kinds",
    "read_archive",
    "read_mapping",
    "read_opml",
    "write_opml",
]
