"""What the tests do to bring a report to a reward, and a reward to the counter."""

from typing import Any

from chassis.testing import ClientAs
from httpx import AsyncClient, Response

from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest

AREA = "350583002"


async def substantiated(
    client_as: ClientAs, handler: Officer, phone: Phone, **changes: Any
) -> dict[str, Any]:
    await file(client_as(), phone, **changes)
    report = await move(handler.client, await newest(handler.client), "accept", **LEAD)
    return await move(
        handler.client, report, "conclude", conclusion="substantiated", statement="属实"
    )


async def propose(handler: Officer, report: dict[str, Any], **basis: Any) -> Response:
    return await handler.client.post(f"/v1/reports/{report['id']}/reward", json=basis)


async def step(client: AsyncClient, reward: dict[str, Any], verb: str, **body: Any) -> Response:
    return await client.post(
        f"/v1/rewards/{reward['id']}/{verb}",
        json=body or None,
        headers={"If-Match": f'"{reward["version"]}"'},
    )


async def claimed(client_as: ClientAs, handler: Officer, phone: Phone, **basis: Any) -> str:
    """Bring a reward to the counter, and tell its claim number."""
    report = await substantiated(client_as, handler, phone)
    reward = (await propose(handler, report, **(basis or {"fine": "50000"}))).json()
    assert (await step(client_as("leader"), reward, "approve")).status_code == 200
    claim = {**phone.proof, "password": "kapok-in-bloom", "not_excluded": True}
    answer = await client_as().post("/v1/receipts/claim", json=claim)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["claim_number"])


async def pay(client: AsyncClient, number: str, **changes: Any) -> Response:
    body = {"password": "kapok-in-bloom", "voucher": "FK-1"} | changes
    return await client.post(f"/v1/claims/{number}/pay", json=body)


async def approved(client_as: ClientAs, handler: Officer, phone: Phone) -> dict[str, Any]:
    """A reward of 7,500 yuan that waits to be claimed."""
    report = await substantiated(client_as, handler, phone)
    reward = (await propose(handler, report, fine="50000")).json()
    answer = await step(client_as("leader"), reward, "approve")
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def confirm(client_as: ClientAs, rule: str) -> None:
    said = {"version": 1, "why": "已核对原文"}
    answer = await client_as("system_admin").post(f"/v1/rules/{rule}/confirm", json=said)
    assert answer.is_success, answer.text
