import csv

import pytest

import bench


def test_rows_are_copied_under_one_header_and_changed(tmp_path):
    """Every row is new to a workspace that knows the sources, and the limit holds."""
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("id,text\n1,甲\n2,乙\n", encoding="utf-8-sig")
    assert bench.write_table(target, [source] * 3, {"id": "{}9{copy}"}, limit=5) == 5
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "text"]
    assert [row[0] for row in rows[1:]] == ["190", "290", "191", "291", "192"]


def test_a_row_shows_medians_and_the_largest_memory():
    """One slow run does not decide the time; one large run decides the memory."""
    case = bench.Case("show", "< 0.5 s", lambda: bench.Run(0, 0, 0), 3)
    runs = [bench.Run(9.0, 3.0, 10), bench.Run(1.0, 1.0, 30), bench.Run(2.0, 2.0, 20)]
    assert bench.row(case, runs) == "| show | 2.00 | 2.00 | 30 | 3 | < 0.5 s |"


def test_a_failing_command_ends_the_benchmark(monkeypatch, tmp_path):
    """A command that fails quickly must not be shown as a fast one."""
    program = tmp_path / "govrank"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(bench, "GOVRANK", program)
    with pytest.raises(SystemExit, match="ended with 3"):
        bench.govrank("show")
