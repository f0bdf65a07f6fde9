"""Sources that no channel has, with what they would bring."""

from dataclasses import replace
from datetime import UTC, datetime

from ranking.ledger.roster import read_channels, save_channels
from ranking.model.reprint_matching import UnknownChannel
from ranking.workflow.reprint_match import match_reprints
from ranking.workflow.reprint_unknown import unknown_channels
from tests.builders.matching import MONTH, TEXTS, article, cut, put

NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)


def test_unknown_sources_are_listed_by_what_they_would_bring(office) -> None:
    """Spellings of one name are one source, types are not; known channels are not among them, nor
    what another month's articles name alone."""
    put(
        office,
        [
            article("1", TEXTS[1], channel="某某在线", title="乙"),
            article("2", cut(2, 0.3), channel="某某 在线", title="甲"),
            article("3", "无关。" * 80, channel="某某在线", title=None),
            article("4", TEXTS[3], channel="某某在线", channel_type=None, title=None),
            article("5", "无关。" * 90, channel="别的网", title="丙"),
            article("6", TEXTS[4], channel="新浪"),
            article("7", "无关。" * 70, channel="下月的网", published_at=NOVEMBER),
            article("8", "无关。" * 70, channel="公众号", channel_type="wechat"),
        ],
    )
    expected = (
        UnknownChannel("某某在线", "website", 3, 1, 1, "乙"),
        UnknownChannel("某某在线", None, 1, 1, 0, ""),
        UnknownChannel("别的网", "website", 1, 0, 0, "丙"),
    )
    assert match_reprints(office, MONTH).report.unknown == expected
    assert unknown_channels(office, MONTH) == expected
    with office.ledger.writing() as connection:
        sina = next(one for one in read_channels(connection) if one.channel_id == "c-sina")
        save_channels(connection, [replace(sina, aliases=(*sina.aliases, "别的网"))])
    assert [one.name for one in unknown_channels(office, MONTH)] == ["某某在线", "某某在线"]


def test_without_articles_no_source_is_unknown(office) -> None:
    """Before the first feed, and before the first matching: then volumes alone are known."""
    assert unknown_channels(office, MONTH) == ()
    put(office, [article("1", TEXTS[1], channel="某某在线", title="乙")])
    assert unknown_channels(office, MONTH) == (
        UnknownChannel("某某在线", "website", 1, 0, 0, "乙"),
    )
