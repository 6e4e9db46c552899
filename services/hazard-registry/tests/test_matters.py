"""One-matter chains: entered, changed, named by hazards; sectors without one are listed."""

from typing import Any

from httpx import Response

from .people import People, report

CHAIN: dict[str, Any] = {
    "code": "bottled_gas",
    "name": "瓶装液化气全链条",
    "sector": "gas",
    "lead": "construction",
    "links": [
        {"code": "filling", "name": "充装", "department": "urban_management"},
        {"code": "use", "name": "餐饮使用", "department": "office"},
    ],
}


async def entered(people: People, **changes: object) -> Response:
    return await people.admin.post("/v1/matters", json=CHAIN | changes)


async def test_a_chain_is_entered_changed_and_remembers_who_did(people: People) -> None:
    created = await entered(people)
    body = {name: CHAIN[name] for name in ("name", "sector", "links")} | {"lead": "office"}
    changed = await people.admin.put(
        "/v1/matters/bottled_gas", json=body, headers={"If-Match": '"1"'}
    )
    stale = await people.admin.put(
        "/v1/matters/bottled_gas", json=body, headers={"If-Match": '"1"'}
    )
    history = (await people.auditor.get("/v1/matters/bottled_gas/history")).json()

    assert created.status_code == 201, created.text
    assert (changed.json()["lead"], changed.json()["version"]) == ("office", 2)
    assert [link["code"] for link in changed.json()["links"]] == ["filling", "use"]
    assert stale.status_code == 412
    assert [entry["action"] for entry in history["items"]] == ["change", "add"]


async def test_a_chain_that_cannot_be_is_refused(people: People) -> None:
    link = CHAIN["links"][0]
    await entered(people)

    assert (await entered(people)).json()["code"] == "matter_exists"
    assert (await entered(people, lead="nobody")).json()["errors"][0]["pointer"] == "/lead"
    twice = (await entered(people, code="other", links=[link, link])).json()
    assert (twice["code"], twice["errors"][0]["pointer"]) == ("link_twice", "/links/1/code")
    unknown = await entered(people, code="other", links=[link | {"department": "nobody"}])
    assert unknown.json()["errors"][0]["pointer"] == "/links/0/department"
    assert (await people.village.post("/v1/matters", json=CHAIN)).status_code == 403
    assert (await people.village.get("/v1/matters/none")).status_code == 404


async def test_the_lead_is_proposed_for_what_names_the_matter(people: People) -> None:
    await entered(people)

    hazard = await report(people.village, department=None, matter="bottled_gas", link="use")
    named = await report(people.village, department="enterprise", matter="bottled_gas")
    of_matter = await people.clerk.get("/v1/hazards", params={"matter": "bottled_gas"})
    of_link = await people.clerk.get("/v1/hazards", params={"link": "use"})

    assert (hazard["department"], hazard["matter"], hazard["link"]) == (
        "construction",
        "bottled_gas",
        "use",
    )
    assert named["department"] == "enterprise"
    assert {line["id"] for line in of_matter.json()["items"]} == {hazard["id"], named["id"]}
    assert [line["id"] for line in of_link.json()["items"]] == [hazard["id"]]


async def test_a_chain_that_ended_is_named_no_more(people: People) -> None:
    await entered(people)
    body = {name: CHAIN[name] for name in ("name", "sector", "links", "lead")} | {"active": False}
    await people.admin.put("/v1/matters/bottled_gas", json=body, headers={"If-Match": '"1"'})

    response = await people.village.post(
        "/v1/hazards",
        json={
            "description": "气瓶间无报警器",
            "origin": "inspection",
            "found_on": "2026-03-03",
            "area": "350583002202",
            "matter": "bottled_gas",
        },
    )

    assert (response.status_code, response.json()["code"]) == (422, "matter_unknown")
    assert response.json()["errors"][0]["pointer"] == "/matter"


async def test_key_sectors_without_a_chain_are_listed_with_the_rule_that_names_them(
    people: People,
) -> None:
    before = (await people.village.get("/v1/key-sectors", params={"covered": False})).json()
    await entered(people)
    after = (await people.village.get("/v1/key-sectors", params={"covered": False})).json()
    covered = (await people.village.get("/v1/key-sectors", params={"covered": True})).json()

    assert {each["sector"] for each in before["items"]} - {
        each["sector"] for each in after["items"]
    } == {"gas"}
    assert covered["items"] == [{"sector": "gas", "covered": True, "matters": ["bottled_gas"]}]
    assert before["basis"]["article"] == "第5项"
