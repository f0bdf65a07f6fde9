"""Deciding: a second person, once; what counts then; what was changed behind the log's back."""

import pytest

from ranking.errors import EditionError, GovrankError, UsageError, VerificationError
from ranking.model.adjustment import Status, in_effect
from ranking.workflow import adjust_wishes as wishes
from ranking.workflow.adjust import month_adjustments, propose
from ranking.workflow.adjust_decide import confirm
from ranking.workflow.adjust_log import differing
from tests.builders.adjusting import POST, Office
from tests.builders.life import take
from tests.builders.workspaces import imported_workspace


@pytest.fixture
def office(tmp_path) -> Office:
    with imported_workspace(tmp_path / "office"):
        pass
    return Office(tmp_path / "office")


def test_nobody_confirms_what_they_proposed(office) -> None:
    """A second user does, once; after that only another adjustment changes it."""
    office.propose(wishes.exclude(POST))
    with pytest.raises(EditionError, match="zhang proposed adjustment 1 of 2020-05") as caught:
        office.confirm(1, "zhang")
    assert "Another user of this computer" in caught.value.hint_text()
    assert office.confirm(1).adjustment.decided_by == "li"
    for act in (office.confirm, office.reject):
        with pytest.raises(EditionError, match="was confirmed already, by li"):
            act(1, "wang")
    with pytest.raises(UsageError, match="no adjustment 2; there are 1"):
        office.confirm(2)


def test_an_author_may_withdraw_a_proposal(office) -> None:
    """What was rejected is not confirmed any more, and is no reason to undo."""
    office.propose(wishes.exclude(POST))
    office.reject(1, "zhang", "看错了")
    with pytest.raises(EditionError, match="was rejected already, by zhang"):
        office.confirm(1)
    with pytest.raises(EditionError, match="was rejected; there is nothing to undo"):
        office.propose(wishes.undo(1))
    with pytest.raises(UsageError, match="--reason must say something"):
        office.reject(office.propose(wishes.exclude(POST)).number, reason="\u200b")


PEOPLE = """
[[people]]
name = "张三"
user = "office"
roles = ["prepare"]
[[people]]
name = "李四"
user = "office"
roles = ["review"]
[[people]]
name = "王五"
user = "wang"
roles = ["approve"]
[[people]]
name = "赵六"
user = "zhao"
roles = ["prepare"]
"""


@pytest.fixture
def with_people(office) -> Office:
    office.name_people(PEOPLE)
    return office


def test_people_of_the_list_propose_and_others_decide(with_people) -> None:
    """Any role proposes; review or approve confirms; strangers do neither."""
    office = with_people
    with pytest.raises(EditionError, match="'zhang' is none of the people"):
        office.propose(wishes.exclude(POST))
    found = office.run("zhao", propose, wishes.exclude(POST), "理由", office.evidence)
    assert found.confirmers == ("李四", "王五")
    with pytest.raises(EditionError, match="赵六 may not confirm"):
        office.confirm(1, "zhao")
    office.propose(wishes.exclude("账号101"), "wang")
    with pytest.raises(EditionError, match="赵六 may not confirm"):
        office.reject(2, "zhao")
    with pytest.raises(EditionError, match="王五 proposed adjustment 2") as caught:
        office.confirm(2, "wang")
    assert caught.value.hint_text().startswith("One of 李四 runs:")
    assert office.confirm(1, "wang").adjustment.decided_by == "王五"
    assert office.reject(2, "office", named="李四").adjustment.decided_actor == "office"


def test_two_people_who_share_a_user_are_two_where_the_list_says_so(with_people) -> None:
    """Both are in the list: the one confirms what the other proposed, but never their own."""
    office = with_people
    office.propose(wishes.exclude(POST), "office", named="张三")
    assert office.confirm(1, "office", "李四").adjustment.decided_by == "李四"
    office.propose(wishes.exclude("账号101"), "office", named="李四")
    with pytest.raises(EditionError, match="李四 proposed adjustment 2"):
        office.confirm(2, "office", "李四")


def test_a_new_name_for_the_same_user_is_not_a_second_person(office) -> None:
    """Proposed before the list named people: the user is the author still."""
    office.propose(wishes.exclude(POST), "wang")
    office.name_people(PEOPLE)
    with pytest.raises(EditionError, match="wang proposed adjustment 1"):
        office.confirm(1, "wang")
    assert office.confirm(1, "office").adjustment.decided_by == "李四"


def test_an_undo_is_undone_by_another(office) -> None:
    """What counts follows; nothing is undone twice, nor before it is confirmed."""

    def counted() -> list[int]:
        return [one.number for one in in_effect(office.stored())]

    office.propose(wishes.exclude(POST))
    with pytest.raises(EditionError, match="is not confirmed; there is nothing to undo"):
        office.propose(wishes.undo(1))
    office.confirm(1)
    office.propose(wishes.undo(1))
    assert counted() == [1]
    with pytest.raises(EditionError, match="Number 2 proposes already to undo"):
        office.propose(wishes.undo(1))
    office.confirm(2)
    assert counted() == []
    found = office.run("test", month_adjustments).adjusted
    assert [one.undone_by for one in found] == [2, None]
    with pytest.raises(EditionError, match="Adjustment 1 of 2020-05 has been undone by number 2"):
        office.propose(wishes.undo(1))
    office.propose(wishes.undo(2))
    office.confirm(3)
    assert counted() == [1]
    office.propose(wishes.undo(1))
    office.confirm(4)
    assert counted() == []


def test_what_was_undone_meanwhile_is_not_undone_again(office) -> None:
    """Number 5 lets number 2 count again, which undid what number 4 would undo."""
    office.propose(wishes.exclude(POST))
    office.confirm(1)
    for number, undone in ((2, 1), (3, 2)):
        office.propose(wishes.undo(undone))
        office.confirm(number)
    office.propose(wishes.undo(1))
    office.propose(wishes.undo(3))
    office.confirm(5)
    with pytest.raises(EditionError, match="Adjustment 1 of 2020-05 has been undone by number 2"):
        office.confirm(4)
    assert office.reject(4).adjustment.status is Status.REJECTED


def test_adjustments_wait_for_a_revision_once_frozen(office) -> None:
    """Neither proposed nor decided; a revision's draft takes them again, under its number."""
    office.propose(wishes.exclude("账号101"))
    office.reject(1)
    take(office.home, "draft", "freeze")
    for act in (
        lambda: office.propose(wishes.exclude(POST)),
        lambda: office.confirm(1),
        lambda: office.reject(1),
    ):
        with pytest.raises(EditionError, match="2020-05 r1 has been frozen; adjustments") as caught:
            act()
        assert "govrank revise 2020-05 --reason C" in caught.value.hint_text()
    take(office.home, "revise")
    office.propose(wishes.exclude(POST))
    assert office.logged()[-1].event.revision == 2
    assert office.run("li", confirm, 2).drafted


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE adjustments SET points = '99'",
        "UPDATE adjustments SET status = 'confirmed', decided_by = 'li', decided_at = at",
        "UPDATE adjustments SET target = '乙'",
        "DELETE FROM adjustments",
    ],
)
def test_a_changed_row_is_noticed(office, change) -> None:
    """The log is chained, the rows are not: doctor compares, and nothing of it is confirmed."""
    office.propose(wishes.award("甲", "1"))
    office.change(change)
    assert differing(office.stored(), office.logged()) == (1,)
    found = office.findings()["adjustments"]
    assert (found.state, found.params["which"]) == ("fault", "2020-05 #1")
    with pytest.raises(GovrankError):
        office.confirm(1)


def test_an_event_that_was_changed_beyond_reading_is_no_crash(office) -> None:
    """It tells nothing, so that the row stands alone and is named."""
    office.propose(wishes.award("甲", "1"))
    office.change("""UPDATE edition_events SET detail = '{"number": 1}'""")
    assert office.findings()["adjustments"].state == "fault"


@pytest.mark.parametrize("change", [lambda p: p.unlink(), lambda p: p.write_bytes(b"other")])
def test_lost_evidence_is_reported_and_not_confirmed(office, change) -> None:
    """Whoever confirms has to see what was shown; the same file proposed again mends it."""
    made = office.propose(wishes.exclude(POST))
    path = office.home / "evidence" / f"{made.evidence_sha256}.pdf"
    change(path)
    assert office.findings()["evidence"].params == {"which": "2020-05 #1"}
    with pytest.raises(VerificationError, match="The evidence of adjustment 1, 'evidence/"):
        office.confirm(1)
    office.propose(wishes.exclude("账号101"))
    assert path.read_bytes() == b"%PDF"
    assert office.confirm(1).adjustment.status is Status.CONFIRMED
