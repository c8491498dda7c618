"""Article -> Story, Thread: near-duplicates, candidates, pair score, clusters."""

from wenzhai.stages.group.candidates import FARTHEST_DAYS
from wenzhai.stages.group.constraints import Constraints, read_constraints
from wenzhai.stages.group.events import group_items
from wenzhai.stages.group.link_words import explain_link
from wenzhai.stages.group.pipe import group_lines
from wenzhai.stages.group.reconcile import Reconciled, reconcile_stories
from wenzhai.stages.group.relevance import (
    RELEVANCE_VERSION,
    Relevance,
    RelevanceModel,
    score_relevance,
)
from wenzhai.stages.group.stories import clip_stories, form_story, group_articles
from wenzhai.stages.group.threads import link_follow_ups
from wenzhai.stages.group.version import grouping_version

__all__ = [
    "FARTHEST_DAYS",
    "RELEVANCE_VERSION",
    "Constraints",
    "Reconciled",
    "Relevance",
    "RelevanceModel",
    "clip_stories",
    "explain_link",
    "form_story",
    "group_articles",
    "group_items",
    "group_lines",
    "grouping_version",
    "link_follow_ups",
    "read_constraints",
    "reconcile_stories",
    "score_relevance",
]
