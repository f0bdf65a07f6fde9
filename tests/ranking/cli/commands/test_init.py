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


def test_samples_of_everything_an_office_may_set_up_are_there(govrank, tmp_path):
    """A campaign and the interfaces; samples are not read until they are copied and renamed."""
    home = tmp_path / "x"
    govrank("init", home)
    samples = {path.relative_to(home).as_posix() for path in home.rglob("*.sample")}
    names = ("database", "gsdata", "wechat", "weibo")
    sources = {f"config/sources/{name}.toml.sample" for name in names}
    assert samples >= {"config/campaigns/example.toml.sample", *sources}
    found = govrank("doctor", "--home", home, "--json").json
    assert [f["state"] for f in found if f["check"] == "sources"] == ["ok"]
