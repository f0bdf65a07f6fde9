"""The one view of a check: every word, number and mark is decided here, once.

Texts are cleaned single lines (see ``safe.line``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from ranking.i18n import Translator
from ranking.model.check import Area, Flag, MonthCheck, Severity
from ranking.render.labels import (
    feature_name,
    local_time,
    measure_names,
    month_name,
    named,
    platform_names,
    short,
    state_names,
)
from ranking.render.safe import line
from ranking.render.status import account_state_names, platform_of

_NOTHING = "—"


@dataclass(frozen=True)
class FlagView:
    """One flag. ``post`` is the title of its post and ``url`` a web address, both may be empty."""

    code: str
    subject: str
    sentence: str
    post: str
    url: str
    published: str


@dataclass(frozen=True)
class KindView:
    """The flags of one kind, with what a reviewer can do about each of them."""

    area: str
    hint: str
    flags: tuple[FlagView, ...]


@dataclass(frozen=True)
class SeverityView:
    """The flags of one severity by kind; ``count`` are all of them."""

    id: str
    name: str
    count: int
    kinds: tuple[KindView, ...]


@dataclass(frozen=True)
class CheckView:
    """A check ready to be laid out. ``warning`` is empty unless the data are synthetic."""

    title: str
    subtitle: str
    warning: str
    basis: str
    severities: tuple[SeverityView, ...]
    not_checked: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]


class FlagWords:
    """Turns flags into sentences of one language; ``names``: feature id → name on its card."""

    def __init__(self, check: MonthCheck, tr: Translator, names: Mapping[str, str]) -> None:
        self._check = check
        self._tr = tr
        self._features = names
        measures = measure_names(tr)
        self._platforms = platform_names(tr)
        self._words: dict[str, Mapping[str, str]] = {
            "measure": measures,
            "base": measures,
            "platform": self._platforms,
            "state": account_state_names(tr),
        }

    def sentence(self, flag: Flag) -> str:
        """Return the finding without its subject."""
        params = {key: self._value(key, value) for key, value in flag.evidence.items()}
        return line(self._tr(flag.template, **params))

    def subject(self, flag: Flag) -> str:
        """Return whom it is about: unit, account and platform; empty = the month as a whole."""
        unit = short(flag.unit) if flag.unit else ""
        if flag.account is None:
            return unit
        account = short(self._check.names.get(flag.account) or flag.account)
        platform = named(self._platforms, platform_of(flag.account))
        told = self._tr("{account} ({platform})", account=account, platform=platform)
        return f"{unit} · {told}" if unit else told

    def _value(self, key: str, value: str | int | float | None) -> str | int | float:
        if value is None:
            return _NOTHING
        if not isinstance(value, str):
            return value
        if key == "measures":
            words = self._words["measure"]
            return self._tr(", ").join(named(words, one) for one in value.split())
        if key in self._words:
            return named(self._words[key], value)
        if key == "feature":
            return feature_name(self._features, value)
        return self._tr(value) if key == "reason" else line(value)


def check_view(check: MonthCheck, tr: Translator, names: Mapping[str, str]) -> CheckView:
    """Return the view in the language of ``tr``; ``names``: feature id → name on its card."""
    words = FlagWords(check, tr, names)
    return CheckView(
        title=tr("Check of {month}", month=month_name(tr, check.month)),
        subtitle=tr(
            "{title}, revision {revision} ({state}); checked {when}",
            title=line(check.title),
            revision=check.revision,
            state=named(state_names(tr), check.state),
            when=local_time(check.checked_at),
        ),
        warning=tr("Synthetic data for demonstration; not real results.")
        if check.synthetic
        else "",
        basis=_basis(check, tr),
        severities=tuple(_severity(check, severity, words, tr) for severity in Severity),
        not_checked=tuple(_not_checked(check, tr)),
        settings=tuple((tr(_SETTINGS[key]), str(value)) for key, value in check.settings.items()),
    )


_SETTINGS = {
    "no_update_days": "Days without an update:",
    "rank_move": "Places gained or lost on a board:",
    "modified_z": "Modified z of unusual ratios:",
    "campaign_edge_minutes": "Minutes from the edge of a campaign's window:",
}


def severity_names(tr: Translator) -> dict[str, str]:
    """Return severity → word."""
    return {
        Severity.SERIOUS: tr("serious"),
        Severity.WARNING: tr("warning"),
        Severity.INFO: tr("for information"),
    }


def area_names(tr: Translator) -> dict[str, str]:
    """Return area → name."""
    return {
        Area.COVERAGE: tr("coverage and completeness"),
        Area.INSPECTION: tr("inspection rules"),
        Area.IMPOSSIBLE: tr("impossible values"),
        Area.RATIO: tr("unusual ratios"),
        Area.BURST: tr("bursts"),
        Area.REPEATED: tr("repeated counts"),
        Area.RANK: tr("rank moves"),
        Area.CAMPAIGN: tr("campaign matches to confirm"),
    }


def flag_view(flag: Flag, words: FlagWords) -> FlagView:
    """Return one flag in words."""
    post = flag.post
    url = post.url if post and post.url and post.url.startswith(("https://", "http://")) else ""
    return FlagView(
        code=flag.code,
        subject=words.subject(flag),
        sentence=words.sentence(flag),
        post=line(post.title) if post else "",
        url=line(url),
        published=local_time(post.published_at) if post else "",
    )


def _severity(
    check: MonthCheck, severity: Severity, words: FlagWords, tr: Translator
) -> SeverityView:
    flags = check.of(severity)
    kinds = tuple(_kinds(flags, words, tr))
    return SeverityView(severity.value, severity_names(tr)[severity], len(flags), kinds)


def _kinds(flags: Iterable[Flag], words: FlagWords, tr: Translator) -> Iterator[KindView]:
    areas = area_names(tr)
    for _, several in groupby(flags, key=lambda flag: flag.code):
        same = tuple(several)
        views = tuple(flag_view(flag, words) for flag in same)
        yield KindView(areas[same[0].area], tr(same[0].hint), views)


def _basis(check: MonthCheck, tr: Translator) -> str:
    known = {"posts": f"{check.posts:,}", "accounts": check.accounts, "units": check.units}
    if not check.history:
        return tr("{posts} posts of {accounts} accounts and {units} units.", **known)
    return tr(
        "{posts} posts of {accounts} accounts and {units} units, compared with {first} to {last}.",
        **known,
        first=check.history[0],
        last=check.history[-1],
    )


def _not_checked(check: MonthCheck, tr: Translator) -> Iterator[str]:
    areas = area_names(tr)
    for one in check.not_checked:
        said = tr(one.template, **one.params)
        yield tr("{subject}: {sentence}", subject=areas[one.area], sentence=said)
