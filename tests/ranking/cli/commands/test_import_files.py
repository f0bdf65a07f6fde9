"""``govrank import``."""

import os

import polars as pl
import xlsxwriter
import xlwt

from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

REPRINTS = ("稿件", "渠道", "渠道类型", "链接", "转载时间", "阅读", "点赞", "评论")


def report(run):
    assert len(run.json["files"]) == 1
    return run.json["files"][0]


def test_files_are_taken_in_the_right_order(office, govrank):
    """Reprints, posts, channels and roster on one line, in the wrong order: all are taken in."""
    write_csv(office / "名册.csv", ROSTER, [("微博", 100, "账号100", "甲", "各区")])
    write_csv(office / "渠道.csv", ("渠道名称", "类型"), [("甲报", "客户端")])
    write_csv(office / "微博.csv", WEIBO, [weibo_row(1, 100)])
    rows = [
        (
            4_500_000_000_000_001,
            "甲报",
            "客户端",
            "https://a.example/1",
            "2020-05-18 09:00",
            7,
            1,
            0,
        ),
        (4_500_000_000_000_001, "某号", "微博", "https://b.example/2", "2020-05-18 10:00", 5, 0, 0),
        (4_500_000_000_000_001, "生报", "网站", "https://c.example/3", "2020-05-18 10:00", 5, 0, 0),
    ]
    write_csv(office / "转载.csv", REPRINTS, rows)
    run = govrank("import", "转载.csv", "微博.csv", "渠道.csv", "名册.csv", "--json")
    told = {f["file"]: (f["accepted"], f["quarantined"], f["reasons"]) for f in run.json["files"]}
    assert told == {
        "转载.csv": (2, 1, {"channel_unknown": 1}),
        "微博.csv": (1, 0, {}),
        "渠道.csv": (1, 0, {}),
        "名册.csv": (1, 0, {}),
    }
    govrank("draft", "2020-05")
    row = govrank("show", "2020-05", "--json").json["boards"][0]["rows"][0]
    assert row["parts"]["channels"]["count"] == 2
    assert "某号" in govrank("channels", "list").out


def test_set_aside_rows_come_back_corrected(small_month, govrank):
    """Quarantine to CSV, correct the cell, import: the row counts and leaves the quarantine."""
    rows = [weibo_row(20, 100, 点赞数="-3"), weibo_row(21, 999)]
    govrank("import", write_csv(small_month / "新.csv", WEIBO, rows))
    govrank("status", "2020-05", "--quarantine", "--to", "待改")
    path = small_month / "待改" / "quarantine-2020-05-weibo-search.csv"
    text = path.read_text("utf-8-sig")
    assert "-3" in text
    path.write_text(text.replace(",-3,", ",3,"), "utf-8-sig")
    found = report(govrank("import", path, "--json"))
    assert (found["accepted"], found["unregistered"], found["resolved"]) == (1, 1, 1)
    waiting = govrank("status", "2020-05", "--quarantine", "--json").json
    assert {row["reason"] for row in waiting} == {"account_unknown"}


def test_unregistered_rows_come_in_once_the_roster_knows_them(small_month, govrank):
    """After the roster is completed, importing the same file again takes the rows in."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 300), weibo_row(21, 100)])
    assert report(govrank("import", path, "--json"))["unregistered"] == 1
    roster = write_csv(small_month / "补.csv", ROSTER, [("微博", 300, "账号300", "丙", "各区")])
    govrank("roster", "import", roster)
    found = report(govrank("import", path, "--json"))
    assert (found["accepted"], found["duplicate"], found["resolved"]) == (1, 1, 1)
    assert govrank("status", "2020-05", "--quarantine", "--json").json == []


def test_a_back_office_export_needs_to_be_told_whose_it_is(office, govrank):
    """An OLE .xls named .xlsx is read; without --account the hint says what to add."""
    govrank(
        "roster",
        "import",
        write_csv(office / "名册.csv", ROSTER, [("微信", "gh_1", "甲发布", "甲", "各区")]),
    )
    header = ("内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数")
    header += ("阅读后关注人数", "送达人数", "内容url")
    url = "http://mp.weixin.qq.com/s?__biz=MzA&mid=2650&idx=2&sn=ab"
    book = xlwt.Workbook()
    sheet = book.add_sheet("数据")
    for column, (name, cell) in enumerate(
        zip(header, ("标题", 20200518, 90, 120, 3, 4, 0, 500, url), strict=True)
    ):
        sheet.write(0, column, name)
        sheet.write(1, column, cell)
    book.save(str(office / "导出.xlsx"))
    refused = govrank("import", "导出.xlsx")
    assert refused.code == 1
    assert "--account wechat:" in refused.err
    found = report(govrank("import", "导出.xlsx", "--account", "wechat:gh_1", "--json"))
    assert (found["kind"], found["accepted"]) == ("wechat-backoffice", 1)
    govrank("draft", "2020-05")
    top = govrank("show", "2020-05", "--json").json["top_posts"]
    assert top["by"] == "reads"
    assert top["rows"][0]["counts"]["reads"] == 120


def test_a_vendor_table_is_read_by_its_mapping_with_titles_totals_and_hidden_sheets(
    office, govrank
):
    """Title, merged two-row header, 合计, full-width digits, 1.2万, 10万+, a hidden sheet."""
    govrank(
        "roster",
        "import",
        write_csv(office / "名册.csv", ROSTER, [("微信", "gh_1", "甲发布", "甲", "各区")]),
    )
    (office / "vendor.toml").write_text(
        'id = "vendor"\ntitle = "某平台"\ndataset = "posts"\n[columns]\naccount_name = ["号"]\n'
        'title = ["稿件/题"]\nurl = ["稿件/网址"]\npublished_at = ["稿件/日子"]\n'
        'read_times = ["数据/读"]\nlikes = ["数据/赞"]\n[values]\nplatform = "微信"\n',
        encoding="utf-8",
    )
    with xlsxwriter.Workbook(office / "平台.xlsx") as book:
        sheet = book.add_worksheet("十月")
        sheet.merge_range("A1:F1", "2020年5月传播明细")
        sheet.merge_range("A2:A3", "号")
        sheet.merge_range("B2:D2", "稿件")
        sheet.merge_range("E2:F2", "数据")
        sheet.write_row("B3", ["题", "网址", "日子", "读", "赞"])
        for row, (day, reads, likes) in enumerate(
            [
                ("2020年5月1日", "10万+", "１２３"),
                ("2020/5/2 8:00", "1.2万", "4"),
                (43954.5, 300, 5),
            ],
            3,
        ):
            url = f"http://mp.weixin.qq.com/s?__biz=MzA&mid={row}&idx=1&sn=ab"
            sheet.write_row(row, 0, ["甲发布", f"稿{row}", url, day, reads, likes])
        sheet.write_row(6, 0, ["合计", "", "", "", 112300, 132])
        book.add_worksheet("底稿").hide()
    found = report(govrank("import", "平台.xlsx", "--mapping", "vendor.toml", "--json"))
    assert (found["accepted"], found["ignored"], found["quarantined"]) == (3, 1, 0)
    assert found["skipped"] == [{"sheet": "底稿", "reason": "hidden"}]
    assert found["months"] == ["2020-05"]
    govrank("draft", "2020-05")
    shown = govrank("show", "2020-05", "--json").json
    part = shown["boards"][1]["rows"][0]["parts"]["total_reads"]
    assert (part["count"], part["status"]) == (112_300, "lower_bound")


def test_one_bad_file_does_not_stop_the_others(small_month, govrank):
    """The good file is imported, the bad one reported, and the exit code is 1."""
    good = write_csv(small_month / "好.csv", WEIBO, [weibo_row(60, 100)])
    (small_month / "坏.xlsx").write_bytes(b"<html><table></table></html>")
    run = govrank("import", "坏.xlsx", good, "--json")
    assert run.code == 1
    bad, fine = run.json["files"]
    assert bad["error"] == "UnreadableFileError"
    assert "HTML" in bad["message"]
    assert fine["accepted"] == 1


def test_a_copy_with_another_date_is_still_the_same_file(small_month, govrank):
    """What was observed when is said by the first import of the same bytes."""
    copy = small_month / "副本.csv"
    copy.write_bytes((small_month / "微博.csv").read_bytes())
    os.utime(copy, (1_700_000_000, 1_700_000_000))
    assert report(govrank("import", copy, "--json"))["accepted"] == 0


def test_later_counts_replace_earlier_ones(small_month, govrank):
    """A newer export of the same posts: the later counts are used, in whatever order imported."""
    newer = write_csv(small_month / "新.csv", WEIBO, [weibo_row(3, 101, 点赞数=50)])
    assert (
        report(govrank("import", newer, "--observed-at", "2020-06-01", "--json"))["accepted"] == 1
    )
    older = write_csv(small_month / "旧.csv", WEIBO, [weibo_row(3, 101, 点赞数=1)])
    govrank("import", older, "--observed-at", "2020-05-19")
    govrank("draft", "2020-05")
    rows = govrank("show", "2020-05", "--json").json["boards"][1]["rows"]
    likes = {row["unit"]: row["parts"]["total_likes"]["count"] for row in rows}
    assert likes == {"甲": 4, "乙": 2 + 2}


def test_strict_ends_with_3_when_rows_were_set_aside(small_month, govrank):
    """A script can tell that something needs a person."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 999)])
    assert govrank("import", path, "--strict").code == 3


def test_the_report_reads_in_chinese(small_month, govrank):
    """With --lang zh the figures come in a Chinese sentence."""
    path = write_csv(small_month / "新.csv", WEIBO, [weibo_row(20, 999)])
    printed = govrank("import", path, "--lang", "zh").out
    assert "未登记 1" in printed


def test_a_file_name_in_gbk_bytes_is_no_obstacle(small_month, govrank):
    """Archives from Chinese Windows leave such names on Linux; the rows come in all the same."""
    source = write_csv(small_month / "x.csv", WEIBO, [weibo_row(61, 100), weibo_row(62, 999)])
    named = os.fsdecode(os.fsencode(small_month) + b"/" + "微博.csv".encode("gbk"))
    source.rename(named)
    found = report(govrank("import", named, "--json"))
    assert (found["accepted"], found["unregistered"]) == (1, 1)
    assert "\ufffd" in found["file"]


def test_importing_the_corrected_rows_twice_and_the_original_again_changes_nothing(
    small_month, govrank
):
    """A resolved row stays resolved, and a row still wrong keeps its one number."""
    rows = [weibo_row(20, 100, 点赞数="-3"), weibo_row(21, 100, 点赞数="-4")]
    path = write_csv(small_month / "新.csv", WEIBO, rows)
    govrank("import", path)
    govrank("status", "2020-05", "--quarantine", "--to", "待改")
    corrected = small_month / "待改" / "quarantine-2020-05-weibo-search.csv"
    text = corrected.read_text("utf-8-sig")
    corrected.write_text(text.replace(",-3,", ",3,"), "utf-8-sig")
    assert report(govrank("import", corrected, "--json"))["resolved"] == 1
    again = report(govrank("import", corrected, "--json"))
    assert (again["accepted"], again["resolved"]) == (0, 0)
    govrank("import", path)
    waiting = govrank("status", "2020-05", "--quarantine", "--json").json
    assert [(row["id"], row["value"]) for row in waiting] == [(2, "-4")]


def test_an_empty_ledger_never_costs_the_facts(small_month, govrank):
    """Imported into by mistake, it moves the facts aside; the right ledger finds them again."""
    batches = sorted(
        path.relative_to(small_month / "facts")
        for path in small_month.glob("facts/*/month=*/*.parquet")
    )
    (small_month / "ledger.db").rename(small_month / "kept.db")
    for tail in ("-wal", "-shm"):
        (small_month / f"ledger.db{tail}").unlink(missing_ok=True)
    assert govrank("show", "2020-05").code == 1
    assert not (small_month / "ledger.db").exists()
    govrank("doctor", "--repair")
    assert govrank("roster", "import", "名册.csv").code == 0
    aside = small_month / "facts" / "orphans"
    assert sorted(path.relative_to(aside) for path in aside.rglob("*.parquet")) == batches


def test_reprints_come_from_parquet_of_any_row_groups(small_month, govrank):
    """WeChat links of posts, in small row groups: every row is taken in or set aside."""
    link = "https://mp.weixin.qq.com/s?__biz=MzA5NTk2Nzg0MA==&mid={}&idx=1&sn=0a1b2c3d4e5f"
    known = [4_500_000_000_000_000 + n for n in (1, 2, 3)]
    rows = [
        {
            "稿件": str(known[n % 3]) if n % 2 else link.format(n),
            "渠道": "某号",
            "渠道类型": "公众号",
            "链接": f"https://a.example.com/a-rather-long-address/{n}",
            "转载时间": "2020-05-18 12:00:00",
            "阅读": n,
        }
        for n in range(600)
    ]
    pl.DataFrame(rows).write_parquet(small_month / "转载.parquet", row_group_size=50)
    found = report(govrank("import", "转载.parquet", "--json"))
    assert (found["accepted"], found["reasons"]) == (300, {"post_unknown": 300})
