"""The shipped rules of matching, and copies with some values changed."""

from __future__ import annotations

from ranking.matching_rules import MatchingRules, load_matching_rules
from tests.builders.month import CONFIG

FILE = CONFIG / "matching.toml"
RULES = load_matching_rules(FILE)


def changed(**values: object) -> MatchingRules:
    """Return the shipped rules with other values, by key without its section."""
    content = RULES.model_dump()
    for section in ("posts", "texts", "verdicts"):
        for key in content[section].keys() & values.keys():
            content[section][key]["value"] = values.pop(key)
    assert not values
    return MatchingRules.model_validate(content)
