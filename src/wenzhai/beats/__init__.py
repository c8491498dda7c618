"""What ships: the beats with their sources, glossaries and house style."""

from wenzhai.beats.load import list_beats, load_beat
from wenzhai.language.glossary import read_glossary

__all__ = ["list_beats", "load_beat", "read_glossary"]
