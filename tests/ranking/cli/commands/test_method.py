"""``govrank method list|show|check``: outside any workspace, and with the workspace's own files."""

import pytest

from tests.builders.method_files import method_text, write_method


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_shipped_methods_are_listed_anywhere(nowhere, govrank):
    """No workspace is needed to look at methods."""
    rows = govrank("method", "list", "--json").json
    ids = [row["id"] for row in rows]
    assert ids == sorted(ids)
    assert {"shanghai", "nri", "wci-13", "wci-14.2a", "wci-14.2b", "asem-connectivity"} <= set(ids)
    assert {row["certainty"] for row in rows} == {"verified", "public_source", "ours"}


def test_a_workspace_adds_and_replaces_methods(office, govrank):
    """Its config/methods wins over the shipped folder."""
    folder = office / "config" / "methods"
    folder.mkdir(parents=True, exist_ok=True)
    write_method(folder)
    rows = {row["id"]: row for row in govrank("method", "list", "--json").json}
    assert rows["mine"]["title"] == "本办试行方法"
    assert "shanghai" in rows


def test_a_named_folder_that_is_no_workspace_is_refused(nowhere, govrank):
    """--home is believed, not passed over."""
    run = govrank("method", "list", "--home", nowhere)
    assert run.code == 2
    assert "not a govrank workspace" in run.err


def test_show_draws_effective_weights(nowhere, govrank):
    """The tree names each part, what it counts for in all, and its formula."""
    level = '[[indexes.nodes]]\nid = "rest"\nweight = 0.2\naggregate = "amean"\n'
    inner = "".join(
        f'[[indexes.nodes.nodes]]\nfeature = "{f}"\nweight = 0.5\n' for f in ("posts", "likes")
    )
    path = write_method(nowhere, method_text((("avg_reads", "0.8", ""),)) + level + inner)
    run = govrank("method", "show", path)
    assert run.code == 0
    assert "80.00%  avg_reads  0.8 × ln(1 + avg_reads)" in run.out
    assert "10.00%  posts  0.5 × posts" in run.out
    assert "一切" in run.out
    nodes = govrank("method", "show", path, "--json").json["indexes"][0]["nodes"]
    assert [n["effective"] for n in nodes[1]["nodes"]] == [0.1, 0.1]


@pytest.mark.parametrize(
    "method", ["shanghai", "nri", "wci-14.2b", "asem-connectivity", "tai-2001", "dci"]
)
def test_every_kind_of_shipped_method_can_be_drawn(nowhere, govrank, method):
    """Names, weights and rules of all kinds fit into the tree."""
    run = govrank("method", "show", method, "--lang", "zh")
    assert run.code == 0
    assert run.out.count("─") >= 3
    assert run.err == ""


def test_check_names_all_faults_at_once(nowhere, govrank):
    """Key, line, what was found and what was expected; nothing else is needed to repair it."""
    text = method_text((("raeds", "0.8", ""), ("likes", "0", "")), features="")
    run = govrank("method", "check", write_method(nowhere, text))
    assert run.code == 1
    assert "did you mean 'reads'" in run.err
    assert "indexes[0].nodes[1].weight" in run.err
    assert "line " in run.err


def test_check_warns_of_what_is_doubtful(nowhere, govrank):
    """Weights that add up to 0.9 are allowed and said; --strict then ends with 3."""
    path = write_method(nowhere, method_text((("avg_reads", "0.8", ""), ("likes", "0.1", ""))))
    run = govrank("method", "check", path, "--strict")
    assert run.code == 3
    (doubt,) = govrank("method", "check", path, "--json").json
    assert path.read_text("utf-8").splitlines()[doubt["line"] - 1].startswith("[[indexes.nodes")
    assert doubt["key"] == "indexes[0].nodes"
    assert "0.9" in doubt["finding"]
    sound = govrank("method", "check", "nri")
    assert sound.code == 0


def test_a_doubt_is_a_whole_sentence_on_a_terminal(nowhere, govrank, monkeypatch):
    """However narrow it is; with the line, where the file has the key."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    text = method_text((("avg_reads", "0.8", ""), ("likes", "0.1", "")))
    run = govrank("method", "check", write_method(nowhere, text.replace('unknown = ["一切"]', "")))
    assert "- unknown: Nothing is listed as unknown" in run.out
    assert "indexes[0].nodes: The weights add up to 0.9, not to 1; only their" in run.out
    assert "…" not in run.out


def test_a_file_that_is_not_called_by_its_id_is_doubtful(nowhere, govrank):
    """A list file would not find it."""
    path = write_method(nowhere).rename(nowhere / "other.toml")
    (doubt,) = govrank("method", "check", path, "--json").json
    assert (doubt["key"], "other.toml" in doubt["finding"]) == ("id", True)


def test_an_unknown_method_names_the_nearest(nowhere, govrank):
    """The message lists what there is."""
    run = govrank("method", "show", "wci13")
    assert run.code == 1
    assert "'wci-13'" in run.err


def test_a_file_that_is_not_there_is_said(nowhere, govrank):
    """A path is not looked up as an id."""
    run = govrank("method", "check", "nowhere.toml")
    assert run.code == 1
    assert "nowhere.toml" in run.err
