"""What sets the accounts of the demo apart, and how it changes from month to month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.demo.office import Account
from ranking.demo.streams import stream
from ranking.demo.units import BUREAUS, DISTRICTS, ORGANISER
from ranking.model.month import Month

_DISTRICT_STRENGTH = 0.3
_BUREAU_STRENGTHS = (0.6, -0.6)
_ORGANISER_STRENGTH = 0.8


@dataclass(frozen=True)
class Habits:
    """One value an account: posts made (any scale), popularity (ln), zeal (1 = ordinary)."""

    activity: np.ndarray
    popularity: np.ndarray
    zeal: np.ndarray


def habits(accounts: tuple[Account, ...], seed: int, month: Month, age: int) -> Habits:
    """Return each account's habits in a month that lies ``age`` months before the last.

    A unit's accounts share its strength, its trend and its luck of the month, so ranks move.
    """
    strength = _strengths()
    place = {unit: number for number, unit in enumerate(strength)}
    owner = np.array([place[a.unit] for a in accounts])
    fixed, luck = stream(seed, "habits"), stream(seed, "luck", month)
    many = len(place)
    base = np.array(list(strength.values())) + fixed.normal(0, 0.25, many)
    zeal = fixed.lognormal(-0.2, 0.7, many)
    form = base - fixed.normal(0, 0.06, many) * age + luck.normal(0, 0.1, many)
    own = fixed.normal(0, 0.4, len(accounts))
    return Habits(np.exp(form[owner] + own), form[owner] + 0.6 * own, zeal[owner])


def _strengths() -> dict[str, float]:
    """Return the strength (ln) of each unit; the bureaus are listed from large to small."""
    falling = np.linspace(*_BUREAU_STRENGTHS, len(BUREAUS))
    return {
        **{unit: _DISTRICT_STRENGTH for unit, _, _ in DISTRICTS},
        **{unit: float(s) for (unit, _, _), s in zip(BUREAUS, falling, strict=True)},
        ORGANISER[0]: _ORGANISER_STRENGTH,
    }
