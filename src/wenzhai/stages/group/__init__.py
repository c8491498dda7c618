"""Before: the Articles of some weeks. After: Stories and Threads."""
