"""A sentence and the numbers in it."""

from ranking.render.text_view import Sentence, TextFigure


def test_a_sentence_reads_as_its_pieces_in_order():
    """Words and figures alike."""
    figure = TextFigure("1,002", 1002, ("/statistics/posts",))
    assert Sentence(("In all ", figure, " posts.")).text == "In all 1,002 posts."


def test_a_sentence_without_pieces_is_empty():
    """It prints nothing."""
    assert Sentence(()).text == ""
