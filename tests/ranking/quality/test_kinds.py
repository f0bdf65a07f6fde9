"""The table of kinds."""

from string import Formatter

import pytest

from ranking.quality.kinds import KINDS, flag


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_says_what_to_do_and_ends_its_sentence(code):
    """A finding without a next step is of no use."""
    kind = KINDS[code]
    assert kind.hint.endswith((".", "?"))
    assert kind.template.endswith((".", "}"))
    kind.template.encode("gbk")


def test_a_flag_carries_what_its_kind_says():
    """And its own evidence."""
    one = flag("unattributed", {"posts": 3}, unit="甲")
    assert (one.code, one.unit, one.evidence) == ("unattributed", "甲", {"posts": 3})
    fields = {name for _, name, *_ in Formatter().parse(one.template) if name}
    assert fields == {"posts"}
