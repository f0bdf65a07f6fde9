"""How long a collection takes, how much memory, and how many calls beside the least possible.

    python scripts/bench_collect.py [--accounts 120] [--posts 400]

The platforms are our fakes in a process of their own, over real HTTP at their full speed. All data
is synthetic. 120 WeChat accounts publish on each of 30 days, 120 Weibo accounts have 400 posts in
them. The first collection takes everything; the next day brings a day's posts and asks again for
the counts of the 30 days before.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from connectors.fakes.server import serve
from connectors.fakes.wechat import Article, WeChatAccount, WeChatFake, WeChatState
from connectors.fakes.weibo import Grant, Post, WeiboState, weibo
from ranking.model.month import SHANGHAI
from ranking.wiring import open_workspace
from ranking.workflow.collect import collect
from ranking.workflow.collect_report import CollectRequest
from ranking.workflow.import_files import import_files
from ranking.workflow.import_report import ImportRequest
from ranking.workflow.init import create_workspace

DAY = timedelta(days=1)
DAYS = 30
PER_CALL = 100
BOUNDS = {"first": 90.0, "daily": 30.0}
MEMORY_MB = 400
TOTALS = {"read_user": 900, "share_user": 40, "zaikan_user": 9, "like_user": 30}


class Platforms:
    """Both fakes on one clock that can be put forward."""

    def __init__(self, accounts: int, posts: int) -> None:
        self.start = datetime.now(SHANGHAI).replace(hour=12, minute=0, second=0, microsecond=0)
        self.ahead = timedelta()
        self.posts = posts
        self.wechat = WeChatState(self.now)
        self.weibo = WeiboState(now=self.now(), per_address_and_hour=10**9)
        self.weibo.switches.timeline_cap = None
        for number in range(accounts):
            self.wechat.accounts.append(WeChatAccount(f"wx{number}", f"secret-{number}"))
            self.weibo.accounts[str(10**9 + number)] = f"微博{number}"
            until = self.now() + 99 * DAY
            self.weibo.tokens[f"token-{number}"] = Grant(str(10**9 + number), until)
        for back in range(DAYS, 0, -1):
            self.publish(back)

    def now(self) -> datetime:
        return (self.start + self.ahead).astimezone(UTC)

    def publish(self, back: int) -> None:
        """Add the posts of the day that is so many days back."""
        at = self.start + self.ahead - back * DAY
        serial = (at.date() - date(2025, 1, 1)).days
        for account in self.wechat.accounts:
            account.articles.append(
                Article(at.date(), 2_247_000_000 + serial, 1, f"{at:%F}的通告", TOTALS, settles=29)
            )
        done, upto = self.posts * (DAYS - back) // DAYS, self.posts * (DAYS - back + 1) // DAYS
        many = upto - done if back <= DAYS else self.posts // DAYS
        for place, uid in enumerate(self.weibo.accounts):
            first = 5 * 10**15 + serial * 10**9 + place * 10**4
            self.weibo.publish(
                *(
                    Post(
                        first + n, uid, (at + n * timedelta(minutes=1)).astimezone(UTC), f"第{n}条"
                    )
                    for n in range(many)
                )
            )

    def next_day(self) -> None:
        self.ahead += DAY
        self.weibo.now = self.now()
        self.publish(1)


def _platforms(accounts: int, posts: int, pipe: Connection) -> None:
    """Serve until the pipe closes; answer ``calls`` (and begin to count anew) and ``next``."""
    platforms = Platforms(accounts, posts)
    with serve(WeChatFake(platforms.wechat)) as one, serve(weibo(platforms.weibo)) as other:
        pipe.send((one, other, platforms.start.isoformat()))
        while True:
            try:
                asked = pipe.recv()
            except EOFError:
                return
            if asked == "next":
                platforms.next_day()
            pipe.send({**platforms.wechat.calls, **platforms.weibo.calls})
            platforms.wechat.calls.clear()
            platforms.weibo.calls.clear()


def _make_office(home: Path, accounts: int, urls: tuple[str, str]) -> None:
    create_workspace(home)
    sources, secrets = home / "config" / "sources", home / "secrets"
    names = [f"gh_{number:06}" for number in range(accounts)]
    apps = "\n".join(f'{name} = "wx{number}"' for number, name in enumerate(names))
    sources.mkdir(parents=True, exist_ok=True)
    (sources / "wechat.toml").write_text(
        f'kind = "wechat"\nbase_url = "{urls[0]}"\n[credentials]\n'
        f'secret = "file:secrets/{{account}}"\n[accounts]\n{apps}\n'
    )
    (sources / "weibo.toml").write_text(
        f'kind = "weibo"\nbase_url = "{urls[1]}"\n'
        '[credentials]\ntoken = "file:secrets/{account}"\n'
    )
    secrets.mkdir()
    rows = ["平台,账号ID,账号名称,单位,组别"]
    for number, name in enumerate(names):
        _secret(secrets / name, f"secret-{number}")
        _secret(secrets / str(10**9 + number), f"token-{number}")
        rows.append(f"微信,{name},公众号{number},单位{number},各区")
        rows.append(f"微博,{10**9 + number},微博{number},单位{number},各区")
    roster = home / "名册.csv"
    roster.write_text("\n".join(rows), "utf-8")
    workspace = open_workspace(home, "bench", lambda *_: None)
    workspace.ledger.create()
    (report,) = import_files(workspace, [ImportRequest(roster)])
    if report.error:
        raise report.error
    workspace.close()


def _secret(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o600)


def run_one(home: Path, now: datetime) -> None:
    """Collect once, in this process, and print seconds, memory and posts as JSON."""
    workspace = replace(open_workspace(home, "bench", lambda *_: None), now=lambda: now)
    today = workspace.today()
    start = time.perf_counter()
    report = collect(workspace, CollectRequest(today - DAYS * DAY, today))
    seconds = time.perf_counter() - start
    workspace.close()
    print(
        json.dumps(
            {
                "seconds": round(seconds, 1),
                "processor": round(time.process_time(), 1),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
                "fetched": sum(one.fetched for one in report.accounts),
                "new": sum(one.new for one in report.accounts),
                "incomplete": sum(one.outcome != "complete" for one in report.accounts),
            }
        )
    )


def _least(accounts: int, posts: int, *, first: bool) -> int:
    """Return the fewest calls: a token and a call a day of publication for each WeChat account; for
    a Weibo account the pages of its timeline (they overlap by one), or a page and the counts."""
    pages = math.ceil((posts - 1) / (PER_CALL - 1)) if first else 1 + math.ceil(posts / PER_CALL)
    return accounts * (1 + DAYS) + accounts * pages


def main() -> int:
    """Measure both collections and return 1 if a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--accounts", type=int, default=120, help="of each platform")
    parser.add_argument("--posts", type=int, default=400, help="of a Weibo account in 30 days")
    parser.add_argument("--run", nargs=2, metavar=("HOME", "NOW"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run_one(Path(given.run[0]), datetime.fromisoformat(given.run[1]))
        return 0
    context = get_context("spawn")
    pipe, far = context.Pipe()
    child = context.Process(target=_platforms, args=(given.accounts, given.posts, far))
    child.start()
    far.close()
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _measure(Path(folder) / "office", given.accounts, given.posts, pipe)
    finally:
        pipe.close()
        child.join()


def _measure(home: Path, accounts: int, posts: int, pipe: Connection) -> int:
    one, other, start = pipe.recv()
    _make_office(home, accounts, (one, other))
    now = datetime.fromisoformat(start)
    broken = 0
    for name, moment in (("first", now), ("daily", now + DAY)):
        if name == "daily":
            pipe.send("next")
            pipe.recv()
        arguments = [sys.executable, __file__, "--run", str(home), moment.isoformat()]
        done = subprocess.run(
            arguments, capture_output=True, text=True, env=os.environ, check=False
        )
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            return 1
        found = json.loads(done.stdout)
        pipe.send("calls")
        made, least = sum(pipe.recv().values()), _least(accounts, posts, first=name == "first")
        found |= {"calls": made, "least": least, "above": f"{made / least - 1:+.1%}"}
        print(name, json.dumps(found))
        slow = found["seconds"] > BOUNDS[name] or found["megabytes"] > MEMORY_MB
        broken += slow or made > 1.02 * least or found["incomplete"] > 0
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
