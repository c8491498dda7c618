"""Article -> Story, Thread: near-duplicates, candidates, pair score, clusters."""

from wenzhai.stages.group.constraints import Constraints, read_constraints
from wenzhai.stages.group.events import group_items
from wenzhai.stages.group.pipe import group_lines
from wenzhai.stages.group.reconcile import Reconciled, reconcile_stories
from wenzhai.stages.group.relevance import Relevance, RelevanceModel, score_relevance
from wenzhai.stages.group.stories import group_articles
from wenzhai.stages.group.threads import link_follow_ups

__all__ = [
    "Constraints",
    "Reconciled",
    "Relevance",
    "RelevanceModel",
    "group_articles",
    "group_items",
    "group_lines",
    "link_follow_ups",
    "read_constraints",
    "reconcile_stories",
    "score_relevance",
]
