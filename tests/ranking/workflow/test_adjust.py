"""Proposing: what may be named, what the log keeps, and the evidence."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ranking.errors import UsageError
from ranking.ledger.roster import read_roster, replace_roster
from ranking.model.adjustment import Kind, Status
from ranking.wiring import open_workspace
from ranking.workflow import adjust_wishes as wishes
from ranking.workflow.adjust import month_adjustments, propose
from ranking.workflow.adjust_log import from_log
from tests.builders.adjusting import POST, Office
from tests.builders.frozen_month import add_facts, raw
from tests.builders.workspaces import MONTH, imported_workspace, use_method

WECHAT = "https://mp.weixin.qq.com/s?__biz=MzA5OTk2MTA5Mg==&mid=2650000001&idx=1&sn=0a1b"


@pytest.fixture
def office(tmp_path) -> Office:
    with imported_workspace(tmp_path / "office"):
        pass
    return Office(tmp_path / "office")


@pytest.fixture
def wechat_office(tmp_path, monkeypatch) -> Office:
    """Beside the Weibo accounts a WeChat account of 甲 that moved to 乙 on the 11th."""
    with imported_workspace(tmp_path / "office") as workspace:
        times = [datetime(2020, 5, day, 4, tzinfo=UTC) for day in (5, 20)]
        rows = [
            {
                "post_id": f"wechat:gh_a:{2650000001 + n}_1",
                "account": "wechat:gh_a",
                "published_at": at,
                "title": "标题\x1b[31m\u202e=1+1",
                "url": WECHAT.replace("2650000001", str(2650000001 + n)),
                "withdrawn_at": at if n else None,
            }
            for n, at in enumerate(times)
        ]
        stray = {"post_id": "weibo:4500000000009999", "account": "weibo:999", "title": "路过"}
        rows.append(stray | {"published_at": times[0], "url": None, "withdrawn_at": None})
        counts = [
            {"post_id": row["post_id"], "observed_at": times[1], "source": "x"} for row in rows
        ]
        with workspace.ledger.writing() as connection:
            spans = read_roster(connection)
            whole = replace(
                spans[0], account="wechat:gh_a", platform="wechat", native_id="gh_a", name="微信号"
            )
            moved = date(2020, 5, 11)
            more = [
                replace(whole, valid_to=moved, aliases=("旧名",)),
                replace(whole, valid_from=moved, unit="乙"),
            ]
            replace_roster(connection, [*spans, *more])
        monkeypatch.setattr("tests.builders.frozen_month.MONTH", MONTH)
        frames = {"posts": raw("posts", rows), "post_counts": raw("post_counts", counts)}
        add_facts(workspace, times[1], **frames)
    return Office(tmp_path / "office")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (POST, POST),
        ("4500000000000001", POST),
        ("https://m.weibo.cn/status/4500000000000001", POST),
        ("wechat:gh_a:2650000001_1", "wechat:gh_a:2650000001_1"),
        ("2650000001_1", "wechat:gh_a:2650000001_1"),
        (WECHAT, "wechat:gh_a:2650000001_1"),
        (WECHAT.replace("2650000001", "2650000002"), "wechat:gh_a:2650000002_1"),
        ("weibo:100", "weibo:100"),
        ("账号100", "weibo:100"),
        (" 账号\u200b１００ ", "weibo:100"),
        ("旧名", "wechat:gh_a"),
        ("weibo:999", "weibo:999"),
        ("weibo:4500000000009999", "weibo:4500000000009999"),
    ],
)
def test_posts_and_accounts_are_found_by_what_people_have(wechat_office, text, target) -> None:
    """Ids, links, names, aliases; withdrawn posts and accounts that no unit owns as well."""
    made = wechat_office.propose(wishes.exclude(text))
    is_post = target.count(":") == 2 or len(target) > 20
    assert (made.kind, made.target) == (
        Kind.EXCLUDE_POST if is_post else Kind.EXCLUDE_ACCOUNT,
        target,
    )


def test_what_is_adjusted_is_shown_with_its_owner(wechat_office) -> None:
    """A post with its title and the unit of its day, an account with the last unit."""
    for text in ("2650000001_1", "2650000002_1", "微信号", "weibo:4500000000009999"):
        wechat_office.propose(wishes.include(text))
    found = wechat_office.run("test", month_adjustments).adjusted
    targets = [one.target for one in found]
    assert [one.unit for one in targets] == ["甲", "乙", "乙", None]
    assert [one.withdrawn for one in targets] == [False, True, False, False]
    assert targets[2].name == "微信号"
    assert [one.is_post for one in targets] == [True, True, False, True]


@pytest.mark.parametrize(
    ("wish", "said", "near"),
    [
        (wishes.exclude("账号10"), "2020-05 has no post or account '账号10'", "账号100"),
        (wishes.exclude("weibo:4500000000000002x"), "has no post or account", None),
        (wishes.attribute("账号100", "甲区"), "No unit '甲区' on the roster", "甲"),
        (wishes.award("丙", "1"), "No unit '丙' on the roster", None),
        (wishes.note("某句", "丙"), "No unit '丙' on the roster", None),
        (wishes.note(" \u200b "), "TEXT must say something", None),
        (wishes.note("长" * 2001), "at most 2000 characters", None),
        *((wishes.award("甲", text), f"'{text}' is no number of points", None)
          for text in ("0", "0.00", "-1", "1.234", "1000.01", "1e2", "NaN", "1,5", "")),
        (wishes.undo(7), "2020-05 has no adjustment 7; there are 0", None),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused(office, wish, said, near) -> None:
    """With names that may have been meant; nothing is kept."""
    with pytest.raises(UsageError, match=said) as caught:
        office.propose(wish)
    assert near is None or near in caught.value.near
    assert office.stored() == []
    assert not (office.home / "evidence").exists()


def test_what_may_be_several_is_not_guessed(office) -> None:
    """Two accounts of one name: both ids are told."""

    def rename(connection) -> None:
        replace_roster(connection, [replace(s, name="同名") for s in read_roster(connection)])

    office.ledger(rename, write=True)
    with pytest.raises(UsageError, match="'同名' may be several: weibo:100, weibo:101"):
        office.propose(wishes.exclude("同名"))


@pytest.mark.parametrize("text", ["0.01", "1000", "1000.00", "７.5"])
def test_points_are_kept_to_the_digit(office, text) -> None:
    """Decimal, up to a thousand, with two decimals."""
    made = office.propose(wishes.deduct("甲", text))
    assert made.points == Decimal(text.replace("７", "7"))
    assert office.stored() == [made]


def test_points_need_a_method_with_bonus(office) -> None:
    """A public index gives none, so there is nothing to add them to."""
    use_method(office.home, "wci-13", "wci")
    with pytest.raises(UsageError, match="gives no bonus"):
        office.propose(wishes.award("甲", "1"))
    assert office.propose(wishes.exclude(POST)).number == 1


def test_a_proposal_is_in_the_log_with_all_it_says(office) -> None:
    """Also before the first draft; the log read back gives the very rows."""
    hostile = "=1+1\x1b[31m\u202e原因\x01\n第二行 😀 \udcff"
    office.propose(wishes.attribute(POST, "乙"), reason=hostile)
    office.propose(wishes.award("甲", "0.50"))
    office.propose(wishes.note(hostile, "甲"))
    office.confirm(1)
    office.reject(2, reason=hostile)
    events = office.logged()
    assert {one.event.revision for one in events} == {1}
    assert [one.event.action for one in events] == [
        *["adjusted"] * 3,
        "adjustment confirmed",
        "adjustment rejected",
    ]
    assert from_log(events) == office.stored()
    first, second, third = office.stored()
    assert first.reason == "=1+1\x1b[31m\u202e原因\x01\n第二行 😀 \ufffd"
    assert (first.unit, first.target, first.status) == ("乙", POST, Status.CONFIRMED)
    assert (second.decision, second.decided_by) == (first.reason, "li")
    assert (third.kind, third.target, third.text) == (Kind.NOTE, "甲", first.reason)


def test_evidence_is_kept_under_its_hash(office) -> None:
    """Its plain ending stays; a hostile name goes nowhere else, and the same file is kept once."""
    strange = office.home / "..\n=x.p d;f"
    strange.write_bytes(b"%PDF")
    office.propose(wishes.exclude(POST))
    made = office.propose(wishes.exclude("账号101"), evidence=strange)
    names = sorted(path.name for path in (office.home / "evidence").iterdir())
    assert names == [made.evidence_sha256, f"{made.evidence_sha256}.pdf"]
    assert made.evidence_name == "..\n=x.p d;f"
    assert {one.state for one in office.findings().values()} == {"ok"}


@pytest.mark.parametrize("what", ["missing", "folder", "empty", "large"])
def test_unusable_evidence_is_refused(office, monkeypatch, what) -> None:
    """One regular file with something in it, not too large."""
    monkeypatch.setattr("ranking.workflow.adjust_evidence.LARGEST", 5)
    path = office.home / what
    makers = {
        "folder": path.mkdir,
        "empty": path.touch,
        "large": lambda: path.write_bytes(b"6" * 6),
    }
    makers.get(what, lambda: None)()
    with pytest.raises(UsageError, match=f"The evidence '.*{what}'"):
        office.propose(wishes.exclude(POST), evidence=path)
    assert office.stored() == []
    assert office.logged() == []


def test_a_future_month_is_refused(office) -> None:
    """Nothing can be known of it."""
    workspace = open_workspace(office.home, "zhang", lambda *_: None)
    try:
        with pytest.raises(UsageError, match="has not begun yet"):
            propose(workspace, "2099-01", wishes.exclude(POST), "x", office.evidence)
        with pytest.raises(UsageError, match="has not begun yet"):
            month_adjustments(workspace, "2099-01")
    finally:
        workspace.close()
