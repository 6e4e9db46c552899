"""The demonstration's clues, cases and bans, dealt out to two areas and two bodies, and marked."""

from datetime import date
from typing import Any

import pytest
from attachments import Files
from chassis.db import Session
from chassis.settings import Settings
from contracts.demo import demo_id
from enforcement import demo
from enforcement.demo.bans import identity_number
from enforcement.permissions import BAN_READERS, STAFF
from enforcement.store.seals import Seals
from sqlalchemy import text

from tests.rights.callers import HERE, THERE
from tests.rights.fields import Secret, roles_in
from tests.rights.things import Place, Thing
from tests.rights.writing import keep_file, mark

ON = date(2026, 3, 4)
BODIES_HERE = ("emergency_bureau", "fire_rescue_brigade")
TEXTS = {
    "case": ("cases", "cause ended_because extended_because"),
    "clue": ("clues", "summary reason"),
    "ban": ("bans", "reason lifted_because"),
    "progress": ("plan_progress", "words"),
}
OWNERS = "case"
KINDS = {
    "case_id": "case",
    "statement_id": "statement",
    "clue_id": "clue",
    "ban_id": "ban",
    "progress_id": "progress",
    "attachment_id": "attachment",
}
# What all officials read, and what only auditors and operators name.
FREE = {"code", "officer_id", "entry_id", "id", "day", "year", "consumer", "event_id"}
SHOWS = frozenset(
    {"list_cases", "get_case", "list_clues", "get_clue", "list_bans", "get_ban", "get_progress"}
)
SECRETS = [
    Secret("an identity number", r"\b\d{17}[\dXx]\b"),
    Secret(
        "the name of somebody banned",
        r"〔ban:",
        roles_in(BAN_READERS),
        frozenset({"list_bans", "get_ban"}),
    ),
    Secret("an officer's certificate", r"演示-\d{4}", roles_in(STAFF)),
]
BODIES: dict[str, dict[str, Any]] = {
    "investigate_case": {"officers": [str(demo_id("officer", number)) for number in (0, 1)]},
    "check_ban": {"identity_number": identity_number(0)},
    "record_payment": {"amount": "1.00"},
    "grant_instalments": {"parts": [{"amount": "1.00", "by": "2026-04-01"}]},
}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "list_cases": [{"limit": 200}, {"overdue": "true"}, {"area": "350583002", "limit": 200}],
    "list_clues": [{"limit": 200}],
    "list_bans": [{"limit": 200}, {"in_force_on": "2026-03-04"}],
    "list_indicators": [{}, {"row": 13}],
    "check_competence": [{"matter": "industry_trade", "body": "emergency_bureau"}],
    "case_statistics": [{}, {"period": "2026"}],
    "monthly_statistics": [{"period": "2026-02"}, {"period": "2026-02", "area": "35"}],
}


async def plant(tx: Session, settings: Settings) -> None:
    """Seed, leave out the many clues that are settled, and deal out and mark the rest."""
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(demo, "answer_older_hazards", _nothing)
        await demo.seed(tx, on=ON, seals=Seals.open(settings.secrets_dir))
    for table, order in (
        ("cases", "status, id"),
        ("clues", "status, id"),
        ("bans", "id"),
        ("plan_progress", "id"),
    ):
        await _deal(tx, table, order)
    for kind, (table, columns) in TEXTS.items():
        await mark(tx, table, columns, kind=kind)
    await _evidence(tx, settings)


async def _nothing(*_: object, **__: object) -> None:
    return None


async def _deal(tx: Session, table: str, order: str) -> None:
    """Every other row lies there; two rows of four belong to the other body."""
    await tx.execute(
        text(
            f"""
            UPDATE {table} t SET
              area = CASE WHEN n % 2 = 0 THEN '{HERE}' ELSE '{THERE}' END,
              body = CASE WHEN n / 2 % 2 = 0 THEN '{BODIES_HERE[0]}' ELSE '{BODIES_HERE[1]}' END
            FROM (SELECT id, row_number() OVER (ORDER BY {order}) AS n FROM {table}) d
            WHERE d.id = t.id
            """  # noqa: S608
        )
    )


async def _evidence(tx: Session, settings: Settings) -> None:
    """Give every case a photograph of its own, under the case's id."""
    kept = await keep_file(tx, Files(settings.data_dir / "enforcement"))
    await tx.execute(
        text(
            """
            INSERT INTO attachment (id, sha256, kind, media_type, size, evidence, added_by, added_at)
            SELECT c.id, a.sha256, a.kind, a.media_type, a.size, '{}', 'demonstration', a.added_at
            FROM cases c, attachment a WHERE a.id = :kept
            """
        ),
        {"kept": kept},
    )
    await tx.execute(
        text(
            """
            UPDATE cases SET evidence = jsonb_build_array(jsonb_build_object(
              'id', id, 'kind', 'site_record', 'title', '照片〔case:' || id || '〕',
              'obtained_on', '2026-03-02', 'attachment_id', id,
              'added_by', filed_by, 'added_at', '2026-03-02T04:00:00Z'))
            """
        )
    )


async def things(tx: Session) -> list[Thing]:
    """Every case with its evidence and statements, every clue, every ban."""
    cases = await tx.execute(
        text("SELECT id, number, area, body, status, statements->0->>'id' AS stated FROM cases")
    )
    clues = await tx.execute(text("SELECT id, area, body, from_body, status FROM clues"))
    progress = await tx.execute(text("SELECT id, area, body, status FROM plan_progress"))
    bans = await tx.execute(text("SELECT id, area, body, scope FROM bans"))
    return [
        *(thing for row in cases for thing in _of_case(row)),
        *(_thing("clue", row, row.status, row.from_body) for row in clues),
        *(_thing("ban", row, row.scope) for row in bans),
        *(_thing("progress", row, row.status) for row in progress),
    ]


def _of_case(row: Any) -> list[Thing]:
    case = _thing("case", row, row.status, words=(row.number,))
    of = {"places": case.places, "state": row.status, "words": case.words}
    found = [case, Thing("attachment", {"attachment_id": row.id}, row.id, **of)]
    if row.stated:
        named = {"case_id": row.id, "statement_id": row.stated}
        found.append(Thing("statement", named, row.id, **of))
    return found


def _thing(
    kind: str, row: Any, state: str, *also: str | None, words: tuple[str, ...] = ()
) -> Thing:
    place = Place(row.area, frozenset({row.body, *also} - {None}))
    return Thing(kind, {f"{kind}_id": row.id}, row.id, (place,), state=state, words=words)
