"""Hazards are found by what people ask for, and their photographs by who may see them."""

import io
from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.sight import Reach, Sight, everything
from chassis.testing import ClientAs
from hazard_registry.domain.life import Channel, Origin, Status
from hazard_registry.domain.unit import Unit
from hazard_registry.examples import a_hazard
from hazard_registry.routes import counting
from hazard_registry.store import hazards as store
from httpx import AsyncClient
from PIL import Image
from sqlalchemy import select

from .people import LIUCHENG, LUJIANG, PLAN, VERIFIED, People, do, report


async def found(client: AsyncClient, **query: object) -> list[str]:
    response = await client.get("/v1/hazards", params=query)
    assert response.status_code == 200, response.text
    return [line["description"] for line in response.json()["items"]]


@pytest.fixture
async def three(people: People, unit: Unit) -> list[dict[str, Any]]:
    first = await report(people.village, description="配电箱无盖", unit_id=str(unit.id))
    second = await report(people.clerk, description="疏散通道堵塞", area="350583002001",
                          found_on="2026-02-01", department="fire_station")  # fmt: skip
    third = await report(people.clerk, description="气瓶间堆放杂物", area=LIUCHENG)
    await do(people.enterprise, first, "verify", **VERIFIED)
    return [first, second, third]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, {"配电箱无盖", "疏散通道堵塞", "气瓶间堆放杂物"}),
        ({"area": "350583002001"}, {"疏散通道堵塞"}),
        ({"area": LIUCHENG, "status": "reported"}, {"疏散通道堵塞", "气瓶间堆放杂物"}),
        ({"level": ["major", "general"]}, {"配电箱无盖"}),
        ({"open": True}, {"配电箱无盖"}),
        ({"industry": "30"}, {"配电箱无盖"}),
        ({"department": "fire_station"}, {"疏散通道堵塞"}),
        ({"found_to": "2026-02-28"}, {"疏散通道堵塞"}),
        ({"due_from": "2026-04-01", "due_to": "2026-04-30"}, {"配电箱无盖"}),
        ({"channel": "public_report"}, set()),
        ({"text": "通道"}, {"疏散通道堵塞"}),
        ({"text": "演示石材"}, {"配电箱无盖"}),
        ({"text": "道"}, {"疏散通道堵塞"}),
        ({"text": "通道 配电"}, set()),
        ({"text": "零_零%"}, set()),
        ({"text": "电 箱 无 盖"}, {"配电箱无盖"}),
        ({"overdue": True}, set()),
        ({"overdue": True, "as_of": "2026-04-04"}, {"配电箱无盖"}),
    ],
)
async def test_a_filter_finds_exactly_what_it_says(
    people: People, three: list[dict[str, Any]], query: dict[str, object], wanted: set[str]
) -> None:
    assert set(await found(people.clerk, **query)) == wanted


async def test_what_a_hazard_came_to_say_is_searched_too(
    people: People, three: list[dict[str, Any]]
) -> None:
    """Also words that it was verified or planned with; and counting stops where nobody reads on."""
    first, *_ = three
    await do(people.manager, first, "plan", **(PLAN | {"measures": "更换鎏金漏电保护器"}))

    query = {"text": "鎏金"}
    assert await found(people.clerk, **query) == ["配电箱无盖"]
    assert await found(people.clerk, text="演示石材") == ["配电箱无盖"]
    assert (await people.clerk.get("/v1/hazards/count", params=query)).json() == {
        "count": 1,
        "more": False,
    }


async def test_a_long_word_is_found_in_its_order_only(people: People) -> None:
    await report(people.clerk, description="甲乙厂、与(乙)丙厂")

    assert await found(people.clerk, text="甲乙丙") == []
    assert len(await found(people.clerk, text="与乙丙")) == 1
    assert len(await found(people.clerk, text="乙丙 甲乙厂")) == 1


async def test_counting_stops_where_nobody_reads_on(
    people: People, three: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST", 2)

    counted = (await people.clerk.get("/v1/hazards/count")).json()

    assert counted == {"count": 2, "more": True}
    assert (await people.manager.get("/v1/hazards/count")).json()["count"] == 1


async def test_pages_hold_everything_once(people: People, three: list[dict[str, Any]]) -> None:
    seen: list[str] = []
    query: dict[str, object] = {"limit": 1}
    while True:
        page = (await people.clerk.get("/v1/hazards", params=query)).json()
        seen += [line["id"] for line in page["items"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]

    assert sorted(seen) == sorted(hazard["id"] for hazard in three)


async def test_a_cursor_of_another_filter_is_refused(
    people: People, three: list[dict[str, Any]]
) -> None:
    page = (await people.clerk.get("/v1/hazards", params={"limit": 1})).json()

    query = {"limit": 1, "after": page["next"], "level": "major"}
    response = await people.clerk.get("/v1/hazards", params=query)

    assert response.json()["code"] == "cursor_invalid"


@pytest.mark.parametrize(
    "query", [{"area": "LC"}, {"level": "huge"}, {"found_from": "soon"}, {"limit": 201}]
)
async def test_a_filter_nobody_understands_is_refused(
    people: People, query: dict[str, object]
) -> None:
    assert (await people.clerk.get("/v1/hazards", params=query)).status_code == 422


async def test_sight_means_the_same_in_python_and_in_sql(tx: Session, unit: Unit) -> None:
    kept = [
        a_hazard(unit_id=unit.id, origin=origin, channel=origin.channel, status=status)
        for origin in (Origin.PUBLIC_REPORT, Origin.INSPECTION)
        for status in (Status.REPORTED, Status.VERIFIED, Status.REJECTED)
    ]
    sights = [
        everything(),
        Sight(()),
        Sight((Reach(unit=unit.id),)),
        Sight((Reach(area=LUJIANG),)),
        Sight((Reach(area="350583002001"),)),
        Sight((Reach(area=LIUCHENG, department="enterprise"),)),
        Sight((Reach(area=LIUCHENG, department="health"),)),
    ]
    for hazard in kept:
        await store.add(tx, hazard)

    for sight in sights:
        query = select(store.hazards.c.id).where(store.within(sight))
        by_sql = set(await tx.scalars(query))
        assert by_sql == {hazard.id for hazard in kept if store.seen(hazard, sight)}
    assert {
        h.channel for h in kept if store.seen(h, sights[2]) and h.status is Status.REPORTED
    } == {Channel.SUPERVISION}


def a_photograph() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG", exif=_exif())
    return file.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[271] = "SecretCamera"
    return exif


async def test_a_photograph_is_cleaned_and_shown_to_who_sees_its_hazard(
    people: People, client_as: ClientAs
) -> None:
    sent = await people.village.post(
        "/v1/attachments", content=a_photograph(), headers={"Content-Type": "image/jpeg"}
    )
    photo = UUID(sent.json()["id"])
    stranger = client_as("village_officer", area="350583002001", person="far")
    before = await people.clerk.get(f"/v1/attachments/{photo}")
    await report(people.village, attachments=[str(photo)])

    after = await people.clerk.get(f"/v1/attachments/{photo}")
    elsewhere = await stranger.get(f"/v1/attachments/{photo}")

    assert sent.status_code == 201, sent.text
    assert (before.status_code, elsewhere.status_code) == (404, 404)
    assert (after.status_code, after.headers["content-type"]) == (200, "image/jpeg")
    assert b"SecretCamera" not in after.content


@pytest.mark.parametrize(
    ("data", "declared", "status", "code"),
    [
        (b"<script>alert(1)</script>", "image/jpeg", 415, "not_what_it_says"),
        (b"", "image/jpeg", 422, "empty_file"),
        (b"%PDF-1.7", "application/x-msdownload", 415, "unsupported_file"),
    ],
)
async def test_what_is_no_photograph_is_refused(
    people: People, data: bytes, declared: str, status: int, code: str
) -> None:
    response = await people.village.post(
        "/v1/attachments", content=data, headers={"Content-Type": declared}
    )

    assert (response.status_code, response.json()["code"]) == (status, code)
