"""Counts that were not observed."""

from ranking.quality.missing_counts import missing_counts
from tests.builders.checked import month_frame, month_post

ALL = {"reads": 1, "likes": 1, "comments": 1, "reposts": 1}


def found(*rows):
    return [(f.code, f.account, dict(f.evidence)) for f in missing_counts(month_frame(rows))]


def test_a_month_with_every_count_raises_no_flag():
    """Zero is a count too."""
    assert found(month_post("a", **(ALL | {"likes": 0}))) == []


def test_what_no_post_of_a_platform_has_is_said_once():
    """Weibo's reads: a fact of the source, not of each account."""
    rows = [month_post(f"w{n}", f"weibo:{n}", **(ALL | {"reads": None})) for n in range(5)]
    evidence = {"platform": "weibo", "measure": "reads", "posts": 5}
    assert found(*rows) == [("measure_absent", None, evidence)]


def test_an_account_that_lacks_what_others_have_is_named_once():
    """With all the measures it lacks."""
    lacking = month_post("b", "wechat:b", **(ALL | {"likes": None, "comments": None}))
    ((code, account, evidence),) = found(month_post("a", **ALL), lacking)
    assert (code, account) == ("measure_missing", "wechat:b")
    assert evidence == {"measures": "likes comments", "missing": 1, "posts": 1}


def test_a_tenth_of_the_posts_may_lack_a_count():
    """The list's coverage has them."""
    rows = [month_post(f"p{n}", **ALL) for n in range(9)]
    assert found(*rows, month_post("x", **(ALL | {"likes": None}))) == []
