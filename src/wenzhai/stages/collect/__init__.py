"""Before: a Source. After: its Entries and Sightings, politely fetched."""

from wenzhai.stages.collect.context import CollectContext, Collector
from wenzhai.stages.collect.kinds import get_collector, list_kinds
from wenzhai.stages.collect.run import collect_source, fetch_page

__all__ = [
    "CollectContext",
    "Collector",
    "collect_source",
    "fetch_page",
    "get_collector",
    "list_kinds",
]
