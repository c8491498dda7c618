"""Before: Highlights. After: an Edition, its sections in order."""
