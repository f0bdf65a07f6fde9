"""The matching file: what it may say, and what is said of a wrong one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.matching_rules import MatchingRules, load_matching_rules
from tests.builders.matching_rules import FILE, RULES, changed

SHIPPED = FILE.read_text("utf-8")


def loaded(folder: Path, *edits: tuple[str, str]) -> MatchingRules:
    text = SHIPPED
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / "matching.toml"
    path.write_text(text, "utf-8")
    return load_matching_rules(path)


def test_the_shipped_file_is_valid_and_known_by_its_bytes() -> None:
    assert RULES.sha256 == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert RULES.version == "1"


def test_an_office_may_choose_other_values(tmp_path: Path) -> None:
    found = loaded(
        tmp_path,
        ("look_back_days = { value = 7", "look_back_days = { value = 31"),
        ("simplified = { value = true", "simplified = { value = false"),
    )
    assert found.model_dump() == changed(look_back_days=31, simplified=False).model_dump()
    assert found.sha256 != RULES.sha256


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("look_back_days", "lookback_days", "did you mean 'look_back_days'?"),
        ("look_back_days", "lookback_days", "posts.look_back_days: is missing"),
        ("days = { value = 7", "days = { value = 32", "found 32: input should be less than or"),
        ("days = { value = 7", "days = { value = 2.5", "found 2.5: a whole number is expected"),
        ("some = { value = 0.25", "some = { value = 0", "found 0: input should be greater than 0"),
        ("enough = { value = 0.5", "enough = { value = 50", "found 50: input should be less than"),
        ("value = true", 'value = "sometimes"', "simplified.value: found 'sometimes': true or"),
        (
            ', reason = "Many feeds',
            ', why = "Many feeds',
            "verdicts.days_before.reason: is missing",
        ),
        ('version = "1"', 'version = ""', "version"),
        ("[verdicts]", "[verdict]", "is not a known key; did you mean 'verdicts'?"),
    ],
)
def test_a_fault_is_named_by_key_with_what_is_allowed(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, (old, new))
    assert fault in str(caught.value)


def test_limits_must_stand_in_order(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, ("some = { value = 0.25", "some = { value = 0.9"))
    assert "some.value: found 0.9: at most verdicts.enough_of_long (0.4)" in str(caught.value)


def test_all_faults_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"has 3 fault\(s\)"):
        loaded(
            tmp_path,
            ("days = { value = 7", 'days = { value = "a week"'),
            ("value = true", "value = 3"),
            ("some = { value = 0.25", "some = { value = 0.45"),
        )


def test_a_section_that_is_no_table_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "matching.toml"
    path.write_text('version = "1"\nreason = "x"\nposts = 3\ntexts = []\nverdicts = "all"', "utf-8")
    with pytest.raises(ConfigError, match=r"has 3 fault\(s\)"):
        load_matching_rules(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"matching\.toml' cannot be read"):
        load_matching_rules(tmp_path / "matching.toml")
