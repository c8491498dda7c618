"""Before: an Entry and the page behind it. After: an Article with passages."""

from wenzhai.stages.extract.article import EXTRACTOR_VERSION, extract_article
from wenzhai.stages.extract.copies import find_copies
from wenzhai.stages.extract.passages import split_passages
from wenzhai.stages.extract.pipe import extract_line

__all__ = ["EXTRACTOR_VERSION", "extract_article", "extract_line", "find_copies", "split_passages"]
