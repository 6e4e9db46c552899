"""Who may send readings: register senders with a key, give them a new one, end them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.audit import By
from chassis.db import Session
from chassis.identity import Principal
from chassis.ids import new_id
from chassis.sight import Sight

from hazard_registry.domain.refusals import OutsideReach
from hazard_registry.domain.signal import KeyKind, Sender
from hazard_registry.store import areas
from hazard_registry.store.signal_keys import public_key
from hazard_registry.store.signals import SENDERS
from hazard_registry.use_cases.keeping import enter, move
from hazard_registry.use_cases.telling import today


async def add_sender(
    tx: Session,
    *,
    name: str,
    area: str,
    key: str | None,
    sight: Sight,
    by: Principal,
    at: datetime,
) -> Sender:
    """Register a sender: with its public key, or else with a secret that we derive."""
    where = await areas.valid(tx, area, on=today(at))
    if not sight.sees(area=where.code):
        raise OutsideReach(field="/area")
    sender = Sender(id=new_id(), name=name, area=where.code, **_key(key))
    return await enter(tx, SENDERS, sender, by=by, at=at, told=("name", "area", "key_kind"))


async def rotate_sender_key(
    tx: Session,
    *,
    sender_id: UUID,
    key: str | None,
    why: str,
    sight: Sight,
    by: By,
    at: datetime,
    expected: int,
) -> Sender:
    """Give a sender a new key; what the old one signed is refused from now on."""
    before = (await SENDERS.get(tx, sender_id, sight=sight)).at(expected)
    after = before.change(key_number=before.key_number + 1, **_key(key))
    return await move(tx, SENDERS, before, after, by=by, at=at, action="rotate", why=why)


async def end_sender(
    tx: Session,
    *,
    sender_id: UUID,
    why: str,
    sight: Sight,
    by: By,
    at: datetime,
    expected: int,
) -> Sender:
    before = (await SENDERS.get(tx, sender_id, sight=sight)).at(expected)
    after = before.change(ended_on=today(at))
    return await move(tx, SENDERS, before, after, by=by, at=at, action="end", why=why)


def _key(key: str | None) -> dict[str, Any]:
    if key is None:
        return {"key_kind": KeyKind.HMAC_SHA256, "public_key": None}
    public_key(key)
    return {"key_kind": KeyKind.ED25519, "public_key": key}
