"""Method files: what is accepted, and how everything wrong is said at once."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.methods.load import find_method, load_method
from ranking.model.month import Month
from tests.builders.methods import SHIPPED, changed_method, method_faults
from tests.builders.month import shipped_cards


def test_the_shipped_method_holds_the_formula_of_its_page() -> None:
    """Features, weights and scales of both indexes, exactly."""
    method = load_method(SHIPPED, shipped_cards())
    found = {
        index.id: [(i.feature, i.weight, i.scale) for i in index.indicators()]
        for index in method.indexes
    }
    assert found == {
        "communication": [
            ("weighted_reprints", Decimal("0.60"), 1),
            ("reprinted_posts", Decimal("0.05"), 1),
            ("channels", Decimal("0.30"), 1),
            ("max_reprints", Decimal("0.05"), 1),
        ],
        "influence": [
            ("total_reads", Decimal("0.60"), 1),
            ("total_likes", Decimal("0.20"), 10),
            ("total_comments", Decimal("0.20"), 10),
        ],
    }
    assert method.comparison_precision == Decimal("1e-9")
    assert (method.certainty, method.effective_from) == ("ours", Month(2017, 1))


def test_the_digest_is_of_the_bytes_of_the_file() -> None:
    """So that a frozen edition can prove which file computed it."""
    method = load_method(SHIPPED, shipped_cards())
    assert method.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_every_fault_is_reported_in_one_message(tmp_path: Path) -> None:
    """By key, with what was found, what is allowed, and a did-you-mean."""
    path = changed_method(
        tmp_path,
        ("weight = 0.60", "wieght = 0.60"),
        ('transform = "ln1p"', 'transform = "ln1"'),
        ('feature = "channels"', 'feature = "chanels"'),
        ('missing = "reweight"', 'missing = "skip"'),
        ("total_cap = 2", 'total_cap = "five"'),
        ('"communication", "influence"]', '"communication", "influense"]'),
        ('effective_from = "2017-01"', 'effective_from = "2017-13"'),
        ("factor = 0.8", "factor = nan"),
        ("decimals = 2", "decimals = -1"),
        ("multiplier = 100", "multiplier = 0"),
    )
    message = method_faults(path)
    for part in (
        "has 10 fault(s)",
        "indexes[0].nodes[0].wieght: is not a known key; did you mean 'weight'?",
        "indexes[0].nodes[0].transform: found 'ln1', allowed: 'identity', 'ln1p'",
        "or 'power'; did you mean 'ln1p'?",
        "indexes[0].nodes[0].missing: found 'skip', allowed: 'reweight', 'unavailable' or 'zero'",
        "indexes[0].nodes[2].feature: 'chanels' is not a feature (known: authority_reprints",
        "did you mean 'channels'?",
        "indexes[0].finish.multiplier: found 0: input should be greater than 0",
        "bonus.total_cap: found 'five'",
        "bonus.indexes[1]: 'influense' is not an index of this method; did you mean 'influence'?",
        "effective_from: found '2017-13': not a month",
        "reprints.channels.website.factor: found NaN",
        "decimals: found -1",
    ):
        assert part in message


def test_a_method_is_found_in_the_first_folder_that_has_it(tmp_path: Path) -> None:
    """The workspace's own file wins over the shipped one."""
    own = changed_method(tmp_path).rename(tmp_path / "shanghai.toml")
    assert find_method("shanghai", [tmp_path, SHIPPED.parent]) == own
    own.unlink()
    assert find_method("shanghai", [tmp_path, SHIPPED.parent]) == SHIPPED


def test_an_unknown_method_names_those_there_are(tmp_path: Path) -> None:
    """With a did-you-mean; an empty folder has none."""
    with pytest.raises(
        ConfigError, match=r"no method 'shangai'.*shanghai.*Did you mean 'shanghai'"
    ):
        find_method("shangai", [tmp_path, SHIPPED.parent])
    with pytest.raises(ConfigError, match="known: -"):
        find_method("x", [tmp_path])
