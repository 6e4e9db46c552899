"""Hazards with their notices and photographs, seeded as a smaller demonstration."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from attachments import Files
from chassis.db import Session
from chassis.settings import Settings
from hazard_registry.demo import lives, seeding
from sqlalchemy import text

from tests.rights.callers import ROLES
from tests.rights.fields import Secret
from tests.rights.things import Place, Thing

ON = date(2026, 3, 4)
# Two units a village, and hazards enough for every state at several of them.
UNITS, HAZARDS = 30, 90
TEXTS = {
    "hazard": (
        "hazards",
        "description place found_by exception_reason finding reject_reason responsible measures "
        "contingency interim_control",
    ),
}
# What is one hazard's, and has a table of its own.
OF_HAZARDS = {
    "notices": "recipient phone witness visit_note",
    "corrections": "reason decision",
    "escalations": "reason",
    "outgoing_messages": "recipient text",
    "progress_notes": "note",
    "extensions": "reason decision",
    "reviews": "opinion reviewer_name",
    "supervision_orders": "opinion reply lift_reason publication exposure",
    "stoppages": "scope document application opinion",
}
KINDS = {
    "hazard_id": "hazard",
    "notice_id": "notice",
    "attachment_id": "attachment",
    "message_id": "message",
}
SHOWS = {"list_hazards", "get_hazard", "list_notices", "list_outgoing", "list_orders"}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "list_hazards": [{}, {"limit": 200}, {"limit": 200, "text": "演示"}, {"overdue": "true"}],
}
ALL_BUT_UNITS = frozenset(ROLES) - {"unit_manager", "unit_worker"}
SECRETS = [
    Secret("that the public reported it", r'"public_report"|"lead_id":\s*"', ALL_BUT_UNITS),
    Secret("a file's place on disk", r"hazard-registry/[0-9a-f]{2}"),
]


async def plant(tx: Session, settings: Settings) -> None:
    """Seed a smaller demonstration; every hazard gets a photograph of its own."""
    with pytest.MonkeyPatch.context() as smaller:
        for module in (seeding, lives):
            smaller.setattr(module, "UNITS", UNITS)
        smaller.setattr(seeding, "HAZARDS", HAZARDS)
        await seeding.seed(tx, on=ON, files=Files(settings.data_dir / "hazard-registry"))
    await _own_photographs(tx)


async def _own_photographs(tx: Session) -> None:
    """Show each hazard with a photograph of its own: the demonstration has one for all."""
    await tx.execute(
        text(
            """
            INSERT INTO attachment (id, sha256, kind, media_type, size, evidence, added_by, added_at)
            SELECT h.id, a.sha256, a.kind, a.media_type, a.size, '{}', 'demonstration', a.added_at
            FROM hazards h, (SELECT * FROM attachment LIMIT 1) a
            """
        )
    )
    await tx.execute(text("DELETE FROM hazard_photos"))
    await tx.execute(
        text(
            """
            INSERT INTO hazard_photos (hazard_id, attachment_id, stage, added_at)
            SELECT id, id, 'found', reported_at FROM hazards
            """
        )
    )


async def things(tx: Session) -> list[Thing]:
    """Every hazard, with what belongs to it."""
    found = await tx.execute(
        text(
            """
            SELECT h.*, n.id AS notice_id, m.id AS message_id FROM hazards h
            LEFT JOIN LATERAL (SELECT id FROM notices WHERE hazard_id = h.id LIMIT 1) n ON true
            LEFT JOIN LATERAL (
              SELECT id FROM outgoing_messages WHERE hazard_id = h.id LIMIT 1) m ON true
            """
        )
    )
    return [thing for row in found for thing in _of_hazard(row)]


def _of_hazard(row: Any) -> list[Thing]:
    # A unit learns of a public report only when an inspector has verified it.
    hidden = row.channel == "public_report" and row.status in {"reported", "rejected"}
    places = (_place(row, None if hidden else row.unit_id),)
    people = frozenset({row.reported_by} - {None})
    of = {"places": places, "people": people, "state": row.status, "words": (row.number,)}
    hazard = Thing("hazard", {"hazard_id": row.id}, row.id, **of)
    photograph = Thing("attachment", {"attachment_id": row.id}, row.id, **of)
    both = [hazard, photograph]
    if row.notice_id:
        named = {"hazard_id": row.id, "notice_id": row.notice_id}
        both.append(Thing("notice", named, row.notice_id, **of))
    if row.message_id:
        both.append(Thing("message", {"message_id": row.message_id}, row.message_id, **of))
    return both


def _place(row: Any, unit: UUID | None) -> Place:
    return Place(row.area, frozenset({row.department} - {None}), unit)
