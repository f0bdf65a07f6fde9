"""Which reprint a reprint was taken from."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ranking.facts.parents import address_key, resolve_parents
from ranking.model import addresses

SCHEMA = ("reprint_id", "post_id", "parent")
QUERIES = st.lists(
    st.sampled_from(["a.example/", "?", "&", "from=1", "utm_x=2", "id=3", "#"]), max_size=9
).map("".join)
URLS = {"a": "https://www.a.example/x/", "b": "a.example/x", "c": "https://c.example/y?id=1"}


def resolved(*rows: tuple[str, str, str | None]) -> dict[str, str | None]:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(SCHEMA, pl.String), orient="row")
    known = pl.DataFrame({"reprint_id": list(URLS), "url": list(URLS.values())})
    return dict(resolve_parents(frame, known).select("reprint_id", "parent").iter_rows())


@pytest.mark.parametrize(
    ("said", "parent"),
    [
        ("c", "c"),
        ("http://c.example/y?id=1#top", "c"),
        ("http://a.example/x", "a"),
        ("https://c.example/y?id=2", "https://c.example/y?id=2"),
        ("某报", "某报"),
        (None, None),
    ],
)
def test_an_id_or_an_address_leads_to_a_reprint(said: str | None, parent: str | None) -> None:
    """However the address is spelt; of two at one address the first by id; unknown text stays."""
    rows = [("a", "p", None), ("b", "p", None), ("c", "p", None), ("d", "p", said)]
    assert resolved(*rows)["d"] == parent


@pytest.mark.parametrize("said", ["a", "a.example/x"])
def test_a_reprint_that_names_itself_has_itself_as_its_parent(said: str) -> None:
    """By its id or at its own address, even where another one is at that address too."""
    assert resolved(("a", "p", said), ("b", "p", None))["a"] == "a"


def test_a_reprint_of_another_post_is_no_parent() -> None:
    """A page may reprint several posts: only the one of the same post passed this one on."""
    address = "https://c.example/y?id=1"
    assert resolved(("c", "q", None), ("d", "p", address))["d"] == address


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_the_order_of_rows_changes_nothing(data) -> None:
    """Each row gets the same parent wherever it stands."""
    says = st.sampled_from([None, *URLS, *URLS.values(), "?"])
    rows = [(key, data.draw(st.sampled_from("pq")), data.draw(says)) for key in "abcd"]
    assert resolved(*rows) == resolved(*data.draw(st.permutations(rows)))


def test_other_columns_stay_as_they_are() -> None:
    """Also their order and that of the rows."""
    frame = pl.DataFrame(
        {"reprint_id": ["b", "a"], "n": [1, 2], "post_id": ["p", "p"], "parent": ["a", None]}
    )
    known = pl.DataFrame(schema={"reprint_id": pl.String, "url": pl.String})
    assert_frame_equal(resolve_parents(frame, known), frame, check_column_order=False)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text("aB./#?!:w \n字", max_size=14) | QUERIES))
def test_addresses_in_bulk_are_spelt_like_single_ones(texts: list[str]) -> None:
    """Two ways to the same key: one for millions, one for a text."""
    texts += [f"https://www.{text}" for text in texts]
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    keys = frame.select(address_key(pl.col("text"))).to_series().to_list()
    assert keys == [addresses.key(text) for text in texts]
