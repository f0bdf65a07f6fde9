"""Method files: what is accepted, and how everything wrong is said at once."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.methods.load import find_method, load_method
from ranking.methods.model import Indicator, Level
from ranking.model.month import Month
from ranking.model.vocabulary import ChannelType
from tests.builders.month import CONFIG, shipped_cards

SHIPPED = CONFIG / "methods" / "shanghai.toml"


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the shipped method with texts replaced once each."""
    text = SHIPPED.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = folder / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def faults(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        load_method(path, shipped_cards())
    return str(caught.value)


def test_the_shipped_method_holds_the_design_s_formula() -> None:
    """Features, weights and scales of both indexes, exactly."""
    method = load_method(SHIPPED, shipped_cards())
    found = {
        index.id: [(i.feature, i.weight, i.scale) for i in index.indicators()]
        for index in method.indexes
    }
    assert found == {
        "communication": [
            ("weighted_reprints", Decimal("0.50"), 1),
            ("reprinted_posts", Decimal("0.20"), 1),
            ("channels", Decimal("0.20"), 1),
            ("max_reprints", Decimal("0.10"), 1),
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
    path = changed(
        tmp_path,
        ("weight = 0.50", "wieght = 0.50"),
        ('transform = "ln1p"', 'transform = "ln1"'),
        ('feature = "channels"', 'feature = "chanels"'),
        ("weight = 0.60", "weight = 0.61"),
        ('missing = "reweight"', 'missing = "skip"'),
        ("total_cap = 5", 'total_cap = "five"'),
        ('"communication", "influence"]', '"communication", "influense"]'),
        ('effective_from = "2017-01"', 'effective_from = "2017-13"'),
        ("factor = 0.8", "factor = nan"),
        ("decimals = 2", "decimals = -1"),
        ("multiplier = 100", ""),
    )
    message = faults(path)
    for part in (
        "has 12 fault(s)",
        "indexes[0].nodes[0].weight: is missing",
        "indexes[0].nodes[0].wieght: is not a known key; did you mean 'weight'?",
        "indexes[0].nodes[0].transform: found 'ln1', allowed: 'ln1p'; did you mean 'ln1p'?",
        "indexes[0].nodes[0].missing: found 'skip', allowed: 'reweight', 'unavailable' or 'zero'",
        "indexes[0].nodes[2].feature: found 'chanels': not a feature",
        "did you mean 'channels'?",
        "indexes[0].finish.multiplier: is missing",
        "indexes[1].nodes: the weights add up to 1.01, not to 1",
        "bonus.total_cap: found 'five'",
        "bonus.indexes[1]: 'influense' is not an index of this method; did you mean 'influence'?",
        "effective_from: found '2017-13': not a month",
        "reprints.channels.website.factor: found NaN",
        "decimals: found -1",
    ):
        assert part in message


def test_weights_are_added_exactly(tmp_path: Path) -> None:
    """Ten tenths are 1; in binary floats they would not be."""
    path = changed(
        tmp_path,
        ("weight = 0.50", "weight = 0.7"),
        ("weight = 0.20", "weight = 0.1"),
        ("weight = 0.20", "weight = 0.1"),
    )
    assert load_method(path, shipped_cards()).id == "shanghai"


def test_levels_may_be_nested_and_are_checked_like_the_root(tmp_path: Path) -> None:
    """A node with nodes is a level; its weights add up to 1 too, and names are used once."""
    inner = """
[[indexes.nodes]]
id = "reach"
aggregate = "amean"
weight = 0.50
reason = "two ways to reach readers"
[[indexes.nodes.nodes]]
feature = "posts"
weight = %s
transform = "ln1p"
reference = 9
missing = "zero"
reason = "r"
[[indexes.nodes.nodes]]
feature = "%s"
weight = 0.5
transform = "ln1p"
reference = 9
missing = "zero"
reason = "r"

[[indexes.nodes]]
feature = "reprinted_posts"
"""
    cut = SHIPPED.read_text("utf-8")
    start = cut.index('[[indexes.nodes]]\nfeature = "weighted_reprints"')
    end = cut.index('feature = "reprinted_posts"\n') + len('feature = "reprinted_posts"\n')
    path = tmp_path / "nested.toml"
    path.write_text(cut[:start] + inner % ("0.5", "originals") + cut[end:], "utf-8")
    first = load_method(path, shipped_cards()).indexes[0]
    assert isinstance(first.nodes[0], Level)
    assert isinstance(first.nodes[1], Indicator)
    assert [i.feature for i in first.indicators()][:3] == ["posts", "originals", "reprinted_posts"]
    path.write_text(cut[:start] + inner % ('"x"', "channels") + cut[end:], "utf-8")
    message = faults(path)
    assert "indexes[0].nodes[0].nodes[0].weight: found 'x'" in message
    assert "indexes[0].nodes[2].feature: 'channels' stands twice in one index" in message
    path.write_text(cut[:start] + inner % ("0.6", "originals") + cut[end:], "utf-8")
    assert "indexes[0].nodes[0].nodes: the weights add up to 1.1, not to 1" in faults(path)


def test_two_indexes_of_one_name_are_refused(tmp_path: Path) -> None:
    """The id is what lists and boards go by."""
    message = faults(changed(tmp_path, ('id = "influence"', 'id = "communication"')))
    assert "indexes[1].id: 'communication' is used by two indexes" in message


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("id: is missing", "indexes: is missing", "bonus: is missing")),
        ("indexes = []", ("indexes: found []",)),
        ("indexes = 3\nbonus = 4", ("indexes: found 3", "bonus: found 4")),
        ("indexes = [3]\nbonus = {indexes = 1}", ("indexes[0]: found 3", "bonus.indexes: found 1")),
        ("indexes = [{nodes = [4]}]", ("indexes[0].nodes[0]: found 4",)),
        ("indexes = [{nodes = [{feature = 4}]}]", ("indexes[0].nodes[0].feature: found 4",)),
        ("bonus = {indexes = [7]}", ("bonus.indexes[0]: found 7",)),
    ],
)
def test_a_file_of_another_shape_is_refused_by_key(
    tmp_path: Path, content: str, parts: tuple[str, ...]
) -> None:
    """Never a traceback, whatever stands in the file."""
    path = tmp_path / "odd.toml"
    path.write_text(content, "utf-8")
    message = faults(path)
    for part in parts:
        assert part in message


def test_a_method_is_found_in_the_first_folder_that_has_it(tmp_path: Path) -> None:
    """The workspace's own file wins over the shipped one."""
    own = changed(tmp_path).rename(tmp_path / "shanghai.toml")
    assert find_method("shanghai", [tmp_path, SHIPPED.parent]) == own
    own.unlink()
    assert find_method("shanghai", [tmp_path, SHIPPED.parent]) == SHIPPED


def test_an_unknown_method_names_those_there_are(tmp_path: Path) -> None:
    """With a did-you-mean; an empty folder has none."""
    with pytest.raises(
        ConfigError, match=r"no method 'shangai'.*shanghai.*Did you mean 'shanghai'"
    ):
        find_method("shangai", [tmp_path, SHIPPED.parent])
    with pytest.raises(ConfigError, match="known: none"):
        find_method("x", [tmp_path])


def test_index_and_features_are_looked_up_by_name() -> None:
    """An index that the method does not have is None."""
    method = load_method(SHIPPED, shipped_cards())
    assert method.index("influence") is method.indexes[1]
    assert method.index("power") is None
    assert "total_reads" in method.features()


def test_every_type_of_channel_has_a_factor() -> None:
    """As the file says; a news client is the unit of measure."""
    channels = load_method(SHIPPED, shipped_cards()).reprints.channels
    assert [channels.of(kind) for kind in ChannelType] == [
        Decimal(text) for text in ("1.0", "0.8", "0.5", "0.1")
    ]
