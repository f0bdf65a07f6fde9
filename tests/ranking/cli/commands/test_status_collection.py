"""``govrank status``: what collections left behind."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.cells import cell_len

from ranking.cli.session import Session
from ranking.ledger.collections import begin_collection, end_collection
from ranking.ledger.fetches import add_missing, save_authorisations, save_fetches
from ranking.model.collection import Authorisation, Failure, Fetch, Missing, Outcome
from ranking.wiring import open_workspace
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

NOW = datetime(2020, 5, 21, 4, tzinfo=UTC)
"""Noon of 21 May 2020 in Shanghai."""
HOUR = timedelta(hours=1)
FIRST, LAST = date(2020, 5, 1), date(2020, 5, 21)
DONE = Fetch(
    "weibo",
    "weibo:100",
    Outcome.COMPLETE,
    asked=((FIRST, LAST),),
    observed_at=NOW - HOUR,
    completed_at=NOW - HOUR,
)
SILENT = Failure(
    "{host} does not answer \x1b[31m{account}.", {"host": "a.example", "account": "账号101\x07"}
)


@pytest.fixture
def noon(monkeypatch):
    """Let every command run at NOW; the fixture's value moves the clock."""
    clock = [NOW]
    original = Session.open_new

    def opened(session, home):
        workspace = original(session, home)
        workspace.now = lambda: clock[0]
        return workspace

    monkeypatch.setattr(Session, "open_new", opened)
    return clock


@pytest.fixture
def month(small_month, noon):
    """May 2020: 账号100 and 账号101 have two posts each, all of the 18th; 微博 is set up."""
    (small_month / "config" / "sources").mkdir(parents=True, exist_ok=True)
    text = 'kind = "weibo"\n[credentials]\ntoken = "file:secrets/weibo/{account}"\n'
    (small_month / "config" / "sources" / "weibo.toml").write_text(text, encoding="utf-8")
    return small_month


@pytest.fixture
def ledger(month):
    """Writes what a collection of 1 to 21 May would have written."""

    def write(*fetches, missing=(), rights=(), ended=True, summary=None):
        workspace = open_workspace(month, "test", lambda *_: None)
        with workspace.ledger.writing() as connection:
            number = begin_collection(connection, FIRST, LAST, "{}", len(fetches), NOW - 2 * HOUR)
            save_fetches(connection, fetches)
            add_missing(connection, missing)
            save_authorisations(connection, rights)
            if ended:
                end_collection(connection, number, NOW - HOUR, summary or {})
        workspace.close()

    return write


@pytest.fixture
def terminal(govrank, monkeypatch):
    """Gives what a command shows on a terminal of some width, without its styles."""

    def run(width, *arguments):
        with monkeypatch.context() as patch:
            patch.setenv("FORCE_COLOR", "1")
            patch.setenv("COLUMNS", str(width))
            shown = govrank("status", "2020-05", *arguments).out
        return re.sub(r"\x1b\[[0-9;]*m", "", shown)

    return run


def missing(what, reason, day=None, account="weibo:100"):
    of = day and date(2020, 5, day)
    return Missing("weibo", account, what, reason, of, "", of or FIRST, of or LAST, NOW - HOUR)


def accounts(govrank):
    found = govrank("status", "2020-05", "--json").json["accounts"]
    return {row["account"]: row for row in found}


def add_account(month, govrank, user, posts):
    """Put 账号102 into the roster and import posts, each (user, cells)."""
    rows = [("微博", n, f"账号{n}", "甲乙丙"[n - 100], "各区") for n in range(100, user + 1)]
    assert govrank("roster", "import", write_csv(month / "新名册.csv", ROSTER, rows)).code == 0
    cells = [weibo_row(1000 + n, of, **more) for n, (of, more) in enumerate(posts)]
    assert govrank("import", write_csv(month / "新.csv", WEIBO, cells)).code == 0


def test_accounts_of_an_office_without_sources_are_from_files(month, govrank):
    """Nothing to warn of; the day with posts is known, silence is not."""
    run = govrank("status", "2020-05", "--json", "--strict")
    assert run.code == 0
    account = run.json["accounts"][0]
    assert (account["state"], account["collected"]) == ("from_files", None)
    days = {day["day"]: (day["posts"], day["state"]) for day in account["days"]}
    assert days["2020-05-18"] == (2, "answered")
    assert days["2020-05-17"] == (0, "not_asked")
    assert days["2020-05-22"] == (0, "future")
    assert run.json["collection"] is None


def test_a_collected_account_is_ok_with_its_time(ledger, govrank):
    """In Shanghai's time; the days asked for are answered."""
    ledger(DONE, replace(DONE, account="weibo:101"))
    run = govrank("status", "2020-05", "--strict")
    assert run.code == 0
    lines = [line.split("\t") for line in run.out.splitlines()]
    assert lines[0][-2:] == ["collected", "state"]
    assert lines[1][-2:] == ["2020-05-21 11:00", "ok"]
    days = accounts(govrank)["weibo:100"]["days"]
    assert {day["state"] for day in days[:21]} == {"answered"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"outcome": Outcome.FAILED, "failure": SILENT}, "failed"),
        ({"outcome": Outcome.WAITING}, "waiting"),
        ({"outcome": Outcome.STOPPED}, "unfinished"),
        ({"outcome": Outcome.RUNNING}, "unfinished"),
        ({"completed_at": NOW - 49 * HOUR}, "stale"),
        ({"completed_at": NOW - 47 * HOUR}, "ok"),
        ({"outcome": Outcome.WAITING, "completed_at": NOW - 49 * HOUR}, "stale"),
        ({"outcome": Outcome.FAILED, "completed_at": NOW - 49 * HOUR}, "failed"),
        ({"asked": ((date(2020, 4, 1), date(2020, 4, 30)),)}, "from_files"),
    ],
)
def test_the_state_of_an_account_is_the_worst_that_applies(ledger, govrank, changes, state):
    """One word."""
    ledger(replace(DONE, **changes))
    assert accounts(govrank)["weibo:100"]["state"] == state


def test_nothing_is_stale_when_the_counts_no_longer_grow(ledger, govrank, noon):
    """Thirty days after the month; the day before it still is."""
    ledger(DONE, replace(DONE, account="weibo:101"))
    noon[0] = datetime(2020, 6, 30, 4, tzinfo=UTC)
    assert govrank("status", "2020-05", "--strict").code == 3
    noon[0] = datetime(2020, 7, 1, 4, tzinfo=UTC)
    assert accounts(govrank)["weibo:100"]["state"] == "ok"
    assert govrank("status", "2020-05", "--strict").code == 0


def test_a_source_whose_file_is_gone_worries_nobody(ledger, govrank, month):
    """Its failures and tokens are history."""
    over = Authorisation("weibo", "weibo:100", NOW - HOUR, NOW - HOUR)
    ledger(replace(DONE, outcome=Outcome.FAILED), missing=[missing("all posts", "failed")],
           rights=[over])  # fmt: skip
    assert govrank("status", "2020-05", "--strict").code == 3
    (month / "config" / "sources" / "weibo.toml").unlink()
    assert govrank("status", "2020-05", "--strict").code == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('[accounts]\n"100" = "100"\n', 3),
        ('[accounts]\n"101" = "101"\n', 0),
        ("what = is this\n", 3),
    ],
)
def test_an_account_its_source_no_longer_serves_is_not_waited_for(
    ledger, govrank, month, more, code
):
    """A file that is faulty may serve it: status neither stops nor forgets."""
    ledger(replace(DONE, completed_at=NOW - 49 * HOUR))
    with (month / "config" / "sources" / "weibo.toml").open("a", encoding="utf-8") as file:
        file.write(more)
    assert govrank("status", "2020-05", "--strict").code == code


def test_counts_that_are_missing_leave_the_days_answered(ledger, govrank):
    """It was told what was published, though the fetch is not complete."""
    never = replace(DONE, outcome=Outcome.PARTIAL, asked=())
    ledger(never, missing=[missing("likes of 2 posts", "not_answered")])
    account = accounts(govrank)["weibo:100"]
    assert account["state"] == "partial"
    assert {day["state"] for day in account["days"][:21]} == {"answered"}


def test_failures_are_told_with_their_reason(ledger, govrank, terminal):
    """By name, harmless for the terminal; the days not answered are missing."""
    hint = replace(SILENT, hint="Try again later.")
    ledger(DONE, replace(DONE, account="weibo:101", outcome=Outcome.FAILED, failure=hint,
                         asked=()))  # fmt: skip
    run = govrank("status", "2020-05", "--json", "--strict")
    assert run.code == 3
    (failure,) = run.json["failures"]
    assert failure["account"] == "weibo:101"
    assert failure["message"] == "a.example does not answer 账号101."
    states = [day["state"] for day in accounts(govrank)["weibo:101"]["days"]]
    assert [states[0], states[17], states[20], states[21]] == [
        "missing", "answered", "missing", "future"
    ]  # fmt: skip
    shown = terminal(80)
    assert "failed: 账号101 (weibo): a.example does not answer 账号101." in shown
    assert "→ Try again later." in shown


def test_many_accounts_with_the_same_trouble_are_counted(month, ledger, govrank, terminal):
    """Three are named."""
    rows = [("微博", n, f"账号{n}", "甲", "各区") for n in range(100, 120)]
    assert govrank("roster", "import", write_csv(month / "新名册.csv", ROSTER, rows)).code == 0
    failed = replace(DONE, outcome=Outcome.FAILED, failure=SILENT)
    ledger(*(replace(failed, account=f"weibo:{n}") for n in range(100, 120)))
    shown = terminal(100)
    assert shown.count("failed: ") == 3
    assert "and 17 more of weibo for the same reason" in shown


def test_a_waiting_fetch_says_until_when(ledger, terminal, govrank):
    """It is no reason for an exit code."""
    quota = Failure("The calls of {day} are used up.", {"day": "2020-05-21"})
    until = datetime(2020, 5, 21, 16, tzinfo=UTC)
    waiting = replace(DONE, outcome=Outcome.WAITING, failure=quota, until=until)
    ledger(waiting, replace(DONE, account="weibo:101"))
    told = "waiting until 2020-05-22 00:00: 账号100 (weibo): The calls of 2020-05-21 are used up."
    assert told in terminal(120)
    assert govrank("status", "2020-05", "--strict").code == 0


def test_what_is_missing_is_grouped_by_reason(ledger, terminal, govrank):
    """The first three are named; what is not to be had leaves an account in order."""
    gaps = [missing("posts of the day", "not_ready", day) for day in range(17, 22)]
    gaps += [missing("post 45", "withdrawn", account="weibo:101")]
    ledger(DONE, replace(DONE, account="weibo:101"), missing=gaps)
    shown = terminal(120)
    assert "missing, weibo, not counted yet (5): 账号100 2020-05-17 posts of the day; " in shown
    assert "账号100 2020-05-19 posts of the day and 2 more" in shown
    assert "missing, weibo, withdrawn by its author (1): 账号101" in shown
    found = accounts(govrank)
    assert (found["weibo:100"]["state"], found["weibo:101"]["state"]) == ("ok", "ok")
    listed = govrank("status", "2020-05", "--json").json["missing"]
    assert [one["day"] for one in listed][:2] == ["2020-05-17", "2020-05-18"]


@pytest.mark.parametrize(
    ("ends", "state", "told"),
    [
        (NOW + timedelta(days=8), "ok", None),
        (NOW + timedelta(days=7), "expiring", "账号100 (weibo) ends at 2020-05-28 12:00"),
        (NOW, "over", "账号100 (weibo) ended at 2020-05-21 12:00"),
        (None, "ok", None),
    ],
)
def test_authorisations_that_end_soon_are_told(ledger, govrank, terminal, ends, state, told):
    """With the command that renews them."""
    ledger(DONE, rights=[Authorisation("weibo", "weibo:100", ends, NOW)])
    run = govrank("status", "2020-05", "--json", "--strict")
    assert run.code == (0 if told is None else 3)
    assert [right["state"] for right in run.json["authorisations"]] == [state]
    shown = terminal(120)
    assert told in shown if told else "authorisation" not in shown
    assert ("govrank source authorize weibo --account 账号100" in shown) is (told is not None)


def test_an_account_that_fell_silent_is_suspect_and_not_zero(month, govrank, terminal):
    """账号102 had forty posts in April and has none in May."""
    april = [(102, {"发布时间": "2020-04-15 08:00"})] * 40
    add_account(month, govrank, 102, april)
    run = govrank("status", "2020-05", "--json", "--strict")
    assert run.code == 3
    (suspect,) = run.json["suspects"]
    assert (suspect["account"], suspect["kind"], suspect["posts_before"]) == (
        "weibo:102", "no_posts", 40
    )  # fmt: skip
    assert accounts(govrank)["weibo:102"]["state"] == "suspect"
    assert "suspect: 账号102 (weibo:102) has no posts, and had 40 in 2020-04" in terminal(120)


def test_likes_that_fell_to_zero_are_suspect(month, govrank, terminal):
    """Both shares are told, and the numbers stay as they are."""
    april = [(102, {"发布时间": "2020-04-15 08:00"})] * 6
    add_account(month, govrank, 102, [*april, *[(102, {"点赞数": 0})] * 5])
    (suspect,) = govrank("status", "2020-05", "--json").json["suspects"]
    assert (suspect["measure"], suspect["share"], suspect["share_before"]) == ("likes", 1.0, 0.0)
    assert accounts(govrank)["weibo:102"]["observed"]["likes"] == 5
    told = "suspect: 账号102 (weibo:102): likes are 0 for all 5 posts; in 2020-04 for 0 of 6"
    assert told in terminal(120)


def test_the_first_week_of_a_month_is_not_compared(month, govrank, noon):
    """Nobody has posted yet, and that is no wonder."""
    add_account(month, govrank, 102, [(102, {"发布时间": "2020-04-15 08:00"})] * 40)
    noon[0] = datetime(2020, 5, 7, 4, tzinfo=UTC)
    assert govrank("status", "2020-05", "--json").json["suspects"] == []


def test_the_last_collection_is_told(ledger, terminal):
    """When, for which days, and what came of it."""
    ledger(DONE, summary={"complete": 1, "failed": 0})
    told = "2020-05-21 10:00 to 2020-05-21 11:00, posts of 2020-05-01 to 2020-05-21; 1 fetches"
    assert told in terminal(120)
    assert "complete 1" in terminal(120)


def test_a_collection_that_did_not_end_is_told(ledger, terminal, govrank):
    """And how to go on."""
    ledger(DONE, ended=False)
    assert "it still runs or was cut off" in terminal(120)
    assert govrank("status", "2020-05", "--json").json["collection"]["ended_at"] is None


def test_the_days_are_a_matrix_on_a_terminal(ledger, terminal):
    """A character a day: of an account that failed, and of one with a hole."""
    failed = replace(DONE, account="weibo:101", outcome=Outcome.FAILED, asked=())  # fmt: skip
    ledger(DONE, failed, missing=[missing("posts of the day", "not_ready", 21)])
    lines = terminal(80, "--days").splitlines()
    assert [line.split("  ")[0] for line in lines[3:5]] == ["账号101", "账号100"]
    assert "!" * 17 + "2!!!" in lines[3]
    assert "·" * 17 + "2··?" in lines[4]
    assert "!: missing or failed" in " ".join(lines[5:])


def test_the_days_are_columns_in_a_pipe(ledger, govrank):
    """One a day, with the number of posts."""
    ledger(DONE)
    header, other, asked = govrank("status", "2020-05", "--days").out.splitlines()
    assert header.split("\t")[:4] == ["account", "name", "unit", "2020-05-01"]
    assert len(header.split("\t")) == 34
    assert asked.split("\t")[3 + 16 :] == ["0", "2", "0", "0", "0", *[""] * 10]
    assert other.split("\t")[3 + 16 : 3 + 19] == ["?", "2", "?"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("options", [(), ("--days",)])
def test_tables_fit_the_terminal(ledger, terminal, language, options):
    """Names and days or states are whole at every width; all of it exists in GBK."""
    ledger(DONE, replace(DONE, account="weibo:101", outcome=Outcome.FAILED))
    for width in (40, 50, 60, 80, 100, 120):
        shown = terminal(width, "--lang", language, *options)
        lines = shown.splitlines()
        rule = next(n for n, line in enumerate(lines) if line.startswith("─"))
        assert max(cell_len(line) for line in lines[: rule + 3]) <= width
        assert "账号100" in shown
        assert "…" not in "".join(lines[rule + 1 : rule + 3])
        shown.encode("gbk")


def test_a_month_without_a_post_is_shown_when_it_was_collected(ledger, govrank, noon):
    """Nothing came: that is what the user wants to see."""
    assert govrank("status", "2020-04").code == 1
    empty = replace(DONE, asked=((date(2020, 4, 1), LAST),), outcome=Outcome.FAILED)
    ledger(empty)
    noon[0] = NOW
    assert govrank("status", "2020-04").code == 0
