"""``govrank history``."""


def test_every_step_says_who_when_and_why(published, govrank):
    """A pipe gets one line a step, with the hash that chains it."""
    govrank("revise", "2020-05", "--reason", "C", "--note", "更正归属")
    lines = [line.split("\t") for line in govrank("history", "2020-05").out.splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [(row["revision"], row["action"]) for row in rows] == [
        ("1", "drafted"),
        ("1", "frozen"),
        ("1", "reviewed"),
        ("1", "approved"),
        ("1", "published"),
        ("2", "begun"),
        ("2", "drafted"),
    ]
    assert [row["person"] for row in rows[2:4]] == ["zhang", "li"]
    assert (rows[5]["reason"], rows[5]["note"]) == ("C", "更正归属")
    assert all(len(row["sha256"]) == 64 for row in rows)


def test_a_person_reads_it_in_words(published, govrank, monkeypatch):
    """On a terminal: a table in the reader's language."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    out = govrank("history", "2020-05", "--lang", "en").out
    assert "first approval" in out
    assert "second approval" in out


def test_a_month_without_a_step_has_no_history(small_month, govrank):
    """Empty, and no error: nothing was done yet."""
    run = govrank("history", "2020-04", "--json")
    assert run.code == 0
    assert (run.json["revisions"], run.json["events"]) == ([], [])
    assert govrank("history", "nonsense").code == 2
