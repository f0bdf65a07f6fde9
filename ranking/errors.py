"""Errors a user can cause or repair. Every one says what was found and what to do next.

GovrankError
├── UsageError        a name or option that does not exist (unknown month, unit, file)
├── ConfigError       a file of the workspace is wrong (list, method, campaign, settings)
├── RosterError       the roster contradicts itself
├── IntakeError       a file cannot be imported as a whole
├── DataError         there is nothing to compute from, or facts are damaged
├── EditionError      a step of an edition is out of order, or not this person's to take
├── LedgerError       the database is locked, read-only, full, or of another version
├── HookError         somebody who is to be told cannot be told
└── VerificationError a file, manifest or signature is not what was frozen or published

The text is an English template with ``str.format`` fields, translated only where it is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One of several things that are wrong: an English template and its fields."""

    template: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.params)


class GovrankError(Exception):
    """Base of all errors that reach the user as a message and never as a traceback.

    ``template`` says what was found (and where), ``hint`` what to do next. ``problems`` are listed
    below the message, ``near`` are names that may have been meant.
    """

    def __init__(
        self,
        template: str,
        *,
        hint: str = "",
        problems: Sequence[Problem] = (),
        near: Sequence[str] = (),
        **params: object,
    ) -> None:
        self.template = template
        self.hint = hint
        self.problems = tuple(problems)
        self.near = tuple(near)
        self.params = params
        listed = "".join(f"\n  - {problem}" for problem in self.problems)
        names = ", ".join(f"'{name}'" for name in near)
        meant = f" Did you mean {names}?" if near else ""
        super().__init__(f"{template.format(**params)}{listed}{meant}")

    def hint_text(self) -> str:
        """Return the hint with its fields filled in, or an empty string."""
        return self.hint.format(**self.params)


class UsageError(GovrankError):
    """A month, unit, account, file or option that does not exist or makes no sense."""


class ConfigError(GovrankError):
    """A configuration file is missing or wrong."""


class RosterError(GovrankError):
    """The roster contradicts itself or another entry."""


class IntakeError(GovrankError):
    """A file cannot be imported as a whole."""


class DataError(GovrankError):
    """There are no facts to compute from, or they are damaged."""


class EditionError(GovrankError):
    """A step of an edition is out of order, or the person may not take it."""


class LedgerError(GovrankError):
    """The ledger cannot be read or written."""


class HookError(GovrankError):
    """A hook cannot be run, or whom it tells does not take the message."""


class VerificationError(GovrankError):
    """A file, manifest or signature is not what was frozen or published: the first one found."""
