"""List files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ranking.errors import ConfigError
from ranking.lists import load_list
from ranking.model.month import Month
from tests.builders.month import CONFIG, make_list


def test_the_shipped_list_has_both_boards_and_all_groups() -> None:
    """Method shanghai, no unit left out, not synthetic."""
    found = load_list(CONFIG / "lists" / "main.toml")
    assert found.id == "main"
    assert [board.index for board in found.boards] == ["communication", "influence"]
    assert found.groups == ()
    assert found.method_for(Month(2020, 5)) == "shanghai"
    assert not found.synthetic
    assert not found.publish_adjustments
    assert len(found.sha256) == 64


def test_the_method_in_force_is_the_newest_that_has_begun() -> None:
    """From its month on, until the next entry; entries may stand in any order."""
    listed = make_list(methods=[{"id": "new", "from": "2026-07"}, {"id": "old", "from": "2020-01"}])
    assert listed.method_for(Month(2026, 6)) == "old"
    assert listed.method_for(Month(2026, 7)) == "new"


def test_a_month_before_the_first_method_is_refused() -> None:
    """The message names the list, the month and the first month there is."""
    with pytest.raises(
        ConfigError, match=r"'main' has no method for 2016-12; the first .* 2017-01"
    ):
        make_list().method_for(Month(2016, 12))


def test_units_not_ranked_have_a_reason() -> None:
    """None for every unit that takes part."""
    listed = make_list(not_ranked=[{"unit": "甲", "reason": "主办方"}])
    assert listed.reason_not_ranked("甲") == "主办方"
    assert listed.reason_not_ranked("乙") is None


def test_mergers_read_their_units_and_day(tmp_path: Path) -> None:
    """``from`` and ``into`` and a TOML date."""
    path = tmp_path / "main.toml"
    text = (CONFIG / "lists" / "main.toml").read_text("utf-8")
    path.write_text(text + '\n[[mergers]]\nfrom="甲"\ninto="乙"\nsince=2026-10-15\n', "utf-8")
    (merger,) = load_list(path).mergers
    assert (merger.from_unit, merger.into, merger.since) == ("甲", "乙", date(2026, 10, 15))


def test_every_fault_is_reported_in_one_message(tmp_path: Path) -> None:
    """Unknown keys, missing ones, repeated names and impossible mergers, by key."""
    path = tmp_path / "bad.toml"
    path.write_text(
        """
id = "A B"
groups = ["各区", "各区"]
boards = [{ index = "a", row = 3 }, { index = "a", rows = 0 }]
methods = [{ id = "x", from = "2020" }, 4]
not_ranked = [{ unit = "甲", reason = "" }]
[[mergers]]
from = "甲"
into = "甲"
since = 2026-10-01
[[mergers]]
into = "乙"
since = "soon"
""",
        "utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_list(path)
    for part in (
        "id: found 'A B'",
        "title: is missing",
        "groups[1]: '各区' stands twice",
        "boards[0].row: is not a known key; did you mean 'rows'?",
        "boards[1].index: 'a' stands twice",
        "boards[1].rows: found 0",
        "methods[0].from: found '2020': not a month",
        "methods[1]: found 4",
        "not_ranked[0].reason: found ''",
        "mergers[0].into: '甲' cannot be merged into itself",
        "mergers[1].from: is missing",
        "mergers[1].since: found 'soon'",
    ):
        assert part in str(caught.value)


def test_a_method_may_bring_its_own_boards(tmp_path: Path) -> None:
    """A list that changes to another index keeps the boards of the months before."""
    entry = '\n[[methods]]\nid = "wci-13"\nfrom = "2026-11"\nboards = [{ index = "wci" }]\n'
    path = tmp_path / "main.toml"
    shipped = (CONFIG / "lists" / "main.toml").read_text("utf-8")
    path.write_text(shipped + entry, "utf-8")
    found = load_list(path)
    assert [b.index for b in found.for_month(Month(2026, 11)).boards] == ["wci"]
    assert [b.index for b in found.for_month(Month(2026, 10)).boards] == [
        "communication",
        "influence",
    ]
    assert found.for_month(Month(2026, 11)).sha256 == found.sha256
    twice = path.read_text("utf-8").replace('[{ index = "wci" }]', '[{index = "a"}, {index = "a"}]')
    path.write_text(twice, "utf-8")
    with pytest.raises(ConfigError, match=r"methods\[1\]\.boards\[1\]\.index: 'a' stands twice"):
        load_list(path)


PERSON = '\n[[people]]\nname = "{name}"\nuser = "{user}"\nroles = [{roles}]\n'


def _with_people(path: Path, *people: tuple[str, str]) -> Path:
    """Write the shipped list with people (name and roles); both share a user."""
    shipped = (CONFIG / "lists" / "main.toml").read_text("utf-8")
    added = "".join(PERSON.format(name=name, user="office", roles=roles) for name, roles in people)
    path.write_text(shipped + added, "utf-8")
    return path


def test_people_have_a_user_and_roles(tmp_path: Path) -> None:
    """Several may share a user; a list without people has none."""
    path = _with_people(tmp_path / "a.toml", ("张三", '"prepare", "review"'), ("李四", '"approve"'))
    people = load_list(path).people
    assert [(p.name, p.user, p.roles) for p in people] == [
        ("张三", "office", ("prepare", "review")),
        ("李四", "office", ("approve",)),
    ]
    assert load_list(CONFIG / "lists" / "main.toml").people == ()


@pytest.mark.parametrize(
    ("people", "fault"),
    [
        ([("张三", '"approve"')], "two people with the role review or approve are needed"),
        ([("张三", '"review"'), ("李四", '"review"')], "somebody with the role approve is needed"),
        ([("张三", '"approve"'), ("张三", '"review"')], "people[1].name: '张三' stands twice"),
        ([("张三", '"approve"'), ("张 三", '"review"')], "people[1].name: '张 三' stands twice"),
        ([("Bob", '"approve"'), ("ＢＯＢ", '"review"')], "people[1].name: 'ＢＯＢ' stands twice"),
        ([("张三", '"boss"'), ("李四", '"approve"')], "people[0].roles"),
        ([("张三", ""), ("李四", '"approve"')], "people[0].roles"),
    ],
)
def test_people_who_could_never_publish_are_a_fault(tmp_path: Path, people, fault: str) -> None:
    """Found when the file is read, not on the day of publication."""
    with pytest.raises(ConfigError) as caught:
        load_list(_with_people(tmp_path / "a.toml", *people))
    assert fault in str(caught.value)
