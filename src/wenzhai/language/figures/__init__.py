"""Figures in Chinese and English text: parsed, and compared across languages.

`parse_figures` reads them, `compare_figures` says whether two agree. Rules: docs/figures.md.
"""

from wenzhai.language.figures.compare import compare_figures
from wenzhai.language.figures.parse import parse_figures
from wenzhai.language.figures.relation import Comparison

__all__ = ["Comparison", "compare_figures", "parse_figures"]
