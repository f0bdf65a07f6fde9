"""``govrank draft``."""

from ranking.ledger.database import Ledger
from tests.builders.fed import MONTH
from tests.builders.files import WEIBO, weibo_row, write_csv


def events(home):
    ledger = Ledger(f"sqlite:///{home / 'ledger.db'}")
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT month, action FROM edition_events ORDER BY id")
        found = [tuple(row) for row in rows]
    ledger.close()
    return found


def test_drafting_again_gives_the_same_numbers_and_one_more_event(small_month, govrank):
    """Boards are bit-identical; the draft is replaced; every draft is on record."""
    before = govrank("show", "2020-05", "--json").json
    run = govrank("draft", "2020-05", "--json")
    assert run.json["state"] == "draft"
    after = govrank("show", "2020-05", "--json").json
    assert {**after, "created_at": None} == {**before, "created_at": None}
    assert events(small_month) == [("2020-05", "drafted")] * 2


def test_what_came_in_after_the_matching_is_told(matched, govrank):
    """It may be what matching has found, and count twice."""
    assert "last matching" not in govrank("draft", MONTH, "--lang", "en").err
    rows = [("4500000000000001", "新浪网", "网站", "https://news.example.com/whole", "2020-05-20")]
    declared = write_csv(matched / "转载.csv", ("稿件", "渠道", "渠道类型", "链接", "时间"), rows)
    assert govrank("import", declared).code == 0
    run = govrank("draft", MONTH, "--lang", "en")
    assert "more came in after the last matching: govrank reprints match 2020-05" in run.err
    assert govrank("reprints", "match", MONTH).code == 0
    assert "last matching" not in govrank("draft", MONTH, "--lang", "en").err


def test_changes_are_measured_against_the_month_before(small_month, govrank):
    """A unit that overtakes rises, the other falls, and previous ranks are shown."""
    rows = [
        weibo_row(80 + n, 100 + n, 发布时间="2020-06-02 08:00", 转发数=900 - 800 * (n == 1))
        for n in range(2)
    ]
    govrank("import", write_csv(small_month / "六月.csv", WEIBO, rows))
    govrank("draft", "2020-06")
    first = govrank("show", "2020-05", "--json").json["boards"][0]["rows"]
    assert [(row["unit"], row["rank"], row["change"]) for row in first] == [
        ("乙", 1, "first"),
        ("甲", 2, "first"),
    ]
    second = govrank("show", "2020-06", "--json").json["boards"][0]["rows"]
    assert [
        (r["unit"], r["rank"], r["previous_rank"], r["change"], r["moved"]) for r in second
    ] == [
        ("甲", 1, 2, "up", 1),
        ("乙", 2, 1, "down", -1),
    ]


def test_an_observation_horizon_leaves_late_counts_out(small_month, govrank):
    """With 7 days in the list file, counts seen later are not used: they are missing then."""
    path = small_month / "config" / "lists" / "main.toml"
    text = path.read_text("utf-8").replace(
        "groups = []", "groups = []\nobservation_horizon_days = 7"
    )
    path.write_text(text, "utf-8")
    late = write_csv(small_month / "晚.csv", WEIBO, [weibo_row(70, 100, 点赞数=99)])
    soon = write_csv(small_month / "早.csv", WEIBO, [weibo_row(70, 100, 点赞数=5)])
    govrank("import", late, "--observed-at", "2020-06-20")
    govrank("import", soon, "--observed-at", "2020-05-20")
    govrank("draft", "2020-05")
    rows = govrank("show", "2020-05", "--json").json["boards"][1]["rows"]
    likes = {row["unit"]: row["parts"]["total_likes"]["count"] for row in rows}
    assert likes["甲"] == 5


def test_boards_print_the_first_n_ranks_but_keep_all(small_month, govrank):
    """``rows = 1`` in the list file: one unit printed, both in the JSON."""
    path = small_month / "config" / "lists" / "main.toml"
    text = path.read_text("utf-8").replace(
        'index = "communication"', 'index = "communication"\nrows = 1'
    )
    path.write_text(text, "utf-8")
    govrank("draft", "2020-05")
    board = govrank("show", "2020-05", "--json").json["boards"][0]
    assert (board["shown"], len(board["rows"])) == (1, 2)
    lines = [
        line
        for line in govrank("show", "2020-05").out.splitlines()
        if line.startswith("communication")
    ]
    assert len(lines) == 1
