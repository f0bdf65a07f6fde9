"""Campaign files."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ranking.campaigns import Campaign, campaigns_sha256, check_campaigns, load_campaigns
from ranking.errors import ConfigError
from ranking.model.month import Month
from tests.builders.month import CONFIG, day

ONE = """
id = "%s"
name = "主题"
start = 2026-10-01
end = 2026-10-07
keywords = ["国庆"]
points_per_post = 0.1
cap = 1
"""


def campaign(name: str, **more: Any) -> Campaign:
    content = {"id": name, "name": name, "start": day(1), "end": day(7), "cap": 1}
    return Campaign.model_validate(content | {"points_per_post": "0.1"} | more)


def test_the_shipped_sample_is_a_valid_campaign(tmp_path: Path) -> None:
    """Copied and renamed, it loads; as a sample it is not read."""
    sample = CONFIG / "campaigns" / "example.toml.sample"
    assert load_campaigns(sample.parent) == ()
    shutil.copy(sample, tmp_path / "museum.toml")
    (found,) = load_campaigns(tmp_path)
    assert found.keywords == ("国际博物馆日", "博物馆奇妙夜")
    assert found.points_per_post == Decimal("0.1")
    assert [tier.at_least for tier in found.reprint_tiers] == [20, 100]


def test_a_file_holds_one_campaign_or_several(tmp_path: Path) -> None:
    """Files by name, campaigns in the order of the file; no folder means none."""
    (tmp_path / "b.toml").write_text(ONE % "b", "utf-8")
    several = "".join(f"[[campaigns]]{ONE % name}" for name in ("z", "y"))
    (tmp_path / "a.toml").write_text(several, "utf-8")
    assert [c.id for c in load_campaigns(tmp_path)] == ["z", "y", "b"]
    assert load_campaigns(tmp_path / "none") == ()


def test_hashtags_may_be_written_with_their_marks() -> None:
    """#国庆# and 国庆 are the same hashtag."""
    assert campaign("c", hashtags=["#国庆#", "＃夜游＃"]).hashtags == ("国庆", "夜游")


@pytest.mark.parametrize(
    ("month", "touches"), [((2026, 9), False), ((2026, 10), True), ((2026, 11), False)]
)
def test_a_campaign_belongs_to_the_months_its_window_touches(
    month: tuple[int, int], touches: bool
) -> None:
    """Both ends are days of the window."""
    assert campaign("c", start=day(1), end=day(31)).overlaps(Month(*month)) is touches


def test_the_digest_changes_with_content_and_with_names(tmp_path: Path) -> None:
    """One digest for the whole folder, the same for the same files."""
    (tmp_path / "a.toml").write_text(ONE % "a", "utf-8")
    first = campaigns_sha256(tmp_path)
    assert first == campaigns_sha256(tmp_path)
    (tmp_path / "a.toml").rename(tmp_path / "b.toml")
    second = campaigns_sha256(tmp_path)
    (tmp_path / "b.toml").write_text(ONE % "b", "utf-8")
    assert len({first, second, campaigns_sha256(tmp_path)}) == 3


def test_faults_of_all_files_come_in_one_message(tmp_path: Path) -> None:
    """Every file with its own list of faults by key."""
    (tmp_path / "a.toml").write_text(
        'campaigns = [{id = "a", name = "n", start = 2026-10-07, end = 2026-10-01,'
        ' keywords = [""], points_per_post = -1, cap = 1}, 3]',
        "utf-8",
    )
    (tmp_path / "b.toml").write_text('id = "b"\nkeyword = ["x"]\n', "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_campaigns(tmp_path)
    for part in (
        "2 campaign files are wrong",
        "a.toml",
        "campaigns[0].end: 2026-10-01 is before the start, 2026-10-07",
        "campaigns[0].keywords[0]: found ''",
        "campaigns[0].points_per_post: found -1",
        "campaigns[1]: found 3",
        "b.toml",
        "keyword: is not a known key; did you mean 'keywords'?",
        "keywords: neither keywords nor hashtags: no post can match",
        "cap: is missing",
    ):
        assert part in str(caught.value)


def test_campaigns_that_are_no_list_are_refused(tmp_path: Path) -> None:
    """A single fault is the message itself."""
    (tmp_path / "a.toml").write_text("campaigns = 3", "utf-8")
    with pytest.raises(ConfigError, match=r"a.toml' has 1 fault\(s\):\n  - .*campaigns: found 3"):
        load_campaigns(tmp_path)


def test_one_id_in_two_files_is_refused(tmp_path: Path) -> None:
    """The message names both files."""
    (tmp_path / "a.toml").write_text(ONE % "same", "utf-8")
    (tmp_path / "b.toml").write_text(ONE % "same", "utf-8")
    with pytest.raises(ConfigError, match=r"(?s)b.toml.*'same' is also the id .* 'a.toml'"):
        load_campaigns(tmp_path)


def test_doubtful_words_are_said() -> None:
    """Keywords of one character, and words of two campaigns in the same days."""
    campaigns = [
        campaign("一", keywords=["国庆", "车"]),
        campaign("二", hashtags=["国庆"], start=day(7), end=day(8)),
        campaign("三", keywords=["国庆"], start=day(9), end=day(9)),
    ]
    found = [(note.code, note.params) for note in check_campaigns(campaigns)]
    assert found == [
        ("short_keyword", {"campaign": "一", "word": "车"}),
        ("ambiguous_keyword", {"word": "国庆", "first": "一", "second": "二"}),
    ]
