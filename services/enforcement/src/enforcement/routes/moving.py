"""What every move of a case needs, asked for once."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from chassis.db import Session
from chassis.http import Caller, IfMatch, Now, Sight, Tx, tagged
from fastapi import Depends, Response
from law.calendar import Calendar

from enforcement.domain.case import Case
from enforcement.schemas.case import CaseOut
from enforcement.store import copies


@dataclass(frozen=True, slots=True)
class Move:
    """A move of one case by one caller."""

    tx: Session
    given: dict[str, Any]
    response: Response

    async def show(self, case: Case) -> CaseOut:
        """Answer with the case as it is now, and its new version."""
        return await show_case(self.tx, case, at=self.given["at"], response=self.response)


async def show_case(tx: Tx, case: Case, *, at: Now, response: Response) -> CaseOut:
    """Show a case with its unit and hazards, as they stand today."""
    hazards = list(await copies.hazards_of(tx, case.hazard_ids))
    unit = await copies.unit(tx, case.unit_id)
    shown = CaseOut.of(case, on=Calendar.today(at), unit=unit, hazards=hazards)
    return tagged(response, shown)


def _move(
    *, case_id: UUID, tx: Tx, caller: Caller, sight: Sight, now: Now, expected: IfMatch,
    response: Response,
) -> Move:  # fmt: skip
    given = {"case_id": case_id, "sight": sight, "by": caller, "at": now, "expected": expected}
    return Move(tx, given, response)


Moving = Annotated[Move, Depends(_move)]
