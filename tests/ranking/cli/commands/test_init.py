"""``govrank init``."""

import tomllib


def test_a_new_workspace_is_commented_and_ready(govrank, tmp_path):
    """The files are valid, explained in comments, and a roster can be listed at once."""
    home = tmp_path / "a" / "b"
    written = govrank("init", home, "--json").json["files"]
    assert str(home / "govrank.toml") in written
    text = (home / "govrank.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["list"] == "main"
    assert text.count("#") > 8
    assert govrank("roster", "list", "--home", home, "--json").json == []


def test_what_it_wrote_is_said(govrank, tmp_path):
    """Every file is named, and the next step."""
    run = govrank("init", tmp_path / "x")
    assert "govrank.toml" in run.out
    assert "govrank roster import" in run.out
