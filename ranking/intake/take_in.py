"""The way in: a recognised table becomes batches of facts and rejected rows, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from connectors.tables import Table
from ranking.errors import IntakeError
from ranking.intake.accounts import Accounts
from ranking.intake.articles import ArticleIntake
from ranking.intake.batch import Batch, IntakeContext
from ranking.intake.canonical import below_header
from ranking.intake.posts import PostIntake
from ranking.intake.recognise import Recognition
from ranking.intake.reprints import ReprintIntake
from ranking.model.vocabulary import PLATFORM_WORDS

_Intake = PostIntake | ReprintIntake | ArticleIntake
_INTAKES: dict[str, type[_Intake]] = {
    "posts": PostIntake,
    "reprints": ReprintIntake,
    "articles": ArticleIntake,
}


def take_in(table: Table, recognition: Recognition, context: IntakeContext) -> Iterator[Batch]:
    """Yield a batch a chunk. Every row below the header is accepted, rejected or ignored.

    Raises IntakeError, before any batch, when the table holds no counts (a roster or channels), or
    when neither the table nor the context says whose posts they are.
    """
    intake = _intake(recognition, context)
    return _batches(table, recognition, intake)


def _intake(recognition: Recognition, context: IntakeContext) -> _Intake:
    dataset = recognition.format.dataset
    if dataset not in _INTAKES:
        raise IntakeError(
            "{file} (sheet '{sheet}') is a table of kind {dataset}, not of counts.",
            file=context.file,
            sheet=recognition.sheet,
            dataset=dataset,
            hint="Import it with 'govrank {dataset} import'.",
        )
    values = _owner(recognition, context) if dataset == "posts" else {}
    return _INTAKES[dataset](recognition, context, values)


def _batches(table: Table, recognition: Recognition, intake: _Intake) -> Iterator[Batch]:
    for chunk in table.chunks():
        # Polars 2.1 panics in concat_str over several chunks of views, as Parquet gives them
        cells = below_header(chunk, recognition).rechunk()
        if cells.height:
            yield intake.take(cells)


def _owner(recognition: Recognition, context: IntakeContext) -> dict[str, str]:
    """Return account_id or account_name for an export that does not say whose it is."""
    given = recognition.columns.keys() | recognition.format.values.keys()
    if given & {"account_id", "account_name"}:
        return {}
    stem = PurePath(context.file).stem
    if context.account is None and recognition.format.account_in_file_name and stem.isdecimal():
        return {"account_id": stem}
    if context.account is None:
        raise IntakeError(
            "{file} (sheet '{sheet}', format {format}) does not say whose posts they are.",
            file=context.file,
            sheet=recognition.sheet,
            format=recognition.format.id,
            hint="Name the account with --account, e.g. --account wechat:gh_0123456789ab.",
        )
    return _as_account(context.account.strip(), recognition, context)


def _as_account(text: str, recognition: Recognition, context: IntakeContext) -> dict[str, str]:
    """Read ``platform:native_id``, an id the roster knows, or else a name."""
    platform, colon, native_id = text.partition(":")
    if colon and platform in PLATFORM_WORDS.values():
        return {"account_id": native_id}
    own = recognition.format.values.get("platform", "")
    if text in Accounts(context.roster).native_ids(PLATFORM_WORDS.get(own, own)):
        return {"account_id": text}
    return {"account_name": text}
