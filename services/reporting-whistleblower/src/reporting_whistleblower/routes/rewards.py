"""Rewards proposed, approved, declined, extended, taken back."""

from typing import Annotated
from uuid import UUID

from chassis import audit
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.paging import Slice
from chassis.problems import documented
from fastapi import Query, Response

from reporting_whistleblower.domain.reward import Kind, Reward, Status
from reporting_whistleblower.messages import MESSAGES
from reporting_whistleblower.routes.reports import Prefix
from reporting_whistleblower.schemas.reports import EntryOut
from reporting_whistleblower.schemas.rewards import (
    DeclineIn,
    ExtendClaimIn,
    ProposalIn,
    RevokeIn,
    RewardOut,
)
from reporting_whistleblower.store import rewards as stored
from reporting_whistleblower.use_cases import rewards

router = ApiRouter(prefix="/v1", tags=["rewards"])
MOVED = ("not_found", "illegal_move", "changed_meanwhile", "version_required")


@router.post(
    "/reports/{report_id}/reward",
    status_code=201,
    response_model=RewardOut,
    summary="拟奖 Propose what the rules in force give",
    responses=documented(MESSAGES, "not_found", "no_reward_due", "reward_exists"),
)
async def propose_reward(
    *,
    report_id: UUID,
    said: ProposalIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    response: Response,
) -> Reward:
    reward = await rewards.propose_reward(
        tx,
        report_id=report_id,
        found=rewards.Proposal(
            fine=said.fine,
            grade=said.grade,
            deaths=said.deaths,
            sector=said.sector,
            same_reporter=said.same_reporter,
        ),
        sight=sight,
        by=caller,
        at=now,
    )
    return tagged(response, reward)


@router.post(
    "/reports/{report_id}/honour",
    status_code=201,
    response_model=RewardOut,
    summary="拟表彰 Propose a commendation",
    responses=documented(MESSAGES, "not_found", "no_reward_due"),
)
async def propose_honour(
    *, report_id: UUID, tx: Tx, sight: Sight, caller: Caller, now: Now, response: Response
) -> Reward:
    reward = await rewards.propose_honour(tx, report_id=report_id, sight=sight, by=caller, at=now)
    return tagged(response, reward)


@router.get(
    "/rewards",
    response_model=PageOf[RewardOut],
    summary="奖励列表 Rewards, newest first; nothing of their reports",
)
async def list_rewards(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    status: Status | None = None,
    kind: Kind | None = None,
    area: Prefix = None,
) -> Slice:
    return await stored.page(tx, sight, stored.Filter(status=status, kind=kind, area=area), page)


@router.get(
    "/rewards/{reward_id}",
    response_model=RewardOut,
    summary="奖励详情 One reward with its basis and working",
    responses=documented(MESSAGES, "not_found"),
)
async def read_reward(reward_id: UUID, tx: Tx, sight: Sight, response: Response) -> Reward:
    return tagged(response, await stored.get(tx, reward_id, sight=sight))


@router.get(
    "/rewards/{reward_id}/history",
    response_model=list[EntryOut],
    summary="奖励记录 Who proposed, approved and paid",
    responses=documented(MESSAGES, "not_found"),
)
async def reward_history(
    reward_id: UUID,
    tx: Tx,
    sight: Sight,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    after: int | None = None,
) -> list[audit.Entry]:
    await stored.get(tx, reward_id, sight=sight)
    return await audit.history(tx, what=rewards.WHAT, id=reward_id, limit=limit, after=after)


@router.post(
    "/rewards/{reward_id}/approve",
    response_model=RewardOut,
    summary="批准 Consent as a second person",
    responses=documented(MESSAGES, *MOVED, "self_approval"),
)
async def approve_reward(
    *,
    reward_id: UUID,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Reward:
    reward = await rewards.approve_reward(
        tx, reward_id=reward_id, sight=sight, by=caller, at=now, expected=expected
    )
    return tagged(response, reward)


@router.post(
    "/rewards/{reward_id}/decline",
    response_model=RewardOut,
    summary="不批准 Refuse the proposal",
    responses=documented(MESSAGES, *MOVED, "self_approval"),
)
async def decline_reward(
    *,
    reward_id: UUID,
    said: DeclineIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Reward:
    reward = await rewards.decline_reward(
        tx,
        reward_id=reward_id,
        ground=said.ground,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, reward)


@router.post(
    "/rewards/{reward_id}/extend-claim",
    response_model=RewardOut,
    summary="延长领取期限 Give the reporter more time to claim",
    responses=documented(MESSAGES, *MOVED),
)
async def extend_claim(
    *,
    reward_id: UUID,
    said: ExtendClaimIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Reward:
    reward = await rewards.extend_claim(
        tx,
        reward_id=reward_id,
        due_on=said.due_on,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, reward)


@router.post(
    "/rewards/{reward_id}/revoke",
    response_model=RewardOut,
    summary="撤销或追回 Take a reward back; what was paid must be paid back",
    responses=documented(MESSAGES, *MOVED, "self_approval"),
)
async def revoke_reward(
    *,
    reward_id: UUID,
    said: RevokeIn,
    tx: Tx,
    sight: Sight,
    caller: Caller,
    now: Now,
    expected: IfMatch,
    response: Response,
) -> Reward:
    reward = await rewards.revoke_reward(
        tx,
        reward_id=reward_id,
        ground=said.ground,
        reason=said.reason,
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return tagged(response, reward)
