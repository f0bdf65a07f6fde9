"""The steps of an edition, to be struck; each at a time of its own, so that none is by chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ranking.wiring import open_workspace
from ranking.workflow.adjust import propose
from ranking.workflow.adjust_decide import confirm
from ranking.workflow.adjust_wishes import exclude
from ranking.workflow.revise import withdraw_month
from ranking.workflow.workspace import Workspace
from tests.builders.life import STEPS
from tests.builders.looked import fingerprint
from tests.builders.struck import Blow, Trial, looked_state, strike_everywhere
from tests.builders.workspaces import MONTH

_BEGIN = datetime(2026, 11, 22, tzinfo=UTC)
_POST = "weibo:4500000000000001"
_STEPS: dict[str, tuple[str, Callable[[Workspace], object]]] = {
    **STEPS,
    "propose": (
        "张三",
        lambda w: propose(w, MONTH, exclude(_POST), "重复发布", w.home / "微博.csv"),
    ),
    "confirm": ("李四", lambda w: confirm(w, MONTH, 1)),
    "withdraw": ("李四", lambda w: withdraw_month(w, MONTH, "数据有误")),
}
_ONCE = ("draft", "freeze", "review", "approve", "publish")
BEFORE: dict[str, tuple[str, ...]] = {
    "freeze": _ONCE[:1],
    "publish": (*_ONCE, "revise", *_ONCE[1:4]),
    "revise": _ONCE,
    "withdraw": _ONCE,
    "confirm": ("draft", "propose"),
}
"""Step to be struck → the steps that were taken before it."""


def take_at(home: Path, minute: int, step: str) -> None:
    """Take a step so many minutes after the first."""
    person, act = _STEPS[step]
    opened = open_workspace(home, person, lambda *_: None)
    workspace = replace(opened, now=lambda: _BEGIN + timedelta(minutes=minute))
    try:
        act(workspace)
    finally:
        workspace.close()


def prepare(home: Path, step: str) -> None:
    """Take the steps before the one to be struck."""
    for minute, before in enumerate(BEFORE[step]):
        take_at(home, minute, before)


def strike_step(template: Path, step: str, blow: Blow, start: int, stride: int) -> int:
    """Strike a step of an edition everywhere; return how often."""
    minute = len(BEFORE[step])
    secret = (template / "secrets" / "signing.key").read_text("utf-8").splitlines()[1]
    trial = Trial(
        template,
        act=lambda home: take_at(home, minute, step),
        state=lambda home: looked_state(home, fingerprint),
        canaries=[secret],
    )
    return strike_everywhere(trial, blow, start, stride)
