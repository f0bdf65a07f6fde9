"""The state of the schedule on a terminal."""

import pytest
from rich.cells import cell_len

from ranking.render.schedule_screen import screen, watched

RUN = {
    "month": "2026-10",
    "stage": "freeze",
    "revision": 1,
    "state": "failed",
    "due_at": "2026-11-03T16:00:00Z",
    "ended_at": "2026-11-03T16:01:00Z",
    "late": False,
    "message": "磁盘已满 " * 20,
    "hint": "Free space, then wait or run it again.",
}
NEXT = {"month": "2026-10", "stage": "publish", "revision": 1, "due_at": "2026-11-10T02:00:00Z"}


@pytest.fixture
def document():
    """A freeze has failed; the publication is next."""
    kinds = ("overdue", "unreleased", "due", "waiting", "missed", "late")
    return {
        "now": "2026-11-08T20:30:00Z",
        "healthy": False,
        "trouble": None,
        "service": None,
        "failed": [RUN],
        "runs": [RUN],
        "next": [NEXT],
        **{kind: [] for kind in kinds},
    }


def test_trouble_alone_is_coloured(document, en) -> None:
    """What failed is red, what comes next is not."""
    parts = screen(document, en, 80).renderables
    red = [part.plain for part in parts if getattr(part, "style", "") == "red"]
    assert any("磁盘已满" in text for text in red)
    assert not any("publication" in text for text in red)


def test_trouble_of_the_whole_schedule_stands_first(document, en, printed) -> None:
    """With what to do."""
    document["trouble"] = {"message": "The clock is behind.", "hint": "Set it."}
    text = printed(screen(document, en, 80), 80)
    assert text.startswith("The clock is behind.\n  Set it.\n")


def test_a_watched_screen_counts_down_to_what_is_next(document, en, printed) -> None:
    """A day, five hours and a half."""
    text = printed(watched(document, en, 80, 5), 80)
    assert "2026-11-09 04:30 (Asia/Shanghai), again every 5 s; Ctrl-C ends." in text
    assert "Next: 2026-10 publication in 1 d 05:30" in text


def test_what_is_due_already_counts_down_to_nothing(document, en, printed) -> None:
    """Never a negative time."""
    document["now"] = "2026-11-10T02:00:01Z"
    assert "in 0 d 00:00" in printed(watched(document, en, 80, 5), 80)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_console(document, zh, printed, width) -> None:
    """In Chinese too, and within GBK."""
    text = printed(watched(document, zh, width, 5), width)
    assert max(map(cell_len, text.split("\n"))) <= width
    text.encode("gbk")
