"""Rules that look at a whole column: filling gaps, taming outliers, bringing to one scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from ranking.config_file import Strict, Text

Number = Annotated[Decimal, Field(allow_inf_nan=False)]
Positive = Annotated[Decimal, Field(gt=0)]
ColumnValue = Literal["mean", "best", "worst"]


class GroupMean(Strict):
    """A gap becomes the mean of the observed values of the same ``group`` (a column of labels)."""

    kind: Literal["group_mean"]
    group: Text


class DeclaredValue(Strict):
    """A gap becomes a declared value."""

    kind: Literal["value"]
    value: Number


class NoImputation(Strict):
    """Gaps stay gaps: takes an indicator out of its index's rule."""

    kind: Literal["none"]


Imputation = Annotated[GroupMean | DeclaredValue | NoImputation, Discriminator("kind")]


class Winsorise(Strict):
    """While |skewness| and excess kurtosis are both too large, the outermost point moves inwards.

    Both are bias-corrected (e1071 type 2). A column passes when |skewness| < ``skew`` or kurtosis
    < ``kurtosis``. At most ``max_points`` points move; if that is not enough, ``otherwise`` is
    applied to the untreated column. Source: COINr, ``Treat`` (see docs/methods/README.md).
    """

    kind: Literal["winsorise"]
    max_points: Annotated[int, Field(ge=1)]
    skew: Positive = Decimal(2)
    kurtosis: Positive = Decimal("3.5")
    otherwise: Literal["none", "log", "log_shifted", "log_modulus"] = "none"


class LogModulus(Strict):
    """sign(x) × ln(1 + |x|) for every value."""

    kind: Literal["log_modulus"]


class NoTreatment(Strict):
    """Values stay as they are: takes an indicator out of its index's rule."""

    kind: Literal["none"]


Treatment = Annotated[Winsorise | LogModulus | NoTreatment, Discriminator("kind")]


class MinMax(Strict):
    """The least value becomes ``lower``, the greatest ``upper``."""

    kind: Literal["minmax"]
    lower: Number = Decimal(0)
    upper: Number = Decimal(1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.lower, self.upper)
        return self


class ZScore(Strict):
    """Mean ``mean`` and sample standard deviation ``sd`` (ddof 1)."""

    kind: Literal["zscore"]
    mean: Number = Decimal(0)
    sd: Positive = Decimal(1)


class Ranking(Strict):
    """``rank``: 1 = the least, ties share the smallest; ``percentile_rank``: rank ÷ n × 100;
    ``borda``: the number of units that are worse.
    """

    kind: Literal["rank", "percentile_rank", "borda"]


class Goalposts(Strict):
    """(x - lower) ÷ (upper - lower) × ``scale``, never below 0 or above ``scale``."""

    kind: Literal["goalposts"]
    lower: Number
    upper: Number
    scale: Positive = Decimal(1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _check_order(self.lower, self.upper)
        return self


class DistanceToTarget(Strict):
    """(x - least) ÷ (target - least); at most 1 if ``cap``."""

    kind: Literal["distance_to_target"]
    target: Number
    cap: bool = False


def _is_word(value: Any) -> str:
    return "a word" if isinstance(value, str) else "a number"


class DistanceToReference(Strict):
    """``ratio``: x ÷ reference; ``difference``: (x - reference) ÷ reference.

    ``reference`` is a number, or the column's ``mean``, ``best`` or ``worst`` value.
    """

    kind: Literal["ratio", "difference"]
    reference: Annotated[
        Annotated[Number, Tag("a number")] | Annotated[ColumnValue, Tag("a word")],
        Discriminator(_is_word),
    ]


class NoNormalisation(Strict):
    """Values stay as they are: takes an indicator out of its index's rule."""

    kind: Literal["none"]


Normalisation = Annotated[
    MinMax
    | ZScore
    | Ranking
    | Goalposts
    | DistanceToTarget
    | DistanceToReference
    | NoNormalisation,
    Discriminator("kind"),
]


def _check_order(lower: Decimal, upper: Decimal) -> None:
    if lower >= upper:
        raise ValueError(f"lower ({lower}) must be less than upper ({upper})")
