"""A workspace opens its source files."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.interface import AccessError, Account
from ranking.source_files import SourceFile, load_source_file
from ranking.wiring import open_workspace
from ranking.wiring.sources import setup_of
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Workspace

GSDATA = """
kind = "gsdata"
base_url = "https://proxy.example.gov.cn/gsdata"
[credentials]
app_id = "env:GSDATA_ID"
secret = "file:secrets/gsdata"
[accounts]
gh_1 = "moushifabu"
[limits]
per_second = 2.5
calls_per_day = 100
[fields.wechat]
url = "link"
capped = [100001]
counts = {reads = "r"}
reads_unit = "times"
[envelope]
rows = "list"
"""
WEIBO = """
kind = "weibo"
[credentials]
token = "file:secrets/{account}"
app_key = "env:GOVRANK_TEST_KEY"
app_secret = "file:secrets/app"
redirect_uri = "https://example.gov.cn/weibo"
"""
ACCOUNT = Account("weibo", "1404376560", "某市发布")


@pytest.fixture
def workspace(tmp_path: Path):
    create_workspace(tmp_path / "office")
    opened = open_workspace(tmp_path / "office", "test", lambda *_: None)
    opened.now = lambda: datetime(2026, 11, 20, 17, tzinfo=UTC)
    yield opened
    opened.close()


def written(workspace: Workspace, text: str) -> SourceFile:
    path = workspace.home / "config" / "sources" / "mine.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return load_source_file(path)


def test_all_of_a_source_file_arrives(workspace):
    """Paths are absolute; of the fields only what the file says replaces the kind's own."""
    setup = setup_of("mine", written(workspace, GSDATA), workspace.home)
    assert (setup.id, setup.kind, setup.platforms) == ("mine", "gsdata", ("wechat",))
    assert setup.base_url == "https://proxy.example.gov.cn/gsdata"
    assert setup.accounts == {"gh_1": "moushifabu"}
    assert (setup.per_second, setup.calls_per_day) == (2.5, 100)
    assert setup.fields == {
        "wechat": {
            "url": "link",
            "capped": (100001,),
            "counts": {"reads": "r"},
            "reads_unit": "times",
        }
    }
    assert setup.envelope["rows"] == "list"
    assert setup.place("app_id", "") == "env:GSDATA_ID"
    assert setup.place("secret", "") == f"file:{workspace.home / 'secrets' / 'gsdata'}"


def test_the_source_works_with_the_workspaces_clock(workspace):
    """Its day is the workspace's day in Shanghai, with the calls made on it before."""
    with_clock = workspace.open_source("mine", written(workspace, GSDATA), 7)
    assert (with_clock.id, with_clock.calls()) == ("mine", (workspace.today(), 7))
    assert str(workspace.today()) == "2026-11-21"
    with_clock.close()


def test_an_id_that_is_no_file_name_is_an_error_of_its_account(workspace):
    """It ends that account's fetch, not the collection."""
    opened = workspace.open_source("mine", written(workspace, WEIBO), 0)
    with pytest.raises(AccessError, match="cannot be part") as caught:
        opened.check(Account("weibo", "../../x", "某市发布"))
    assert caught.value.hint.format(**caught.value.params)
    opened.close()


def test_a_consent_is_begun_with_the_credentials_of_the_file(workspace, monkeypatch):
    """The address to open asks for the app and its redirect address."""
    monkeypatch.setenv("GOVRANK_TEST_KEY", "1352222456")
    secret = workspace.home / "secrets" / "app"
    secret.parent.mkdir(exist_ok=True)
    secret.write_text("canary")
    secret.chmod(0o600)
    url = workspace.open_consent("mine", written(workspace, WEIBO), ACCOUNT).url()
    assert url.startswith("https://api.weibo.com/oauth2/authorize?client_id=1352222456&")
    assert "canary" not in url


def test_a_consent_without_an_app_says_what_is_missing(workspace):
    """A file that only collects has no app."""
    file = written(workspace, WEIBO.split("app_key")[0])
    with pytest.raises(AccessError, match="'app_key'"):
        workspace.open_consent("mine", file, ACCOUNT)


def test_opening_a_workspace_loads_no_source(tmp_path):
    """Commands that do not collect start without the network's libraries."""
    create_workspace(tmp_path / "office")
    program = (
        "import sys; from pathlib import Path; from ranking.wiring import open_workspace;"
        "open_workspace(Path(sys.argv[1]), 'test', print).close();"
        "print([m for m in sys.modules if m.startswith(('connectors', 'httpx', 'sqlalchemy'))])"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "office")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
