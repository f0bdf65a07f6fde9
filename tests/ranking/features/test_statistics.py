"""The month in figures, and what they rest on."""

from __future__ import annotations

from ranking.model.edition import MeasureCoverage, PlatformStatistics
from tests.builders.month import OCTOBER, Office, account, at, channel, post, reprint

WECHAT = account("wechat:a", "甲区")
CHANNELS = [channel("app", "client")]


def test_what_is_left_out_is_counted_and_said() -> None:
    """Unattributed and withdrawn posts, unknown channels and mixed reads appear in coverage."""
    posts = [
        post("p", "wechat:a", reads_unit="times"),
        post("q", "wechat:a", reads_unit="people"),
        post("gone", "wechat:a", withdrawn_at=at(20)),
        post("later", "wechat:a", withdrawn_at=OCTOBER.end),
        post("nobody", "wechat:zzz"),
    ]
    office = Office(
        [WECHAT], posts, [reprint("r", "p", "nowhere"), reprint("s", "q", "app")], CHANNELS
    )
    coverage = office.features().coverage
    assert coverage.posts == {"wechat": 3, "weibo": 0}
    assert (coverage.unattributed_posts, coverage.reprints) == (1, 1)
    found = {note.code: note.params for note in coverage.notes}
    assert found == {
        "unattributed": {"count": 1},
        "withdrawn": {"count": 1},
        "unregistered_channels": {"count": 1},
        "mixed_reads": {},
    }


def test_without_a_feed_reprints_are_not_observed() -> None:
    """Statistics say None, coverage says that there was no reprint table."""
    features = Office([WECHAT], [post("p", "wechat:a")], [reprint("r", "p", "app")], feed=False)
    found = features.features()
    assert found.statistics.reprints is None
    assert found.coverage.notes[0].code == "no_reprint_feed"
    assert not found.coverage.reprint_feed


def test_statistics_are_pooled_over_observed_counts() -> None:
    """Originals among posts whose originality is known; a measure nobody has is None."""
    posts = [
        post("p", "wechat:a", original=True, reads=3),
        post("q", "wechat:a", original=False),
        post("r", "weibo:b", reposts=0),
    ]
    found = Office([WECHAT, account("weibo:b", "乙区")], posts).features().statistics
    assert found.platforms == {
        "wechat": PlatformStatistics(2, 1, 2),
        "weibo": PlatformStatistics(1, 0, 0),
    }
    assert (found.totals["reads"], found.totals["reposts"], found.totals["likes"]) == (3, 0, None)


def test_coverage_says_of_how_many_posts_a_count_is_known() -> None:
    """Observed and missing add up to the posts, censored is within observed."""
    posts = [
        post("p", "wechat:a", reads=100_000, censored=["reads"]),
        post("q", "wechat:a", reads=1, censored=None),
        post("r", "wechat:a"),
    ]
    coverage = Office([WECHAT, account("weibo:z", "乙区")], posts).features().coverage
    assert coverage.measures["wechat"]["reads"] == MeasureCoverage(2, 1, 1)
    assert coverage.measures["weibo"]["reads"] == MeasureCoverage(0, 0, 0)
    assert (coverage.units, coverage.units_with_posts) == (2, 1)
    assert (coverage.accounts, coverage.accounts_with_posts) == (2, 1)
