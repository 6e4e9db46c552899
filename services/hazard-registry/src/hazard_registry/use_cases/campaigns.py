"""A campaign as it is shown: with the hazards found within its area, sector and time."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight

from hazard_registry.domain.campaign import Campaign
from hazard_registry.store import hazard_lists
from hazard_registry.store.hazard_lists import Filter


async def shown(tx: Session, campaign: Campaign, *, sight: Sight, on: date) -> dict[str, Any]:
    wanted = Filter(
        as_of=on,
        area=campaign.area,
        sector=campaign.sector,
        found_from=campaign.begins_on,
        found_to=campaign.ends_on,
        verified=True,
    )
    asked = {
        "area": wanted.area,
        "sector": wanted.sector,
        "found_from": wanted.found_from,
        "found_to": wanted.found_to,
        "verified": "true",
        "as_of": on,
    }
    closed = replace(wanted, closed=True)
    return asdict(campaign) | {
        "status": campaign.status_on(on),
        "found": await hazard_lists.count(tx, wanted, sight=sight),
        "closed": await hazard_lists.count(tx, closed, sight=sight),
        "hazards_url": "/v1/hazards?"
        + urlencode({name: value for name, value in asked.items() if value is not None}),
    }
