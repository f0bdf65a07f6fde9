"""Items made ahead of their use."""

import pytest

from ranking.workflow.ahead import ahead


def test_items_come_in_order_and_all_of_them():
    """Nothing is lost or swapped by the thread."""
    assert list(ahead(iter(range(1, 50)))) == list(range(1, 50))
    assert list(ahead(iter(()))) == []


def test_an_error_comes_where_its_item_would_have_come():
    """What was made before it is still delivered."""

    def items():
        yield "a"
        raise ValueError("broken")

    made = ahead(items())
    assert next(made) == "a"
    with pytest.raises(ValueError, match="broken"):
        next(made)
