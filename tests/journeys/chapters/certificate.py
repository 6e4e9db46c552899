"""A certificate that ran out at a working post; and people who may head no unit."""

from datetime import timedelta
from typing import Any

from tests.journeys import fresh
from tests.journeys.chapters.preparation import WELDING
from tests.journeys.people import WentWrong, eventually
from tests.journeys.plot import BUREAU, VILLAGE, Plot

SWEEP_SECONDS = 90.0  # lapses are looked for every minute


async def lapse(plot: Plot) -> None:
    """The lapse is a suspected hazard, and the gate says no."""
    plot.tell.chapter("证书失效", "A certificate lapsed at a working post")
    trainer = await plot.cast.who("trainer")
    asked = {"person_id": plot.welder["id"], "unit_id": plot.unit["id"], **WELDING}
    [answer] = (await trainer.post("/v1/eligibility", {"checks": [asked]}))["answers"]
    if answer["eligible"]:
        raise WentWrong("somebody with an expired certificate may work")
    reasons = "".join(reason["zh"] for reason in answer["reasons"])
    plot.tell.step(f"上岗资格核验:不可以。{reasons}", "may he work? no, and why")
    clerk = await plot.cast.who("clerk")

    async def suspected() -> dict[str, Any] | None:
        found = await clerk.get("/v1/hazards", unit_id=plot.unit["id"])
        lapses = [line for line in found["items"] if line["origin"] == "certificate_lapse"]
        return dict(lapses[0]) if lapses else None

    hazard, seconds = await eventually(
        "certificate.lapsed in hazard-registry", suspected, seconds=SWEEP_SECONDS
    )
    plot.tell.step(
        f"证书失效 → 疑似隐患 {hazard['number']},又等了 {seconds:.2f} 秒",
        "certificate.lapsed → a suspected hazard",
        hazard=hazard["id"],
        level=hazard["level"],
    )


async def bans(plot: Plot) -> None:
    """Nobody is banned until somebody is."""
    plot.tell.chapter("任职禁入核验", "Who may head a unit")
    trainer, number = await plot.cast.who("trainer"), fresh.identity_number()
    before = await trainer.post("/v1/bans/check", {"identity_number": number})
    chief = await plot.cast.who("chief")
    ban = await chief.post(
        "/v1/bans",
        {
            "identity_number": number,
            "name": "吴演示",
            "ground": "94",
            "from_on": str(plot.today),
            "reason": "(演示)主要负责人未履行职责导致发生生产安全事故,受刑事处罚",
            "body": BUREAU,
            "area": VILLAGE,
        },
    )
    after = await trainer.post("/v1/bans/check", {"identity_number": number})
    five_years = plot.today + timedelta(days=5 * 365 - 1)
    if not before["may"] or after["may"] or ban["until_on"] < str(five_years):
        raise WentWrong(f"bans: {before} {after} {ban['until_on']}")
    plot.tell.step(
        f"禁入前可任职;禁入后不可,至 {ban['until_on']},依据{ban['article']}",
        "before: yes; after: no, with the article",
        ban=ban["id"],
    )
