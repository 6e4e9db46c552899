"""Officers whose private keys only the walk knows."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Session
from chassis.testing import NOON
from contracts.demo import demo_id
from reporting_whistleblower.domain.keys import OfficerKey, Purpose
from reporting_whistleblower.store import keys
from reporting_whistleblower.use_cases import keys as using
from reporting_whistleblower.use_cases import sealing

from tests.rights.callers import Caller

HEADER = "X-Zhiben-Confidential"


@dataclass(frozen=True, slots=True)
class Held:
    """An officer's key and its private half, which only this test knows."""

    key: OfficerKey
    private: bytes


OTHER_HANDLER = demo_id("rights", 2)
HELD: dict[UUID, Held] = {}
PURPOSES = {"report_handler": Purpose.HANDLER, "custodian": Purpose.CUSTODIAN}


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
