"""``govrank adjust``."""

import pytest

pytestmark = pytest.mark.slow

MONTH = "2020-05"
POST = "weibo:4500000000000001"
HOSTILE = "=1+1\x1b[31m\u202e原因\x01\n第二行"


@pytest.fixture
def adjust(small_month, as_user):
    """Propose something as zhang; more arguments win."""
    evidence = small_month / "证据.png"
    evidence.write_bytes(b"PNG")

    def run(what, *arguments, user="zhang", reason="与实际不符"):
        backing = ("--reason", reason, "--evidence", evidence)
        return as_user(user, "adjust", what, MONTH, *arguments, *backing)

    return run


def test_a_proposal_says_what_it_is_and_who_is_next(adjust, as_user, govrank):
    """Then a second user confirms it, and is told that the draft is out of date."""
    run = adjust("exclude", POST)
    assert run.code == 0
    assert run.out.splitlines()[0] == (
        f"Proposed, number 1: The post '第1篇' ({POST}, 甲) does not count."
    )
    assert "Evidence: 证据.png, kept as evidence/" in run.out
    assert f"Another user of this computer runs: govrank adjust confirm {MONTH} 1" in run.out
    own = as_user("zhang", "adjust", "confirm", MONTH, "1")
    assert (own.code, own.out) == (1, "")
    assert "zhang proposed adjustment 1 of 2020-05; a second person has to confirm it" in own.err
    run = as_user("li", "adjust", "confirm", MONTH, "1")
    assert f"compute it again with: govrank draft {MONTH}" in run.out


def test_every_kind_is_told_to_machines(adjust, as_user):
    """One JSON object a command, with list, month, number, kind and target."""
    made = [
        adjust("exclude", "账号100", "--json"),
        adjust("include", "https://m.weibo.cn/status/4500000000000002", "--json"),
        adjust("attribute", "weibo:101", "甲", "--json"),
        adjust("award", "甲", "0.5", "--json"),
        adjust("deduct", "乙", "1.25", "--json"),
        adjust("note", "甲 停更一周", "--unit", "甲", "--json"),
        adjust("note", "本月数据完整", "--json"),
    ]
    assert [run.json["number"] for run in made] == [1, 2, 3, 4, 5, 6, 7]
    assert {(run.json["list"], run.json["month"], run.json["status"]) for run in made} == {
        ("main", MONTH, "proposed")
    }
    assert [(run.json["kind"], run.json["target"]) for run in made] == [
        ("exclude_account", "weibo:100"),
        ("include_post", "weibo:4500000000000002"),
        ("attribute_account", "weibo:101"),
        ("award", "甲"),
        ("deduct", "乙"),
        ("note", "甲"),
        ("note", ""),
    ]
    run = as_user("li", "adjust", "confirm", MONTH, "4", "--json")
    assert (run.json["status"], run.json["draft_out_of_date"]) == ("confirmed", True)
    undone = adjust("undo", "4", "--json").json
    assert (undone["kind"], undone["target"]) == ("undo", "4")
    run = as_user("li", "adjust", "reject", MONTH, "5", "--reason", "证据不足", "--json")
    assert (run.json["status"], run.json["decision"]) == ("rejected", "证据不足")


def test_the_list_shows_all_and_what_was_undone(adjust, as_user, govrank, monkeypatch):
    """TSV in a pipe, JSON for machines, whole sentences on a terminal."""
    adjust("award", "甲", "0.5", reason=HOSTILE)
    as_user("li", "adjust", "confirm", MONTH, "1")
    adjust("undo", "1")
    as_user("li", "adjust", "confirm", MONTH, "2")
    adjust("exclude", POST)
    as_user("li", "adjust", "reject", MONTH, "3", "--reason", "证据不足")
    head, *rows = (r.split("\t") for r in govrank("adjust", "list", MONTH).out.splitlines())
    found = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["status"] for row in found] == ["confirmed", "confirmed", "rejected"]
    assert [row["undone_by"] for row in found] == ["2", "", ""]
    assert found[0]["reason"] == "=1+1原因 第二行"
    told = govrank("adjust", "list", MONTH, "--json").json
    assert told["adjustments"][0]["reason"] == HOSTILE
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    shown = govrank("adjust", "list", MONTH, "--lang", "en").out
    assert "#1 (confirmed, undone by #2) 甲 gets 0.5 bonus point(s)." in shown
    assert "rejected by li" in shown
    assert "\x1b" not in shown
    assert "Nothing was adjusted" in govrank("adjust", "list", "2020-04", "--lang", "en").out


def test_history_tells_adjustments_in_words(adjust, as_user, govrank, monkeypatch):
    """Which, what and why, beside the edition's steps; the reason R1 is no code of a revision."""
    adjust("award", "甲", "0.5", reason="R1")
    as_user("li", "adjust", "reject", MONTH, "1", "--reason", "证据不足")
    lines = [line.split("\t") for line in govrank("history", MONTH).out.splitlines()]
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    assert [(row["action"], row["number"], row["kind"], row["reason"]) for row in rows[1:]] == [
        ("adjusted", "1", "award", "R1"),
        ("adjustment rejected", "1", "award", "R1"),
    ]
    assert rows[2]["decision"] == "证据不足"
    monkeypatch.setattr("ranking.cli.session.Session.terminal", True)
    shown = govrank("history", MONTH, "--lang", "en").out
    assert "no. 1, points awarded 甲 0.5: R1" in shown
    assert "adjustment rejected" in shown


def test_doctor_looks_after_evidence(adjust, small_month, govrank):
    """A file that is gone is a fault, with the adjustment it belongs to."""
    file = adjust("exclude", POST, "--json").json["evidence_file"]
    assert govrank("doctor", "--json").code == 0
    (small_month / file).unlink()
    run = govrank("doctor", "--json")
    found = {one["check"]: one for one in run.json}["evidence"]
    assert (run.code, found["state"]) == (1, "fault")
    assert found["found"] == "evidence missing or changed: 2020-05 #1"


@pytest.mark.parametrize("what", ["exclude", "attribute", "note", "undo", "confirm", "list"])
def test_help_has_an_example(govrank, what):
    """Of each command, to be copied."""
    out = govrank("adjust", what, "--help", "--lang", "en").out
    assert f"Example: govrank adjust {what} 2026-10" in " ".join(out.split())


def test_reason_and_evidence_are_never_left_out(small_month, govrank):
    """Both are asked for before anything is looked up; a number is a number."""
    assert govrank("adjust", "exclude", MONTH, POST, "--reason", "x").code == 2
    assert govrank("adjust", "exclude", MONTH, POST, "--evidence", "x").code == 2
    assert govrank("adjust", "confirm", MONTH, "0").code == 2
