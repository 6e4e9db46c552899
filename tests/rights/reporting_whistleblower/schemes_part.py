"""Units' own schemes and what their workers told."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights.callers import HERE, THERE
from tests.rights.fields import Secret
from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing

READ = frozenset({"list_internal_reports", "answer_internal_report"})


async def plant(tx: Session) -> None:
    """The demonstration's schemes, of units here and there."""
    placed = f"CASE WHEN n % 2 = 0 THEN '{HERE}' ELSE '{THERE}' END"
    await tx.execute(
        text(
            f"""UPDATE scheme s SET area = {placed}
            FROM (SELECT id, row_number() OVER (ORDER BY unit_id) AS n FROM scheme) d
            WHERE d.id = s.id"""  # noqa: S608
        )
    )


async def things(tx: Session) -> list[Thing]:
    schemes = {
        row.id: Thing("scheme", {"scheme_id": row.id}, row.id, (Place(row.area, unit=row.unit_id),))
        for row in await tx.execute(text("SELECT id, area, unit_id FROM scheme"))
    }
    reports = await tx.execute(text("SELECT id, scheme_id, status FROM internal_report"))
    return [
        *schemes.values(),
        *(
            Thing(
                "internal report",
                {"scheme_id": row.scheme_id, "internal_report_id": row.id},
                row.id,
                schemes[row.scheme_id].places,
                state=row.status,
            )
            for row in reports
        ),
    ]


PART = Part(
    kinds={"scheme_id": "scheme", "internal_report_id": "internal report"},
    unread=frozenset({"open_internal_receipt"}),
    secrets=(
        Secret("what a worker told his unit", r"「内部」", frozenset({"unit_manager"}), READ),
    ),
    variants={"list_schemes": [{"limit": 200}, {"area": "35", "limit": 200}]},
    plant=plant,
    things=things,
)
