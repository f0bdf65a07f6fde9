"""Who takes a step, and whether the list file lets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ranking.errors import EditionError
from ranking.lists import ListFile, Person, Role
from ranking.model.lifecycle import Step

_ANY: frozenset[Role] = frozenset({"prepare", "review", "approve"})
_DECIDING: frozenset[Role] = frozenset({"review", "approve"})
_NEEDED: Mapping[Step, frozenset[Role]] = {
    Step.FREEZE: frozenset({"prepare"}),
    Step.APPROVE: _DECIDING,
    Step.REVISE: frozenset({"prepare"}),
    Step.WITHDRAW: frozenset({"approve"}),
    Step.ADJUST: _ANY,
    Step.CONFIRM: _DECIDING,
    Step.REJECT: _ANY,
}
"""Step → roles of which one is needed; a step that is not here anybody may take."""
SERVICE = "govrank schedule"
"""Who takes the steps of the schedule: no person, no user of a computer, and nobody's approval."""
_SERVICE_MAY = frozenset({Step.FREEZE, Step.PUBLISH})


@dataclass(frozen=True)
class Acting:
    """The person who takes a step: by name, and as the user at the keyboard."""

    name: str
    user: str


def acting(list_file: ListFile, user: str, step: Step, named: str | None = None) -> Acting:
    """Return who takes the step; without people in the list file it is the user.

    ``named`` says which of the people of one user it is. Raises EditionError where the list file
    does not know the user, or the person has no role that the step needs.
    """
    needed = _NEEDED.get(step, frozenset())
    if not list_file.people:
        if named not in (None, user):
            raise _nobody(list_file, named or "")
        return Acting(user, user)
    own = [person for person in list_file.people if person.user == user]
    if named is not None:
        own = [person for person in own if person.name == named]
    if not own and (needed or named):
        raise _unknown(list_file, user, named)
    able = [person for person in own if not needed or needed & set(person.roles)]
    if own and not able:
        raise _not_theirs(list_file, own[0], step, needed)
    if len(able) > 1:
        raise _several(able, user)
    return Acting(able[0].name if able else user, user)


def acting_service(step: Step) -> Acting:
    """Return the schedule as who takes a step. Raises ValueError for what people alone may do."""
    if step not in _SERVICE_MAY:
        raise ValueError(f"the schedule may not {step}")
    return Acting(SERVICE, SERVICE)


def may_decide(list_file: ListFile, names: Iterable[str]) -> bool:
    """Tell whether one of those who approved has the role approve."""
    deciding = {person.name for person in list_file.people if "approve" in person.roles}
    return not list_file.people or not deciding.isdisjoint(names)


def may_confirm(list_file: ListFile, author: Acting) -> tuple[str, ...]:
    """Return the people who may decide on what the author proposed; none = any other user."""
    return tuple(
        person.name
        for person in list_file.people
        if _DECIDING & set(person.roles)
        and is_another(list_file, author, Acting(person.name, person.user))
    )


def is_another(list_file: ListFile, author: Acting, person: Acting) -> bool:
    """Tell whether two are different people.

    Two names of one user of the computer are, only where the list file has both of them.
    """
    if author.name == person.name:
        return False
    of_user = {one.name for one in list_file.people if one.user == person.user}
    return author.user != person.user or {author.name, person.name} <= of_user


def deciders(list_file: ListFile) -> str:
    """Return the names of the people with the role approve, for a message."""
    return "、".join(p.name for p in list_file.people if "approve" in p.roles)


def _nobody(list_file: ListFile, named: str) -> EditionError:
    return EditionError(
        "'{named}' is nobody: the list '{list}' names no people.",
        named=named,
        list=list_file.id,
        hint="Leave --as out, or name the people in config/lists/{list}.toml under [[people]].",
    )


def _unknown(list_file: ListFile, user: str, named: str | None) -> EditionError:
    if named is not None:
        return EditionError(
            "The list '{list}' has no '{named}' whose user is '{user}'.",
            list=list_file.id,
            named=named,
            user=user,
            hint="Log in as that person, or correct [[people]] in config/lists/{list}.toml.",
        )
    return EditionError(
        "The user '{user}' is none of the people of the list '{list}': {people}.",
        user=user,
        list=list_file.id,
        people="、".join(f"{person.name} ({person.user})" for person in list_file.people),
        hint="Log in as one of them, or add a [[people]] entry to config/lists/{list}.toml.",
    )


def _not_theirs(
    list_file: ListFile, person: Person, step: Step, needed: frozenset[Role]
) -> EditionError:
    able = [p.name for p in list_file.people if needed & set(p.roles)]
    return EditionError(
        "{person} may not {step}: that needs the role {roles}, which {people} have.",
        person=person.name,
        step=str(step),
        roles=" / ".join(sorted(needed)),
        people="、".join(able) or "-",
        hint="Let one of them do it, or change 'roles' in config/lists/{list}.toml.",
        list=list_file.id,
    )


def _several(able: Iterable[Person], user: str) -> EditionError:
    return EditionError(
        "The user '{user}' may be several people: {people}.",
        user=user,
        people="、".join(person.name for person in able),
        hint="Say which with --as NAME.",
    )
