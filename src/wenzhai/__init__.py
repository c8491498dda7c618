"""Wenzhai (文摘, "digest"): a week of news in Chinese and English as a digest that an editor can sign."""

__version__ = "0.1.0"
