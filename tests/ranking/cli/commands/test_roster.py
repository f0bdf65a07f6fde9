"""``govrank roster import|list|check``."""

from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

DATED = (*ROSTER, "起始日期", "截止日期", "别名")


def spans(govrank, *options):
    rows = govrank("roster", "list", "--json", *options).json
    return [(r["account"], r["name"], r["unit"], r["valid_from"], r["valid_to"]) for r in rows]


def test_headers_may_be_synonyms_in_any_order(office, govrank):
    """Columns are told by name: other words, other order, a title row above."""
    path = office / "名册.csv"
    path.write_text("2026年名册,,,,\n单位,分组,平台,帐号ID,名称\n甲,各区,微博,7,甲发布\n", "utf-8")
    run = govrank("roster", "import", path, "--json")
    assert run.code == 0, run.err
    assert spans(govrank) == [("weibo:7", "甲发布", "甲", None, None)]


def test_a_rename_keeps_history(office, govrank):
    """A new name from a day on: the old name stays for the days before."""
    write_csv(office / "1.csv", ROSTER, [("微博", 7, "旧名", "甲", "各区")])
    write_csv(office / "2.csv", ROSTER, [("微博", 7, "新名", "甲", "各区")])
    govrank("roster", "import", "1.csv")
    report = govrank("roster", "import", "2.csv", "--since", "2026-03-01", "--json").json["files"][
        0
    ]
    assert report["flags"] == {"changed": 1}
    assert spans(govrank) == [
        ("weibo:7", "旧名", "甲", None, "2026-03-01"),
        ("weibo:7", "新名", "甲", "2026-03-01", None),
    ]
    assert spans(govrank, "--on", "2026-02-28")[0][1] == "旧名"


def test_an_account_that_moves_counts_for_each_unit_in_its_own_time(office, govrank):
    """Posts of the 9th count for the old owner, of the 10th for the new one."""
    rows = [
        ("微博", 100, "账号100", "甲", "各区", "", "2020-05-09", ""),
        ("微博", 100, "账号100", "乙", "各区", "2020-05-10", "", "别名甲、别名乙"),
    ]
    govrank("roster", "import", write_csv(office / "名册.csv", DATED, rows))
    posts = [
        weibo_row(1, 100, 发布时间="2020-05-09 23:59", 点赞数=10),
        weibo_row(2, 100, 发布时间="2020-05-10 00:00", 点赞数=200),
    ]
    govrank("import", write_csv(office / "微博.csv", WEIBO, posts))
    govrank("draft", "2020-05")
    boards = govrank("show", "2020-05", "--json").json["boards"]
    likes = {
        row["unit"]: row["parts"]["total_likes"]["count"]
        for board in boards
        if board["index"] == "influence"
        for row in board["rows"]
    }
    assert likes == {"甲": 10, "乙": 200}


def test_a_merged_unit_counts_for_the_unit_it_joined(office, govrank):
    """With a merger in the list file, later posts count for ``into``."""
    rows = [("微博", 100, "账号100", "甲", "各区"), ("微博", 101, "账号101", "乙", "各区")]
    govrank("roster", "import", write_csv(office / "名册.csv", ROSTER, rows))
    path = office / "config" / "lists" / "main.toml"
    merger = '\n[[mergers]]\nfrom = "甲"\ninto = "乙"\nsince = 2020-05-18\n'
    path.write_text(path.read_text(encoding="utf-8") + merger, encoding="utf-8")
    posts = [weibo_row(1, 100, 点赞数=5), weibo_row(2, 101, 点赞数=7)]
    govrank("import", write_csv(office / "微博.csv", WEIBO, posts))
    govrank("draft", "2020-05")
    rows = govrank("show", "2020-05", "--json").json["boards"][1]["rows"]
    assert {r["unit"]: r["parts"]["total_likes"]["count"] for r in rows}["乙"] == 12


def test_a_second_import_of_the_same_roster_changes_nothing(office, govrank):
    """All rows are duplicates then."""
    path = write_csv(office / "名册.csv", ROSTER, [("微博", 7, "甲发布", "甲", "各区")])
    govrank("roster", "import", path)
    report = govrank("roster", "import", path, "--json").json["files"][0]
    assert (report["accepted"], report["duplicate"], report["flags"]) == (0, 1, {})


def test_faults_of_all_rows_come_at_once_in_both_languages(office, govrank):
    """Empty cells and an unknown platform are one message, row by row."""
    rows = [("抖音", 7, "甲发布", "甲", "各区"), ("微博", 8, "", "", "各区")]
    path = write_csv(office / "名册.csv", ROSTER, rows)
    run = govrank("roster", "import", path)
    assert run.code == 1
    assert "3 fault(s)" in run.err
    assert "row 2: 平台 '抖音' is not known" in run.err
    assert "row 3: 账号名称 is empty" in run.err
    assert "第 3 行" in govrank("roster", "import", path, "--lang", "zh").err


def test_check_shows_gaps_and_shared_names(office, govrank):
    """A gap between two owners and one name for two accounts are shown; strict gives 3."""
    rows = [
        ("微博", 1, "同名", "甲", "各区", "", "2026-01-31", ""),
        ("微博", 1, "同名", "乙", "各区", "2026-03-01", "", ""),
        ("微博", 2, "同名", "丙", "各区", "", "", ""),
    ]
    govrank("roster", "import", write_csv(office / "名册.csv", DATED, rows))
    run = govrank("roster", "check", "--strict", "--json")
    assert run.code == 3
    told = {(row["about"], row["finding"]) for row in run.json}
    assert ("weibo:1", "belongs to no unit from 2026-02-01 until 2026-03-01") in told
    assert ("同名", "this name belongs to several accounts: weibo:1, weibo:2") in told


def test_two_spellings_of_a_unit_are_one_unit(office, govrank):
    """Full-width brackets in one row, half-width in the next: the first spelling is kept."""
    rows = [("微博", 1, "一", "甲（新区）", "各区"), ("微博", 2, "二", "甲(新区)", "各区")]
    govrank("roster", "import", write_csv(office / "名册.csv", ROSTER, rows))
    assert {row[2] for row in spans(govrank)} == {"甲（新区）"}


def test_a_new_group_of_a_unit_is_a_change(office, govrank):
    """The unit's accounts are reported as changed, and its group is the new one."""
    write_csv(office / "1.csv", ROSTER, [("微博", 7, "一", "甲", "各区")])
    write_csv(office / "2.csv", ROSTER, [("微博", 7, "一", "甲", "委办局")])
    govrank("roster", "import", "1.csv")
    report = govrank("roster", "import", "2.csv", "--json").json["files"][0]
    assert report["flags"] == {"changed": 1}
    assert govrank("roster", "list", "--json").json[0]["group"] == "委办局"
