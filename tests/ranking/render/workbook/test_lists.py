"""Posts, accounts, channels, campaigns and topics: one row each, everything that is known."""

import pytest

from ranking.render.workbook import workbook
from tests.builders.workbooks import reopen, small_view, table

VIEW = small_view()
WORDS, HEADS = VIEW.edition.labels, VIEW.headings


@pytest.fixture(scope="module")
def book():
    return reopen(workbook(VIEW))


def test_top_posts_by_reads_and_by_reprints(book):
    """Both tables, told apart in the first column, with reads and reprints in either."""
    rows = table(book[WORDS.top_posts], WORDS.top_posts)
    tables = (VIEW.edition.top_posts, VIEW.most_reprinted)
    posts = [(top.title, post) for top in tables for post in top.rows]
    assert [row[WORDS.top_posts] for row in rows] == [title for title, _ in posts]
    assert [row[WORDS.title] for row in rows] == [post.title for _, post in posts]
    assert [row[HEADS.reads] for row in rows if row[HEADS.reads] != "—"] == [
        post.reads.value for _, post in posts if post.reads.value is not None
    ]
    assert [row[WORDS.passed_on] for row in rows] == [post.passed_on.value for _, post in posts]
    assert [row[WORDS.url] or "" for row in rows] == [post.url for _, post in posts]


def test_a_censored_count_keeps_its_mark(book):
    """10万+ is at least 100,000: the number in the cell, ≥ in its format."""
    sheet = book[WORDS.top_posts]
    bounds = [c for row in sheet.iter_rows() for c in row if c.value == 100_000]
    assert bounds
    assert {cell.number_format for cell in bounds} == {'"≥"#,##0'}


def test_every_units_posts_either_way(book):
    """Each row says by what it is ranked."""
    rows = table(book[HEADS.unit_posts], WORDS.group)
    expected = [
        (unit.unit, top.main, post.rank.value, post.title)
        for unit in VIEW.units
        for top in (unit.top_posts, unit.most_reprinted)
        for post in top.rows
    ]
    keys = (WORDS.unit, HEADS.ranked_by, WORDS.rank, WORDS.title)
    assert [tuple(row[key] for key in keys) for row in rows] == expected


def test_accounts_with_their_counts(book):
    """A count that was not observed is a dash."""
    rows = table(book[HEADS.accounts], WORDS.group)
    accounts = [(unit, account) for unit in VIEW.units for account in unit.accounts]
    assert [row[WORDS.account] for row in rows] == [account.name for _, account in accounts]
    assert [row[WORDS.posts] for row in rows] == [account.posts.value for _, account in accounts]
    for row, (unit, account) in zip(rows, accounts, strict=True):
        for measure, figure in zip(unit.measures, account.counts, strict=True):
            assert row[measure] == ("—" if figure.value is None else figure.value)


def test_units_by_channel(book):
    """How often each channel carried each unit."""
    rows = table(book[HEADS.channels], WORDS.group)
    expected = [
        (unit.unit, c.name, c.type, c.reprints.value) for unit in VIEW.units for c in unit.channels
    ]
    keys = (WORDS.unit, HEADS.channel, HEADS.type, WORDS.reprints)
    assert [tuple(row[key] for key in keys) for row in rows] == expected


def test_campaigns_and_what_is_said_of_them(book):
    """A campaign nobody took part in is still told of."""
    sheet = book[WORDS.campaigns]
    rows = table(sheet, WORDS.campaign)
    expected = [(c.name, r.unit, r.points.value) for c in VIEW.edition.campaigns for r in c.rows]
    assert [(r[WORDS.campaign], r[WORDS.unit], r[WORDS.points]) for r in rows] == expected
    texts = {str(row[0].value) for row in sheet.iter_rows()}
    assert all(f"{c.name}: {c.summary}" in texts for c in VIEW.edition.campaigns)


def test_topics_with_posts_and_units(book):
    """Ranks, hashtags and both numbers."""
    rows = table(book[VIEW.topics.title], WORDS.rank)
    assert [(row[HEADS.topic], row[WORDS.posts], row[HEADS.units]) for row in rows] == [
        (topic.topic, topic.posts.value, topic.units.value) for topic in VIEW.topics.rows
    ]
