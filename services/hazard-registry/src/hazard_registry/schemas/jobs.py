"""Jobs as they are asked for and shown."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from hazard_registry.domain.job import JobStatus, Kind
from hazard_registry.schemas.fields import Body


class LedgerExport(Body):
    """The ledger of major hazards, in the columns it is imported with."""

    kind: Literal[Kind.EXPORT_LEDGER]


class ListExport(Body):
    """One of the lists of the authority."""

    kind: Literal[Kind.EXPORT_LIST]
    name: Literal["problem", "closing", "responsibility", "enforcement"]


Export = Annotated[LedgerExport | ListExport, Field(discriminator="kind")]


class NewExport(Body):
    """What to write; which hazards, the query says as on every list."""

    export: Export = Field(examples=[{"kind": "export_ledger"}])


class CellError(BaseModel):
    pointer: str = Field(examples=["Sheet1!J7"])
    code: str
    message: str


class ProblemOut(BaseModel):
    code: str = Field(examples=["ledger_faulty"])
    message: str
    errors: list[CellError] = Field(description="Cell by cell, the first 200.")


class JobOut(BaseModel):
    id: UUID
    kind: Kind
    status: JobStatus
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    done: int = Field(description="Rows done so far.")
    total: int | None = Field(description="Rows there are; null while nobody knows.")
    attempts: int = Field(description="How often a worker began it.")
    outcome: dict[str, Any] | None = Field(description="What was done, in numbers.")
    result_url: str | None = Field(examples=["/v1/jobs/0190…/result"])
    problem: ProblemOut | None
    version: int
