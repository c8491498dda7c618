"""Pure functions over Chinese and English text: script, tokens, sentences, names, figures, dates."""
