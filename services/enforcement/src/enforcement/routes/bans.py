"""Bans: impose, lift, check."""

from datetime import date
from typing import Annotated
from uuid import UUID

from chassis import paging
from chassis.audit import Entry, history
from chassis.audit.routes import EntryOut
from chassis.http import CHECK, ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.problems import documented
from fastapi import Depends, Request, Response
from law.calendar import Calendar

from enforcement.domain.ban import Ban, Imposition
from enforcement.messages import MESSAGES
from enforcement.schemas.ban import BanCheckIn, BanCheckOut, BanIn, BanOut, BanReason, LiftIn
from enforcement.store import ban as store
from enforcement.store import seals
from enforcement.use_cases import ban as use_cases

router = ApiRouter(prefix="/v1/bans", tags=["bans"])
IDENTITY = ("identity_number_length", "identity_number_form", "identity_number_check")


def _seals(request: Request) -> seals.Seals:
    found: seals.Seals = request.app.state.seals
    return found


Seals = Annotated[seals.Seals, Depends(_seals)]


@router.get("", response_model=PageOf[BanOut], summary="Bans, newest first")
async def list_bans(
    tx: Tx, page: Page, sight: Sight, seals: Seals, in_force_on: date | None = None
) -> paging.Slice:
    rows = await store.page(
        tx, sight=sight, in_force_on=in_force_on, limit=page.limit + 1, after=page.after
    )
    cut = paging.cut(rows, page, lambda ban: (ban.from_on.isoformat(), str(ban.id)))
    return paging.Slice([_show(ban, seals) for ban in cut.items], cut.next)


@router.post(
    "",
    status_code=201,
    response_model=BanOut,
    summary="Ban a person from heading units",
    responses=documented(
        MESSAGES, *IDENTITY, "no_such_ground", "trade_needed", "case_elsewhere", "outside_reach",
        "unknown_body", "rule_to_confirm",
    ),
)  # fmt: skip
async def impose_ban(
    *,
    new: BanIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    seals: Seals,
    response: Response,
) -> BanOut:
    ban = await use_cases.impose_ban(
        tx,
        identity_number=new.identity_number,
        name=new.name,
        order=Imposition(**new.model_dump(exclude={"identity_number", "name"})),
        seals=seals,
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, _show(ban, seals))


@router.post(
    "/check",
    response_model=BanCheckOut,
    openapi_extra=CHECK,
    summary="May this person head a unit (of this trade) on this day?",
    responses=documented(MESSAGES, *IDENTITY),
)
async def check_ban(body: BanCheckIn, tx: Tx, now: Now, seals: Seals) -> BanCheckOut:
    day = body.on or Calendar.today(now)
    found = await use_cases.check_ban(
        tx, identity_number=body.identity_number, trade=body.trade, on=day, seals=seals, at=now
    )
    return BanCheckOut(may=not found, on=day, reasons=[BanReason.of(ban) for ban in found])


@router.get(
    "/{ban_id}",
    response_model=BanOut,
    summary="One ban",
    responses=documented(MESSAGES, "not_found"),
)
async def get_ban(
    *, ban_id: UUID, tx: Tx, sight: Sight, seals: Seals, response: Response
) -> BanOut:
    return tagged(response, _show(await store.get(tx, ban_id, sight=sight), seals))


@router.get(
    "/{ban_id}/history",
    response_model=list[EntryOut],
    summary="What happened to it",
    responses=documented(MESSAGES, "not_found"),
)
async def ban_history(ban_id: UUID, tx: Tx, sight: Sight) -> list[Entry]:
    await store.get(tx, ban_id, sight=sight)
    return await history(tx, what="ban", id=ban_id)


@router.post(
    "/{ban_id}/lift",
    response_model=BanOut,
    summary="Take a ban back",
    responses=documented(MESSAGES, "not_found", "illegal_move", "changed_meanwhile"),
)
async def lift_ban(
    *,
    ban_id: UUID,
    body: LiftIn,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    seals: Seals,
    expected: IfMatch,
    response: Response,
) -> BanOut:
    ban = await use_cases.lift_ban(
        tx,
        ban_id=ban_id,
        reason=body.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, _show(ban, seals))


def _show(ban: Ban, seals: seals.Seals) -> BanOut:
    return BanOut.of(ban, name=seals.unseal(ban.name_sealed))
