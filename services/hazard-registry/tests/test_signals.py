"""Readings come in signed and once; rules raise one suspected hazard an episode."""

import base64
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest_asyncio
from chassis.clock import FixedClock
from chassis.db import Session
from chassis.testing import NOON, ClientAs, emitted
from contracts.hazards import HazardReported
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hazard_registry.domain.unit import Unit
from hazard_registry.use_cases.signals import forget_readings, hear_silence, judge_readings
from httpx import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .people import LIUCHENG, LUJIANG, People

RULE: dict[str, Any] = {
    "name": "剩余电流超限",
    "kind": "threshold",
    "device_kind": "electricity",
    "metric": "leakage_ma",
    "side": "above",
    "limit": "300",
    "calm_seconds": 600,
    "source": "说明书",
}


class Station:
    """A sender of readings with its key, and one device at a unit."""

    def __init__(self, people: People, client: AsyncClient, sender: dict[str, Any]) -> None:
        self.people, self.client, self.sender = people, client, sender
        self.secret = bytes.fromhex(sender["secret"] or "")
        self.number = 0

    def sign(self, number: int, body: bytes) -> str:
        text_ = f"{self.sender['id']}\n{number}\n".encode() + body
        return base64.b64encode(hmac.digest(self.secret, text_, "sha256")).decode()

    async def put(self, number: int, body: bytes, signature: str) -> Response:
        return await self.client.put(
            f"/v1/signals/{self.sender['id']}/batches/{number}",
            content=body,
            headers={"Signal-Signature": signature, "Content-Type": "application/json"},
        )

    async def send(self, *readings: tuple[float, int], number: int | None = None) -> Response:
        """Each reading is a value and the minute past noon."""
        self.number += 1
        lines = [
            {
                "serial": "D1",
                "metric": "leakage_ma",
                "at": (NOON + timedelta(minutes=minute)).isoformat(),
                "value": str(value),
            }
            for value, minute in readings
        ]
        body = json.dumps({"readings": lines}).encode()
        number = number or self.number
        return await self.put(number, body, self.sign(number, body))


@pytest_asyncio.fixture
async def station(people: People, unit: Unit, client_as: ClientAs) -> Station:
    made = await people.clerk.post("/v1/signals/senders", json={"name": "平台", "area": LIUCHENG})
    assert made.status_code == 201, made.text
    found = Station(people, client_as(), made.json())
    device = {
        "sender_id": found.sender["id"],
        "serial": "D1",
        "name": "一号配电箱",
        "kind": "electricity",
        "area": LUJIANG,
        "unit_id": str(unit.id),
        "online_on": "2026-03-01",
    }
    added = await people.clerk.post("/v1/signals/devices", json=device)
    assert added.status_code == 201, added.text
    return found


async def make_rule(people: People, **changed: Any) -> Response:
    return await people.clerk.post("/v1/signals/rules", json=RULE | changed)


async def judged(tx: Session, clock: FixedClock, minutes: int = 30) -> list[HazardReported]:
    clock.at = NOON + timedelta(minutes=minutes)
    await judge_readings(tx, at=clock.at)
    return await emitted(tx, HazardReported)


async def test_a_batch_is_taken_once_whatever_is_sent_again(
    station: Station, clock: FixedClock, tx: Session
) -> None:
    clock.at = NOON + timedelta(minutes=30)
    first = await station.send((10, 1), (12, 2))
    again = await station.send((10, 1), (12, 2), number=1)

    assert (first.status_code, first.json()) == (
        200,
        {"repeated": False, "kept": 2, "unknown": 0},
    )
    assert again.json() == {"repeated": True, "kept": 0, "unknown": 0}
    assert await tx.scalar(text("SELECT count(*) FROM signal_readings")) == 2


async def test_nothing_is_believed_that_its_sender_did_not_sign(
    station: Station, clock: FixedClock, people: People
) -> None:
    clock.at = NOON + timedelta(minutes=30)
    body = json.dumps(
        {"readings": [{"serial": "D1", "metric": "x", "at": NOON.isoformat(), "value": "1"}]}
    ).encode()
    good = station.sign(9, body)
    tampered = [
        await station.put(9, body + b" ", good),
        await station.put(10, body, good),
        await station.put(9, body, base64.b64encode(b"x" * 32).decode()),
        await station.put(9, body, "not base64"),
    ]

    assert {(one.status_code, one.json()["code"]) for one in tampered} == {(403, "signature_wrong")}
    assert (await station.put(9, body, good)).status_code == 200

    path = f"/v1/signals/senders/{station.sender['id']}"
    rotated = await people.clerk.post(
        f"{path}/rotate", json={"why": "泄露"}, headers={"If-Match": '"1"'}
    )
    assert rotated.json()["secret"] != station.sender["secret"]
    old = await station.put(11, body, station.sign(11, body))
    station.secret = bytes.fromhex(rotated.json()["secret"])
    new = await station.put(11, body, station.sign(11, body))
    assert (old.status_code, new.status_code) == (403, 200)

    await people.clerk.post(f"{path}/end", json={"why": "拆除"}, headers={"If-Match": '"2"'})
    ended = await station.put(12, body, station.sign(12, body))
    assert ended.status_code == 403


async def test_a_sender_may_sign_with_a_key_that_we_never_see(
    people: People, client_as: ClientAs, clock: FixedClock
) -> None:
    key = Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    new = {"name": "平台", "area": LIUCHENG, "public_key": public}
    sender = (await people.clerk.post("/v1/signals/senders", json=new)).json()
    wrong = await people.clerk.post("/v1/signals/senders", json=new | {"public_key": "QUJD"})
    station = Station(people, client_as(), sender)
    body = json.dumps(
        {"readings": [{"serial": "D1", "metric": "x", "at": NOON.isoformat(), "value": "1"}]}
    ).encode()
    signed = base64.b64encode(key.sign(f"{sender['id']}\n1\n".encode() + body)).decode()

    taken = await station.put(1, body, signed)
    other = await station.put(2, body, signed)

    assert (sender["secret"], wrong.json()["code"]) == (None, "key_malformed")
    assert (taken.json()["unknown"], other.status_code) == (1, 403)


async def test_one_episode_raises_one_hazard_until_it_is_calm(
    station: Station, people: People, tx: Session, clock: FixedClock
) -> None:
    await make_rule(people)
    clock.at = NOON + timedelta(minutes=30)
    await station.send((300, 1))
    assert await judged(tx, clock) == []  # the limit itself is not beyond it

    await station.send((301, 2), (400, 3), (50, 4), (500, 5))
    [event] = await judged(tx, clock)
    assert (event.origin.value, event.level.value) == ("monitoring", "suspected")
    await station.send((450, 6), (10, 7), (10, 16))
    assert len(await judged(tx, clock)) == 1
    listed = (await people.clerk.get("/v1/signals/episodes", params={"open": "true"})).json()
    assert len(listed["items"]) == 1

    await station.send((10, 17), (400, 18))
    assert len(await judged(tx, clock)) == 2
    ended = (await people.clerk.get("/v1/signals/episodes", params={"open": "false"})).json()
    assert [line["hazard_id"] for line in ended["items"]] == [str(event.hazard_id)]


async def test_a_rule_of_duration_waits_and_an_old_reading_changes_nothing(
    station: Station, people: People, tx: Session, clock: FixedClock
) -> None:
    assert (await make_rule(people, kind="duration")).json()["code"] == "alarm_rule_incomplete"
    assert (await make_rule(people, kind="duration", seconds=300)).status_code == 201
    clock.at = NOON + timedelta(minutes=30)

    await station.send((400, 1), (400, 5))
    assert await judged(tx, clock) == []
    await station.send((10, 4))  # comes late, and is older than what was judged
    assert await judged(tx, clock) == []
    await station.send((400, 6))
    assert len(await judged(tx, clock)) == 1


async def test_silence_is_an_alarm_until_the_device_speaks(
    station: Station, people: People, tx: Session, clock: FixedClock
) -> None:
    await make_rule(people, kind="silence", metric=None, side=None, limit=None, seconds=3600)
    await station.send((10, 0))

    assert await hear_silence(tx, at=NOON + timedelta(minutes=60)) == 0
    assert await hear_silence(tx, at=NOON + timedelta(minutes=61)) == 1
    assert await hear_silence(tx, at=NOON + timedelta(minutes=62)) == 0
    clock.at = NOON + timedelta(minutes=70)
    await station.send((10, 69))
    await hear_silence(tx, at=clock.at)
    assert (await people.clerk.get("/v1/signals/episodes", params={"open": "true"})).json()[
        "items"
    ] == []


async def test_old_and_future_readings_are_refused_and_name_their_place(
    station: Station, clock: FixedClock
) -> None:
    clock.at = NOON + timedelta(days=3)
    old = await station.send((10, 5), (10, -1))
    clock.at = NOON
    ahead = await station.send((10, 6))

    assert (old.json()["code"], old.json()["errors"][0]["pointer"]) == (
        "reading_too_old",
        "/readings/1/at",
    )
    assert ahead.json()["code"] == "reading_ahead"


async def test_coverage_counts_the_units_that_must_be_watched(
    station: Station, people: People, unit: Unit
) -> None:
    duty = {"unit_id": str(unit.id), "source": "清单", "since": "2026-01-01"}
    for kind in ("electricity", "dust"):
        made = await people.clerk.post("/v1/signals/duties", json=duty | {"kind": kind})
        assert made.status_code == 201
    twice = await people.clerk.post("/v1/signals/duties", json=duty | {"kind": "dust"})

    now = {line["kind"]: line for line in (await people.leader.get("/v1/signals/coverage")).json()}
    before = (await people.leader.get("/v1/signals/coverage?as_of=2026-02-28")).json()

    assert (twice.status_code, twice.json()["code"]) == (409, "exists_already")
    assert (now["electricity"]["rate"], now["electricity"]["target_on"]) == ("100.0", "2024-12-31")
    assert (now["dust"]["covered"], now["dust"]["must"]) == (0, 1)
    assert [line["covered"] for line in before] == [0, 0]
    missing = await people.clerk.get("/v1/signals/duties", params={"covered": "false"})
    assert [line["kind"] for line in missing.json()["items"]] == ["dust"]


async def test_readings_and_keys_are_not_for_strangers(
    station: Station, people: People, client_as: ClientAs
) -> None:
    far = client_as("village_officer", area="350583002001", person="far")
    [device] = (await people.clerk.get("/v1/signals/devices")).json()["items"]

    assert (await far.get(f"/v1/signals/devices/{device['id']}/readings")).status_code == 404
    assert (await people.village.get("/v1/signals/senders")).status_code == 403
    shown = await people.clerk.get(f"/v1/signals/senders/{station.sender['id']}")
    assert station.sender["secret"] not in shown.text


async def test_readings_are_let_go_after_the_days_of_the_rule(
    station: Station, tx: Session, clock: FixedClock
) -> None:
    clock.at = NOON + timedelta(minutes=30)
    await station.send((10, 1), (10, 2))
    last = NOON + timedelta(days=180, minutes=2)

    assert await forget_readings(tx, at=last) == 0  # no rule has looked at them yet
    await judge_readings(tx, at=clock.at)
    assert await forget_readings(tx, at=last) == 1
    assert await forget_readings(tx, at=last) == 0


async def test_a_batch_of_a_sender_we_know_is_one_statement(
    station: Station, clock: FixedClock, connection: AsyncConnection
) -> None:
    clock.at = NOON + timedelta(minutes=30)
    await station.send((10, 1))
    raw = (await connection.get_raw_connection()).driver_connection
    seen: list[str] = []
    raw.add_query_logger(lambda query: seen.append(query.query))

    await station.send((10, 2), (10, 3))

    own = [
        query for query in seen if not query.lstrip().startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    assert len(own) == 1, own
    assert "INSERT INTO signal_readings" in own[0]
