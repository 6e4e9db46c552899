"""What the system will not do, shown in passing: each time it says why, and nothing changes."""

from datetime import timedelta
from uuid import uuid4

from tests.journeys import fresh
from tests.journeys.people import WentWrong
from tests.journeys.plot import VILLAGE, Plot


async def refuse(plot: Plot) -> None:
    """Try what must not work, on what the story has made."""
    plot.tell.chapter("系统不允许的事", "What the system refuses")
    before = await (await plot.cast.who("clerk")).get(f"/v1/hazards/{plot.hazard['id']}")
    await _refuse_stale_version(plot)
    await _refuse_illegal_move(plot)
    await _refuse_reused_key(plot)
    await _refuse_wrong_numbers(plot)
    await _refuse_other_area(plot)
    after = await (await plot.cast.who("clerk")).get(f"/v1/hazards/{plot.hazard['id']}")
    if after != before:
        raise WentWrong("a refused request changed the hazard")
    plot.tell.step("以上请求没有留下任何改动", "none of these changed anything")


async def _refuse_stale_version(plot: Plot) -> None:
    clerk = await plot.cast.who("clerk")
    reopening = {"reason": "再次发现", "due_on": str(plot.today + timedelta(days=10))}
    problem = await clerk.refused(
        "changed_meanwhile", f"/v1/hazards/{plot.hazard['id']}/reopen", reopening, at=1
    )
    plot.tell.refused("基于旧版本修改", "a change based on a stale version", problem)


async def _refuse_illegal_move(plot: Plot) -> None:
    problem = await plot.manager.refused(
        "illegal_move", f"/v1/hazards/{plot.hazard['id']}/start", at=plot.hazard
    )
    plot.tell.refused("对已销号隐患开始整改", "beginning to work on what is closed", problem)


async def _refuse_reused_key(plot: Plot) -> None:
    clerk, key = await plot.cast.who("clerk"), str(uuid4())
    seen = {
        "description": f"配电箱无盖({plot.mark})",
        "origin": "inspection",
        "found_on": str(plot.today),
        "area": VILLAGE,
    }
    first = await clerk.post("/v1/hazards", seen, key=key)
    again = await clerk.post("/v1/hazards", seen, key=key)
    if again != first:
        raise WentWrong("the same request with the same key got another answer")
    other = seen | {"description": "完全不同的内容"}
    problem = await clerk.refused("key_reused", "/v1/hazards", other, key=key)
    plot.tell.refused(
        "重复请求只生效一次;同一编号换内容被拒", "a replayed key with another body", problem
    )
    await clerk.post(f"/v1/hazards/{first['id']}/reject", {"reason": "演示用,不予认定"}, at=first)


async def _refuse_wrong_numbers(plot: Plot) -> None:
    clerk, trainer = await plot.cast.who("clerk"), await plot.cast.who("trainer")
    unit = {"code": fresh.wrong_credit_code(), "name": "(演示)错码公司", "area": VILLAGE}
    problem = await clerk.refused("unit_code_wrong", "/v1/units", unit)
    plot.tell.refused("信用代码校验位错误", "a wrong credit code", problem)
    asked = {"identity_number": fresh.wrong_identity_number()}
    problem = await trainer.refused("identity_number_check", "/v1/bans/check", asked)
    plot.tell.refused("身份证号校验位错误", "an identity number that fails its check", problem)


async def _refuse_other_area(plot: Plot) -> None:
    neighbour = await plot.cast.who("village")
    path = f"/v1/hazards/{plot.hazard['id']}"
    problem = await neighbour.refused("not_found", path, method="GET")
    plot.tell.refused("别村的安全员查看", "another village's officer looks", problem)
