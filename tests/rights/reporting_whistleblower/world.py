"""One fictional report of every fate, in two villages, their leads and rewards marked.

A handler's key and a custodian's are open, so that what is refused is refused by rights alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from chassis.db import Session
from chassis.settings import Settings
from chassis.testing import NOON
from contracts.demo import demo_id
from reporting_whistleblower.demo import lives, seeding
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.store import keys
from reporting_whistleblower.store.deployment import receipt_key
from reporting_whistleblower.use_cases import keys as using
from reporting_whistleblower.use_cases import sealing, uploads
from sqlalchemy import text

from tests.rights.callers import HERE, THERE, Caller, account_of
from tests.rights.fields import Secret
from tests.rights.objects import HASHES
from tests.rights.things import Place, Thing, marked
from tests.rights.writing import mark

ON = date(2026, 3, 4)
HEADER = "X-Zhiben-Confidential"
OWNERS = "report"
KINDS = {
    "report_id": "report",
    "upload_id": "upload",
    "lead_id": "lead",
    "request_id": "request",
    "reward_id": "reward",
}
# Claims and funds are nobody's in particular; laws, days and what only auditors name.
FREE = {"number", "fund_id", "code", "id", "day", "year", "consumer", "event_id"}
UNREAD = HASHES | {"open_receipt", "unlock_key", "lock_key"}
SHOWS = frozenset({"read_lead", "read_report", "read_upload", "list_identity_requests"})
HANDLER = frozenset({"report_handler"})
SECRETS = [
    Secret("a report's words", r"〔report:", HANDLER, frozenset({"read_report", "read_upload"})),
    Secret(
        "a report's number",
        r"JB\d{4}-\w{4}-\w{4}",
        HANDLER,
        frozenset({"list_reports", "read_report"}),
    ),
    Secret("a sender's name", r"举报人\d"),
    Secret("a sender's telephone", r"000-0000-0000"),
    Secret("an agreed password", r"demo-kapok"),
    Secret("a receipt code", r"2026 ?0000 ?0000"),
    Secret("why a name is asked for", r"〔request:", HANDLER | {"custodian", "auditor"}),
]
BODIES: dict[str, dict[str, Any]] = {
    "propose_reward": {"fine": "1000.00"},
    "merge_report": {"into": "{report_id}"},
}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "list_reports": [{"limit": 200}, {"overdue": "true"}, {"area": "350583002", "limit": 200}],
    "list_rewards": [{"limit": 200}, {"area": "35", "limit": 200}],
    "list_identity_requests": [{"limit": 200}],
    "report_statistics": [{}, {"first": "2025-01-01", "last": "2026-03-04"}],
    "indicators": [{}, {"period": "2026"}],
}


@dataclass(frozen=True, slots=True)
class Held:
    """An officer's key and its private half, which only this test knows."""

    key: OfficerKey
    private: bytes


OTHER_HANDLER = demo_id("rights", 2)
HELD: dict[UUID, Held] = {}
PURPOSES = {"report_handler": Purpose.HANDLER, "custodian": Purpose.CUSTODIAN}


async def plant(tx: Session, settings: Settings) -> None:
    """Seed one life of each ending; every report is sealed to the walk's own handler too."""
    for role, purpose in PURPOSES.items():
        await enrol(tx, account_of(role), purpose)
    await enrol(tx, OTHER_HANDLER, Purpose.HANDLER)
    each = {life.ending: life for life in lives.LIVES}
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(seeding, "LIVES", tuple(each.values()))
        smaller.setattr(lives, "VILLAGES", (HERE, THERE))
        await seeding.seed(tx, on=ON, receipt_key=receipt_key(settings.secrets_dir))
    await tx.execute(
        text(
            f"""
            UPDATE report r SET area = CASE WHEN n % 2 = 0 THEN '{HERE}' ELSE '{THERE}' END
            FROM (SELECT id, row_number() OVER (ORDER BY status, id) AS n FROM report) d
            WHERE d.id = r.id
            """  # noqa: S608
        )
    )
    for table, on in (("lead", "lead_id = r.lead_id"), ("reward", "report_id = r.id")):
        await tx.execute(
            text(f"UPDATE {table} t SET area = r.area FROM report r WHERE t.{on}")  # noqa: S608
        )
    await _words(tx)
    await _photographs(tx)
    await _requests(tx)
    await mark(tx, "lead", "what place", kind="lead", of="lead_id")
    await mark(tx, "reward", "decline_reason voucher", kind="reward")


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


async def _requests(tx: Session) -> None:
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


async def enrol(tx: Session, account: UUID, purpose: Purpose) -> None:
    pair = sealing.key_pair()
    key = OfficerKey(
        id=account,
        account_id=account,
        purpose=purpose,
        areas=("350583002",),
        public_key=pair.public,
        salt=b"",
        wrapped_private=b"",
        created_at=NOON,
    )
    assert await keys.add(tx, key)
    HELD[account] = Held(key, pair.private)


async def unlocked(tx: Session, caller: Caller) -> dict[str, str]:
    """Open the caller's key for these requests, if he has one."""
    held = HELD.get(caller.id)
    if held is None:
        return {}
    token, session = using.open_session(held.key, held.private, at=NOON)
    await keys.add_session(tx, session)
    return {HEADER: token}


async def things(tx: Session) -> list[Thing]:
    """Every report, with its lead, its photographs, its reward, and who asked whose name it bears."""
    reports = {
        row.id: Thing(
            "report", {"report_id": row.id}, row.id, (Place(row.area),), state=row.status,
            words=(row.number,),
        )
        for row in await tx.execute(text("SELECT id, area, status, number FROM report"))
    }  # fmt: skip
    leads = await tx.execute(text("SELECT lead_id AS id, area, category FROM lead"))
    rewards = await tx.execute(text("SELECT id, area, status FROM reward"))
    photographs = await tx.execute(
        text("SELECT id, report_id FROM upload WHERE report_id IS NOT NULL")
    )
    requests = await tx.execute(
        text(
            """
            SELECT q.id, r.area, q.status, q.asked_by
            FROM identity_request q JOIN report r ON r.id = q.report_id
            """
        )
    )
    return [
        *reports.values(),
        *(_thing("lead", row, row.category) for row in leads),
        *(_thing("reward", row, row.status) for row in rewards),
        *(_thing("request", row, row.status, frozenset({row.asked_by})) for row in requests),
        *(
            Thing(
                "upload", {"upload_id": row.id, "report_id": row.report_id}, row.id,
                reports[row.report_id].places,
            )
            for row in photographs
        ),
    ]  # fmt: skip


def _thing(kind: str, row: Any, state: str, people: frozenset[UUID] = frozenset()) -> Thing:
    return Thing(kind, {f"{kind}_id": row.id}, row.id, (Place(row.area),), people, state)
