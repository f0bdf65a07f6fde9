"""An edition on its way, taken step by step by two people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from ranking.editions.manifest import check_manifest
from ranking.editions.minisign import verify
from ranking.ledger.events import broken_event
from ranking.model.lifecycle import Reason
from ranking.wiring import open_workspace
from ranking.workflow.approve import approve_month
from ranking.workflow.draft import draft_month
from ranking.workflow.freeze import freeze_month
from ranking.workflow.keys import make_key
from ranking.workflow.publish import publish_month
from ranking.workflow.revise import revise_month
from ranking.workflow.workspace import Workspace
from tests.builders.workspaces import MONTH

STEPS: dict[str, tuple[str, Callable[[Workspace], object]]] = {
    "draft": ("张三", lambda w: draft_month(w, MONTH)),
    "freeze": ("张三", lambda w: freeze_month(w, MONTH)),
    "review": ("张三", lambda w: approve_month(w, MONTH)),
    "approve": ("李四", lambda w: approve_month(w, MONTH)),
    "publish": ("李四", lambda w: publish_month(w, MONTH, "zh")),
    "revise": ("张三", lambda w: revise_month(w, MONTH, Reason.R1, "迟到的数据")),
    "key": ("张三", make_key),
}
"""Step → who takes it, and how."""


def take(home: Path, *steps: str) -> object:
    """Take steps one after the other, each as its person; return what the last one gave."""
    result: object = None
    for step in steps:
        person, act = STEPS[step]
        workspace = open_workspace(home, person, lambda *_: None)
        try:
            result = act(workspace)
        finally:
            workspace.close()
    return result


def current(home: Path) -> dict[str, object] | None:
    """Return what ``current.json`` says; None = there is none."""
    path = home / "releases" / "main" / "current.json"
    return json.loads(path.read_bytes()) if path.exists() else None


def check_release(home: Path, revision: int) -> str:
    """Check a release as a reader would; return SHA-256 of its manifest."""
    folder = home / "releases" / "main" / MONTH / f"r{revision}"
    manifest = (folder / "manifest.json").read_bytes()
    signature = (folder / "manifest.json.minisig").read_bytes().decode()
    verify((home / "signing.pub").read_text("utf-8"), manifest, signature)
    check_manifest(folder, manifest)
    check_manifest(folder / "snapshot", (folder / "snapshot" / "manifest.json").read_bytes())
    return hashlib.sha256(manifest).hexdigest()


def check_home(home: Path) -> None:
    """Whatever died: the log is whole, and what is in force is there, entire and signed."""
    workspace = open_workspace(home, "test", lambda *_: None)
    try:
        with workspace.ledger.reading() as connection:
            assert broken_event(connection) is None
    finally:
        workspace.close()
    said = current(home)
    if said is not None:
        assert check_release(home, int(str(said["revision"]))) == said["manifest_sha256"]


def left_over(home: Path) -> list[str]:
    """Return the unfinished files and folders below editions and releases."""
    places = [*(home / "editions").rglob(".*"), *(home / "releases").rglob(".*")]
    return [str(path) for path in places if ".part-" in path.name]
