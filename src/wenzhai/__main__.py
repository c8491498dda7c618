"""`python -m wenzhai` is the `wenzhai` command."""

from wenzhai.cli import app

if __name__ == "__main__":
    app(prog_name="wenzhai")
