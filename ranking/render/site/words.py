"""The fixed words of the site, in the reader's language."""

from __future__ import annotations

from ranking.i18n import Translator


def words(tr: Translator) -> dict[str, str]:
    """Return all words of the templates by name."""
    return _frame(tr) | _edition(tr) | _unit(tr) | _records(tr) | _method(tr) | _verify(tr)


def _frame(tr: Translator) -> dict[str, str]:
    return {
        "skip": tr("Skip to the content"),
        "navigation": tr("Site"),
        "home": tr("Home"),
        "all_units": tr("All units"),
        "archive": tr("All editions"),
        "methods": tr("Method"),
        "calendar": tr("Publication dates"),
        "data": tr("Data"),
        "verify": tr("Verify"),
        "feed": tr("Feed"),
        "synthetic": tr("Synthetic data for demonstration; not real results."),
        "issued_by": tr("Issued by"),
        "signed": tr("Every edition is signed and can be computed again from its data."),
        "not_found_text": tr("The page may have moved. All editions and units are listed here:"),
    }


def _edition(tr: Translator) -> dict[str, str]:
    return {
        "latest": tr("Latest edition"),
        "whole": tr("All places of this edition"),
        "nothing": tr("No edition has been published yet."),
        "search": tr("Search for a unit"),
        "rows_found": tr("0 rows found"),
        "boards": tr("Boards"),
        "on_page": tr("On this page"),
        "rank": tr("Rank"),
        "change": tr("Change"),
        "unit": tr("Unit"),
        "index": tr("Index"),
        "bonus": tr("Bonus"),
        "total": tr("Total"),
        "made_of": tr("Made of"),
        "ranks": tr("Ranks"),
        "first_ten": tr("The first ten"),
        "legend": tr("Colours of the bars"),
        "sort_hint": tr("Choose a heading to sort by it."),
        "title": tr("Title"),
        "account": tr("Account"),
        "platform": tr("Platform"),
        "published": tr("Published"),
        "reprints": tr("Reprints by channels"),
        "passed_on": tr("Times passed on"),
        "topic": tr("Topic"),
        "posts": tr("Posts"),
        "units": tr("Units"),
        "points": tr("Points"),
        "campaigns": tr("Campaigns"),
        "coverage": tr("What the numbers rest on"),
        "notes": tr("Notes"),
        "downloads": tr("Downloads"),
        "provenance": tr("What it was computed from"),
        "revisions": tr("Revisions"),
        "in_force": tr("in force"),
        "to_in_force": tr("Go to the edition in force"),
    }


def _unit(tr: Translator) -> dict[str, str]:
    return {
        "where": tr("Where it stands"),
        "rank_history": tr("Ranks by month"),
        "total_history": tr("Totals by month"),
        "history": tr("Month by month"),
        "month": tr("Month"),
        "indicator": tr("Indicator"),
        "count": tr("Count"),
        "share": tr("Share of the index"),
        "breakdown": tr("Counts and points"),
        "why": tr("Why its rank moved"),
        "count_before": tr("Count before"),
        "count_after": tr("Count after"),
        "points_before": tr("Points before"),
        "points_after": tr("Points after"),
        "points_change": tr("Change in points"),
        "accounts": tr("Accounts"),
        "channels": tr("Channels that carried it most"),
        "channel": tr("Channel"),
        "type": tr("Type"),
        "campaign": tr("Campaign"),
        "campaign_record": tr("Campaigns it took part in"),
        "not_now": tr(
            "This unit is not on the latest boards; what is shown is of the month named above."
        ),
        "method_break": tr("A dashed line: from here on another method computed the ranks."),
    }


def _records(tr: Translator) -> dict[str, str]:
    return {
        "revision": tr("Revision"),
        "standing": tr("Standing"),
        "released": tr("Published or due"),
        "cut_off": tr("Data until"),
        "state": tr("State"),
        "done": tr("published"),
        "coming": tr("coming"),
        "estimate": tr("estimate: the holidays of that year are not known yet"),
        "no_dates": tr("No dates are set."),
        "subscribe": tr("Subscribe in a calendar"),
        "dates_text": tr("All times are those of Asia/Shanghai."),
        "file": tr("File"),
        "size": tr("Size"),
        "data_text": tr(
            "Every file of every published edition, with the SHA-256 that its bytes must have."
        ),
        "for_machines": tr("For machines:"),
        "no_files": tr("No files."),
    }


def _method(tr: Translator) -> dict[str, str]:
    return {
        "source": tr("Source"),
        "used_in": tr("Used in"),
        "features": tr("Features"),
        "feature": tr("Feature"),
        "unknown": tr("Not known"),
        "of_index": tr("of the index"),
        "when_missing": tr("When missing"),
    }


def _verify(tr: Translator) -> dict[str, str]:
    return {
        "key": tr("Public key"),
        "key_text": tr(
            "Compare it with the one in the office's own notice: a key from the same place as the "
            "data proves nothing about who signed."
        ),
        "manifests": tr("Manifests of all releases"),
        "manifest": tr("SHA-256 of manifest.json"),
        "snapshot": tr("SHA-256 of the snapshot's manifest"),
        "steps": tr("Step by step"),
        "step_fetch": tr("Fetch the release of an edition and unpack it, for example:"),
        "step_hash": tr("The digest of its manifest must be the one in the table below:"),
        "step_sign": tr("The signature of the manifest must be that of the key above:"),
        "step_all": tr(
            "Check every file and compute all ranks again from the data of the release; this needs "
            "neither network nor account:"
        ),
        "step_file": tr(
            "To check one file alone, compare its digest with the one on the page of data:"
        ),
        "minisign": tr(
            "minisign is a small free program; govrank checks the signature too, without it."
        ),
        "unsigned": tr("No key is known yet: nothing has been published."),
    }
