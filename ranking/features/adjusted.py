"""What adjustments say of posts: which of them count, and for whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ranking.errors import DataError
from ranking.model.adjustment import Adjustment, Kind, in_effect

_ANSWERS = {
    Kind.EXCLUDE_POST: "posts",
    Kind.INCLUDE_POST: "posts",
    Kind.EXCLUDE_ACCOUNT: "accounts",
    Kind.INCLUDE_ACCOUNT: "accounts",
    Kind.ATTRIBUTE_POST: "posts_for",
    Kind.ATTRIBUTE_ACCOUNT: "accounts_for",
}
"""Which question about which kind of target an adjustment answers."""
_EXCLUDES = {Kind.EXCLUDE_POST, Kind.EXCLUDE_ACCOUNT}


@dataclass(frozen=True)
class Adjusted:
    """The adjustment that decides, by target, for each of four questions.

    Whether a post counts is said by ``posts``, else by ``accounts``; for whom by ``posts_for``,
    else by ``accounts_for``. Neither question answers the other: an excluded post stays so
    wherever it is attributed.
    """

    posts: Mapping[str, Adjustment] = field(default_factory=dict)
    accounts: Mapping[str, Adjustment] = field(default_factory=dict)
    posts_for: Mapping[str, Adjustment] = field(default_factory=dict)
    accounts_for: Mapping[str, Adjustment] = field(default_factory=dict)

    @property
    def included_posts(self) -> list[str]:
        """The posts that count though withdrawn, or of an excluded account."""
        return [target for target, one in self.posts.items() if one.kind not in _EXCLUDES]

    @property
    def excluded_posts(self) -> list[str]:
        """The posts that do not count."""
        return [target for target, one in self.posts.items() if one.kind in _EXCLUDES]

    @property
    def excluded_accounts(self) -> list[str]:
        """The accounts whose posts do not count unless included one by one."""
        return [target for target, one in self.accounts.items() if one.kind in _EXCLUDES]

    def attribution(self, post_id: str, account: str) -> Adjustment:
        """Return what attributes a post, itself or by its account. Raises KeyError if nothing."""
        return self.posts_for.get(post_id) or self.accounts_for[account]


UNADJUSTED = Adjusted()
"""No adjustment: every post counts as the roster says."""


def adjusted(adjustments: Sequence[Adjustment]) -> Adjusted:
    """Return what the adjustments in effect say of posts; for one target the newest decides."""
    found: dict[str, dict[str, Adjustment]] = {name: {} for name in _ANSWERS.values()}
    for one in in_effect(adjustments):
        if one.kind in _ANSWERS:
            found[_ANSWERS[one.kind]][one.target] = one
    return Adjusted(**found)


def refuse_unknown_unit(
    adjustment: Adjustment, unit: str | None, known: Collection[str], month: str
) -> None:
    """Raise DataError where an adjustment is for a unit that is not on the month's roster."""
    if unit not in known:
        raise DataError(
            "Adjustment {number} is for '{unit}', which is not on the roster of {month}.",
            number=adjustment.number,
            unit=unit,
            month=month,
            hint="Correct the roster, or undo it: govrank adjust undo {month} {number}",
        )
