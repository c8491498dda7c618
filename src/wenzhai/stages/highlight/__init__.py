"""Before: Stories. After: ranked Stories, and Highlights that passed the gate.

What is asked for here is loaded when it is asked for: ranking needs neither drafting nor the gate, whose
patterns take a third of a second to compile.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from wenzhai.stages.highlight.draft import (
        DraftContext,
        Drafted,
        draft_highlight,
        write_headline,
    )
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
    from wenzhai.stages.highlight.write_text import WrittenHighlight, write_highlight

# No part bears the name of what it defines: loaded, the module would stand in its place.
_PARTS: dict[str, tuple[str, ...]] = {
    "ask_answer": (
        "LEAST_SCORE",
        "answer_question",
    ),
    "ask_question": (
        "list_index_words",
        "read_question",
    ),
    "ask_units": (
        "choose_articles",
        "find_units",
        "rank_units",
        "weigh_concepts",
    ),
    "brief": ("word_date",),
    "chart_ranks": (
        "count_days",
        "find_ranks",
    ),
    "charts": (
        "COMPARABLE",
        "find_comparison",
        "find_series",
    ),
    "check": ("check_text",),
    "check_pipe": (
        "check_line",
        "guess_language",
    ),
    "check_words": ("reword",),
    "client_texts": ("write_client_text",),
    "client_words": ("words_of",),
    "disagreements": (
        "find_disagreements",
        "pick_printed",
    ),
    "draft": (
        "DraftContext",
        "Drafted",
        "draft_highlight",
        "write_headline",
    ),
    "earlier": (
        "find_earlier",
        "match_number",
        "say_earlier",
    ),
    "gate": (
        "DraftSentence",
        "pass_gate",
    ),
    "house_style": (
        "StyleFinding",
        "lint_headline",
        "lint_paragraph",
        "lint_text",
    ),
    "ledger": (
        "build_ledger",
        "merge_entries",
    ),
    "rank": (
        "choose_stories",
        "rank_stories",
    ),
    "rank_learning": (
        "learn_weights",
        "measures_of",
    ),
    "rank_pipe": (
        "is_sighting",
        "rank_lines",
    ),
    "rank_primary": ("is_primary",),
    "rank_weights": (
        "Weights",
        "load_weights",
    ),
    "sections": (
        "find_coming_up",
        "find_follow_ups",
        "pick_numbers",
        "write_briefs",
    ),
    "selecting": ("Allowance",),
    "translate": ("translate_highlight",),
    "untrusted": (
        "is_hostile",
        "neutralise",
    ),
    "write_text": (
        "WrittenHighlight",
        "write_highlight",
    ),
}
_HOME = {name: part for part, names in _PARTS.items() for name in names}

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


def __getattr__(name: str) -> object:
    """What one of the parts defines (PEP 562); raises AttributeError for any other name."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
