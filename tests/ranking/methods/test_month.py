"""What a method says about months."""

from __future__ import annotations

from decimal import Decimal

from ranking.methods.load import load_method
from ranking.model.vocabulary import ChannelType
from tests.builders.methods import SHIPPED
from tests.builders.month import shipped_cards


def test_every_type_of_channel_has_a_factor() -> None:
    """As the file says; a news client is the unit of measure."""
    reprints = load_method(SHIPPED, shipped_cards()).reprints
    assert reprints is not None
    assert reprints.channels is not None
    assert [reprints.channels.of(kind) for kind in ChannelType] == [
        Decimal(text) for text in ("1.0", "0.8", "0.5", "0.1")
    ]


def test_the_authority_method_is_shanghai_but_for_its_reprints() -> None:
    """Whatever else is compared is the same number."""
    folder = SHIPPED.parent
    own, other = (
        load_method(folder / f"{name}.toml", shipped_cards())
        for name in ("shanghai", "shanghai-authority")
    )
    assert own.reprints is not None
    assert other.reprints is not None
    assert other.reprints.channels is None
    assert other.reprints.originals == own.reprints.originals
    first, second = own.indexes[0].nodes[0], other.indexes[0].nodes[0]
    same = {"feature", "reference", "reason"}
    assert first.model_dump(exclude=same) == second.model_dump(exclude=same)
    assert own.indexes[0].nodes[1:] == other.indexes[0].nodes[1:]
    assert own.indexes[1:] == other.indexes[1:]
    assert (own.bonus, own.censoring) == (other.bonus, other.censoring)
