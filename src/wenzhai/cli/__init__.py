"""The `wenzhai` command. Thin: each command reads its options, calls the newsroom and prints.

Exit codes: 0 done; 1 an error, named with its place and remedy; 2 wrong usage; 3 done, but some
lines or sources could not be read (each is named); 130 stopped by Ctrl-C.
"""

from wenzhai.cli.app import app

__all__ = ["app"]
