"""The month's hot topics under their heading."""

from ranking.model.month_record import HotTopic
from ranking.render.topics import topics_view
from tests.builders.hostile import HOSTILE


def test_topics_bear_their_signs_and_figures(en):
    """A topic stands between two #, with posts and units."""
    view = topics_view([HotTopic(1, "申城金秋", 1234, 16), HotTopic(2, "出行", 5, 1)], en)
    assert view.title == "Hot topics"
    assert [(t.rank.text, t.topic, t.posts.text, t.units.text) for t in view.rows] == [
        ("1", "#申城金秋#", "1,234", "16"),
        ("2", "#出行#", "5", "1"),
    ]


def test_a_month_without_topics_has_no_rows(en):
    """There is a heading still; whoever lays it out leaves it away."""
    assert topics_view([], en).rows == ()


def test_hostile_topics_are_single_lines(en):
    """Whatever a platform calls a topic."""
    view = topics_view([HotTopic(1, text, 1, 1) for text in HOSTILE], en)
    assert all(topic.topic.isprintable() for topic in view.rows)
