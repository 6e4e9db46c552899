"""What happened to a thing: who, when, what, why."""

from typing import Any
from uuid import UUID

from pydantic import AwareDatetime

from hazard_registry.schemas.fields import Out


class EntryOut(Out):
    seq: int
    id: UUID
    at: AwareDatetime
    by: str
    by_name: str | None
    action: str
    why: str | None
    changes: dict[str, Any]
