"""Formulas and rules of a method in the reader's words: names of features, not their ids."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ranking.i18n import Translator
from ranking.render.safe import line

_WORD = re.compile(r"at the references|at least|[A-Za-z_][A-Za-z0-9_]*")
"""What a formula is made of beside numbers and signs."""


def formula_text(formula: str, names: Mapping[str, str], tr: Translator) -> str:
    """Return a formula with names for ids (``names``: id → name) and words for its functions.

    What is neither (``ln``, the name of a level) stays as it is.
    """
    known = {**_words(tr), **names}
    return line(_WORD.sub(lambda found: known.get(found[0], found[0]), formula))


def _words(tr: Translator) -> dict[str, str]:
    return {
        "amean": tr("weighted mean"),
        "gmean": tr("weighted geometric mean"),
        "hmean": tr("weighted harmonic mean"),
        "pmean": tr("weighted power mean"),
        "wproduct": tr("weighted product"),
        "median": tr("weighted median"),
        "copeland": tr("wins by Copeland's rule"),
        "at least": tr("observed weight at least"),
        "at the references": tr("with every indicator at its reference"),
        "days": tr("days of the month"),
        "posts": tr("number of posts"),
        "headlines": tr("number of headlines"),
        "min": tr("lesser of"),
        "max": tr("greater of"),
        "half_up": tr("rounded"),
        "floor": tr("rounded down"),
    }


def rule_text(rule: str, tr: Translator) -> str:
    """Return what is done to a column in words; a rule that is not known as it is."""
    for pattern, template in _rules(tr).items():
        if found := re.fullmatch(pattern, rule):
            otherwise = _otherwise(tr)
            fields = {key: otherwise.get(text, text) for key, text in found.groupdict().items()}
            return line(template.format(**fields))
    return line(rule)


def _rules(tr: Translator) -> dict[str, str]:
    """Return pattern of a rule, as ``editions.symbols`` writes it → sentence with its fields."""
    return {
        "gaps: mean of (?P<group>.+)": tr("gaps filled with the mean of the same {group}"),
        "gaps: (?P<value>.+)": tr("gaps filled with {value}"),
        "winsorise: at most (?P<points>.+) points, then (?P<otherwise>.+)": tr(
            "at most {points} outliers drawn in; else: {otherwise}"
        ),
        "outliers: (?P<otherwise>.+)": tr("outliers: {otherwise}"),
        "minmax (?P<lower>.+) to (?P<upper>.+)": tr("least to greatest put at {lower} to {upper}"),
        "goalposts (?P<lower>.+) to (?P<upper>.+) × (?P<scale>.+)": tr(
            "goalposts {lower} to {upper}, times {scale}"
        ),
        "zscore, mean (?P<mean>.+), sd (?P<sd>.+)": tr(
            "standard scores with mean {mean} and deviation {sd}"
        ),
        "distance to (?P<target>.+)": tr("distance to the target {target}"),
        "ratio to (?P<reference>.+)": tr("ratio to: {reference}"),
        "difference to (?P<reference>.+)": tr("difference to: {reference}"),
        "rank": tr("rank among the units"),
        "percentile_rank": tr("rank in percent"),
        "borda": tr("units that are worse"),
        "none": tr("not normalised"),
        "less is better": tr("less is better"),
    }


def _otherwise(tr: Translator) -> dict[str, str]:
    return {
        "none": tr("as it is"),
        "log": tr("logarithm"),
        "log_shifted": tr("shifted logarithm"),
        "log_modulus": tr("logarithm of the size, with its sign"),
        "mean": tr("the mean"),
        "best": tr("the best value"),
        "worst": tr("the worst value"),
    }
