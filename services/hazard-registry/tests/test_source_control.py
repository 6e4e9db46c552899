"""Who may settle where, what a plan was told, and the four norms."""

from typing import Any

from chassis.testing import ClientAs

from .people import LIUCHENG, LUJIANG, People

BANNED: dict[str, Any] = {
    "industry": "26",
    "area": LIUCHENG,
    "restriction": "banned",
    "source": "园区禁限目录",
    "valid_from": "2024-05-01",
}
DECISION: dict[str, Any] = {
    "name": "演示化工项目",
    "area": LUJIANG,
    "industry": "C2614",
    "outcome": "admitted",
    "reason": "符合规划",
}


async def test_the_catalogue_is_asked_by_industry_area_and_day(people: People) -> None:
    await people.clerk.post("/v1/admission-rules", json=BANNED)
    limited = {"industry": "3032", "restriction": "restricted", "ended_on": "2026-03-04"}
    await people.clerk.post("/v1/admission-rules", json=BANNED | limited)

    async def asked(industry: str, area: str = LUJIANG) -> Any:
        body = {"industry": industry, "area": area}
        answer = await people.worker.post("/v1/admissions/check", json=body)
        return answer.json()["restriction"]

    assert await asked("C2614") == "banned"
    assert await asked("2614") == "banned"
    assert await asked("C2711") is None
    assert await asked("C2614", "350583001001") is None
    assert await asked("C3032") is None  # its last day is over


async def test_what_is_banned_is_refused_and_what_is_restricted_has_conditions(
    people: People,
) -> None:
    await people.clerk.post("/v1/admission-rules", json=BANNED)
    rule = BANNED | {"industry": "303", "restriction": "restricted"}
    await people.clerk.post("/v1/admission-rules", json=rule)

    async def decide(**changed: Any) -> Any:
        return (await people.clerk.post("/v1/admissions", json=DECISION | changed)).json()

    banned = await decide()
    bare = await decide(industry="3032")
    conditional = await decide(industry="3032", outcome="conditional", conditions="安装除尘")
    free = await decide(industry="1952")
    refused = await decide(outcome="refused")

    assert (banned["code"], bare["code"]) == ("admission_banned", "conditions_required")
    assert (conditional["outcome"], len(conditional["matched"])) == ("conditional", 1)
    assert (free["outcome"], free["matched"]) == ("admitted", [])
    assert (refused["outcome"], refused["decided_on"]) == ("refused", "2026-03-04")
    assert (await people.village.post("/v1/admissions", json=DECISION)).status_code == 403


async def test_a_plan_is_talked_over_before_it_is_concluded(
    people: People, client_as: ClientAs
) -> None:
    plan = {
        "title": "露江片区详细规划",
        "planner": "自然资源所",
        "area": LUJIANG,
        "received_on": "2026-03-02",
    }
    made = (await people.clerk.post("/v1/planning-consultations", json=plan)).json()
    path = f"/v1/planning-consultations/{made['id']}"

    async def do(what: str, version: int, **body: Any) -> Any:
        return await people.clerk.post(
            f"{path}/{what}", json=body, headers={"If-Match": f'"{version}"'}
        )

    closing = {"outcome": "conditional", "opinion": "原则同意", "risks": "临近加油站"}
    early = await do("conclude", 1, **closing, conditions="退让50米")
    await do("hear", 1, department="fire_station", opinion="留消防车道")
    heard = await do("hear", 2, department="fire_station", opinion="留4米消防车道")
    bare = await do("conclude", 3, **closing)
    done = await do("conclude", 3, **closing, conditions="退让50米")
    late = await do("hear", 4, department="office", opinion="x")
    met = await do("meet", 4, met_on="2026-03-04", note="已调整")
    twice = await do("meet", 5, met_on="2026-03-04", note="x")

    assert early.json()["code"] == "opinions_missing"
    assert [one["opinion"] for one in heard.json()["heard"]] == ["留4米消防车道"]
    assert bare.json()["code"] == "conditions_required"
    assert (done.status_code, late.json()["code"]) == (200, "illegal_move")
    assert (met.json()["met_on"], twice.json()["code"]) == ("2026-03-04", "illegal_move")
    far = client_as("village_officer", area="350583002001", person="far")
    assert (await far.get(path)).status_code == 404


async def test_a_norm_is_revised_only_in_answer_to_an_evaluation(people: People) -> None:
    norm = {"edition": "2.0", "kind": "operating_guide", "sector": "industry", "title": "石材指南"}
    first = (await people.clerk.post("/v1/norms", json=norm)).json()
    path = f"/v1/norms/{first['id']}"
    early = await people.clerk.post(
        f"{path}/evaluations", json={"score": 1, "effect": "x", "problems": "x", "advice": "x"}
    )
    await people.clerk.post(f"{path}/publish", headers={"If-Match": '"1"'})
    evaluated = await people.clerk.post(
        f"{path}/evaluations",
        json={"score": 82, "effect": "可用", "problems": "缺粉尘", "advice": "补充"},
    )
    [evaluation] = evaluated.json()["evaluations"]

    async def revise(*answers: str) -> Any:
        body = {"edition": "2.1", "answers": list(answers)}
        return await people.clerk.post(f"{path}/revise", json=body, headers={"If-Match": '"2"'})

    unasked, foreign = await revise(), await revise(first["id"])
    second = (await revise(evaluation["id"])).json()
    await people.clerk.post(f"/v1/norms/{second['id']}/publish", headers={"If-Match": '"1"'})

    assert early.json()["code"] == "illegal_move"
    assert (unasked.json()["code"], foreign.json()["code"]) == ("evaluation_required",) * 2
    assert (second["number"], second["answers"]) == (2, [evaluation["id"]])
    assert (await people.worker.get(path)).json()["status"] == "retired"
    in_use = (await people.worker.get("/v1/norms", params={"status": "published"})).json()
    assert [one["edition"] for one in in_use["items"]] == ["2.1"]
