"""The review sheet: one HTML file without script or outside parts, to be read and printed on A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ranking.i18n import Translator
from ranking.model.check import MonthCheck
from ranking.render.check_view import area_names, check_view

_CSS = "check.css"
_PAGE = "check.html.j2"


def check_html(check: MonthCheck, tr: Translator, names: Mapping[str, str]) -> str:
    """Return the sheet; ``names``: feature id → name on its card.

    Every text is escaped, and the page's own policy allows one style sheet (by its hash) and
    nothing else: no script, no picture, no request.
    """
    loader = PackageLoader("ranking.render", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = loader.get_source(environment, _CSS)[0]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return environment.get_template(_PAGE).render(
        language="zh-CN" if tr.language == "zh" else "en",
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'",
        css=Markup(css),  # noqa: S704 - ours, from the package; the policy names its hash
        view=check_view(check, tr, names),
        counts=_counts(check, tr),
        words=_words(tr),
    )


def _counts(check: MonthCheck, tr: Translator) -> list[tuple[str, int]]:
    """Return area → number of flags, also where there is none: it was looked at."""
    return [
        (name, sum(flag.area == area for flag in check.flags))
        for area, name in area_names(tr).items()
    ]


def _words(tr: Translator) -> dict[str, str]:
    return {
        "rule": tr(
            "A flag is a question to a person. It changes no score: what is to be left out or "
            "corrected is decided by two people and recorded."
        ),
        "number": tr("No."),
        "subject": tr("About"),
        "finding": tr("Finding and evidence"),
        "decision": tr("Decision"),
        "month": tr("the month"),
        "nothing": tr("Nothing was found."),
        "not_checked": tr("What could not be checked"),
        "settings": tr("Limits in use"),
        "reviewer": tr("Reviewer"),
        "second": tr("Second reviewer"),
        "date": tr("Date"),
        "area": tr("Area"),
        "flags": tr("Flags"),
    }
