"""Before: an Entry and the page behind it. After: an Article with passages."""
