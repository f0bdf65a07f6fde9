"""The words a method file may use, each for one rule of ``ranking.scoring``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

TransformName = Literal["identity", "ln1p", "log1p_ratio", "log10", "sqrt", "power"]
AggregationName = Literal["amean", "gmean", "hmean", "pmean", "wproduct", "median", "copeland"]
Per = Literal["period", "day", "post", "headline"]
MissingRule = Literal["reweight", "unavailable", "zero"]
"""Where a feature is not observed: the others carry its weight; no index; it counts as 0."""
TieRule = Literal["competition", "modified", "dense"]
"""How equal totals are ranked: 1, 2, 2, 4 or 1, 3, 3, 4 or 1, 2, 2, 3."""
Certainty = Literal["verified", "public_source", "ours"]

Stage = Literal["raw", "denominated", "imputed", "treated", "transformed", "normalised"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""What has been done to a table's columns, in the order in which it is done."""

DIVISORS: Mapping[str, str] = {"day": "days", "post": "posts", "headline": "headlines"}
"""The feature by which ``per`` divides; a period is not divided."""
