"""Help: every command says what it does and shows a line to copy; it answers at once."""

from __future__ import annotations

import re

import pytest
import typer

from wenzhai import __version__
from wenzhai.cli import app

_GROUP = typer.main.get_command(app)
_COMMANDS = [
    (name,) if not hasattr(command, "commands") else (name, inner)
    for name, command in _GROUP.commands.items()
    for inner in getattr(command, "commands", [""])
]


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_every_command_shows_an_example(wenzhai, command):
    """`--help` ends with a line that can be copied, and names every option in words."""
    ran = wenzhai(*command, "--help")
    assert ran.code == 0
    assert f"Example: wenzhai {' '.join(command)}" in " ".join(ran.out.split())


def test_the_commands_are_those_that_the_documentation_names():
    """Nothing is there that is not written about."""
    assert {" ".join(c) for c in _COMMANDS} == {
        "sample", "init", "doctor", "collect", "sources", "import", "stories", "story", "make", "show",
        "ledger", "figures",
        "sign", "publish", "verify", "correct", "rights", "style",
        "check", "overrule", "pipe extract", "pipe group", "pipe rank", "pipe check",
        "ask", "draft email", "draft brief", "draft proposal", "draft plan",
        "theme init", "theme show", "theme check",
    }  # fmt: skip


def test_the_version_is_that_of_the_package(wenzhai):
    """`--version` prints it and stops."""
    assert wenzhai("--version").out == f"wenzhai {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["make", "--nonsense"], ["import"], ["stories", "--most", "many"]]
)
def test_wrong_usage_is_2(wenzhai, arguments):
    """What typer refuses is told on standard error, with the usage."""
    ran = wenzhai(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: " in ran.err


def test_help_is_quick_and_loads_no_stage(wenzhai_process):
    """Completion calls the command at every key: the heavy parts must wait for a command to run."""
    ran = wenzhai_process("--help", PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0
    loaded = set(re.findall(r"\| +([\w.]+)$", ran.err, re.MULTILINE))
    assert "typer" in loaded
    assert not loaded & {
        "numpy",
        "scipy",
        "sqlalchemy",
        "lxml.etree",
        "trafilatura",
        "lingua",
        "PIL",
        "wenzhai.model",
        "wenzhai.language",
    }
