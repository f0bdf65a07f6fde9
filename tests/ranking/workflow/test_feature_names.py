"""Names of features for the views."""

from __future__ import annotations

from pathlib import Path

import pytest

from ranking.settings import Settings
from ranking.workflow.feature_names import feature_names
from tests.builders.month import CONFIG, shipped_cards

SHIPPED = CONFIG / "methods"


def settings(home: Path) -> Settings:
    return Settings(home, "main", "sqlite://", (home / "config", CONFIG))


@pytest.mark.parametrize(("language", "name"), [("zh", "总阅读量"), ("en", "Reads")])
def test_cards_name_features_in_either_language(tmp_path: Path, language: str, name: str) -> None:
    """By id and by the Chinese name that notes say; a method without inputs adds nothing."""
    names = feature_names(settings(tmp_path), "shanghai", language)
    assert (names["total_reads"], names["总阅读量"]) == (name, name)
    assert set(names) == {*shipped_cards(), *chinese()}


def test_a_method_s_own_names_win(tmp_path: Path) -> None:
    """Inputs and derived features bear the names of the method, not those of a card."""
    names = feature_names(settings(tmp_path), "nri", "zh")
    assert (names["posts"], names["avg_reads"]) == ("发文数", "平均阅读数")
    assert names["total_reads"] == "总阅读量"


def test_the_workspace_s_method_wins(tmp_path: Path) -> None:
    """A copy of a method with other names is the one in use."""
    text = (SHIPPED / "nri.toml").read_text("utf-8").replace("平均阅读数", "篇均阅读")
    own = tmp_path / "config" / "methods" / "nri.toml"
    own.parent.mkdir(parents=True)
    own.write_text(text, "utf-8-sig")
    assert feature_names(settings(tmp_path), "nri", "zh")["avg_reads"] == "篇均阅读"


def test_a_method_that_is_gone_leaves_the_cards(tmp_path: Path) -> None:
    """An old edition can still be shown."""
    found = feature_names(settings(tmp_path), "old-one", "en")
    assert set(found) == {*shipped_cards(), *chinese()}


def chinese() -> set[str]:
    return {card.name.zh for card in shipped_cards().values()}
