"""An office whose accounts are at a WeChat and a Weibo of our own, on loopback over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from connectors.fakes.server import serve
from connectors.fakes.wechat import Article, WeChatAccount, WeChatFake, WeChatState
from connectors.fakes.weibo import Grant, Post, WeiboState, weibo
from ranking import wiring
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportOptions, ImportRequest
from ranking.workflow.init import create_workspace
from ranking.workflow.workspace import Progress, Workspace
from tests.builders.files import ROSTER, write_csv
from tests.builders.wechat import BEIJING, Moment

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING)
WECHAT_COUNTS = ("read_user", "share_user", "zaikan_user", "like_user", "comment_count")
SECRETS = Path("secrets")
APP_SECRET = "canary-weibo-app-secret"
WECHAT_FILE = """
kind = "wechat"
title = "微信公众号"
base_url = "{url}"
[credentials]
secret = "file:secrets/wechat/{{account}}"
[accounts]
{accounts}
"""
WEIBO_FILE = """
kind = "weibo"
title = "微博"
base_url = "{url}"
[credentials]
token = "file:secrets/weibo/{{account}}"
app_key = "file:secrets/weibo-app-key"
app_secret = "file:secrets/weibo-app-secret"
redirect_uri = "https://example.gov.cn/weibo"
"""


class OfficeClock(Moment):
    """The clock of office and fakes: it stands still until it is told to go."""

    weibo: WeiboState | None = None

    def go(self, **step: float) -> None:
        super().go(**step)
        if self.weibo is not None:
            self.weibo.now = self()

    def today(self) -> date:
        return self.now.astimezone(BEIJING).date()


class WatchedWeChat:
    """Tells the office's ``before_wechat`` each path before it is answered."""

    def __init__(self, office: LiveOffice) -> None:
        self._office = office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._office.before_wechat is not None:
            self._office.before_wechat(scope["path"])
        await self._office.wechat_fake(scope, receive, send)


class LiveOffice:
    """A workspace in ``home`` with roster and source files, and the two fakes it collects from.

    WeChat account n is ``gh_00000000000n``, Weibo account n ``200000000n``; both belong to 单位n.
    """

    def __init__(self, home: Path, clock: OfficeClock) -> None:
        self.home = home
        self.clock = clock
        self.wechat = WeChatState(clock)
        self.weibo = WeiboState(now=clock(), app_secret=APP_SECRET)
        clock.weibo = self.weibo
        self._next_id = 5_230_011_223_344_000
        self._open: list[Workspace] = []
        self.wechat_fake: WeChatFake
        self.before_wechat: Callable[[str], None] | None = None

    def workspace(self, progress: Progress = lambda *_: None) -> Workspace:
        """Open the workspace with the office's clock, as a new process would; closed at the end."""
        made = _opened(self.clock, self.home, "test", progress)
        self._open.append(made)
        return made

    def take_clock(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let commands read the office's clock."""

        def opened(home: Path, actor: str, progress: Progress) -> Workspace:
            return _opened(self.clock, home, actor, progress)

        monkeypatch.setattr("ranking.wiring.open_workspace", opened)

    def close(self) -> None:
        """Close the workspaces that were opened."""
        for workspace in self._open:
            workspace.close()

    def wechat_id(self, number: int) -> str:
        return f"gh_{number:012}"

    def weibo_id(self, number: int) -> str:
        return f"{2_000_000_000 + number}"

    def add_wechat(self, number: int) -> WeChatAccount:
        """Add an account to the fake, its secret to the office; roster and source file stay."""
        account = WeChatAccount(f"wx{number:016}", f"canary-wechat-secret-{number}")
        self.wechat.accounts.append(account)
        self.put_secret(f"wechat/{self.wechat_id(number)}", account.secret)
        return account

    def add_weibo(self, number: int, *, days: int = 30) -> str:
        """Add an account to the fake that gave the office a token for so many days."""
        uid, token = self.weibo_id(number), f"canary-weibo-token-{number}"
        self.weibo.accounts[uid] = f"微博{number}"
        self.weibo.tokens[token] = Grant(uid, self.weibo.now + days * DAY)
        self.put_secret(f"weibo/{uid}", token)
        return uid

    def put_secret(self, name: str, text: str) -> Path:
        """Write a file that its owner alone may read."""
        path = self.home / SECRETS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", "utf-8")
        path.chmod(0o600)
        return path

    def source_file(self, source: str) -> Path:
        """Return the path of a source file, which a test may change."""
        return self.home / "config" / "sources" / f"{source}.toml"

    def publish(self, day: date, posts: int = 1, *, scale: int = 1) -> None:
        """Add so many posts of one day to every account of both platforms."""
        for place, account in enumerate(self.wechat.accounts, start=1):
            mid = 2_247_000_000 + (day - date(2025, 1, 1)).days
            account.articles += [_article(day, mid, idx, place * scale) for idx in _up_to(posts)]
        for place, uid in enumerate(self.weibo.accounts, start=1):
            written = [self._post(uid, day, hour, place * scale) for hour in range(posts)]
            self.weibo.publish(*written)

    def _post(self, uid: str, day: date, hour: int, scale: int) -> Post:
        self._next_id += 1
        at = datetime.combine(day, time(hour), BEIJING).astimezone(UTC)
        text = f"#便民#{day}第{hour + 1}条"
        return Post(self._next_id, uid, at, text, 3 * scale, 5 * scale, 7 * scale)


def _up_to(number: int) -> range:
    return range(1, number + 1)


def _article(day: date, mid: int, idx: int, scale: int) -> Article:
    totals = {name: (100 - 10 * place) * scale for place, name in enumerate(WECHAT_COUNTS)}
    return Article(day, mid, idx, f"关于{day}第{idx}件事的通告", totals, settles=3)


def _opened(clock: Callable[[], datetime], home: Path, actor: str, progress: Progress) -> Workspace:
    return replace(_REAL(home, actor, progress), now=clock)


_REAL = wiring.open_workspace


@contextmanager
def live_office(
    folder: Path,
    *,
    wechat: int = 1,
    weibo: int = 1,
    days: int = 3,
    posts_per_day: int = 1,
    now: datetime = NOW,
) -> Iterator[LiveOffice]:
    """Give an office in ``folder/office`` with so many accounts of each platform.

    Posts were published on the ``days`` days before today, oldest first. The roster is imported,
    nothing is collected. Weibo shows the five newest posts of an account, as the real one does.
    """
    office = LiveOffice(folder / "office", OfficeClock(now))
    with ExitStack() as stack:
        stack.callback(office.close)
        create_workspace(office.home)
        for number in _up_to(wechat):
            office.add_wechat(number)
        for number in _up_to(weibo):
            office.add_weibo(number)
        for back in range(days, 0, -1):
            office.publish(office.clock.today() - back * DAY, posts_per_day)
        _import_roster(office, wechat, weibo)
        _write_sources(office, stack, wechat, weibo)
        yield office


def _write_sources(office: LiveOffice, stack: ExitStack, wechat: int, weibo_: int) -> None:
    office.put_secret("weibo-app-key", office.weibo.app_key)
    office.put_secret("weibo-app-secret", office.weibo.app_secret)
    if wechat:
        accounts = "\n".join(
            f'{office.wechat_id(number)} = "{account.appid}"'
            for number, account in enumerate(office.wechat.accounts, start=1)
        )
        office.wechat_fake = WeChatFake(office.wechat)
        url = stack.enter_context(serve(WatchedWeChat(office)))
        _write(office.source_file("wechat"), WECHAT_FILE.format(url=url, accounts=accounts))
    if weibo_:
        url = stack.enter_context(serve(weibo(office.weibo)))
        _write(office.source_file("weibo"), WEIBO_FILE.format(url=url))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _import_roster(office: LiveOffice, wechat: int, weibo_: int) -> None:
    rows = [
        *(("微信", office.wechat_id(n), f"公众号{n}", f"单位{n}", "各区") for n in _up_to(wechat)),
        *(("微博", office.weibo_id(n), f"微博{n}", f"单位{n}", "各区") for n in _up_to(weibo_)),
    ]
    workspace = office.workspace()
    workspace.ledger.create()
    path = write_csv(office.home / "名册.csv", ROSTER, rows)
    (report,) = import_files(workspace, [ImportRequest(path, ImportOptions())])
    assert report.error is None, report.error
