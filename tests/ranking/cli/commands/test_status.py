"""``govrank status``."""

from tests.builders.files import WEIBO, weibo_row, write_csv


def test_every_account_is_listed_with_what_is_known(small_month, govrank):
    """Posts, last post, and for how many posts a count is known; reads are known for none."""
    status = govrank("status", "2020-05", "--json").json
    accounts = {row["account"]: row for row in status["accounts"]}
    assert accounts["weibo:100"]["posts"] == 2
    assert accounts["weibo:100"]["observed"]["reads"] == 0
    assert accounts["weibo:100"]["observed"]["likes"] == 2
    assert status["reprints"] is None
    assert status["rejected"] == []


def test_set_aside_rows_are_counted_by_reason(small_month, govrank):
    """The summary has the reasons, the list has the rows; strict gives 3."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 999), weibo_row(21, 998)])
    govrank("import", path)
    status = govrank("status", "2020-05", "--json", "--strict")
    assert status.code == 3
    rejected = [{"status": "unregistered", "reason": "account_unknown", "rows": 2}]
    assert status.json["rejected"] == rejected
    assert "weibo:999" in govrank("status", "2020-05", "--quarantine").out


def test_a_row_whose_time_is_unreadable_shows_in_every_month(small_month, govrank):
    """It belongs to no month, so it must not be lost between them."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 100, 发布时间="昨天")])
    govrank("import", path)
    for month in ("2020-05", "2020-06"):
        rows = govrank("status", month, "--quarantine", "--json").json
        assert [(row["value"], row["month"]) for row in rows] == [("昨天", None)]


def test_nothing_in_quarantine_is_said(small_month, govrank):
    """``--to`` with nothing to write says so."""
    assert "No row waits" in govrank("status", "2020-05", "--quarantine", "--to", "x").out
