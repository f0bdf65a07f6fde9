import pytest

import bench_site


def test_months_are_shifted_and_totals_moved_wherever_they_stand():
    """Names and texts stay."""
    document = {"month": "2026-10", "rows": [{"total": 50.0, "unit": "2026-10 甲"}], "total": None}
    assert bench_site._moved(document, -12) == {
        "month": "2025-10",
        "rows": [{"total": 51.0, "unit": "2026-10 甲"}],
        "total": None,
    }


@pytest.mark.slow
def test_every_build_is_a_line_and_the_second_writes_nothing(capsys, monkeypatch):
    """Without the browser: another test of this process may have one open."""
    monkeypatch.setattr(bench_site.SiteBench, "browse", lambda self: None)
    assert bench_site.main(["--months", "2"]) == 0
    rows = [line.split(" | ") for line in capsys.readouterr().out.splitlines() if "| " in line]
    counts = {row[0].strip("| "): (row[3], row[4]) for row in rows[1:]}
    assert len(counts) == 4
    assert counts["nothing changed"][0] == "0"
    assert counts["everything"][1] == "0"
