"""From an anonymous report to the money, as everybody in it sees it."""

from chassis.db import Session
from chassis.testing import ClientAs, emitted
from contracts.reports import ReportAccepted, ReportReceived

from .conftest import Officer
from .reporting import LEAD, Phone, file, move, newest


async def test_an_anonymous_report_is_accepted_and_the_registry_hears_of_its_lead(
    client_as: ClientAs, handler: Officer, tx: Session
) -> None:
    phone, anybody = Phone.fresh(), client_as()

    filed = await file(anybody, phone)
    report = await newest(handler.client)
    accepted = await move(handler.client, report, "accept", **LEAD)

    assert filed.status_code == 201
    assert filed.json() == {
        "receipt_code": None, "received_on": "2026-03-04", "status": "received"
    }  # fmt: skip
    assert accepted["status"] == "accepted"
    assert accepted["due_on"] == "2026-05-06"  # 60 days end on 3 May, which is a holiday
    [received] = await emitted(tx, ReportReceived)
    [event] = await emitted(tx, ReportAccepted)
    assert str(event.lead_id) == report["lead_id"] == str(received.lead_id)
    assert report["lead_id"] != report["id"]
