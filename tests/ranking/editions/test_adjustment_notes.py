"""What an edition tells its readers of adjustments."""

from __future__ import annotations

from ranking.model.adjustment import Kind
from tests.builders.adjusted import adjustment, undo
from tests.builders.editions import make_edition, simple_office
from tests.builders.month import make_list

MADE = (
    adjustment(1, Kind.NOTE, "甲", text="甲的数据补报于三日。"),
    adjustment(2, Kind.NOTE, "", text="本期口径有调整。"),
    adjustment(3, Kind.NOTE, "", text="写错了"),
    undo(4, 3),
    adjustment(5, Kind.AWARD, "甲", points="0.50"),
    adjustment(6, Kind.EXCLUDE_POST, "p-甲"),
    adjustment(7, Kind.ATTRIBUTE_ACCOUNT, "wechat:乙", unit="甲"),
)


def told(**changes: object) -> list[tuple[str, str]]:
    office = simple_office(甲=1, 乙=1)
    office.adjustments = MADE
    edition, _ = make_edition(office, make_list(**changes))
    found = [note for note in edition.notes if note.code.startswith("adjust")]
    return [(note.code, note.template.format(**note.params)) for note in found]


def test_a_note_in_effect_stands_below_the_boards_with_its_unit_first() -> None:
    """One that was undone does not, and other adjustments are not told unless the list says so."""
    assert told() == [
        ("adjustment_note", "甲: 甲的数据补报于三日。"),
        ("adjustment_note", "本期口径有调整。"),
    ]


def test_where_the_list_says_so_every_adjustment_in_effect_is_told() -> None:
    """What it did, its reason and which evidence; those undone are not."""
    why = "(reason: 经核实; evidence: eeeeeeeeeeee)."
    assert told(publish_adjustments=True)[2:] == [
        ("adjusted", f"Adjustment 1: a note was set {why}"),
        ("adjusted", f"Adjustment 2: a note was set {why}"),
        ("adjusted", f"Adjustment 5: 甲 is awarded 0.50 bonus points {why}"),
        ("adjusted", f"Adjustment 6: the post p-甲 does not count {why}"),
        ("adjusted", f"Adjustment 7: the account wechat:乙 counts for 甲 {why}"),
    ]


def test_text_in_braces_is_a_text_and_no_field() -> None:
    """What a person wrote is never taken for a template."""
    office = simple_office(甲=1)
    office.adjustments = [adjustment(1, Kind.NOTE, "", text="{unit} {0} {text.__class__}")]
    edition, _ = make_edition(office)
    (note,) = (note for note in edition.notes if note.code == "adjustment_note")
    assert note.template.format(**note.params) == "{unit} {0} {text.__class__}"
