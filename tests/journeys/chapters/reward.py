"""The decided fine makes a reward: computed, approved, claimed by receipt, paid; three people."""

from decimal import Decimal
from typing import Any

from tests.journeys.chapters.case import FINE
from tests.journeys.chapters.citizen import unlocked
from tests.journeys.people import Person, WentWrong, eventually
from tests.journeys.plot import Plot

PASSWORD = "霞西口令2026"


async def reward(plot: Plot) -> None:
    """From the proposal to the money, without anybody learning who the reporter is."""
    plot.tell.chapter(
        "奖励:计算、审批、领取、支付", "The reward: computed, approved, claimed, paid"
    )
    await _propose(plot)
    await _approve(plot)
    number = await _claim(plot)
    await _pay(plot, number)
    await _see_it_paid(plot)


async def _propose(plot: Plot) -> None:
    handler = await plot.cast.who("handler")

    async def proposed() -> dict[str, Any] | None:
        opened = await handler.get(f"/v1/reports/{plot.report['id']}")
        found = opened["reward"]
        return dict(await handler.get(f"/v1/rewards/{found['id']}")) if found else None

    plot.reward, seconds = await eventually("case.decided in reporting", proposed)
    share = Decimal("0.15") * Decimal(FINE)
    if Decimal(plot.reward["amount"]) != min(Decimal(300_000), max(Decimal(3000), share)):
        raise WentWrong(f"the reward is {plot.reward['amount']}")
    plot.tell.step(
        f"处罚决定 → 奖励 {plot.reward['amount']} 元,用时 {seconds:.2f} 秒",
        "case.decided → a reward, with its working",
        formula=plot.reward["basis"]["formula"],
        article=plot.reward["basis"].get("article"),
    )


async def _approve(plot: Plot) -> None:
    path = f"/v1/rewards/{plot.reward['id']}/approve"
    handler = await plot.cast.who("handler")
    own = await handler.refused("self_approval", path, at=plot.reward)
    plot.tell.refused("受理人审批自己经办的奖励", "approving one's own", own)
    leader = await plot.cast.who("leader")
    plot.reward = await leader.post(path, at=plot.reward)
    plot.tell.step(
        f"另一人批准,领取截止 {plot.reward['claim_due_on']}", "approved by a second person"
    )


async def _claim(plot: Plot) -> str:
    anybody = plot.cast.anybody
    claimed = await anybody.post(
        "/v1/receipts/claim", {**plot.device.proof, "password": PASSWORD, "not_excluded": True}
    )
    plot.tell.step(
        "举报人凭查询码申领,约定取款口令", "claimed with the receipt", claim=claimed["claim_number"]
    )
    return str(claimed["claim_number"])


async def _pay(plot: Plot, number: str) -> None:
    """The counter gets number and password, never the receipt."""
    leader = await plot.cast.who("leader")
    await leader.post(
        "/v1/funds/allocations",
        {
            "year": plot.today.year,
            "amount": plot.reward["amount"],
            "document": f"(演示)柳政拨〔2026〕{plot.mark}",
        },
    )
    payer = await unlocked(plot, "payer")
    wrong = await payer.refused(
        "claim_unknown",
        f"/v1/claims/{number}/pay",
        {"password": "不是这个口令", "voucher": f"FK-{plot.mark}"},
    )
    plot.tell.refused("口令不符", "a wrong password at the counter", wrong)
    paid = await payer.post(
        f"/v1/claims/{number}/pay", {"password": PASSWORD, "voucher": f"FK-{plot.mark}"}
    )
    plot.tell.step(
        f"第三人支付 {paid['amount']} 元", "paid by a third person", voucher=paid["voucher"]
    )


async def _see_it_paid(plot: Plot) -> None:
    thread = await plot.cast.anybody.post("/v1/receipts", plot.device.proof)
    if thread["reward"]["status"] != "paid":
        raise WentWrong(f"the reporter sees {thread['reward']}")
    told = [letter["text"] for letter in thread["letters"]]
    plot.tell.step(
        f"举报人凭码看到:{thread['status']} / 奖励 {thread['reward']['status']}",
        "the reporter sees the reward paid",
        letters=len(told),
    )
    await _give_feedback(plot, await plot.cast.who("handler"))


async def _give_feedback(plot: Plot, handler: Person) -> None:
    opened = await handler.get(f"/v1/reports/{plot.report['id']}")
    words = {"text": "您举报的问题已查实并完成整改,处罚决定已作出,感谢您的监督。"}
    await handler.post(f"/v1/reports/{plot.report['id']}/feedback", words, at=opened["report"])
    thread = await plot.cast.anybody.post("/v1/receipts", plot.device.proof)
    if not any(words["text"] == letter["text"] for letter in thread["letters"]):
        raise WentWrong("the feedback did not reach the reporter")
    plot.tell.step("受理人反馈办理结果,举报人读到", "feedback reaches the reporter")
