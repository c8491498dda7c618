"""Before: a Source. After: its Entries and Sightings, politely fetched."""
