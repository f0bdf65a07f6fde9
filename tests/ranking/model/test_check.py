"""What a check found."""

from ranking.model.check import Severity
from ranking.quality.kinds import flag
from tests.builders.checked import month_check

SERIOUS = flag("more_than_reads", {"measure": "likes", "count": 2, "reads": 1})
WARNING = flag("unattributed", {"posts": 1})
INFO = flag("measure_absent", {"platform": "weibo", "measure": "reads", "posts": 1})


def test_a_check_with_information_alone_is_not_doubtful():
    """A scheduler is told of warnings and worse."""
    assert not month_check(INFO).doubtful
    assert month_check(INFO, WARNING).doubtful
    assert month_check(SERIOUS).doubtful
    assert month_check(SERIOUS, INFO).of(Severity.INFO) == (INFO,)
