"""Reports, their photographs and leads."""

from chassis.db import Session
from chassis.testing import NOON
from contracts.demo import demo_id
from reporting_whistleblower.use_cases import sealing, uploads
from sqlalchemy import text

from tests.rights.fields import Secret
from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing, marked
from tests.rights.writing import mark

HANDLER = frozenset({"report_handler"})


async def plant(tx: Session) -> None:
    await tx.execute(
        text("UPDATE lead t SET area = r.area FROM report r WHERE t.lead_id = r.lead_id")
    )
    await _words(tx)
    await _photographs(tx)
    await mark(tx, "lead", "what place", kind="lead", of="lead_id")


async def _words(tx: Session) -> None:
    """Seal into every report words that tell which it is."""
    rows = await tx.execute(text("SELECT report_id, public_key FROM sealed_report"))
    for report_id, public_key in rows.all():
        said = {"what": f"走查{marked('report', report_id)}", "where": "某处", "unit_name": None,
                "happened_at": None, "is_employee": False}  # fmt: skip
        await tx.execute(
            text("UPDATE sealed_report SET content = :content WHERE report_id = :id"),
            {"content": sealing.seal_words(public_key, said), "id": report_id},
        )


async def _photographs(tx: Session) -> None:
    """Every fifth report brings a photograph whose bytes tell which report's it is."""
    rows = await tx.execute(
        text("SELECT report_id, public_key FROM sealed_report ORDER BY report_id")
    )
    for report_id, public_key in rows.all()[::5]:
        photo = b"\xff\xd8\xff" + marked("report", report_id).encode()
        ticket = await uploads.keep_upload(tx, photo=photo, at=NOON)
        await uploads.claim_uploads(
            tx, tickets=[str(ticket)], report_id=report_id, public_key=public_key
        )


async def things(tx: Session) -> list[Thing]:
    """Every report, with its lead and its photographs."""
    reports = {
        row.id: Thing(
            "report", {"report_id": row.id}, row.id,
            (Place(row.area, unit=row.unit_id or demo_id("unit", 1)),), state=row.status,
            words=(row.number,),
        )
        for row in await tx.execute(text("SELECT id, area, unit_id, status, number FROM report"))
    }  # fmt: skip
    leads = await tx.execute(text("SELECT lead_id AS id, area, category FROM lead"))
    photographs = await tx.execute(
        text("SELECT id, report_id FROM upload WHERE report_id IS NOT NULL")
    )
    return [
        *reports.values(),
        *(
            Thing("lead", {"lead_id": row.id}, row.id, (Place(row.area),), state=row.category)
            for row in leads
        ),
        *(
            Thing(
                "upload", {"upload_id": row.id, "report_id": row.report_id}, row.id,
                reports[row.report_id].places,
            )
            for row in photographs
        ),
    ]  # fmt: skip


PART = Part(
    kinds={"report_id": "report", "upload_id": "upload", "lead_id": "lead"},
    shows=frozenset({"read_lead", "read_report", "read_upload"}),
    unread=frozenset({"open_receipt"}),
    secrets=(
        Secret(
            "a report's words", r"〔report:", HANDLER, frozenset({"read_report", "read_upload"})
        ),
        Secret(
            "a report's number",
            r"JB\d{4}-\w{4}-\w{4}",
            HANDLER,
            frozenset({"list_reports", "read_report"}),
        ),
        Secret("a receipt code", r"2026 ?0000 ?0000"),
    ),
    bodies={"merge_report": {"into": "{report_id}"}},
    variants={
        "list_reports": [{"limit": 200}, {"overdue": "true"}, {"area": "350583002", "limit": 200}],
        "report_statistics": [{}, {"first": "2025-01-01", "last": "2026-03-04"}],
        "indicators": [{}, {"period": "2026"}],
    },
    plant=plant,
    things=things,
)
