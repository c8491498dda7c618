"""Before: Stories. After: ranked Stories, and Highlights that passed the gate."""

from wenzhai.stages.highlight.ask_answer import LEAST_SCORE, write_answer
from wenzhai.stages.highlight.ask_question import list_index_words, read_question
from wenzhai.stages.highlight.ask_units import (
    choose_articles,
    find_units,
    rank_units,
    weigh_concepts,
)
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_pipe import check_line, guess_language
from wenzhai.stages.highlight.check_words import reword
from wenzhai.stages.highlight.client_texts import write_client_text
from wenzhai.stages.highlight.client_words import words_of
from wenzhai.stages.highlight.disagreements import find_disagreements
from wenzhai.stages.highlight.draft import DraftContext, Drafted, draft_highlight, write_headline
from wenzhai.stages.highlight.house_style import (
    StyleFinding,
    lint_headline,
    lint_paragraph,
    lint_text,
)
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
from wenzhai.stages.highlight.selecting import Allowance

__all__ = [
    "LEAST_SCORE",
    "Allowance",
    "DraftContext",
    "Drafted",
    "StyleFinding",
    "Weights",
    "check_line",
    "check_text",
    "choose_articles",
    "choose_stories",
    "draft_highlight",
    "find_coming_up",
    "find_disagreements",
    "find_follow_ups",
    "find_units",
    "guess_language",
    "is_primary",
    "is_sighting",
    "learn_weights",
    "lint_headline",
    "lint_paragraph",
    "lint_text",
    "list_index_words",
    "load_weights",
    "measures_of",
    "pick_numbers",
    "rank_lines",
    "rank_stories",
    "rank_units",
    "read_question",
    "reword",
    "weigh_concepts",
    "word_date",
    "words_of",
    "write_answer",
    "write_briefs",
    "write_client_text",
    "write_headline",
]
