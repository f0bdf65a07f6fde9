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
    assert [reprints.channels.of(kind) for kind in ChannelType] == [
        Decimal(text) for text in ("1.0", "0.8", "0.5", "0.1")
    ]
