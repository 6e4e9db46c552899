"""What every move of a hazard is asked with: whose, by whom, when, at which version."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from chassis.db import Session
from chassis.http import Caller, IfMatch, Now, Sight, Tx
from fastapi import Depends


@dataclass(frozen=True, slots=True)
class Move:
    """One move of one hazard, as far as all moves are alike. `asked` goes to the use case."""

    tx: Session
    caller: Caller
    asked: dict[str, Any]


async def _move(
    *, hazard_id: UUID, tx: Tx, caller: Caller, sight: Sight, now: Now, expected: IfMatch
) -> Move:
    asked = {"hazard_id": hazard_id, "sight": sight, "by": caller, "at": now, "expected": expected}
    return Move(tx, caller, asked)


Moving = Annotated[Move, Depends(_move)]
