"""Units, and the registers that everybody reads."""

from chassis.db import Session
from sqlalchemy import text

from tests.rights.fields import ANYBODY, Secret
from tests.rights.things import Place, Thing

TEXTS = {
    "unit": (
        "units",
        "name address legal_representative legal_representative_phone principal principal_phone "
        "actual_controller actual_controller_phone",
    ),
}
KINDS = {"unit_id": "unit"}
# Registers that everybody reads, laws and calendars, and what only auditors and operators name.
FREE = {"code", "id", "day", "year", "consumer", "event_id"}
SHOWS = {"list_units", "get_unit"}
VARIANTS = {"list_units": [{"limit": 200}, {"text": "演示", "limit": 200}]}
PHONES = frozenset({"get_unit", "get_hazard", "list_notices", "list_outgoing"})
SECRETS = [
    Secret("a unit's telephone", r"0595-000\d{5}", ANYBODY, PHONES),
]


async def things(tx: Session) -> list[Thing]:
    """Every unit."""
    rows = await tx.execute(text("SELECT id, area, department, size FROM units"))
    return [
        Thing(
            "unit",
            {"unit_id": row.id},
            row.id,
            (Place(row.area, frozenset({row.department} - {None}), row.id),),
            state=row.size or "",
        )
        for row in rows
    ]
