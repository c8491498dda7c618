"""Before: Stories. After: ranked Stories, and Highlights that passed the gate."""
