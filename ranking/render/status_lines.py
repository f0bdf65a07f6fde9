"""What a person should look into after a collection, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ranking.i18n import Translator
from ranking.model.collection import Collection, Failure, Fetch, Missing, Outcome
from ranking.render.gaps import outcome_names, phrase, reason_names
from ranking.render.labels import local_time, measure_names, named, short, span
from ranking.render.safe import line

_NAMED = 3
"""How many accounts are named of those with the same trouble."""

Names = Mapping[str, str]
"""Account → name."""


def collection_lines(last: Collection | None, tr: Translator) -> Iterator[str]:
    """Yield when the last collection was and how it ended; nothing where there was none."""
    if last is None:
        return
    known = {"began": local_time(last.began_at), "days": span(tr, last.first, last.last)}
    if last.ended_at is None:
        yield tr(
            "Last collection: begun {began}, posts of {days}; it still runs or was cut off. "
            "Run 'govrank collect' again: it goes on where it stopped.",
            **known,
        )
        return
    counts = [
        tr("{outcome} {count}", count=last.summary[outcome], outcome=word)
        for outcome, word in outcome_names(tr).items()
        if last.summary.get(outcome)
    ]
    yield tr(
        "Last collection: {began} to {ended}, posts of {days}; {accounts} fetches: {counts}",
        **known,
        ended=local_time(last.ended_at),
        accounts=last.accounts,
        counts=tr(", ").join(counts) or "-",
    )


def matching_lines(
    doubtful: int | None, month: str, tr: Translator, *, arrived: bool
) -> Iterator[str]:
    """Yield what the articles of monitoring feeds wait for, in one line; nothing = nothing.

    ``doubtful`` None = the month was never matched.
    """
    waits = []
    if arrived and doubtful is None:
        waits.append(tr("not matched yet: govrank reprints match {month}", month=month))
    elif arrived:
        waits.append(
            tr("more came in after the last matching: govrank reprints match {month}", month=month)
        )
    if doubtful:
        waits.append(
            tr("{count} wait: govrank reprints review {month}", count=f"{doubtful:,}", month=month)
        )
    if waits:
        yield tr("articles of monitoring feeds: {waits}", waits=tr("; ").join(waits))


def suspect_lines(
    suspects: Sequence[Mapping[str, Any]], names: Names, previous: str, tr: Translator
) -> Iterator[str]:
    """Yield a line a finding, with what it rests on. ``previous`` is the month before."""
    words = measure_names(tr)
    for one in suspects:
        known = {"name": _name(names, one["account"]), "account": line(one["account"])}
        known["previous"] = previous
        if one["kind"] == "no_posts":
            yield tr(
                "suspect: {name} ({account}) has no posts, and had {before} in {previous}",
                **known,
                before=one["posts_before"],
            )
        else:
            yield tr(
                "suspect: {name} ({account}): {measure} are 0 for all {posts} posts; "
                "in {previous} for {zeros} of {before}",
                **known,
                measure=words[one["measure"]],
                posts=one["posts"],
                zeros=one["zeros_before"],
                before=one["posts_before"],
            )


def failure_lines(fetches: Sequence[Fetch], names: Names, tr: Translator) -> Iterator[str]:
    """Yield what failed and what waits; of the same message of a source, the first accounts."""
    groups: dict[tuple[bool, str, str], list[Fetch]] = {}
    for fetch in fetches:
        message = fetch.failure.template if fetch.failure else ""
        kind = (fetch.outcome is Outcome.WAITING, fetch.source, message)
        groups.setdefault(kind, []).append(fetch)
    for _, group in sorted(groups.items()):
        yield from (_failure_line(fetch, names, tr) for fetch in group[:_NAMED])
        if len(group) > _NAMED:
            yield "    " + tr(
                "and {more} more of {source} for the same reason",
                more=len(group) - _NAMED,
                source=line(group[0].source),
            )
        if (why := group[0].failure) and why.hint:
            yield "    → " + _filled(why.hint, why, tr)


def failure_text(failure: Failure | None, tr: Translator) -> str:
    """Return why a fetch did not end well, in the reader's language, safe to print."""
    if failure is None:
        return tr("no reason was recorded")
    return _filled(failure.template, failure, tr)


def missing_lines(missing: Sequence[Missing], names: Names, tr: Translator) -> Iterator[str]:
    """Yield a line a source and reason: how many things are missing, and the first of them."""
    reasons = reason_names(tr)
    groups: dict[tuple[str, str], list[Missing]] = {}
    for one in missing:
        groups.setdefault((one.source, one.reason), []).append(one)
    for (source, reason), group in sorted(groups.items()):
        first = [_missing(one, names, tr) for one in group[:_NAMED]]
        told = tr("; ").join(first)
        if len(group) > _NAMED:
            told = tr("{first} and {more} more", first=told, more=len(group) - _NAMED)
        yield tr(
            "missing, {source}, {reason} ({count}): {told}",
            source=line(source),
            reason=named(reasons, reason),
            count=len(group),
            told=told,
        )


def expiry_lines(
    rights: Sequence[Mapping[str, Any]], names: Names, tr: Translator
) -> Iterator[str]:
    """Yield a line an authorisation that ends soon or has ended, and how to renew it."""
    for right in rights:
        if right["state"] == "ok":
            continue
        name = _name(names, right["account"])
        source = line(right["source"])
        known = {"name": name, "source": source, "when": local_time(right["expires_at"])}
        if right["state"] == "over":
            yield tr("the authorisation of {name} ({source}) ended at {when}", **known)
        else:
            yield tr("the authorisation of {name} ({source}) ends at {when}", **known)
        yield "    → " + _renewal(right, name, tr)


def _renewal(right: Mapping[str, Any], name: str, tr: Translator) -> str:
    if right["kind"] != "weibo":
        return tr("Renew the credential that its source file names.")
    word = f'"{name}"' if " " in name else name
    source = "" if right["source"] == "weibo" else f" --source {line(right['source'])}"
    return tr(
        "Renew it: {command}", command=f"govrank source authorize weibo{source} --account {word}"
    )


def _failure_line(fetch: Fetch, names: Names, tr: Translator) -> str:
    known = {
        "name": _name(names, fetch.account),
        "source": line(fetch.source),
        "message": failure_text(fetch.failure, tr),
    }
    if fetch.outcome is not Outcome.WAITING:
        return tr("failed: {name} ({source}): {message}", **known)
    if fetch.until is None:
        return tr("waiting: {name} ({source}): {message}", **known)
    until = local_time(fetch.until)
    return tr("waiting until {until}: {name} ({source}): {message}", **known, until=until)


def _missing(one: Missing, names: Names, tr: Translator) -> str:
    day = f"{one.first}" if one.first == one.last else f"{one.first} – {one.last}"
    return f"{_name(names, one.account)} {day} {line(phrase(one.what, tr))}"


def _filled(template: str, failure: Failure, tr: Translator) -> str:
    cleaned = {k: line(v) if isinstance(v, str) else v for k, v in failure.params.items()}
    return line(tr(template, **cleaned))


def _name(names: Names, account: str) -> str:
    return short(names.get(account) or account)
