"""The verified hazard is a clue: the station may not punish and hands it over; the bureau decides."""

from typing import Any

from tests.journeys.people import Person, WentWrong, eventually
from tests.journeys.plot import BUREAU, Plot

FINE = "50000.00"
MATTER = "industry_trade"
CAUSE = "特种作业人员未取得相应资格上岗作业"


async def hand_over_clue(plot: Plot) -> None:
    """Competence first: whoever may not punish files no case, but hands the clue over."""
    plot.tell.chapter("线索:无权处罚的移送", "The clue: handed over by a body without the power")
    head = await plot.cast.who("head")
    clue, seconds = await eventually("hazard.verified in enforcement", lambda: _clue(plot, head))
    plot.tell.step(
        f"重大隐患自动成为执法线索,用时 {seconds:.2f} 秒",
        "hazard.verified → a clue at enforcement",
        clue=clue["id"],
        body=clue["body"],
        answer_by=clue["answer_by"]["by"],
    )
    may_not = await head.refused(
        "may_not_punish",
        f"/v1/clues/{clue['id']}/file",
        {"cause": CAUSE, "act_on": str(plot.today)},
        at=clue,
    )
    plot.tell.refused("消防站自行立案", "the station files a case itself", may_not)
    officer = await plot.cast.who("officer")
    reason = "街道消防站无工贸行业处罚权,移送市应急管理局"
    handed = await officer.post(
        f"/v1/clues/{clue['id']}/hand-over", {"to": BUREAU, "reason": reason}, at=clue
    )
    plot.tell.step("移送有权机关", "handed over to the competent body", to=handed["handed_to"])


async def _clue(plot: Plot, who: Person, status: str = "open") -> dict[str, Any] | None:
    """Find the hazard's newest clue that awaits an answer."""
    listed = await who.get("/v1/clues", hazard_id=plot.hazard["id"])
    waiting = [clue for clue in listed["items"] if clue["answered_on"] is None]
    return dict(waiting[0]) if waiting else None


async def decide_case(plot: Plot) -> None:
    """File, investigate with two officers, review, inform, decide, serve."""
    plot.tell.chapter("立案到处罚决定", "From filing to the decision")
    await _file(plot)
    await _investigate(plot)
    await _decide(plot)


async def _file(plot: Plot) -> None:
    enforcer = await plot.cast.who("enforcer")
    clue, _ = await eventually("the clue at the bureau", lambda: _clue_at_bureau(plot, enforcer))
    filing = {
        "cause": CAUSE,
        "act_on": str(plot.today),
        "handling": "here",
        "handled_here_because": "省平台演练环境不可用,先行在本系统办理并补录",
    }
    plot.case = await enforcer.post(f"/v1/clues/{clue['id']}/file", filing, at=clue)
    plot.tell.step(f"立案 {plot.case['number']}", "a case is filed", case=plot.case["id"])


async def _clue_at_bureau(plot: Plot, enforcer: Person) -> dict[str, Any] | None:
    clue = await _clue(plot, enforcer)
    return clue if clue and clue["body"] == BUREAU else None


async def _investigate(plot: Plot) -> None:
    enforcer = await plot.cast.who("enforcer")
    mine = {
        (await (await plot.cast.who(login)).get("/v1/me"))["id"]
        for login in ("enforcer", "enforcer2")
    }
    listed = await enforcer.get("/v1/officers", body=BUREAU, certified_on=plot.today, limit=200)
    team = [officer["id"] for officer in listed["items"] if officer["account_id"] in mine]
    alone = await enforcer.refused(
        "two_officers_needed",
        f"/v1/cases/{plot.case['id']}/investigate",
        {"officers": team[:1]},
        at=plot.case,
    )
    plot.tell.refused("一人调查", "one officer alone", alone)
    await plot.carry("investigate", {"officers": team}, by="enforcer")
    found = {
        "kind": "site_record",
        "title": "现场检查记录及询问笔录",
        "obtained_on": str(plot.today),
    }
    await plot.carry("evidence", found, by="enforcer")
    fine = {"article": "97", "stage": "first", "target": "unit", "amount": FINE}
    await plot.carry("propose", {"penalties": [fine]}, by="enforcer2")
    plot.tell.step(
        "两名持证人员调查取证,拟罚款",
        "two certified officers, evidence, a fine proposed",
        fine=FINE,
    )


async def _decide(plot: Plot) -> None:
    review = {"passed": True, "opinion": "事实清楚,适用法律正确"}
    await plot.carry("review", review, by="legal")
    await plot.carry("inform", by="enforcer")
    soon = await (await plot.cast.who("chief")).refused(
        "still_time_to_answer",
        f"/v1/cases/{plot.case['id']}/decide",
        {"outcome": "punished", "ground": "安全生产法第九十七条"},
        at=plot.case,
    )
    plot.tell.refused("陈述申辩期未满即决定", "deciding while the party may still speak", soon)
    waived = {"kind": "waiver", "text": "放弃陈述、申辩和听证", "stated_on": str(plot.today)}
    await plot.carry("statements", waived, by="enforcer")
    plot.tell.step(
        "法制审核、告知、当事人书面放弃陈述", "legal review, informed, waived in writing"
    )
    decision = {"outcome": "punished", "ground": "安全生产法(2021)第九十七条第(七)项"}
    await plot.carry("decide", decision, by="chief")
    served = {"served_on": str(plot.today), "method": "in_person", "receipt": f"回执{plot.mark}"}
    await plot.carry("serve", served, by="enforcer")
    if plot.case["status"] not in {"served", "performing"}:
        raise WentWrong(f"the case is {plot.case['status']}")
    plot.tell.step(
        f"处罚决定 {plot.case['decision']['number']},罚款 {FINE} 元,已送达",
        "decided with a fine, and served",
    )
