"""The pace: how many calls of one key fit in how much time, on a clock that only sleep moves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Lock

import pytest

from connectors.http.pace import Pace


class Time:
    """A clock that stands still but for sleeping."""

    def __init__(self) -> None:
        self.now = 500.0
        self._lock = Lock()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        with self._lock:
            self.now += seconds


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def pace(time) -> Callable[..., Pace]:
    return lambda *bounds: Pace(*bounds, sleep=time.sleep, clock=time.clock)


@pytest.mark.parametrize(("per_second", "seconds"), [(4.0, 2.0), (0.5, 16.0), (2.5, 3.2)])
def test_calls_of_a_second_are_spaced(pace, time, per_second, seconds):
    """Nine calls take eight times the distance between two, whether or not the rate is whole."""
    paced = pace(per_second)
    for _ in range(9):
        paced.wait("a")
    assert time.now - 500 == pytest.approx(seconds, rel=0.02)


def test_calls_of_a_minute_come_at_once_and_then_wait(pace, time):
    """A minute's calls are free at once; the next one waits until the first is a minute old."""
    paced = pace(None, 5)
    for _ in range(5):
        paced.wait("a")
    assert time.now == 500
    paced.wait("a")
    assert time.now - 500 == pytest.approx(60, abs=0.1)


def test_both_bounds_hold(pace, time):
    """With both bounds the calls are spaced, and no minute has more than its number."""
    paced = pace(1.0, 10)
    instants = []
    for _ in range(25):
        paced.wait("a")
        instants.append(time.now)
    assert all(later - one >= 0.999 for one, later in pairwise(instants))
    assert all(later - one >= 60 for one, later in zip(instants, instants[10:], strict=False))


def test_minute_looser_than_the_second_is_no_error(pace, time):
    """A bound that the other makes superfluous is accepted."""
    paced = pace(1.0, 1000)
    for _ in range(3):
        paced.wait("a")
    assert time.now - 500 == pytest.approx(2, rel=0.01)


def test_keys_do_not_wait_for_one_another(pace, time):
    """Each key has its own calls."""
    paced = pace(0.001, 1)
    for key in ("a", "b", "c"):
        paced.wait(key)
    assert time.now == 500


def test_no_bound_is_no_wait(pace, time):
    """Without bounds nothing waits."""
    paced = pace(None)
    for _ in range(1000):
        paced.wait("a")
    assert time.now == 500


def test_threads_share_the_pace(pace, time):
    """Eight threads together make no more calls than the bound allows to one."""
    paced = pace(10.0)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: paced.wait("a"), range(40)))
    assert time.now - 500 >= 3.899
