"""How one post travelled, on terminals, in pipes and for machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from ranking.model.reprint_cascade import PostCascade
from ranking.render.network_post import branches, post_record, post_rows, post_tree, summary
from ranking.render.wire import json_text
from tests.builders.carried import carried_post
from tests.builders.hostile import HOSTILE

POST = carried_post({"a": None, "b": "a", "c": "a", "d": "b", "e": None})


def guides(post: PostCascade) -> list[str]:
    return [f"{lines}{repost.reprint_id}" for repost, lines in branches(post.reposts)]


def test_a_tree_runs_from_top_to_bottom():
    assert guides(POST) == ["├─ a", "│  ├─ b", "│  │  └─ d", "│  └─ c", "└─ e"]


def test_rows_say_when_and_how_much_was_taken(edition, printed, en):
    text = printed(post_tree(edition, None, POST, en, 100), 100)
    row = next(line for line in text.splitlines() if line.startswith("├─ a"))
    assert row.split() == [
        *("├─", "a客户端", "news", "client", "1", "min", "2026-10-01", "10:01", "3")
    ]
    assert "5 reprints on 3 levels" in text
    assert "浦东新区 · 浦东发布 (Weibo) · 2026-10-01 10:00 · weibo:1" in text


def test_every_count_of_the_sentence_has_thousands_separators(en):
    long = replace(POST.cascade, reprints=30_000, depth=2_999, breadth=1_200)
    assert summary(replace(POST, cascade=long), en).startswith(
        "30,000 reprints on 2,999 levels, 1,200 of them on the fullest;"
    )


def test_of_many_those_that_carried_it_furthest_are_shown(edition, printed, en):
    parents: dict[str, str | None] = dict.fromkeys(f"r{n:03}" for n in range(60))
    text = printed(post_tree(edition, None, carried_post({**parents, "z": "r059"}), en, 100), 100)
    assert "r059" in text
    assert "r028" in text
    assert "r029" not in text
    assert "and 31 more" in text


@pytest.mark.parametrize("width", [140, 100, 60, 40])
def test_a_long_chain_fits_every_width(edition, printed, en, zh, width):
    names = [f"r{n}" for n in range(40)]
    chain = carried_post(dict(zip(names, [None, *names], strict=False)))
    for tr in (en, zh):
        text = printed(post_tree(edition, None, chain, tr, width), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        text.encode("gbk")


def test_a_source_that_was_not_believed_is_named(edition, printed, en):
    last = replace(POST.reposts[-1], parent="https://gone.example", fault="orphan")
    post = replace(POST, reposts=(*POST.reposts[:-1], last))
    text = printed(post_tree(edition, None, post, en, 200), 200)
    assert "e of weibo:1 (names https://gone.example)" in text


def test_a_pipe_gets_a_line_a_reprint(edition):
    lines = [line.split("\t") for line in post_rows(edition, POST).splitlines()]
    assert {len(line) for line in lines} == {len(lines[0])}
    row = dict(zip(lines[0], lines[2], strict=True))
    assert (row["reprint_id"], row["above"], row["level"]) == ("b", "a", "2")
    assert (row["published_at"], row["synthetic"]) == ("2026-10-01T02:02:00Z", "false")


def test_a_record_has_measures_and_nodes(edition):
    found = json.loads(json_text(post_record(edition, POST)))
    assert (found["title"], found["depth"], found["month"]) == ("外滩新闻", 3, edition.month)
    assert [row["reprint_id"] for row in found["reposts"]] == list("abcde")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_move_no_cursor_and_are_no_markup(edition, printed, en, name):
    cascade = replace(POST.cascade, title=name, unit=name, post_id=name)
    one = replace(POST.reposts[0], name=name, type=name, parent=name, fault="orphan")
    post = replace(POST, cascade=cascade, account=name, reposts=(one,))
    text = printed(post_tree(edition, None, post, en, 80), 80)
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert max(cell_len(line) for line in text.splitlines()) <= 80
