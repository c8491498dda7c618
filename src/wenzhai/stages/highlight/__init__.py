"""Before: Stories. After: ranked Stories, and Highlights that passed the gate."""

from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_pipe import check_line
from wenzhai.stages.highlight.disagreements import find_disagreements
from wenzhai.stages.highlight.draft import DraftContext, Drafted, draft_highlight, write_headline
from wenzhai.stages.highlight.rank import choose_stories, rank_stories
from wenzhai.stages.highlight.rank_learning import learn_weights, measures_of
from wenzhai.stages.highlight.rank_pipe import is_sighting, rank_lines
from wenzhai.stages.highlight.rank_primary import is_primary
from wenzhai.stages.highlight.rank_weights import Weights, load_weights
from wenzhai.stages.highlight.sections import (
    find_coming_up,
    find_follow_ups,
    pick_numbers,
    write_briefs,
)
from wenzhai.stages.highlight.translate import translate_highlight
from wenzhai.stages.highlight.untrusted import is_hostile, neutralise
from wenzhai.stages.highlight.write_highlight import WrittenHighlight, write_highlight

__all__ = [
    "DraftContext",
    "Drafted",
    "Weights",
    "WrittenHighlight",
    "check_line",
    "check_text",
    "choose_stories",
    "draft_highlight",
    "find_coming_up",
    "find_disagreements",
    "find_follow_ups",
    "is_hostile",
    "is_primary",
    "is_sighting",
    "learn_weights",
    "load_weights",
    "measures_of",
    "neutralise",
    "pick_numbers",
    "rank_lines",
    "rank_stories",
    "translate_highlight",
    "write_briefs",
    "write_headline",
    "write_highlight",
]
