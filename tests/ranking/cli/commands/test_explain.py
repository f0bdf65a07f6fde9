"""``govrank explain``."""


def test_a_score_is_explained_from_counts_to_rank(small_month, govrank):
    """The points of the steps add up to the index; the gain named is enough and the least."""
    told = govrank("explain", "2020-05", "甲", "--json").json
    board = told["boards"][0]
    points = [step["points"] for step in board["steps"] if step["points"] is not None]
    assert abs(sum(points) - board["row"]["value"]) < 1e-9
    assert board["above"] == "乙"
    printed = govrank("explain", "2020-05", "甲", "--lang", "zh").out
    assert "乙" in printed
    assert "ln(1 + " in printed


def test_a_draft_that_is_out_of_date_is_not_explained(small_month, govrank):
    """When inputs changed since the draft, the change is named and how to go on."""
    path = small_month / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    run = govrank("explain", "2020-05", "甲")
    assert run.code == 1
    assert "out of date" in run.err
    assert "list" in run.err
    assert "govrank draft 2020-05" in run.err
