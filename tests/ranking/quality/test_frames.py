"""What flags say of posts, and which counts and times are exact."""

from ranking.quality.frames import exact, post_of, timed
from tests.builders.checked import month_frame, month_post, noon


def test_a_post_without_title_or_text_is_called_by_its_id():
    """A reviewer must have something to point at."""
    assert post_of(month_post("p", title=None)).title == "p"
    assert post_of(month_post("p")).title == "标题p"


def test_lower_bounds_and_gaps_are_not_exact():
    """10万+ is at least as much."""
    rows = [month_post("a", reads=5), month_post("b"), month_post("c", reads=5, censored=["reads"])]
    assert month_frame(rows).select(exact("reads")).to_series().to_list() == [True, False, False]


def test_times_are_known_where_one_post_of_the_account_is_not_at_midnight():
    """Sources with dates alone show 00:00 for all."""
    rows = [
        month_post("a", published_at=noon(1, 0)),
        month_post("b", published_at=noon(2, 9)),
        month_post("c", "wechat:d", published_at=noon(3, 0)),
    ]
    assert month_frame(rows).select(timed()).to_series().to_list() == [True, True, False]
