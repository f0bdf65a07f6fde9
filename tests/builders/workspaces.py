"""A workspace on disk with a small month of Weibo, imported and not drafted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ranking.wiring import open_workspace
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace
from tests.builders.files import ROSTER, WEIBO, weibo_row, write_csv

MONTH = "2020-05"


@contextmanager
def imported_workspace(home: Path) -> Iterator[Workspace]:
    """Give a workspace with two units, 甲 and 乙, and two Weibo posts each in May 2020."""
    create_workspace(home)
    workspace = open_workspace(home, "test", lambda *_: None)
    workspace.ledger.create()
    accounts = [("微博", 100 + n, f"账号{100 + n}", unit, "各区") for n, unit in enumerate("甲乙")]
    posts = [
        weibo_row(1, 100, 点赞数=90),
        weibo_row(2, 100, 点赞数=70),
        weibo_row(30, 101),
        weibo_row(40, 101),
    ]
    files = [
        write_csv(home / "名册.csv", ROSTER, accounts),
        write_csv(home / "微博.csv", WEIBO, posts),
    ]
    try:
        reports = import_files(workspace, [ImportRequest(f, ImportOptions()) for f in files])
        assert not any(report.error for report in reports)
        yield workspace
    finally:
        workspace.close()


def use_method(home: Path, method_id: str, *indexes: str) -> None:
    """Let the list of the workspace be ranked by a method, one board an index."""
    boards = "".join(f'[[boards]]\nindex = "{index}"\n' for index in indexes)
    methods = f'[[methods]]\nid = "{method_id}"\nfrom = "2017-01"\n'
    text = f'id = "main"\ntitle = "榜"\n{boards}{methods}'
    (home / "config" / "lists" / "main.toml").write_text(text, "utf-8")
