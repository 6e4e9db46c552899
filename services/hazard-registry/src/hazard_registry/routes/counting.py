"""How many hazards there are of what is asked, without counting further than anybody reads."""

from typing import Any, Final

from chassis.http import ApiRouter, Sight, Tx

from hazard_registry.routes.filters import HazardFilter
from hazard_registry.schemas.figures import CountOut
from hazard_registry.store import hazard_lists

router = ApiRouter(prefix="/v1/hazards", tags=["hazards"])

MOST: Final = 1_000


@router.get(
    "/count",
    response_model=CountOut,
    summary="查询条数 / How many hazards a list with this filter holds; beyond 1,000 it says so",
)
async def count_hazards(*, wanted: HazardFilter, tx: Tx, sight: Sight) -> dict[str, Any]:
    found = await hazard_lists.count_up_to(tx, wanted, sight=sight, most=MOST)
    return {"count": min(found, MOST), "more": found > MOST}
