"""Transfers to other bodies, ties of officers to units, officers' keys, posters, recoveries."""

from chassis.db import Session
from chassis.testing import NOON
from sqlalchemy import text

from tests.rights.callers import HERE, THERE, account_of
from tests.rights.fields import Secret
from tests.rights.reporting_whistleblower.officers import OTHER_HANDLER
from tests.rights.reporting_whistleblower.part import Part
from tests.rights.things import Place, Thing
from tests.rights.writing import mark

POSTERS = """
INSERT INTO poster (id, code, area, made_by, made_at, version)
VALUES (gen_random_uuid(), :code, :area, :by, :at, 1)
"""
RECOVERY = """
INSERT INTO recovery (id, escrow_id, key_id, asked_by, reason, asked_at, expires_at, status,
  consents, reports)
VALUES (gen_random_uuid(), :key, :key, :by, '走查', :at, CAST(:at AS timestamptz)
  + interval '3 days', 'asked', '{}', 0)
"""
READERS = frozenset({"report_handler", "auditor"})


async def plant(tx: Session) -> None:
    await tx.execute(
        text("UPDATE report_transfer t SET area = r.area FROM report r WHERE r.id = t.report_id")
    )
    await tx.execute(
        text(
            """
            INSERT INTO report_transfer (id, report_id, area, "to", what, place, sent_by, sent_at, version)
            SELECT gen_random_uuid(), id, area, '某局', '走查', '某处', :by, :at, 1
            FROM report WHERE status = 'refused' OR status = 'accepted'
            """
        ),
        {"by": account_of("report_handler"), "at": NOON},
    )
    await mark(tx, "report_transfer", "what place", kind="transfer")
    units = {area: f"77777777-7777-7777-7777-{area}" for area in (HERE, THERE)}
    for area, unit in units.items():
        await tx.execute(
            text(
                "INSERT INTO unit_copy (id, code, name, area) VALUES (:unit, :area, '走查', :area)"
            ),
            {"unit": unit, "area": area},
        )
        # Somebody else's ties here and there; one's own would hide one's reports.
        await tx.execute(
            text(
                """
                INSERT INTO conflict (id, account_id, unit_id, tie, declared_by, declared_at, version)
                VALUES (gen_random_uuid(), gen_random_uuid(), :unit, 'kin', :by, :at, 1)
                """
            ),
            {"unit": unit, "by": account_of("leader"), "at": NOON},
        )

        await tx.execute(
            text(POSTERS),
            {"code": f"X{area[-4:]}", "area": area, "by": account_of("office_clerk"), "at": NOON},
        )
    await _recoveries(tx)


async def _recoveries(tx: Session) -> None:
    for account in (account_of("report_handler"), OTHER_HANDLER):
        await tx.execute(text(RECOVERY), {"key": account, "by": account, "at": NOON})
    await mark(tx, "recovery", "reason", kind="recovery")


async def things(tx: Session) -> list[Thing]:
    """Every transfer, every tie with whose it is, every key with where it serves."""
    transfers = await tx.execute(text("SELECT id, area FROM report_transfer"))
    ties = await tx.execute(
        text(
            "SELECT c.id, c.account_id, u.area FROM conflict c JOIN unit_copy u ON u.id = c.unit_id"
        )
    )
    posters = await tx.execute(text("SELECT id, area FROM poster"))
    recoveries = await tx.execute(text("SELECT id, asked_by FROM recovery"))
    keys = await tx.execute(text("SELECT id, areas FROM officer_key WHERE purpose = 'handler'"))
    return [
        *(Thing("transfer", {"transfer_id": row.id}, row.id, (Place(row.area),)) for row in transfers),
        *(
            Thing(
                "conflict", {"conflict_id": row.id}, row.id, (Place(row.area),),
                frozenset({row.account_id}),
            )
            for row in ties
        ),
        *(
            Thing("key", {"key_id": row.id}, row.id, tuple(Place(area) for area in row.areas))
            for row in keys
        ),
        *(Thing("poster", {"poster_id": row.id}, row.id, (Place(row.area),)) for row in posters),
        *(
            Thing(
                "recovery", {"recovery_id": row.id}, row.id, (Place(HERE),),
                frozenset({row.asked_by}),
            )
            for row in recoveries
        ),
    ]  # fmt: skip


PART = Part(
    kinds={
        "transfer_id": "transfer",
        "conflict_id": "conflict",
        "key_id": "key",
        "poster_id": "poster",
        "recovery_id": "recovery",
    },
    unread=frozenset({"read_upload_standing"}),
    shows=frozenset({"list_transfers", "read_transfer", "list_recoveries"}),
    secrets=(Secret("what another body was told", r"〔transfer:", READERS),),
    variants={
        "list_transfers": [{"limit": 200}],
        "list_conflicts": [{"limit": 200}],
        "list_keys": [{"limit": 200}],
        "list_destructions": [{"limit": 200}],
        "list_posters": [{"limit": 200}],
        "list_recoveries": [{"limit": 200}],
    },
    plant=plant,
    things=things,
)
