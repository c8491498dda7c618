"""Polite HTTP: one GET at a time for each turn of a host, every hop checked, everything bounded."""

from wenzhai.services.http.fetcher import PoliteFetcher
from wenzhai.services.http.pacing import Timing

__all__ = ["PoliteFetcher", "Timing"]
