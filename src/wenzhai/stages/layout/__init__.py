"""Before: Highlights. After: an Edition, its sections in order."""

from wenzhai.stages.layout.edition import lay_out_edition, order_highlights
from wenzhai.stages.layout.story_pages import set_story_pages
from wenzhai.stages.layout.typeset import typeset, typeset_spans
from wenzhai.stages.layout.words import period_days, write_subtitle

__all__ = [
    "lay_out_edition",
    "order_highlights",
    "period_days",
    "set_story_pages",
    "typeset",
    "typeset_spans",
    "write_subtitle",
]
