"""``govrank approve``."""

import pytest

pytestmark = pytest.mark.slow

PEOPLE = """
[[people]]
name = "张三"
user = "zhang"
roles = ["prepare", "review"]

[[people]]
name = "李四"
user = "li"
roles = ["approve"]

[[people]]
name = "王五"
user = "office"
roles = ["review"]

[[people]]
name = "赵六"
user = "office"
roles = ["prepare"]

[[people]]
name = "钱七"
user = "office"
roles = ["review", "prepare"]
"""


@pytest.fixture
def with_people(small_month):
    """The list names five people; three of them share a user."""
    path = small_month / "config" / "lists" / "main.toml"
    path.write_text(path.read_text("utf-8") + PEOPLE, "utf-8")
    return small_month


@pytest.fixture
def frozen(small_month, govrank):
    assert govrank("freeze", "2020-05").code == 0
    return small_month


def test_two_different_users_approve(frozen, as_user):
    """The first makes it reviewed, the second approved; each is told what is next."""
    first = as_user("zhang", "approve", "2020-05")
    assert "Another person runs: govrank approve 2020-05" in first.out
    second = as_user("li", "approve", "2020-05", "--json")
    assert second.json["state"] == "approved"


def test_nobody_approves_twice(frozen, as_user):
    """The same user again is refused, and the second approval is still missing."""
    as_user("zhang", "approve", "2020-05")
    run = as_user("zhang", "approve", "2020-05")
    assert run.code == 1
    assert "zhang has approved 2020-05 r1 already" in run.err
    assert "a second person is missing" in as_user("zhang", "publish", "2020-05").err


def test_the_environment_does_not_say_who_one_is(frozen, govrank, monkeypatch):
    """LOGNAME and USER can be set by anybody; the system knows who is logged in."""
    assert govrank("approve", "2020-05").code == 0
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody else")
    run = govrank("approve", "2020-05")
    assert run.code == 1
    assert "has approved 2020-05 r1 already" in run.err


def test_whoever_froze_may_be_one_of_the_two(small_month, as_user):
    """Never both: the second has to be somebody else."""
    as_user("zhang", "freeze", "2020-05")
    assert as_user("zhang", "approve", "2020-05").code == 0
    assert as_user("zhang", "approve", "2020-05").code == 1
    assert as_user("li", "approve", "2020-05").code == 0


def test_people_and_their_roles_are_those_of_the_list_file(with_people, as_user):
    """Freezing needs prepare, approving review or approve; strangers are told who may."""
    run = as_user("li", "freeze", "2020-05")
    assert run.code == 1
    assert (
        "李四 may not freeze: that needs the role prepare, which 张三、赵六、钱七 have" in run.err
    )
    run = as_user("stranger", "freeze", "2020-05")
    assert "'stranger' is none of the people of the list 'main': 张三 (zhang)" in run.err
    assert as_user("zhang", "freeze", "2020-05").code == 0
    assert as_user("stranger", "approve", "2020-05").code == 1
    assert as_user("zhang", "approve", "2020-05").code == 0
    assert as_user("li", "approve", "2020-05").code == 0


def test_one_of_the_two_has_the_role_approve(with_people, as_user):
    """Two reviewers are not enough; in either order an approver makes it whole."""
    as_user("zhang", "freeze", "2020-05")
    as_user("zhang", "approve", "2020-05")
    run = as_user("office", "approve", "2020-05", "--as", "王五")
    assert run.code == 1
    assert "still needs somebody with the role approve: 李四" in run.err
    assert as_user("li", "approve", "2020-05").code == 0


def test_people_who_share_a_user_say_who_they_are(with_people, as_user, govrank):
    """``--as`` chooses among those of the user, and nobody else; both names are on record."""
    as_user("zhang", "freeze", "2020-05")
    run = as_user("office", "approve", "2020-05")
    assert run.code == 1
    assert "may be several people: 王五, 钱七" in run.err.replace("、", ", ")
    assert as_user("office", "approve", "2020-05", "--as", "李四").code == 1
    assert as_user("office", "approve", "2020-05", "--as", "赵六").code == 1
    assert as_user("office", "approve", "2020-05", "--as", "王五").code == 0
    last = govrank("history", "2020-05", "--json").json["events"][-1]
    assert (last["actor"], last["detail"]["person"]) == ("office", "王五")


def test_whoever_shares_a_user_can_take_every_step(with_people, as_user, govrank):
    """Where several may take it, ``--as`` says who does; without it they are named."""
    path = with_people / "config" / "lists" / "main.toml"
    text = path.read_text("utf-8").replace('user = "li"', 'user = "office"')
    path.write_text(text.replace('user = "zhang"', 'user = "office"'), "utf-8")
    note = ("--note", "数据有误")
    assert govrank("key", "create").code == 0
    for person, step, *options in (
        ("张三", "freeze"),
        ("张三", "approve"),
        ("李四", "approve"),
        ("张三", "publish"),
        ("张三", "revise", "--reason", "C", *note),
    ):
        run = as_user("office", step, "2020-05", *options)
        assert (run.code, "--as" in run.err) == (1, True), step
        named = as_user("office", step, "2020-05", *options, "--as", person)
        assert named.code == 0, named.err
    assert as_user("office", "withdraw", "2020-05", *note, "--as", "张三").code == 1
    assert as_user("office", "withdraw", "2020-05", *note, "--as", "李四").code == 0


def test_a_name_means_nothing_where_the_list_has_no_people(frozen, as_user):
    """Nobody takes another's name."""
    run = as_user("zhang", "approve", "2020-05", "--as", "li")
    assert run.code == 1
    assert "names no people" in run.err
    assert as_user("zhang", "approve", "2020-05", "--as", "zhang").code == 0


def test_what_was_changed_after_freezing_is_not_approved(frozen, as_user):
    """A changed byte in the snapshot, or another snapshot in its place: the file is named."""
    folder = frozen / "editions" / "main" / "2020-05" / "r1"
    path = folder / "roster.json"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "丙".encode()))
    run = as_user("zhang", "approve", "2020-05")
    assert run.code == 1
    assert "'roster.json' was changed" in run.err
    manifest = folder / "manifest.json"
    from ranking.editions.manifest import make_manifest, read_manifest

    fields = read_manifest(manifest.read_bytes())
    kind = fields.pop("format")
    fields.pop("files")
    manifest.write_bytes(make_manifest(kind, fields, folder))
    run = as_user("zhang", "approve", "2020-05")
    assert run.code == 1
    assert "is another one than was frozen" in run.err
