"""Before: Stories. After: ranked Stories, and Highlights that passed the gate."""

from wenzhai.stages.highlight.ask_answer import LEAST_SCORE, answer_question
from wenzhai.stages.highlight.ask_question import list_index_words, read_question
from wenzhai.stages.highlight.ask_units import (
    choose_articles,
    find_units,
    rank_units,
    weigh_concepts,
)
from wenzhai.stages.highlight.brief import word_date
from wenzhai.stages.highlight.chart_ranks import count_days, find_ranks
from wenzhai.stages.highlight.charts import COMPARABLE, find_comparison, find_series
from wenzhai.stages.highlight.check import check_text
from wenzhai.stages.highlight.check_pipe import check_line, guess_language
from wenzhai.stages.highlight.check_words import reword
from wenzhai.stages.highlight.client_texts import write_client_text
from wenzhai.stages.highlight.client_words import words_of
from wenzhai.stages.highlight.disagreements import find_disagreements, pick_printed
from wenzhai.stages.highlight.draft import DraftContext, Drafted, draft_highlight, write_headline
from wenzhai.stages.highlight.earlier import find_earlier, match_number, say_earlier
from wenzhai.stages.highlight.gate import DraftSentence, pass_gate
from wenzhai.stages.highlight.house_style import (
    StyleFinding,
    lint_headline,
    lint_paragraph,
    lint_text,
)
from wenzhai.stages.highlight.ledger import build_ledger, merge_entries
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
from wenzhai.stages.highlight.translate import translate_highlight
from wenzhai.stages.highlight.untrusted import is_hostile, neutralise
from wenzhai.stages.highlight.write_highlight import WrittenHighlight, write_highlight

__all__ = [
    "COMPARABLE",
    "LEAST_SCORE",
    "Allowance",
    "DraftContext",
    "DraftSentence",
    "Drafted",
    "StyleFinding",
    "Weights",
    "WrittenHighlight",
    "answer_question",
    "build_ledger",
    "check_line",
    "check_text",
    "choose_articles",
    "choose_stories",
    "count_days",
    "draft_highlight",
    "find_coming_up",
    "find_comparison",
    "find_disagreements",
    "find_earlier",
    "find_follow_ups",
    "find_ranks",
    "find_series",
    "find_units",
    "guess_language",
    "is_hostile",
    "is_primary",
    "is_sighting",
    "learn_weights",
    "lint_headline",
    "lint_paragraph",
    "lint_text",
    "list_index_words",
    "load_weights",
    "match_number",
    "measures_of",
    "merge_entries",
    "neutralise",
    "pass_gate",
    "pick_numbers",
    "pick_printed",
    "rank_lines",
    "rank_stories",
    "rank_units",
    "read_question",
    "reword",
    "say_earlier",
    "translate_highlight",
    "weigh_concepts",
    "word_date",
    "words_of",
    "write_briefs",
    "write_client_text",
    "write_headline",
    "write_highlight",
]
