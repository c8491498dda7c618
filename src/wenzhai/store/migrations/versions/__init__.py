"""One file a step, numbered; each says what it adds for the newsroom."""
