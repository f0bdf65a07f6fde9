"""``govrank collect``, against the fakes of WeChat and Weibo."""

import _thread
import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from rich.cells import cell_len

from connectors.fakes.faults import Fault
from tests.builders.files import ROSTER, write_csv
from tests.builders.live_office import LiveOffice, live_office

Live = Callable[..., LiveOffice]
IP_REFUSED = 40164


@pytest.fixture
def live(tmp_path, monkeypatch, govrank) -> Iterator[Live]:
    """Makes an office; it is the current folder, and commands read its clock."""
    with contextmanager(_offices)(tmp_path, monkeypatch) as make:
        yield make


def _offices(tmp_path, monkeypatch) -> Iterator[Live]:
    opened = []

    def make(**wanted) -> LiveOffice:
        context = live_office(tmp_path, **{"weibo": 0, **wanted})
        opened.append(context)
        office = context.__enter__()
        office.take_clock(monkeypatch)
        monkeypatch.chdir(office.home)
        return office

    yield make
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture
def terminal(monkeypatch) -> Callable[[int], None]:
    """Lets commands believe that stdout is a terminal of a width, without colours."""

    def set_width(width: int) -> None:
        for name, value in {"TTY_COMPATIBLE": "1", "TERM": "dumb", "LINES": "50"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("COLUMNS", str(width))

    return set_width


def by_name(run):
    return {account["name"]: account for account in run.json["accounts"]}


def test_the_daily_run_asks_for_the_days_whose_counts_still_grow(live, govrank):
    """All posts are new, the next day brings counts that have grown, and nothing twice."""
    office = live(wechat=1, weibo=1, days=3)
    first = govrank("collect", "--json")
    assert first.code == 0
    assert (first.json["first"], first.json["last"]) == ("2026-10-22", "2026-11-22")
    assert {name: a["new"] for name, a in by_name(first).items()} == {"公众号1": 3, "微博1": 3}
    office.clock.go(days=1)
    second = by_name(govrank("collect", "--json"))
    assert [second["公众号1"][name] for name in ("fetched", "new", "updated")] == [3, 0, 3]


@pytest.mark.parametrize(
    ("wish", "days"),
    [
        (("2026-11",), ("2026-11-01", "2026-11-22")),
        (("2026-10",), ("2026-10-01", "2026-10-31")),
        (("--day", "2026-11-20"), ("2026-11-20", "2026-11-20")),
        (("--since", "2026-11-19"), ("2026-11-19", "2026-11-22")),
    ],
)
def test_a_month_a_day_or_a_beginning_says_which_days(live, govrank, wish, days):
    """A month that runs ends today; only posts of the days come."""
    live(days=4)
    run = govrank("collect", *wish, "--json")
    assert (run.json["first"], run.json["last"]) == days
    expected = sum(days[0] <= f"2026-11-{day}" <= days[1] for day in (18, 19, 20, 21))
    assert by_name(run)["公众号1"]["new"] == expected


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("2026-12",), "2026-12 has not begun yet: it is 2026-11-22"),
        (("--day", "2026-11-23"), "2026-11-23 has not begun yet"),
        (("--since", "2026-11-23"), "2026-11-23 has not begun yet"),
        (("2026-10", "--day", "2026-11-20"), "MONTH, --day were given together"),
        (("Oktober",), "'Oktober' is not a month"),
        (("--account", "公众号9"), "no account '公众号9'"),
        (("--source", "wechta"), "There is no source 'wechta'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(live, govrank, wish, said):
    """Days that have not begun, two wishes at once, unknown names: nothing is asked."""
    office = live()
    run = govrank("collect", *wish)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert len(run.err.splitlines()) >= 2
    assert not office.wechat.calls


def test_accounts_and_sources_can_be_chosen(live, govrank):
    """By name or by id, several of them."""
    live(wechat=3, weibo=2, days=1)
    wishes = ("--account", "公众号1", "--account", "wechat:gh_000000000003")
    assert set(by_name(govrank("collect", *wishes, "--json"))) == {"公众号1", "公众号3"}
    assert set(by_name(govrank("collect", "--source", "weibo", "--json"))) == {"微博1", "微博2"}


def test_an_account_that_no_source_serves_is_said(live, govrank, terminal):
    """It is in the roster, and no source file is for it."""
    office = live(wechat=1, weibo=1, days=1)
    office.source_file("weibo").unlink()
    run = govrank("collect", "--json", "--strict")
    assert (run.code, run.json["unserved"]) == (3, ["微博1"])
    terminal(100)
    assert "No source serves 微博1" in govrank("collect").out


def test_one_refused_account_spoils_no_other(live, govrank, terminal):
    """Its message and what to do are shown; the run is a success unless it is strict."""
    office = live(wechat=2, days=2)
    office.wechat.accounts[0].addresses = frozenset()
    run = govrank("collect", "--json")
    accounts = by_name(run)
    assert run.code == 0
    assert (accounts["公众号1"]["outcome"], accounts["公众号1"]["error"]) == (
        "failed",
        "AccessError",
    )
    assert (accounts["公众号2"]["outcome"], accounts["公众号2"]["new"]) == ("complete", 2)
    assert office.wechat.caller in accounts["公众号1"]["message"]
    terminal(100)
    shown = govrank("collect", "--strict")
    assert shown.code == 3
    assert "公众号1 (wechat): " in shown.out
    assert accounts["公众号1"]["hint"] in shown.out
    assert "Next: govrank source check" in shown.out


def test_nothing_but_failures_is_exit_1(live, govrank):
    """The network is there for nobody."""
    office = live(wechat=2, days=1)
    for account in office.wechat.accounts:
        account.secret = "changed"  # at the platform, not in the office
    run = govrank("collect")
    assert run.code == 1
    assert "0 of 2 fetches complete, 2 failed" in run.err


def test_without_a_source_file_it_is_said_what_to_do(live, govrank):
    """Formats of spreadsheets are no interfaces."""
    office = live()
    office.source_file("wechat").unlink()
    run = govrank("collect")
    assert run.code == 2
    assert "No interface is set up" in run.err


def test_calls_that_are_used_up_wait_for_tomorrow(live, govrank, terminal):
    """Who waits, until when in local time; the next day the rest comes."""
    office = live(wechat=2, days=4)
    office.wechat.accounts[1].daily_limit = 10
    terminal(100)
    run = govrank("collect")
    assert run.code == 0
    assert "1 of 2 fetches complete, 1 waiting" in run.out
    assert "until 2026-11-23 00:00: 公众号2. The next 'govrank collect' goes on there." in run.out
    office.wechat.accounts[1].daily_limit = 100
    office.clock.go(days=1)
    assert by_name(govrank("collect", "--json"))["公众号2"]["new"] == 4


def test_what_is_missing_is_shown_by_reason(live, govrank, terminal):
    """Weibo shows five posts at first sight; the fixed phrases of sources are words."""
    live(wechat=1, weibo=2, days=4, posts_per_day=2)
    terminal(120)
    shown = govrank("collect").out
    assert "Missing, left out of the answer: 2" in shown
    assert "微博1, 微博2: posts from 2026-10-22 to" in shown
    assert "the platform gives the newest five posts alone" in shown


def test_rows_set_aside_are_counted_with_their_reason(live, govrank, terminal):
    """Posts of days on which the account was nobody's wait until the roster knows better."""
    office = live(wechat=1, days=5)
    known = ("微信", office.wechat_id(1), "公众号1", "单位1", "各区")
    rows = [(*known, "", "2026-11-18"), (*known, "2026-11-20", "")]
    roster = write_csv(office.home / "新名册.csv", (*ROSTER, "起始日期", "截止日期"), rows)
    assert govrank("roster", "import", roster).code == 0
    run = govrank("collect", "--json", "--strict")
    assert by_name(run)["公众号1"]["unregistered"] == 1
    assert by_name(run)["公众号1"]["reasons"] == {"roster_gap": 1}
    assert run.code == 3
    terminal(100)
    shown = govrank("collect").out
    assert "1 rows were set aside" in shown
    assert "for no span of days that covers the day" in shown
    assert "govrank status 2026-11 --quarantine" in shown


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_the_summary_fits_the_terminal_and_its_characters(live, govrank, terminal, width):
    """Tables are as wide as the terminal at most; everything can be written in GBK."""
    live(wechat=2, weibo=2, days=3, posts_per_day=3)
    terminal(width)
    out = govrank("collect").out
    out.encode("gbk")
    head = next(n for n, text in enumerate(out.splitlines()) if text.startswith("─"))
    for text in out.splitlines()[head - 1 : head + 5]:
        assert cell_len(text) <= width


def test_of_many_accounts_only_those_that_need_a_look_are_listed(live, govrank, terminal):
    """The rest is a number; --all, a pipe and JSON have every one."""
    office = live(wechat=32, days=1)
    office.wechat.accounts[4].addresses = frozenset()
    terminal(100)
    shown = govrank("collect", "--day", "2026-11-21")
    assert "31 accounts are complete and not listed" in shown.out
    assert "公众号5" in shown.out
    assert "公众号6" not in shown.out
    everything = govrank("collect", "--day", "2026-11-21", "--all").out
    assert all(f"公众号{number}" in everything for number in range(1, 33))


def test_a_pipe_gets_one_row_an_account_and_the_line_on_stderr(live, govrank):
    """TSV with ids and messages; nothing else on stdout."""
    office = live(wechat=2, days=1)
    office.wechat.accounts[1].addresses = frozenset()
    run = govrank("collect")
    head, *rows = [text.split("\t") for text in run.out.splitlines()]
    found = {row[head.index("account")]: dict(zip(head, row, strict=True)) for row in rows}
    assert found["wechat:gh_000000000001"]["new"] == "1"
    assert found["wechat:gh_000000000002"]["outcome"] == "failed"
    assert office.wechat.caller in found["wechat:gh_000000000002"]["message"]
    assert run.err.startswith("2026-10-22 to 2026-11-22: 1 of 2 fetches complete, 1 failed; ")


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C as on a terminal: a shell that starts the tests in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_ends_with_a_report_and_the_next_run_goes_on(live, govrank):
    """What had come is stored; exit code 130."""
    office = live(wechat=3, weibo=1, days=3)
    office.weibo.before_call = lambda _: _thread.interrupt_main()
    run = govrank("collect", "--json")
    assert (run.code, run.json["stopped"]) == (130, True)
    office.weibo.before_call = None
    after = govrank("collect", "--json")
    assert (after.code, after.json["continued"]) == (0, True)
    new = sum(account["new"] for one in (run, after) for account in one.json["accounts"])
    assert new == 12


def test_no_secret_is_ever_shown(live, govrank, terminal):
    """Accidents of the network and refusals, in all three forms of output."""
    office = live(wechat=2, weibo=1, days=2)
    office.wechat.accounts[0].addresses = frozenset()
    office.weibo.tokens.clear()
    office.wechat.faults.waiting.extend([Fault.LOGIN_PAGE] * 2)
    runs = [govrank("collect"), govrank("collect", "--json")]
    terminal(100)
    runs.append(govrank("collect", "--all"))
    assert not any("canary" in run.out + run.err for run in runs)
    json.loads(runs[1].out)
