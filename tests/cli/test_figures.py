"""`wenzhai figures`."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from wenzhai.cli.app import app

RUN = CliRunner()


def test_a_text_prints_its_figures_as_json():
    """An argument that is no file is the text itself."""
    result = RUN.invoke(app, ["figures", "近六成用户", "--json"])
    assert result.exit_code == 0
    line = json.loads(result.stdout)
    assert (line["text"], line["low"], line["high"]) == ("近六成", 57, 60)


def test_a_file_and_a_date_print_a_table(tmp_path):
    """Relative days are resolved against the date that is given."""
    path = tmp_path / "news.txt"
    path.write_text("公司上周五宣布裁员500人", "utf8")
    result = RUN.invoke(app, ["figures", str(path), "--date", "2023-04-12"])
    assert result.exit_code == 0
    assert "2023-04-07" in result.stdout


def test_a_wrong_date_says_how_to_write_it():
    """The error names the remedy."""
    result = RUN.invoke(app, ["figures", "5%", "--date", "soon"])
    assert result.exit_code == 1
