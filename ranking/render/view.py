"""The one view of an edition: every label, rounding, mark and footnote is decided here, once.

Renderers lay it out and decide nothing. Texts are cleaned single lines (see ``safe.line``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ranking.i18n import Translator
from ranking.model.edition import Edition
from ranking.model.lifecycle import Standing
from ranking.model.month_record import PastMonth, PastPlaces
from ranking.render.boards import BoardView, board_view
from ranking.render.campaigns import CampaignView, campaign_view
from ranking.render.coverage import coverage_lines
from ranking.render.figures import words
from ranking.render.labels import Labels, labels, local_time, month_name, state_names
from ranking.render.month_figures import Fact, statistics_facts
from ranking.render.posts import PostsView, posts_view
from ranking.render.safe import line
from ranking.render.sentences import sentence
from ranking.render.standing import banner


@dataclass(frozen=True)
class EditionView:
    """An edition ready to be laid out.

    ``warning`` says that data are synthetic, or how a revision or withdrawal stands; else empty.
    """

    title: str
    subtitle: str
    offices: str
    warning: str
    synthetic: bool
    created_at: datetime
    decimals: int
    labels: Labels
    boards: tuple[BoardView, ...]
    statistics: tuple[Fact, ...]
    top_posts: PostsView
    campaigns: tuple[CampaignView, ...]
    coverage: tuple[str, ...]
    notes: tuple[str, ...]
    provenance: tuple[Fact, ...]


def build(
    edition: Edition,
    tr: Translator,
    names: Mapping[str, str] | None = None,
    standing: Standing | None = None,
    history: Sequence[PastMonth | PastPlaces] = (),
) -> EditionView:
    """Return the view in the language of ``tr``.

    ``names``: feature id (or the Chinese name that notes call it by) → name in the same language.
    ``standing``: what is said above a revision; null = nothing. ``history``: the months before,
    oldest first.
    """
    known = names or {}
    return EditionView(
        title=title_of(edition, tr),
        subtitle=_subtitle(edition, tr),
        offices=tr(", ").join(map(line, edition.offices)),
        warning=warning_of(edition, standing, tr),
        synthetic=edition.synthetic,
        created_at=edition.created_at,
        decimals=edition.decimals,
        labels=labels(tr),
        boards=tuple(
            board_view(b, edition.decimals, tr, known, edition.month, history)
            for b in edition.boards
        ),
        statistics=statistics_facts(edition, tr),
        top_posts=posts_view(edition.top_posts, tr),
        campaigns=tuple(campaign_view(c, edition.decimals, tr) for c in edition.campaigns),
        coverage=coverage_lines(edition.coverage, tr),
        notes=(*(sentence(n, tr, known) for n in edition.notes), *map(line, edition.footnotes)),
        provenance=_provenance(edition, tr),
    )


def warning_of(edition: Edition, standing: Standing | None, tr: Translator) -> str:
    """Return what stands in red above an edition; empty = nothing is to be said."""
    synthetic = tr("Synthetic data for demonstration; not real results.")
    said = (banner(standing, tr), synthetic if edition.synthetic else "")
    return "  ".join(filter(None, said))


def title_of(edition: Edition, tr: Translator) -> str:
    """Return the title with the month; a synthetic edition says so in it."""
    title = tr("{title}, {month}", title=line(edition.title), month=month_name(tr, edition.month))
    return tr("[SYNTHETIC] {title}", title=title) if edition.synthetic else title


def _state(edition: Edition, tr: Translator) -> str:
    return state_names(tr).get(edition.state) or line(edition.state)


def _subtitle(edition: Edition, tr: Translator) -> str:
    return tr(
        "{state}, revision {revision}; method {method} {version}; computed {time}",
        state=_state(edition, tr),
        revision=edition.revision,
        method=line(edition.method.id),
        version=line(edition.method.version),
        time=local_time(edition.created_at),
    )


def _provenance(edition: Edition, tr: Translator) -> tuple[Fact, ...]:
    """Return what identifies the edition and everything it was computed from."""
    method = edition.method
    texts = {
        tr("List"): edition.list_id,
        tr("Month"): edition.month,
        tr("Revision"): str(edition.revision),
        tr("State"): _state(edition, tr),
        tr("Computed"): f"{local_time(edition.created_at)} (Asia/Shanghai)",
        tr("Engine"): edition.engine,
        tr("Method"): f"{method.id} {method.version}",
        tr("Method SHA-256"): method.sha256,
    }
    hashes = {f"{_input(name, tr)} SHA-256": sha for name, sha in edition.inputs.items()}
    return tuple(Fact(label, words(line(text))) for label, text in (texts | hashes).items())


def _input(name: str, tr: Translator) -> str:
    names = {
        "list": tr("List"),
        "method": tr("Method"),
        "roster": tr("Roster"),
        "channels": tr("Channels"),
        "campaigns": tr("Campaigns"),
        "facts": tr("Facts"),
        "adjustments": tr("Adjustments"),
    }
    return names.get(name) or line(name)
