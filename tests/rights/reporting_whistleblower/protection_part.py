"""Retaliation claims, call-backs and false reports."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing

KINDS = {
    "claim_id": ("retaliation_claim", "retaliation claim"),
    "callback_id": ("callback", "callback"),
    "false_report_id": ("false_report", "false report"),
}
ADDED = """
INSERT INTO retaliation_claim
  (id, report_id, lead_id, area, acts, inquiry, received_at, status, version)
SELECT gen_random_uuid(), id, gen_random_uuid(), area, '{dismissal}', false, received_at,
  'received', 1 FROM report;
INSERT INTO callback (id, report_id, area, opened_on, due_on, status, version)
SELECT gen_random_uuid(), id, area, '2026-03-01', '2026-06-01', 'open', 1 FROM report
ON CONFLICT DO NOTHING;
INSERT INTO false_report
  (id, report_id, area, ground, proposed_by, proposed_at, status, to_police, version)
SELECT gen_random_uuid(), id, area, 'fabricated', gen_random_uuid(), received_at, 'proposed',
  false, 1 FROM report WHERE conclusion = 'unsubstantiated' ON CONFLICT DO NOTHING
"""


async def plant(tx: Session) -> None:
    """One of each for every report, where the demonstration has none."""
    for table in ("retaliation_claim", "callback", "false_report"):
        await tx.execute(text(f"DELETE FROM {table}"))  # noqa: S608
    for statement in ADDED.split(";"):
        await tx.execute(text(statement))


async def things(tx: Session) -> list[Thing]:
    return [
        Thing(kind, {name: row.id}, row.id, (Place(row.area),), state=row.status)
        for name, (table, kind) in KINDS.items()
        for row in await tx.execute(text(f"SELECT id, area, status FROM {table}"))  # noqa: S608
    ]


PART = Part(
    kinds={name: kind for name, (_, kind) in KINDS.items()},
    variants={
        "list_retaliation_claims": [{"limit": 200}],
        "list_callbacks": [{"limit": 200}, {"status": "open", "limit": 200}],
        "list_false_reports": [{"limit": 200}],
    },
    plant=plant,
    things=things,
)
