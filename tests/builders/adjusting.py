"""People of an office who propose adjustments and decide on them, each a user of the computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ranking.ledger.adjustments import read_adjustments
from ranking.ledger.events import RecordedEvent, read_events
from ranking.model.adjustment import Adjustment
from ranking.wiring import open_workspace
from ranking.workflow.adjust import Adjusted, propose
from ranking.workflow.adjust_decide import confirm, reject
from ranking.workflow.adjust_evidence import check_adjustments
from ranking.workflow.adjust_wishes import Wish
from ranking.workflow.finding import Finding
from tests.builders.workspaces import MONTH

POST = "weibo:4500000000000001"
"""A post of 甲 in an imported workspace."""


class Office:
    """Does in one workspace what people would, opening it anew each time."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.evidence = home / "证据.PDF"
        self.evidence.write_bytes(b"%PDF")

    def run(self, user: str, act: Callable[..., Any], *arguments: Any) -> Any:
        workspace = open_workspace(self.home, user, lambda *_: None)
        try:
            return act(workspace, MONTH, *arguments)
        finally:
            workspace.close()

    def propose(
        self,
        wish: Wish,
        user: str = "zhang",
        reason: str = "与实际不符",
        evidence: Path | None = None,
        named: str | None = None,
    ) -> Adjustment:
        found = self.run(user, propose, wish, reason, evidence or self.evidence, named)
        made: Adjustment = found.adjusted.adjustment
        return made

    def confirm(self, number: int, user: str = "li", named: str | None = None) -> Adjusted:
        found: Adjusted = self.run(user, confirm, number, named).adjusted
        return found

    def reject(
        self, number: int, user: str = "li", reason: str = "证据不足", named: str | None = None
    ) -> Adjusted:
        found: Adjusted = self.run(user, reject, number, reason, named).adjusted
        return found

    def ledger(self, act: Callable[[Any], Any], write: bool = False) -> Any:
        workspace = open_workspace(self.home, "test", lambda *_: None)
        try:
            with workspace.ledger.writing() if write else workspace.ledger.reading() as connection:
                return act(connection)
        finally:
            workspace.close()

    def change(self, text: str) -> None:
        """Do to the ledger what no command does."""
        self.ledger(lambda connection: connection.exec_driver_sql(text), write=True)

    def stored(self) -> list[Adjustment]:
        found: list[Adjustment] = self.ledger(lambda c: read_adjustments(c, "main", MONTH))
        return found

    def logged(self) -> list[RecordedEvent]:
        found: list[RecordedEvent] = self.ledger(lambda c: read_events(c, "main", MONTH))
        return found

    def findings(self) -> Mapping[str, Finding]:
        """Return what doctor finds, by check."""
        workspace = open_workspace(self.home, "test", lambda *_: None)
        try:
            return {one.check: one for one in check_adjustments(workspace)}
        finally:
            workspace.close()

    def name_people(self, text: str) -> None:
        """Let the list file name people."""
        path = self.home / "config" / "lists" / "main.toml"
        path.write_text(path.read_text("utf-8") + text, "utf-8")
