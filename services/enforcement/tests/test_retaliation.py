"""A reporter's claim of retaliation is a clue of its own."""

from uuid import uuid4

from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.cases import ClueReceived
from contracts.reports import RetaliationClaimed

from .bureau import NOON, VILLAGE, hear


async def test_a_claim_of_retaliation_is_one_clue_for_the_office(
    client_as: ClientAs, tx: Session
) -> None:
    unit = uuid4()
    event = RetaliationClaimed(
        lead_id=uuid4(), category="major_hazard", area=VILLAGE, unit_id=unit, at=NOON
    )

    for _ in range(2):
        await hear(tx, event)

    office = client_as("office_clerk", area="350583002", department="office")
    [clue] = (await office.get("/v1/clues")).json()["items"]
    [told] = await emitted(tx, ClueReceived)
    assert (clue["source"], clue["body"]) == ("retaliation", "office")
    assert (clue["lead_id"], clue["unit_id"]) == (str(event.lead_id), str(unit))
    assert clue["hazard_ids"] == []
    assert clue["answer_by"]["by"] == "2026-03-13"
    assert told.source == "retaliation"
