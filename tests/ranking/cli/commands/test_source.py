"""``govrank source list|check|authorize``, against the fakes of WeChat and Weibo."""

import http.client
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from ranking.ledger.fetches import read_authorisations
from tests.builders.live_office import APP_SECRET, LiveOffice, live_office

TOKEN_OR_CODE = re.compile(r"2\.00fake|canary|the-code")


@pytest.fixture
def live(tmp_path, monkeypatch, govrank) -> Iterator[LiveOffice]:
    """An office with two accounts of each platform; commands run in it and read its clock."""
    with live_office(tmp_path, wechat=2, weibo=2, days=1) as office:
        office.take_clock(monkeypatch)
        monkeypatch.chdir(office.home)
        yield office


@pytest.fixture
def terminal(monkeypatch) -> None:
    for name, value in {"TTY_COMPATIBLE": "1", "TERM": "dumb", "LINES": "50"}.items():
        monkeypatch.setenv(name, value)


class Person:
    """Sits at the terminal: opens the newest address that is shown, and pastes where it leads.

    ``answers`` say what is done each time; "" = an empty line, None = the end of input.
    """

    def __init__(self, capsys, answers: list[Callable[[str], str] | str | None]) -> None:
        self._capsys = capsys
        self._answers = answers
        self.out = self.err = ""

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        printed = self._capsys.readouterr()
        self.out, self.err = self.out + printed.out, self.err + printed.err
        answer = self._answers.pop(0)
        if callable(answer):
            answer = answer(address_in(self.out + self.err))
        return "" if answer is None else answer + "\n"


def address_in(text: str) -> str:
    return re.findall(r"http://127\.0\.0\.1:\d+/oauth2/authorize\?\S+", text)[-1]


def consent(address: str) -> str:
    """Consent in the browser; return the address to which it is sent, which nobody answers."""
    split = urlsplit(address)
    connection = http.client.HTTPConnection(split.netloc, timeout=5)
    try:
        connection.request("GET", f"{split.path}?{split.query}")
        return connection.getresponse().headers["location"]
    finally:
        connection.close()


@pytest.fixture
def person(monkeypatch, capsys) -> Callable[..., Person]:
    def sit_down(*answers) -> Person:
        made = Person(capsys, list(answers))
        monkeypatch.setattr(sys, "stdin", made)
        return made

    return sit_down


def forget_token(office: LiveOffice, number: int) -> str:
    """Take an account's token away; return its id. Its holder would consent in the browser."""
    uid = office.weibo_id(number)
    (office.home / "secrets" / "weibo" / uid).unlink()
    office.weibo.codes[f"the-code-{number}"] = uid
    return uid


def ends(office: LiveOffice) -> dict[str, datetime | None]:
    with office.workspace().ledger.reading() as connection:
        return {one.account: one.expires_at for one in read_authorisations(connection)}


def test_sources_are_listed_with_what_they_serve(live, govrank):
    """Kind, platforms, accounts of the roster, limits, calls, and when they last collected."""
    path = live.source_file("weibo")
    path.write_text(path.read_text("utf-8") + "[limits]\nper_second = 2.5\n", "utf-8")
    assert govrank("collect", "--source", "weibo").code == 0
    rows = {row["id"]: row for row in govrank("source", "list", "--json").json}
    assert set(rows) == {"wechat", "weibo"}
    weibo = rows["weibo"]
    assert (weibo["kind"], weibo["platforms"], weibo["accounts"]) == ("weibo", ["weibo"], 2)
    assert (weibo["per_second"], weibo["collected_at"]) == (2.5, "2026-11-22T01:30:00Z")
    assert weibo["calls"] == sum(live.weibo.calls.values()) > 0
    assert (rows["wechat"]["calls"], rows["wechat"]["collected_at"]) == (0, None)


def test_a_faulty_file_hides_no_other(live, govrank, terminal):
    """Its faults are shown by key; a format of spreadsheets is no source."""
    live.source_file("other").write_text('kind = "weibo"\ntitel = "x"\n', "utf-8")
    shown = govrank("source", "list")
    assert shown.code == 0
    assert "微信公众号" in shown.out
    assert "titel" in shown.out
    assert "generic-posts" not in shown.out


def test_credentials_are_tried_and_their_end_is_noted(live, govrank):
    """WeChat's do not end, Weibo's do."""
    run = govrank("source", "check", "--json")
    assert run.code == 0
    assert {row["name"]: row["state"] for row in run.json} == dict.fromkeys(
        ("公众号1", "公众号2", "微博1", "微博2"), "ok"
    )
    until = datetime(2026, 12, 22, 1, 30, tzinfo=UTC)
    assert ends(live) == {
        "wechat:gh_000000000001": None,
        "wechat:gh_000000000002": None,
        "weibo:2000000001": until,
        "weibo:2000000002": until,
    }


def test_a_refused_credential_is_said_with_what_to_do(live, govrank, terminal):
    """The reason and the hint; the others are tried as well; exit code 1."""
    live.wechat.accounts[0].secret = "changed"  # at the platform, not in the office
    forget_token(live, 2)
    run = govrank("source", "check")
    assert run.code == 1
    assert "REFUSED" in run.out
    assert "公众号1 (wechat): " in run.out
    assert "微博2 (weibo): There is no valid token" in run.out
    assert "govrank source authorize weibo" in run.out
    assert set(ends(live)) == {"wechat:gh_000000000002", "weibo:2000000001"}


def test_checks_can_be_narrowed(live, govrank):
    """By source and by account; unknown ones are refused with near names."""
    rows = govrank("source", "check", "weibo", "--account", "微博2", "--json").json
    assert [row["account"] for row in rows] == ["weibo:2000000002"]
    assert "'wechat'" in govrank("source", "check", "wecaht").err
    assert "Did you mean '微博2'" in govrank("source", "check", "--account", "微薄2").err


def test_holders_consent_one_after_the_other(live, govrank, person):
    """Who must sign in and the address; the token is kept, and works; its end is noted."""
    uid = forget_token(live, 2)
    someone = person(consent)
    run = govrank("source", "authorize", "weibo")
    assert run.code == 0
    assert "微博2 (单位2), weibo:2000000002" in someone.out
    assert "微博1" not in someone.out
    assert "authorised until 2026-12-22 09:30" in run.out
    kept = live.home / "secrets" / "weibo" / uid
    assert kept.read_text("utf-8").strip() in live.weibo.tokens
    assert ends(live)["weibo:2000000002"] == datetime(2026, 12, 22, 1, 30, tzinfo=UTC)
    assert govrank("source", "check", "weibo").code == 0


def test_a_wrong_address_may_be_pasted_again(live, govrank, person):
    """The message says what is wrong; then the right one is taken."""
    forget_token(live, 1)
    someone = person("https://example.gov.cn/weibo?code=x&state=y", consent)
    run = govrank("source", "authorize", "weibo", "--account", "微博1")
    assert run.code == 0
    assert "does not carry the consent" in someone.err
    assert "authorised until" in run.out


@pytest.mark.parametrize("nothing", ["", None])
def test_an_account_can_be_skipped(live, govrank, person, nothing):
    """An empty line or the end of input leaves it as it is and goes on to the next."""
    forget_token(live, 1)
    forget_token(live, 2)
    person(nothing, consent)
    run = govrank("source", "authorize", "weibo", "--json")
    assert {row["name"]: row["state"] for row in run.json} == {
        "微博1": "skipped",
        "微博2": "authorised",
    }
    assert not (live.home / "secrets" / "weibo" / live.weibo_id(1)).exists()


def test_the_consent_of_another_account_is_refused(live, govrank, person):
    """Whoever was signed in as somebody else is told so; nothing is kept."""
    uid = forget_token(live, 1)
    live.weibo.codes["the-code-1"] = live.weibo_id(2)
    someone = person(consent, None)
    run = govrank("source", "authorize", "weibo")
    assert "another account than '微博1'" in someone.err
    assert "skipped" in run.out
    assert not (live.home / "secrets" / "weibo" / uid).exists()


def test_without_a_terminal_the_address_is_shown_and_the_way_said(live, govrank):
    """A command that can read no answer does not wait for one."""
    forget_token(live, 1)
    run = govrank("source", "authorize", "weibo")
    assert run.code == 2
    assert "--url" in run.err
    redirected = consent(address_in(run.out))
    wishes = ("--account", "微博1", "--url", redirected, "--json")
    assert govrank("source", "authorize", "weibo", *wishes).json[0]["state"] == "authorised"
    again = govrank("source", "authorize", "weibo", *wishes)
    assert (again.code, "Weibo refused the authorisation" in again.err) == (1, True)


def test_what_cannot_be_authorised_is_refused(live, govrank):
    """Another kind, an account of another platform, an address for nobody in particular."""
    assert "is not authorised by consent" in govrank("source", "authorize", "wechat").err
    wrong = govrank("source", "authorize", "weibo", "--account", "公众号1")
    assert (wrong.code, "公众号1" in wrong.err) == (2, True)
    nobody = govrank("source", "authorize", "weibo", "--url", "https://example.gov.cn/?code=1")
    assert "Every account has a valid authorisation" in nobody.err


def test_neither_token_nor_code_is_ever_shown(live, govrank, person, caplog):
    """In no form of output, and in no log, not even at debug level."""
    caplog.set_level("DEBUG")
    forget_token(live, 1)
    someone = person("https://example.gov.cn/weibo?code=the-code-1&state=wrong", consent)
    run = govrank("source", "authorize", "weibo", "--json")
    shown = run.out + run.err + someone.out + someone.err + caplog.text
    assert run.json[0]["state"] == "authorised"
    assert not TOKEN_OR_CODE.search(shown)
    assert APP_SECRET not in shown
