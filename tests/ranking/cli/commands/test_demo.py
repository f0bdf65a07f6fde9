"""``govrank demo``."""

import pytest


@pytest.mark.slow
def test_the_small_demo_goes_the_whole_way(govrank, tmp_path, monkeypatch):
    """Files, import, six months, four boards, export: all labelled synthetic; twice is fine."""
    monkeypatch.chdir(tmp_path)
    shown = govrank("demo", "演示", "--small", "--json").json
    assert shown["synthetic"] is True
    assert len(shown["boards"]) == 4
    groups = {board["group"]: len(board["rows"]) for board in shown["boards"]}
    assert groups == {"各区": 16, "委办局与人民团体": 46}
    assert any(row["change"] in ("up", "down") for row in shown["boards"][0]["rows"])
    assert shown["campaigns"]
    exported = list((tmp_path / "演示" / "export").iterdir())
    assert len(exported) == 3
    assert all("synthetic" in path.name for path in exported)
    month = shown["month"]
    home = ("--home", tmp_path / "演示")
    reasons = {r["reason"] for r in govrank("status", month, *home, "--json").json["rejected"]}
    assert reasons == {"account_unknown", "negative", "outside_any_month"}
    again = govrank("demo", "演示", "--small", "--json").json
    assert again["boards"] == shown["boards"]
