"""Files of a folder: which are read, what is noted, and what may not be."""

from __future__ import annotations

import pytest

from wenzhai.errors import InputError
from wenzhai.stages.collect.folders import list_files, read_bounded


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    """Files at any depth in the order of their paths; a link that leads out, and other suffixes, are not listed."""
    (tmp_path / "secret.txt").write_text("secret")
    inside = tmp_path / "in"
    (inside / "deep").mkdir(parents=True)
    for name in ("b.txt", "a.TXT", "deep/c.txt", "d.html"):
        (inside / name).write_text("x")
    (inside / "z.txt").symlink_to(tmp_path / "secret.txt")
    assert [str(p.relative_to(inside)) for p in list_files(inside, {".txt"})] == [
        "a.TXT", "b.txt", "deep/c.txt",
    ]  # fmt: skip
    assert list(list_files(inside / "d.html", {".txt"})) == []


def test_a_file_that_is_too_large_is_named(tmp_path):
    """Eight megabytes are read, one byte more is refused before it is in memory."""
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 8_000_000)
    assert len(read_bounded(path)) == 8_000_000
    path.write_bytes(b"x" * 8_000_001)
    with pytest.raises(InputError, match="8,000,000"):
        read_bounded(path)
