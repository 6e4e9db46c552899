"""The fund's ledger, as its keepers see it."""

from uuid import uuid4

import pytest
from chassis.testing import ClientAs

from .reporting import allocate


async def test_the_funds_bookings_and_their_authors_are_on_record(client_as: ClientAs) -> None:
    await allocate(client_as)
    leader = client_as("leader")
    [fund] = (await leader.get("/v1/funds")).json()

    transfers = (await leader.get(f"/v1/funds/{fund['id']}/transfers")).json()["items"]
    history = (await leader.get(f"/v1/funds/{fund['id']}/history")).json()
    unknown = await leader.get(f"/v1/funds/{uuid4()}/transfers")

    assert [(one["kind"], one["amount"]) for one in transfers] == [("allocation", "100000.00")]
    assert [entry["action"] for entry in history] == ["allocate"]
    assert unknown.status_code == 404


@pytest.mark.parametrize("amount", ["0", "-5", "1.005", "a lot"])
async def test_a_nonsensical_allocation_is_refused(client_as: ClientAs, amount: str) -> None:
    money = {"year": 2026, "amount": amount, "document": "南柳政1号"}

    answer = await client_as("leader").post("/v1/funds/allocations", json=money)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/amount"
