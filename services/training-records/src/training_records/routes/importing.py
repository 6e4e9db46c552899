"""Results of checks on the national site, by spreadsheet."""

from datetime import date
from typing import Annotated

from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, Lang, Now, Sight, Tx
from chassis.messages import Language
from chassis.problems import documented
from fastapi import Body, Query
from office.spreadsheets.reading import CellError

from training_records.domain.refusals import ImportHasErrors, must_have_come
from training_records.messages import MESSAGES
from training_records.routes.exporting import XLSX
from training_records.routes.keys import Vault
from training_records.schemas.certificate import FaultOut, ImportOut
from training_records.use_cases import importing as use_cases
from training_records.use_cases.import_row import Import, Outcome

router = ApiRouter(prefix="/v1/imports", tags=["certificates"])


@router.post(
    "/certificates",
    response_model=ImportOut,
    responses=documented(MESSAGES, "import_has_errors", "header_not_found", "workbook_unreadable"),
    summary="Take over results checked by hand on the national site; dry run first",
)
async def import_certificates(
    file: Annotated[bytes, Body(media_type=XLSX, description="An .xlsx file, at most 20 MB.")],
    *,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    lang: Lang,
    vault: Vault,
    dry_run: bool = False,
    checked_on: Annotated[
        date | None, Query(description="When it was checked, for rows that do not say; else today.")
    ] = None,
) -> ImportOut:
    today = date_in_china(now)
    if checked_on:
        must_have_come(checked_on, today=today, field="query:checked_on")
    report = await use_cases.import_certificates(
        tx,
        data=file,
        dry_run=dry_run,
        order=Import(vault=vault, checked_on=checked_on or today, sight=sight, by=caller, at=now),
    )
    errors = [_said(error, lang) for error in report.errors]
    if errors and not dry_run:
        count = len(errors) + report.errors_beyond
        raise ImportHasErrors([dict(error) for error in errors], count=count)
    return ImportOut(
        dry_run=dry_run,
        rows=report.rows,
        outcomes={outcome.value: report.outcomes[outcome] for outcome in Outcome},
        errors=errors,
        errors_beyond=report.errors_beyond,
        ignored_columns=list(report.ignored_columns),
    )


def _said(error: CellError, language: Language) -> FaultOut:
    """Say what is wrong with a cell: reading's faults in its words, ours in ours."""
    where = f"{error.sheet}!{error.address}"
    if error.code in MESSAGES:
        words = MESSAGES[error.code].say(language, error.facts)
        comma = ":" if language == "zh" else ": "
        words = f"{error.address}“{error.column}”{comma}{words}"
    else:
        words = error.say(language)
    return FaultOut(pointer=where, code=error.code, message=words)
