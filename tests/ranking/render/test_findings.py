"""Findings in whole sentences."""

from ranking.i18n import Translator
from ranking.render.findings import health_lines, rejected_lines


def test_checks_stand_in_columns_with_what_to_do_below():
    """Chinese words count two cells, so the columns line up."""
    rows = [
        {"state": "正常", "check": "时钟", "found": "甲", "todo": ""},
        {"state": "ok", "check": "ledger", "found": "b\x1b[31m", "todo": "c"},
    ]
    assert list(health_lines(rows)) == [
        "正常  时钟    甲",
        "ok    ledger  b",
        "              → c",
    ]


def test_a_row_that_was_set_aside_says_where_what_and_why():
    """Nothing is cut, and control characters cannot reach the terminal."""
    row = {
        "id": 7,
        "status": "quarantined",
        "file_name": "a\n.csv",
        "row": 3,
        "column": "点赞数",
        "value": "-3",
        "account": "weibo:1",
        "why": "A count cannot be negative.",
    }
    told = list(rejected_lines([row, {**row, "account": None}], Translator("en")))
    assert told[0].startswith("#7 quarantined: a")
    assert told[0].endswith(".csv, row 3, 点赞数 = '-3'")
    assert told[1] == "    weibo:1: A count cannot be negative."
    assert told[3] == "    A count cannot be negative."
    assert "\n" not in told[0]
