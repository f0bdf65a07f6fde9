"""Runs commands as a user types them, in this process, and makes small workspaces."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ranking.cli.main import main
from tests.builders.fed import make_fed_office
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv


@dataclass(frozen=True)
class Run:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


Govrank = Callable[..., Run]


@pytest.fixture
def govrank(monkeypatch, capsys) -> Govrank:
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("GOVRANK_HOME", "GOVRANK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Run:
        monkeypatch.setattr(sys, "argv", ["govrank", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        printed = capsys.readouterr()
        return Run(code, printed.out, printed.err)

    return run


@pytest.fixture
def office(tmp_path, govrank, monkeypatch) -> Path:
    """An empty workspace that is the current folder."""
    home = tmp_path / "office"
    assert govrank("init", home).code == 0
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def small_month(office, govrank) -> Path:
    """Two units with a Weibo account each and four posts in May 2020, imported and drafted."""
    accounts = [("微博", 100 + n, f"账号{100 + n}", unit, "各区") for n, unit in enumerate("甲乙")]
    roster = write_csv(office / "名册.csv", ROSTER, accounts)
    posts = [weibo_row(1, 100), weibo_row(2, 100), weibo_row(3, 101), weibo_row(9, 101)]
    export = write_csv(office / "微博.csv", WEIBO, posts)
    assert govrank("roster", "import", roster).code == 0
    assert govrank("import", export).code == 0
    assert govrank("draft", "2020-05").code == 0
    return office


@pytest.fixture
def as_user(govrank, monkeypatch) -> Govrank:
    """Run a command as another user of the computer: ``as_user("zhang", "approve", MONTH)``."""

    def run(user: str, *arguments: object) -> Run:
        with monkeypatch.context() as patched:
            patched.setattr("getpass.getuser", lambda: user)
            return govrank(*arguments)

    return run


@pytest.fixture
def approved(small_month, govrank, as_user) -> Path:
    """The small month, frozen and approved by two people, and a signing key."""
    assert govrank("freeze", "2020-05").code == 0
    assert as_user("zhang", "approve", "2020-05").code == 0
    assert as_user("li", "approve", "2020-05").code == 0
    assert govrank("key", "create").code == 0
    return small_month


@pytest.fixture
def published(approved, govrank) -> Path:
    """The small month, published."""
    assert govrank("publish", "2020-05").code == 0
    return approved


@pytest.fixture(scope="module")
def matched_once(tmp_path_factory) -> Path:
    """A month with two doubtful articles, made once."""
    return make_fed_office(tmp_path_factory.mktemp("matched") / "office", matched=True)


@pytest.fixture
def matched(matched_once, tmp_path, monkeypatch) -> Path:
    """That month, for a test of its own; its folder is the current one."""
    home = shutil.copytree(matched_once, tmp_path / "office")
    monkeypatch.chdir(home)
    return home
