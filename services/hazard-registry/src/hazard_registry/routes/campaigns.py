"""Campaigns: scope, time, what came of them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from chassis.audit import history
from chassis.clock import date_in_china
from chassis.http import ApiRouter, Caller, IfMatch, Now, Page, PageOf, Sight, Tx, tagged
from chassis.ids import new_id
from chassis.paging import Slice, cut
from chassis.problems import documented
from fastapi import Query, Response

from hazard_registry.domain.campaign import Campaign, CampaignStatus
from hazard_registry.domain.unit import Sector
from hazard_registry.messages import MESSAGES
from hazard_registry.schemas.fields import AreaPrefix
from hazard_registry.schemas.history import EntryOut
from hazard_registry.schemas.works import CampaignIn, CampaignOut, FinishIn
from hazard_registry.store import works as store
from hazard_registry.store.works import CAMPAIGNS
from hazard_registry.use_cases import works
from hazard_registry.use_cases.campaigns import shown

router = ApiRouter(prefix="/v1/campaigns", tags=["campaigns"])

REFUSED = ("area_unknown", "department_unknown", "outside_reach", "date_too_early")


@router.get(
    "", response_model=PageOf[CampaignOut], summary="专项整治行动 / Campaigns, newest first"
)
async def list_campaigns(
    *,
    tx: Tx,
    sight: Sight,
    page: Page,
    now: Now,
    area: AreaPrefix | None = None,
    sector: Sector | None = None,
    status: CampaignStatus | None = None,
    as_of: Annotated[date | None, Query(description="Its status that day.")] = None,
) -> Slice:
    day = as_of or date_in_china(now)
    wanted = [*CAMPAIGNS.under(area), *CAMPAIGNS.same(sector=sector)]
    if status is not None:
        wanted.append(store.stands(status, day))
    found = await CAMPAIGNS.page_of(tx, wanted, sight=sight, page=page)
    return Slice([await shown(tx, one, sight=sight, on=day) for one in found.items], found.next)


@router.get(
    "/{campaign_id}",
    response_model=CampaignOut,
    summary="行动详情 / A campaign with what was found in it",
    responses=documented(MESSAGES, "not_found"),
)
async def get_campaign(
    campaign_id: UUID, response: Response, tx: Tx, sight: Sight, now: Now
) -> dict[str, Any]:
    campaign = tagged(response, await CAMPAIGNS.get(tx, campaign_id, sight=sight))
    return await shown(tx, campaign, sight=sight, on=date_in_china(now))


@router.post(
    "",
    status_code=201,
    response_model=CampaignOut,
    summary="部署行动 / Begin a campaign",
    responses=documented(MESSAGES, *REFUSED),
)
async def add_campaign(
    *, new: CampaignIn, response: Response, tx: Tx, caller: Caller, sight: Sight, now: Now
) -> dict[str, Any]:
    campaign = Campaign(id=new_id(), **dict(new))
    await works.enter(tx, CAMPAIGNS, campaign, what="campaign", sight=sight, by=caller, at=now)
    response.headers["Location"] = f"/v1/campaigns/{campaign.id}"
    return await shown(tx, tagged(response, campaign), sight=sight, on=date_in_china(now))


@router.put(
    "/{campaign_id}",
    response_model=CampaignOut,
    summary="修改行动 / Change a campaign as a whole",
    responses=documented(MESSAGES, *REFUSED, "not_found", "changed_meanwhile"),
)
async def change_campaign(
    *,
    campaign_id: UUID,
    body: CampaignIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> dict[str, Any]:
    campaign = await works.change(
        tx,
        CAMPAIGNS,
        id=campaign_id,
        what="campaign",
        action="change",
        how=works.with_fields(dict(body)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await shown(tx, tagged(response, campaign), sight=sight, on=date_in_china(now))


@router.post(
    "/{campaign_id}/finish",
    response_model=CampaignOut,
    summary="报送成效 / Say what came of it",
    responses=documented(MESSAGES, "not_found", "changed_meanwhile", "illegal_move"),
)
async def finish_campaign(
    *,
    campaign_id: UUID,
    body: FinishIn,
    response: Response,
    tx: Tx,
    caller: Caller,
    sight: Sight,
    now: Now,
    expected: IfMatch,
) -> dict[str, Any]:
    campaign = await works.change(
        tx,
        CAMPAIGNS,
        id=campaign_id,
        what="campaign",
        action="finish",
        how=lambda one: one.finish(result=body.result, on=date_in_china(now)),
        sight=sight,
        by=caller,
        at=now,
        expected=expected,
    )
    return await shown(tx, tagged(response, campaign), sight=sight, on=date_in_china(now))


@router.get(
    "/{campaign_id}/history",
    response_model=PageOf[EntryOut],
    summary="行动变更记录 / Who changed what",
    responses=documented(MESSAGES, "not_found"),
)
async def campaign_history(*, campaign_id: UUID, page: Page, tx: Tx, sight: Sight) -> Slice:
    await CAMPAIGNS.get(tx, campaign_id, sight=sight)
    after = int(page.after[0]) if page.after else None
    entries = await history(tx, what="campaign", id=campaign_id, limit=page.limit + 1, after=after)
    return cut(entries, page, lambda entry: (entry.seq,))
