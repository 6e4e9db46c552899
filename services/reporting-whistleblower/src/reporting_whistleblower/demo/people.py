"""The officers of the demonstration: the same accounts as the gateway's, with open keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chassis.db import Session
from chassis.identity import Grant, Principal
from contracts.demo import demo_id

from reporting_whistleblower.domain.keys import OpenKey, Purpose
from reporting_whistleblower.use_cases import keys

LIUCHENG: Final = "350583002"
# Known to everybody, as the accounts' password is.
PASSPHRASE: Final = "Zhiben-demo-key-2026"  # noqa: S105 - it is no secret


def _person(number: int, name: str, role: str, area: str = "") -> Principal:
    """Name an account by its place in the gateway's list of demonstration accounts."""
    return Principal(demo_id("account", number), f"{name}(虚构)", (Grant(role, area),))


HANDLER: Final = _person(10, "何谨言", "report_handler", LIUCHENG)
HANDLER_2: Final = _person(11, "曾慎行", "report_handler", LIUCHENG)
CUSTODIAN: Final = _person(12, "叶守密", "custodian")
CUSTODIAN_2: Final = _person(13, "戴如缄", "custodian")
PAYER: Final = _person(14, "钱清算", "payer")
LEGAL: Final = _person(9, "周明法", "legal_reviewer", "350583")
LEADER: Final = _person(15, "王统筹", "leader", LIUCHENG)
MANAGER: Final = _person(16, "蔡业主", "unit_manager", "350583002202")
SYSTEM: Final = _person(19, "罗系统", "system_admin")

OFFICERS: Final = (
    (HANDLER, Purpose.HANDLER),
    (HANDLER_2, Purpose.HANDLER),
    (CUSTODIAN, Purpose.CUSTODIAN),
    (CUSTODIAN_2, Purpose.CUSTODIAN),
    (PAYER, Purpose.PAYER),
    (LEADER, Purpose.TRUSTEE),
    (LEGAL, Purpose.TRUSTEE),
)


@dataclass(frozen=True)
class OpenKeys:
    """The keys the demonstration works with while it is being made."""

    handler: OpenKey
    custodian: OpenKey
    custodian_2: OpenKey


async def enrol(tx: Session, *, at: datetime) -> None:
    """Give every officer a key."""
    for person, purpose in OFFICERS:
        await keys.enrol_key(tx, purpose=purpose, passphrase=PASSPHRASE, by=person, at=at)


async def unlock(tx: Session, *, at: datetime) -> OpenKeys:
    """Open those keys that are needed, as their officers would."""
    opened = [await _open(tx, person, at) for person in (HANDLER, CUSTODIAN, CUSTODIAN_2)]
    return OpenKeys(*opened)


async def lock(tx: Session, *, at: datetime) -> None:
    for person in (HANDLER, CUSTODIAN, CUSTODIAN_2):
        await keys.lock_key(tx, by=person, at=at)


async def _open(tx: Session, person: Principal, at: datetime) -> OpenKey:
    session = await keys.unlock_key(tx, passphrase=PASSPHRASE, by=person, at=at)
    token = session[0] if session else None
    return await keys.use_session(tx, token=token, by=person, at=at)
