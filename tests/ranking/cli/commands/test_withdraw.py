"""``govrank withdraw``."""

import pytest

pytestmark = pytest.mark.slow

WITHDRAW = ("withdraw", "2020-05", "--note", "数据有误")


def test_a_withdrawn_edition_stays_readable_with_a_banner(published, govrank):
    """Its files are as they were; nothing is current; the banner gives day and reason."""
    folder = published / "releases" / "main" / "2020-05" / "r1"
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert govrank(*WITHDRAW, "--json").json["state"] == "withdrawn"
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert not (published / "releases" / "main" / "current.json").exists()
    shown = govrank("show", "2020-05", "--format", "md").out
    assert "This edition was withdrawn on 2" in shown
    assert "数据有误" in shown
    assert govrank("show", "2020-05", "--json").json["state"] == "withdrawn"


def test_the_month_before_is_current_again(published, govrank, as_user):
    """After the newest month is withdrawn, what is in force is the one before."""
    import json

    from tests.builders.files import WEIBO, weibo_row, write_csv

    rows = [weibo_row(80 + n, 100 + n, 发布时间="2020-06-02 08:00") for n in range(2)]
    govrank("import", write_csv(published / "六月.csv", WEIBO, rows))
    govrank("draft", "2020-06")
    govrank("freeze", "2020-06")
    for user in ("zhang", "li"):
        as_user(user, "approve", "2020-06")
    govrank("publish", "2020-06")
    pointer = published / "releases" / "main" / "current.json"
    assert json.loads(pointer.read_bytes())["month"] == "2020-06"
    assert govrank("withdraw", "2020-06", "--note", "数据有误").code == 0
    assert json.loads(pointer.read_bytes())["month"] == "2020-05"


def test_the_edition_in_force_is_withdrawn_while_a_revision_is_made(published, govrank):
    """The revision goes on."""
    govrank("revise", "2020-05", "--reason", "C", "--note", "更正")
    assert govrank(*WITHDRAW).code == 0
    found = govrank("history", "2020-05", "--json").json["revisions"]
    assert [one["state"] for one in found] == ["withdrawn", "draft"]
    assert govrank("freeze", "2020-05").code == 0


def test_what_was_withdrawn_may_be_revised(published, govrank):
    """It stays withdrawn; the next revision begins."""
    govrank(*WITHDRAW)
    assert "withdrawn" in govrank(*WITHDRAW).err
    assert govrank("revise", "2020-05", "--reason", "C", "--note", "更正").code == 0
    found = govrank("history", "2020-05", "--json").json["revisions"]
    assert [one["state"] for one in found] == ["withdrawn", "draft"]


def test_only_what_was_published_is_withdrawn(small_month, govrank):
    """A draft or a frozen edition is not."""
    assert "never published" in govrank(*WITHDRAW).err
    govrank("freeze", "2020-05")
    run = govrank(*WITHDRAW)
    assert run.code == 1
    assert "there is nothing to withdraw" in run.err
