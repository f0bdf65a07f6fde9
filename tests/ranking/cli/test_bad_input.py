"""What a user can do wrong: each gets a message with what was found and what to do next."""

from pathlib import Path

import pytest

from tests.builders.files import WEIBO, weibo_row, write_csv


def check_refused(run, *parts: str, code: int = 1) -> None:
    """Refused without a traceback and with all the parts in the message.

    The exit code is 2 where the command line itself makes no sense.
    """
    assert run.code == code, run
    assert "Traceback" not in run.err
    for part in parts:
        assert part in run.err, run.err


def test_a_month_that_is_none(office, govrank):
    """Not a month: shown as typed, with the form to use."""
    check_refused(govrank("draft", "2020-13"), "'2020-13' is not a month", "YYYY-MM", code=2)


def test_a_month_that_has_not_begun(office, govrank):
    """A future month names today's date."""
    check_refused(govrank("draft", "2199-01"), "2199-01 has not begun", "in Shanghai", code=2)


def test_a_month_without_data(small_month, govrank):
    """A month without posts lists the months that have some."""
    check_refused(govrank("draft", "2020-04"), "no posts of 2020-04", "2020-05", "govrank import")


def test_a_month_that_was_not_drafted(small_month, govrank):
    """An edition that does not exist lists those that do."""
    check_refused(
        govrank("show", "2020-04"), "2020-04 has not been drafted", "2020-05", "govrank draft"
    )


def test_an_unknown_unit(small_month, govrank):
    """A unit that is not on the boards gets a suggestion."""
    check_refused(govrank("explain", "2020-05", "甲区"), "'甲区'", "Did you mean '甲'", code=2)


def test_no_workspace(tmp_path, govrank, monkeypatch):
    """Outside a workspace the places searched are named."""
    monkeypatch.chdir(tmp_path)
    check_refused(govrank("show", "2020-05"), "govrank.toml", str(tmp_path), "govrank init", code=2)


def test_an_empty_file(office, govrank):
    """A file of no bytes is refused as such."""
    Path("空.csv").touch()
    check_refused(govrank("import", "空.csv"), "空.csv", "empty")


def test_a_file_that_is_not_there(office, govrank):
    """A wrong name is said with the name."""
    check_refused(govrank("import", "没有.csv"), "没有.csv")


def test_an_unknown_header(office, govrank):
    """The header found and the nearest format with what it lacks are shown."""
    path = write_csv(
        Path("表.csv"), ("标题", "发布时间", "阅读数", "心情"), [("a", "2020-05-18", 1, 2)]
    )
    check_refused(govrank("import", path), "标题", "心情", "generic-posts", "--mapping")


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("-3", "negative"), ("1.5", "fractional"), ("NaN", "nan"), ("9007199254740993", "too_large")],
)
def test_impossible_counts_are_set_aside(small_month, govrank, cell, reason):
    """A negative, fractional, NaN or over-large count quarantines its row."""
    export = write_csv(Path("新.csv"), WEIBO, [weibo_row(20, 100, 点赞数=cell), weibo_row(21, 100)])
    report = govrank("import", export, "--json").json["files"][0]
    assert (report["accepted"], report["quarantined"]) == (1, 1)
    assert report["reasons"] == {reason: 1}
    row = govrank("status", "2020-05", "--quarantine", "--json").json[0]
    assert (row["column"], row["value"], row["row"]) == ("点赞数", cell, 2)


def test_likes_above_reads_are_kept_and_flagged(small_month, govrank):
    """More likes than reads is doubtful, not impossible."""
    header = ("平台", "账号ID", "稿件ID", "标题", "发布时间", "阅读数", "点赞数")
    rows = [("微博", 100, "4500000000000777", "一", "2020-05-02", 5, 9)]
    report = govrank("import", write_csv(Path("表.csv"), header, rows), "--json").json["files"][0]
    assert (report["accepted"], report["flags"]) == (1, {"likes_above_reads": 1})


def test_duplicate_posts_are_counted_once(small_month, govrank):
    """The same row twice in a file is one post and one duplicate."""
    export = write_csv(Path("新.csv"), WEIBO, [weibo_row(30, 100), weibo_row(30, 100)])
    report = govrank("import", export, "--json").json["files"][0]
    assert (report["rows"], report["accepted"], report["duplicate"]) == (2, 1, 1)


def test_a_post_outside_any_month(small_month, govrank):
    """A time before Weibo existed, or after tomorrow, cannot belong to a month."""
    rows = [
        weibo_row(40 + n, 100, 发布时间=when)
        for n, when in enumerate(("1900-01-01 00:00", "2199-01-01 00:00"))
    ]
    report = govrank("import", write_csv(Path("新.csv"), WEIBO, rows), "--json").json["files"][0]
    assert report["reasons"] == {"outside_any_month": 2}


def test_a_roster_gap(small_month, govrank):
    """A post from before the account had an owner is unregistered, and the reason says why."""
    header = ("平台", "账号ID", "账号名称", "单位", "组别", "起始日期")
    write_csv(Path("新名册.csv"), header, [("微博", 300, "账号300", "丙", "各区", "2020-05-10")])
    govrank("roster", "import", "新名册.csv")
    export = write_csv(Path("新.csv"), WEIBO, [weibo_row(50, 300, 发布时间="2020-05-09 23:59")])
    report = govrank("import", export, "--json").json["files"][0]
    assert (report["unregistered"], report["reasons"]) == (1, {"roster_gap": 1})


def test_two_units_that_claim_one_account(office, govrank):
    """A roster with two owners of one account is refused, with both rows."""
    rows = [("微博", 1, "甲发布", "甲", "各区"), ("微博", 1, "甲发布", "乙", "各区")]
    roster = write_csv(Path("名册.csv"), ("平台", "账号ID", "账号名称", "单位", "组别"), rows)
    check_refused(govrank("roster", "import", roster), "weibo:1", "'甲'", "row 2", "'乙'", "row 3")
    assert govrank("roster", "list", "--json").json == []


def test_a_damaged_batch_is_refused_by_name(small_month, govrank):
    """A byte changed in a Parquet file: drafting names the file and uses nothing of it."""
    batch = next(small_month.glob("facts/posts/*/compact-*.parquet"))
    content = bytearray(batch.read_bytes())
    content[len(content) // 2] ^= 1
    batch.write_bytes(content)
    check_refused(govrank("draft", "2020-05"), batch.name, "does not match the ledger", "backup")
    assert "damaged" in govrank("doctor").out


def test_a_roster_given_to_the_wrong_command(small_month, govrank):
    """``channels import`` of a roster says what the file is."""
    check_refused(govrank("channels", "import", "名册.csv"), "channels", "roster", "govrank import")


def test_a_faulty_list_file_names_every_fault(small_month, govrank):
    """Two wrong keys are two lines in one message, with did-you-mean."""
    path = Path("config/lists/main.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("title =", "titel ="), "utf-8")
    check_refused(govrank("draft", "2020-05"), "titel", "title")


def test_faulty_settings_name_every_fault(small_month, govrank):
    """An unknown key and a wrong type in govrank.toml are both named."""
    Path("govrank.toml").write_text('lists = "main"\n[database]\nurl = 3\n', "utf-8")
    check_refused(
        govrank("show", "2020-05"), "2 fault(s)", "lists", "did you mean 'list'", "database.url"
    )


def test_a_workspace_is_never_overwritten(office, govrank):
    """``init`` on a workspace refuses, and ``demo`` on a folder of something else too."""
    check_refused(govrank("init", office), "is a govrank workspace already", code=2)
    check_refused(govrank("demo", office), "is not empty and not a demo", code=2)


def test_errors_are_json_when_json_is_asked_for(office, govrank):
    """With --json a script gets the message and the hint as an object on stderr."""
    run = govrank("draft", "2199-01", "--json")
    assert run.code == 2
    assert '"error": "UsageError"' in run.err
    assert run.out == ""
