"""Officers' keys, and who asked for whose identity."""

from chassis.db import Session
from chassis.testing import NOON
from sqlalchemy import text

from tests.rights.callers import HERE, account_of
from tests.rights.fields import Secret
from tests.rights.reporting_whistleblower.officers import OTHER_HANDLER
from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing
from tests.rights.writing import mark

ASKING = frozenset({"report_handler", "custodian", "auditor"})


async def plant(tx: Session) -> None:
    """The walk's handler asks who sent a report here, another handler who sent one there."""
    await tx.execute(
        text(
            """
            INSERT INTO identity_request
              (id, report_id, identity_id, area, stage, reason, asked_by, asked_at, expires_at,
               status, consents)
            SELECT id, id, identity_id, area, 'case', '走查', CASE WHEN area = :here
              THEN CAST(:one AS uuid) ELSE CAST(:other AS uuid) END, CAST(:at AS timestamptz), CAST(:at AS timestamptz) + interval '7 days', 'asked', '{}'
            FROM report WHERE identity_id IS NOT NULL
            """
        ),
        {
            "here": HERE,
            "one": account_of("report_handler"),
            "other": OTHER_HANDLER,
            "at": NOON,
        },
    )
    await mark(tx, "identity_request", "reason", kind="request")


async def things(tx: Session) -> list[Thing]:
    """Every request, with whoever asked."""
    requests = await tx.execute(
        text(
            """
            SELECT q.id, r.area, q.status, q.asked_by
            FROM identity_request q JOIN report r ON r.id = q.report_id
            """
        )
    )
    return [
        Thing(
            "request", {"request_id": row.id}, row.id, (Place(row.area),),
            frozenset({row.asked_by}), row.status,
        )
        for row in requests
    ]  # fmt: skip


PART = Part(
    kinds={"request_id": "request"},
    shows=frozenset({"list_identity_requests"}),
    unread=frozenset({"unlock_key", "lock_key"}),
    secrets=(
        Secret("a sender's name", r"举报人\d"),
        Secret("a sender's telephone", r"000-0000-0000"),
        Secret("why a name is asked for", r"〔request:", ASKING),
    ),
    variants={"list_identity_requests": [{"limit": 200}]},
    plant=plant,
    things=things,
)
