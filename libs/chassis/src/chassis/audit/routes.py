"""An auditor reads the trail, its checkpoints, and the proofs that both are what they were."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from chassis import paging
from chassis.audit import reading
from chassis.http import ApiRouter, Page, PageOf, Tx
from chassis.messages import Message, Messages
from chassis.paging import PageRequest
from chassis.permissions import By, Permissions
from chassis.problems import documented

AUDIT_PERMISSIONS: Final = Permissions(
    {
        "list_audit_entries": {"auditor": By.ALL},
        "prove_audit_entry": {"auditor": By.ALL},
        "list_audit_checkpoints": {"auditor": By.ALL},
        "prove_audit_growth": {"auditor": By.ALL},
    }
)

AUDIT_MESSAGES: Final[Messages] = {
    "not_yet_sealed": Message(
        409,
        zh="该条记录刚写入,尚未封存;请几秒后再试。",
        en="This entry is so new that it is not sealed yet; ask again in a few seconds.",
    ),
}

Size = Annotated[int, Query(ge=0)]


class EntryOut(BaseModel):
    """Who did what to what, when and why; `changes` maps a field to [before, after]."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    id: UUID
    at: datetime
    by: str
    by_name: str | None
    action: str
    what: str
    what_id: str
    why: str | None
    changes: dict[str, Any]
    request_id: str | None


class CheckpointOut(BaseModel):
    """A tree head as a C2SP signed note."""

    model_config = ConfigDict(from_attributes=True)

    size: int
    at: datetime
    note: str


class InclusionOut(BaseModel):
    """An RFC 9162 inclusion proof; hashes in base64."""

    place: int
    leaf: str
    proof: list[str]
    checkpoint: CheckpointOut


class GrowthOut(BaseModel):
    """An RFC 9162 consistency proof; hashes in base64."""

    proof: list[str] = Field(description="From the first checkpoint named to the second.")


UNSEALED = documented(AUDIT_MESSAGES, "not_yet_sealed")


def audit_router() -> APIRouter:
    """Offer a service's audit trail to auditors."""
    router = ApiRouter(prefix="/v1/audit", tags=["audit"])

    @router.get("/entries", response_model=PageOf[EntryOut])
    async def list_audit_entries(
        tx: Tx,
        page: Page,
        what: str | None = None,
        what_id: str | None = None,
        by: str | None = None,
    ) -> paging.Slice:
        after, limit = _after(page), page.limit + 1
        rows = await reading.entries(
            tx, what=what, what_id=what_id, by=by, after=after, limit=limit
        )
        return paging.cut(rows, page, lambda entry: (entry.seq,))

    @router.get("/entries/{id}/inclusion", response_model=InclusionOut, responses=UNSEALED)
    async def prove_audit_entry(id: UUID, tx: Tx) -> InclusionOut:
        proved = await reading.inclusion(tx, id=id)
        [leaf] = _base64([proved.leaf])
        checkpoint = CheckpointOut.model_validate(proved.checkpoint)
        return InclusionOut(
            place=proved.place, leaf=leaf, proof=_base64(proved.proof), checkpoint=checkpoint
        )

    @router.get("/checkpoints", response_model=PageOf[CheckpointOut])
    async def list_audit_checkpoints(tx: Tx, page: Page) -> paging.Slice:
        rows = await reading.checkpoints(tx, after=_after(page), limit=page.limit + 1)
        return paging.cut(rows, page, lambda checkpoint: (checkpoint.size,))

    @router.get("/growth", response_model=GrowthOut, responses=documented({}, "not_found"))
    async def prove_audit_growth(tx: Tx, old: Size, new: Size) -> GrowthOut:
        return GrowthOut(proof=_base64(await reading.growth(tx, old=old, new=new)))

    return router


def _after(page: PageRequest) -> int | None:
    return int(page.after[0]) if page.after else None


def _base64(hashes: Sequence[bytes]) -> list[str]:
    return [b64encode(digest).decode() for digest in hashes]
