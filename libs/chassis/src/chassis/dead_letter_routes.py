"""An administrator looks at the events nobody could handle, and does something about them."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field, StringConstraints

from chassis import dead_letters, paging
from chassis.audit import record
from chassis.db import Session
from chassis.dead_letters import DeadLetter
from chassis.handlers import Handlers
from chassis.http import ApiRouter, Caller, Now, Page, PageOf, Tx
from chassis.identity import Principal
from chassis.messages import Message, Messages
from chassis.permissions import By, Permissions

PERMISSIONS: Final = Permissions(
    {
        "list_dead_letters": {"system_admin": By.ALL},
        "retry_dead_letter": {"system_admin": By.ALL},
        "resolve_dead_letter": {"system_admin": By.ALL},
    }
)

MESSAGES: Final[Messages] = {
    "no_such_dead_letter": Message(
        404,
        zh="没有这条待处理的死信,可能已被处理。",
        en="There is no such open dead letter; somebody may have dealt with it.",
    ),
    "dead_letter_not_retriable": Message(
        409,
        zh="该事件无法读取,或本服务不再处理此类事件;请核实后直接办结。",
        en="This event cannot be read or is no longer handled here; look into it and resolve it.",
    ),
    "dead_letter_still_failing": Message(
        409,
        zh="重新处理仍然失败({reason}),没有任何改动。",
        en="It failed again ({reason}); nothing was changed.",
    ),
}


class ResolutionIn(BaseModel):
    """How it was dealt with by other means."""

    resolution: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)] = Field(
        max_length=500, examples=["已在业务系统中人工登记"]
    )


def dead_letter_router(handlers: Handlers) -> APIRouter:
    """Offer the dead letters of a service that listens with these handlers."""
    router = ApiRouter(prefix="/v1/ops/dead-letters", tags=["operations"])

    @router.get("", response_model=PageOf[DeadLetter])
    async def list_dead_letters(tx: Tx, page: Page) -> paging.Slice:
        after = page.after and (datetime.fromisoformat(page.after[0]), UUID(page.after[1]))
        rows = await dead_letters.open_letters(tx, limit=page.limit + 1, after=after or None)
        return paging.cut(rows, page, _place)

    @router.post("/{consumer}/{event_id}/retry")
    async def retry_dead_letter(
        consumer: str, event_id: UUID, tx: Tx, caller: Caller, now: Now
    ) -> DeadLetter:
        letter = await dead_letters.retry(
            tx, handlers, consumer=consumer, event_id=event_id, by=str(caller.id), at=now
        )
        await _record(tx, letter, by=caller, action="retry")
        return letter

    @router.post("/{consumer}/{event_id}/resolve")
    async def resolve_dead_letter(
        consumer: str, event_id: UUID, body: ResolutionIn, *, tx: Tx, caller: Caller, now: Now
    ) -> DeadLetter:
        letter = await dead_letters.resolve(
            tx,
            consumer=consumer,
            event_id=event_id,
            resolution=body.resolution,
            by=str(caller.id),
            at=now,
        )
        await _record(tx, letter, by=caller, action="resolve")
        return letter

    return router


async def _record(tx: Session, letter: DeadLetter, *, by: Principal, action: str) -> None:
    assert letter.resolved_at is not None  # noqa: S101 - this is what was just done
    named = f"{letter.consumer}/{letter.event_id}"
    await record(
        tx,
        by=by,
        at=letter.resolved_at,
        action=action,
        what="dead_letter",
        id=named,
        why=letter.resolution,
    )


def _place(letter: DeadLetter) -> tuple[str, str]:
    return letter.created_at.isoformat(), str(letter.event_id)
