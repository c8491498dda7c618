"""Before: an Edition. After: Publications, one file of code for each format."""
