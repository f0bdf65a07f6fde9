"""``govrank check``."""

from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv


def flags(govrank, *arguments):
    return govrank("check", "2020-05", "--json", *arguments).json["flags"]


def test_a_quiet_month_is_checked_and_nothing_is_changed(small_month, govrank):
    """Two accounts with a post on one day in May: silent else, which no source was asked about."""
    before = govrank("show", "2020-05", "--json").out
    run = govrank("check", "2020-05", "--json")
    assert run.code == 0
    codes = [one["code"] for one in run.json["flags"]]
    assert sorted(set(codes)) == ["measure_absent", "no_reprint_feed", "no_update_many"]
    assert run.json["counts"]["serious"] == 0
    assert govrank("show", "2020-05", "--json").out == before


def test_strict_tells_a_scheduler_of_warnings(small_month, govrank):
    """3, with the same output."""
    assert govrank("check", "2020-05", "--strict", "--json").code == 3


def test_an_edition_older_than_its_facts_is_flagged(small_month, govrank):
    """Something was imported after the draft."""
    govrank("import", write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 100)]))
    (one,) = [f for f in flags(govrank) if f["code"] == "edition_stale"]
    assert one["evidence"] == {"inputs": "facts"}


def test_a_frozen_month_is_checked_as_it_was_frozen(small_month, govrank):
    """What came later waits for a revision and is no fault of the edition."""
    assert govrank("freeze", "2020-05").code == 0
    before = govrank("check", "2020-05", "--json").json
    govrank("import", write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 100)]))
    after = govrank("check", "2020-05", "--json").json
    assert (after["state"], after["posts"]) == ("frozen", 4)
    assert after["flags"] == before["flags"]


def test_a_count_that_fell_between_two_files_is_flagged(small_month, govrank):
    """Both files are kept; the flag has both numbers."""
    rows = [weibo_row(50, 100, 点赞数=900), weibo_row(50, 100, 点赞数=100)]
    for number, row in enumerate(rows):
        path = write_csv(small_month / f"{number}.csv", WEIBO, [row])
        at = f"2020-06-0{number + 1}T09:00"
        assert govrank("import", path, "--observed-at", at).code == 0
    (one,) = [f for f in flags(govrank) if f["code"] == "count_fell"]
    assert (one["evidence"]["before"], one["evidence"]["after"]) == (900, 100)
    assert one["account"] == "weibo:100"


def test_posts_whose_late_growth_cannot_be_told_are_counted(small_month, govrank):
    """One post of five was observed twice, a week after publication."""
    for number in (1, 2):
        path = write_csv(small_month / f"{number}.csv", WEIBO, [weibo_row(50, 100)])
        govrank("import", path, "--observed-at", f"2020-06-2{number}T09:00")
    sentences = [
        one["sentence"] for one in govrank("check", "2020-05", "--json").json["not_checked"]
    ]
    assert [one for one in sentences if one.startswith("4 of 5 posts were not observed twice")]


def test_days_of_the_month_before_that_only_files_know_are_unasked(office, govrank):
    """April is known of three accounts; of the fourth no source has answered on any day of it."""
    names = [("微博", 100 + n, f"账号{100 + n}", f"单位{n}", "各区") for n in range(4)]
    days = [f"2020-04-{n:02}" for n in range(1, 31, 9)] + [f"2020-05-{n:02}" for n in (2, 15, 28)]
    wanted = [(u, d) for u in range(100, 104) for d in days if (u, d[:7]) != (103, "2020-04")]
    rows = [weibo_row(n, u, 发布时间=f"{d} 08:00") for n, (u, d) in enumerate(wanted)]
    govrank("roster", "import", write_csv(office / "名册.csv", ROSTER, names))
    govrank("import", write_csv(office / "微博.csv", WEIBO, rows))
    govrank("draft", "2020-05")
    (one,) = [one for one in flags(govrank) if one["area"] == "inspection"]
    assert (one["code"], one["account"]) == ("no_update_known", "weibo:103")
    evidence = {"days": 31, "first": "2020-04-01", "last": "2020-05-01", "unasked": 31}
    assert one["evidence"] == {**evidence, "limit": 14}


def test_rows_in_quarantine_are_flagged_by_reason(small_month, govrank):
    """In the reader's words."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 999), weibo_row(21, 998)])
    govrank("import", path)
    (one,) = [f for f in flags(govrank) if f["code"] == "quarantine"]
    assert one["evidence"]["rows"] == 2
    assert "not in the roster" in one["sentence"]


def test_the_office_sets_the_limits(small_month, govrank):
    """In the [check] section of its list file."""
    path = small_month / "config" / "lists" / "main.toml"
    shipped = path.read_text("utf-8")
    path.write_text(shipped + "\n[check]\nno_update_days = 31\n", "utf-8")
    assert "no_update_many" not in {one["code"] for one in flags(govrank)}
    path.write_text(shipped + "\n[check]\nno_update_day = 3\nrank_move = 0\n", "utf-8")
    refused = govrank("check", "2020-05")
    assert refused.code == 1
    assert "no_update_day" in refused.err
    assert "rank_move" in refused.err


def test_the_sheet_is_chinese_unless_asked_otherwise(small_month, govrank):
    """One file, whole."""
    path = small_month / "审核" / "表.html"
    assert govrank("check", "2020-05", "--html", path).out == f"written: {path}\n"
    assert '<html lang="zh-CN">' in path.read_text("utf-8")
    govrank("check", "2020-05", "--html", path, "--lang", "en")
    assert "Check of 2020-05" in path.read_text("utf-8")


def test_a_sheet_that_cannot_be_written_is_refused(small_month, govrank):
    """With the place and what to do."""
    (small_month / "x").write_text("")
    run = govrank("check", "2020-05", "--html", small_month / "x" / "y.html")
    assert run.code == 2
    assert "cannot be written" in run.err


def test_a_pipe_gets_one_line_a_flag(small_month, govrank):
    """With a header."""
    head, *rows = govrank("check", "2020-05").out.splitlines()
    assert head.split("\t")[:3] == ["severity", "area", "code"]
    assert len(rows) == len(flags(govrank))


def test_a_month_without_a_draft_is_refused(office, govrank):
    """The hint names the command."""
    run = govrank("check", "2020-05")
    assert run.code == 1
    assert "govrank draft 2020-05" in run.err
