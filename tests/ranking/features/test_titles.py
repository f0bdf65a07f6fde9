"""What a post is called."""

from __future__ import annotations

from tests.builders.month import Office, account, post


def test_a_post_without_a_title_is_called_by_its_text() -> None:
    """The text's beginning in one line, cut with an ellipsis."""
    posts = [post("p", "weibo:a", reads=1, text="第一行\n" + "字" * 200)]
    title = Office([account("weibo:a", "甲区")], posts).features().top_posts.rows[0].title
    assert title.startswith("第一行 字")
    assert (len(title), title[-1]) == (80, "…")
