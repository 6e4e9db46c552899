"""The demonstration's people of six units in two villages, marked, each with an account."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from attachments import Files
from chassis.db import Session
from chassis.settings import Settings
from sqlalchemy import text
from training_records.demo import roster, seeding
from training_records.permissions import NAMES
from training_records.store.vault import Vault

from tests.rights.callers import HERE, THERE
from tests.rights.fields import Secret, roles_in
from tests.rights.things import Place, Thing
from tests.rights.writing import keep_file, mark

ON = date(2026, 3, 4)
UNITS = 6
OWNERS = "person"
KINDS = {
    "person_id": "person",
    "employment_id": "employment",
    "certificate_id": "certificate",
    "attachment_id": "attachment",
}
FREE = {"code", "id", "consumer", "event_id"}
SHOWS = frozenset(
    {
        "list_people", "read_person", "list_employments", "list_certificates", "read_certificate",
        "list_coverage",
    }
)  # fmt: skip
# Only for a stated purpose, which is written down.
REVEALED = (frozenset({"training_officer"}), frozenset({"reveal_person"}))
SECRETS = [
    Secret("an identity number", r"999999\d{11}[\dXx]", *REVEALED),
    Secret("a telephone", r"1380000\d{4}", *REVEALED),
    Secret("a full name", r"〔person:", roles_in(dict(NAMES)["see_names"])),
]
BODIES: dict[str, dict[str, Any]] = {
    "amend_person": {"name": "王走查", "phone": "13800001234", "account_id": None},
}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "list_people": [{"limit": 200}, {"area": "350583002", "limit": 200}],
    "list_certificates": [{"limit": 200}, {"as_of": "2026-03-04", "limit": 200}],
    "list_employments": [{"limit": 200}],
    "list_coverage": [{"limit": 200}, {"covered": "false", "limit": 200}],
    "list_indicators": [{}, {"area": "350583002"}],
}


async def plant(tx: Session, settings: Settings) -> None:
    """Seed six units, three a village, of two departments; give everybody an account, and marks."""
    with pytest.MonkeyPatch.context() as smaller:
        for module in (seeding, roster):
            smaller.setattr(module, "UNITS", UNITS)
        smaller.setattr(seeding, "VILLAGES", (HERE, THERE))
        await seeding.seed(tx, on=ON, vault=Vault.open(settings.secrets_dir))
    await tx.execute(text("UPDATE person SET account_id = id WHERE account_id IS NULL"))
    await tx.execute(
        text(
            """
            UPDATE known_unit u SET
              department = CASE WHEN n / 2 % 2 = 0 THEN 'enterprise' ELSE 'construction' END
            FROM (SELECT unit_id, row_number() OVER (ORDER BY code) - 1 AS n FROM known_unit) d
            WHERE d.unit_id = u.unit_id
            """
        )
    )
    await mark(tx, "person", "name", kind="person")
    await mark(tx, "employment", "post", kind="employment")
    await mark(tx, "certificate", "issuer", kind="certificate")
    await _screenshots(tx, settings)


async def _screenshots(tx: Session, settings: Settings) -> None:
    """Give every certificate a screenshot of its own, under the certificate's id."""
    kept = await keep_file(tx, Files(settings.data_dir / "training-records"))
    await tx.execute(
        text(
            """
            INSERT INTO attachment (id, sha256, kind, media_type, size, evidence, added_by, added_at)
            SELECT c.id, a.sha256, a.kind, a.media_type, a.size, '{}', 'demonstration', a.added_at
            FROM certificate c, attachment a WHERE a.id = :kept
            """
        ),
        {"kept": kept},
    )
    await tx.execute(text("UPDATE certificate SET verification_attachment = id"))


async def things(tx: Session) -> list[Thing]:
    """Every person with his work and certificates; a person is reached through any of his units."""
    work = await tx.execute(
        text(
            """
            SELECT e.id, e.person_id, e.unit_id, e.to_on, u.area, u.department, p.account_id
            FROM employment e JOIN known_unit u USING (unit_id) JOIN person p ON p.id = e.person_id
            ORDER BY e.id
            """
        )
    )
    people: dict[Any, Thing] = {}
    found = []
    for row in work:
        place = Place(row.area, frozenset({row.department}), row.unit_id)
        of = {"people": frozenset({row.account_id}), "state": "left" if row.to_on else "works"}
        named = {"employment_id": row.id, "person_id": row.person_id}
        found.append(Thing("employment", named, row.id, (place,), **of))
        file = people.get(row.person_id) or Thing(
            "person", {"person_id": row.person_id}, row.person_id, (), kept_at=(), **of
        )
        still = () if row.to_on and row.to_on < ON else (place,)
        people[row.person_id] = replace(
            file, places=(*file.places, place), kept_at=(*(file.kept_at or ()), *still)
        )
    held = await tx.execute(
        text("SELECT id, person_id, regime, verified_on FROM certificate ORDER BY id")
    )
    for row in held:
        owner = people[row.person_id]
        of = {"people": owner.people, "state": f"{row.regime} {'' if row.verified_on else 'un'}"}
        found += [
            Thing(kind, {f"{kind}_id": row.id}, row.id, owner.places, kept_at=owner.kept_at, **of)
            for kind in ("certificate", "attachment")
        ]
    return [*people.values(), *found]
