"""Tables to take away, without identities."""

import csv
import io
from typing import Annotated, Final

from chassis.http import ApiRouter, Sight, Tx
from chassis.problems import documented
from fastapi import Path, Response
from office.spreadsheets.writing import FORMULA_STARTS

from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.use_cases import reward_audit

router = ApiRouter(prefix="/v1/exports", tags=["rewards"])
CSV: Final = "text/csv; charset=utf-8"


@router.get(
    "/rewards/{year}",
    summary="奖励审计表 A year's rewards for the auditor, as CSV, without identities",
    response_class=Response,
    responses={
        200: {"content": {"text/csv": {}}, "description": "One row a reward"},
        **documented(MESSAGES, "export_too_large"),
    },
)
async def export_rewards(
    year: Annotated[int, Path(ge=2018, le=2100, examples=[2026])], tx: Tx, sight: Sight
) -> Response:
    rows = await reward_audit.audit_table(tx, year=year, sight=sight)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(reward_audit.COLUMNS)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    headers = {
        "Content-Disposition": f'attachment; filename="rewards-{year}.csv"',
        "Cache-Control": "private, no-store",
    }
    return Response(stream.getvalue().encode("utf-8-sig"), media_type=CSV, headers=headers)


def _harmless(cell: str) -> str:
    """Nothing computes when the file is opened."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
