"""`wenzhai ledger` on the sample's newsroom: searched, shown, exported."""

from __future__ import annotations

import builtins
import csv

import pytest
from pyarrow import parquet


@pytest.fixture
def ledger(wenzhai, sample_run):
    """Run the command there."""
    return lambda *arguments: wenzhai("ledger", *arguments, "--room", sample_run.folder)


def test_a_figure_of_two_languages_is_one_entry(ledger):
    """19 million downloads of Temu in the first quarter: reported in English and in Chinese, disputed
    by who writes 1.9亿."""
    found = ledger("--about", "Temu", "--measure", "下载量", "--json").json
    assert found
    assert {e["subject"] for e in found} == {"temu"}
    right = [e for e in found if e["value"] == 19e6 and e["date"] == "2023-Q1"]
    [entry] = right
    assert {r["language"][:2] for r in entry["reports"]} == {"en", "zh"}
    assert entry["disputed"]
    for report in entry["reports"]:
        start, end = report["span"]
        assert report["passage"][start:end] == report["figure"]


def test_a_name_is_found_in_either_language(ledger):
    """And every filter narrows."""
    english, chinese = (ledger("--about", name, "--json").json for name in ("Tencent", "腾讯"))
    assert english == chinese
    money = ledger("--unit", "usd", "--json").json
    assert money
    assert {e["unit"] for e in money} == {"USD"}
    late = ledger("--since", "2023-04", "--json").json
    assert late
    assert all(e["date"] >= "2023-04" for e in late)
    assert all(
        any(r["language"] == "en" for r in e["reports"])
        for e in ledger("--lang", "en", "--json").json
    )


def test_the_table_names_measure_and_publisher(ledger):
    """In the asked language."""
    assert "downloads" in ledger("--about", "Temu").out
    assert "下载量" in "".join(ledger("--about", "Temu", "--lang", "zh").out.split())
    assert "no such figure" in ledger("--about", "Temu", "--measure", "gdp").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--about", "Temmu"), "Did you mean Temu"),
        (("--measure", "nonsense"), "Known are"),
        (("--since", "spring"), "2023-04-11"),
        (("--story", "nonesuch"), "no story"),
        (("--export", "ledger.xls"), ".csv or .parquet"),
        (("--export", "no/such/folder/ledger.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(ledger, arguments, words):
    """Exit 1, and words to go on with."""
    ran = ledger(*arguments)
    assert ran.code == 1
    assert words in " ".join(ran.err.split())


def test_csv_and_parquet_hold_the_same_rows(ledger, tmp_path):
    """One for each report; numbers are numbers, and the words stand in the passage."""
    ran = ledger("--about", "Temu", "--export", tmp_path / "a.csv")
    assert ran.code == 0, ran.err
    ledger("--about", "Temu", "--export", tmp_path / "a.parquet")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert len(rows) == len(table) > 5
    for row, other in zip(rows, table, strict=True):
        assert row["figure"] == other["figure"]
        assert float(row["value"]) == other["value"]
        assert other["figure"] in other["passage"]


def test_parquet_without_its_package_names_the_extra(ledger, tmp_path, monkeypatch):
    """And writes nothing."""
    real = builtins.__import__

    def refuse(name, *rest):
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    ran = ledger("--about", "Temu", "--export", tmp_path / "a.parquet")
    assert ran.code == 1
    assert "wenzhai[parquet]" in ran.err
    assert not (tmp_path / "a.parquet").exists()
