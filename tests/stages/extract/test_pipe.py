"""The line in and the line out of `wenzhai pipe extract`."""

from __future__ import annotations

import pytest

from wenzhai.errors import InputError
from wenzhai.stages.extract import extract_line

TEXT = "<p>灯塔科技周二表示，其智能快递柜已经覆盖所服务城镇的百分之五十七，比去年同期高出十二个百分点，并将继续扩张。</p>"
PAGE = f"<html><head><title>快递柜覆盖过半城镇_灯塔网</title></head><body><h1>快递柜覆盖过半城镇</h1><div>2023-04-11 10:30</div>{TEXT * 1}<p>公司在发给供应商的通知中称，计划在年底之前再开设十九个仓库，并将在六月公布新的运营数据和区域价格。</p></body></html>"


def test_html_in_the_line():
    """The seven keys come back, with a time that has its offset."""
    line = extract_line({"id": 7, "url": "https://dengta.example/a", "html": PAGE, "more": 1})
    assert line.pop("text").startswith("灯塔科技")
    assert line == {
        "id": 7,
        "title": "快递柜覆盖过半城镇",
        "language": "zh-Hans",
        "published_at": "2023-04-11T02:30:00+00:00",
        "author": "",
        "kind": "article",
    }


def test_a_file_of_another_encoding(tmp_path):
    """A path is read whatever its encoding, and gives what the text itself gives."""
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gb18030"))
    assert extract_line({"id": "a", "url": "", "path": str(path)}) == extract_line(
        {"id": "a", "url": "", "html": PAGE}
    )


def test_no_date_is_null():
    """A page that does not say when it was published has no time."""
    assert extract_line({"id": "a", "url": "", "html": "<p>x</p>"})["published_at"] is None


@pytest.mark.parametrize("row", [{"id": "a"}, {"id": "a", "path": "/no/such/file"}, {"html": 3}])
def test_lines_without_a_page(row):
    """A line without a page that can be read is an input error that says so."""
    with pytest.raises(InputError):
        extract_line(row)
