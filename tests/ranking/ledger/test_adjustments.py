"""Adjustments in the ledger: each with its event, decided once."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ranking.errors import EditionError, LedgerError
from ranking.ledger.adjustments import (
    DECIDED,
    PROPOSED,
    add_adjustment,
    adjusted_months,
    decide,
    read_adjustments,
)
from ranking.ledger.events import broken_event, read_events
from ranking.model.adjustment import Kind, Status
from tests.builders import adjusted
from tests.builders.ledger import NOW, event

HOSTILE = "=HYPERLINK(1)\x1b[31m\u202e原因\u0001\n第二行 😀"


def adjustment(number=1, kind=Kind.EXCLUDE_POST, target="weibo:1", **more):
    """Return a proposal: nobody has decided."""
    return adjusted.adjustment(number, kind, target, **adjusted.PROPOSED, **more)


def logged(action: str = PROPOSED, month: str = "2026-10"):
    return event(month, action=action, detail={"number": 1})


def add(ledger, *made, month: str = "2026-10") -> None:
    with ledger.writing() as connection:
        for one in made:
            add_adjustment(connection, one, logged(month=month))


def read(ledger, month: str = "2026-10"):
    with ledger.reading() as connection:
        return read_adjustments(connection, "main", month)


def test_what_was_proposed_is_read_as_it_was(ledger) -> None:
    """By number and of one month; points to the digit, hostile texts to the letter."""
    first = adjustment(1, Kind.AWARD, "甲区", points=Decimal("0.10"), reason=HOSTILE)
    second = adjustment(2, Kind.NOTE, "", text=HOSTILE)
    add(ledger, second, first)
    add(ledger, adjustment(1, Kind.EXCLUDE_POST, "weibo:1"), month="2026-09")
    assert read(ledger) == [first, second]
    assert str(read(ledger)[0].points) == "0.10"
    assert read(ledger, "2026-08") == []
    with ledger.reading() as connection:
        assert adjusted_months(connection, "main") == ["2026-09", "2026-10"]
        assert adjusted_months(connection, "other") == []


def test_the_database_refuses_a_second_one_of_a_number(ledger) -> None:
    """The second one's event is not kept either."""
    add(ledger, adjustment(1))
    with pytest.raises(LedgerError):
        add(ledger, adjustment(1, Kind.NOTE, "", text="x"))
    assert read(ledger) == [adjustment(1)]
    with ledger.reading() as connection:
        assert len(read_events(connection, "main", "2026-10")) == 1


@pytest.mark.parametrize("status", [Status.CONFIRMED, Status.REJECTED])
def test_a_decision_is_taken_once(ledger, status) -> None:
    """Row and event together; whoever decides at the same time is refused, and leaves no trace."""
    add(ledger, adjustment(1), adjustment(2))
    at = NOW + timedelta(hours=1)
    decided = replace(
        adjustment(1),
        status=status,
        decided_by="李四",
        decided_actor="lisi",
        decided_at=at,
        decision=None if status is Status.CONFIRMED else "证据不足",
    )
    with ledger.writing() as connection:
        decide(connection, decided, logged(DECIDED[status]))
    refused = pytest.raises(EditionError, match="Adjustment 1 of 2026-10 was decided")
    with refused, ledger.writing() as connection:
        decide(connection, replace(decided, decided_by="王五"), logged(DECIDED[status]))
    assert read(ledger) == [decided, adjustment(2)]
    with ledger.reading() as connection:
        actions = [one.event.action for one in read_events(connection, "main", "2026-10")]
        assert actions == [PROPOSED, PROPOSED, DECIDED[status]]
        assert broken_event(connection) is None


@pytest.mark.parametrize(
    "change",
    ["kind = 'nonsense'", "status = 'perhaps'", "points = 'many'", "kind = 'undo', target = 'x'"],
)
def test_a_row_that_makes_no_sense_is_named(ledger, change) -> None:
    """Somebody has changed it in the database: no traceback, but which one it is."""
    add(ledger, adjustment(1))
    with ledger.writing() as connection:
        connection.exec_driver_sql(f"UPDATE adjustments SET {change}")
    with pytest.raises(LedgerError, match="Adjustment 1 of 2026-10 cannot be read"):
        read(ledger)


def test_actions_fit_the_log(ledger) -> None:
    """A column of the log holds 20 characters, which PostgreSQL enforces."""
    assert all(len(action) <= 20 for action in (PROPOSED, *DECIDED.values()))
