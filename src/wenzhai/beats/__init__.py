"""What ships: the beats with their sources, glossaries and house style."""
