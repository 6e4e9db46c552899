"""Fictional people for every role, seeded by `python -m gateway.demo`.

Their passwords are known to everybody: they are made only where the settings say `demo`.
"""

import asyncio
import json
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from chassis.audit import record
from chassis.clock import SHANGHAI, SystemClock, date_in_china
from chassis.db import Session, open_database
from contracts.demo import demo_id

from gateway.domain.account import Account, tidy_login
from gateway.domain.grants import Role
from gateway.passwords import Passwords
from gateway.settings import GatewaySettings
from gateway.store import account as store
from gateway.use_cases.account import ACCOUNT, WantedGrant

# Read by whoever tells people how to try the system out, too; new people go to its end.
_FILE: Final = Path(__file__).with_name("data") / "demo-accounts.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody who does not exist."""

    login: str
    name: str
    role: Role
    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    does: str
    password: str


def accounts() -> tuple[DemoAccount, ...]:
    """Return the same people every time. The services' demonstrations know them by their place."""
    return _PEOPLE


def _read() -> tuple[DemoAccount, ...]:
    written = json.loads(_FILE.read_text("utf-8"))
    return tuple(_read_one(person, written["password"]) for person in written["people"])


def _read_one(person: dict[str, Any], password: str) -> DemoAccount:
    unit = demo_id("unit", person["unit"]) if "unit" in person else None
    role = Role(person["role"])
    return DemoAccount(**{**person, "role": role, "unit": unit, "password": password})


_PEOPLE: Final = _read()
PASSWORD: Final = _PEOPLE[0].password


async def seed(tx: Session, passwords: Passwords, *, on: date) -> int:
    """Make the accounts that are not there yet, and return how many were made."""
    at = datetime.combine(on, time(8), SHANGHAI).astimezone(UTC)
    made = 0
    for number, person in enumerate(accounts(), start=1):
        if await store.by_login(tx, tidy_login(person.login)) is None:
            await _add(tx, passwords, person, number=number, at=at)
            made += 1
    return made


async def _add(
    tx: Session, passwords: Passwords, person: DemoAccount, *, number: int, at: datetime
) -> None:
    wanted = WantedGrant(
        role=person.role, area=person.area, department=person.department, unit=person.unit
    )
    account = Account(
        id=demo_id("account", number),
        login=tidy_login(person.login),
        name=f"{person.name}(虚构)",
        password_hash=await passwords.hash(person.password),
        created_at=at,
        password_changed_at=at,
    ).begin_with(wanted.by(None, at=at))
    await store.add(tx, account)
    await record(
        tx, by="demonstration", at=at, action="create_account", what=ACCOUNT, id=account.id
    )


async def main() -> int:
    """Raise SystemExit unless the settings say that this is a demonstration."""
    settings = GatewaySettings()
    if not settings.demo:
        raise SystemExit("ZHIBEN_DEMO is not set: accounts with public passwords are not made.")
    passwords = Passwords()
    clock = SystemClock(settings)
    async with open_database(settings.sqlalchemy_url) as sessions, sessions.begin() as tx:
        made = await seed(tx, passwords, on=date_in_china(clock.now()))
    passwords.close()
    return made


if __name__ == "__main__":
    sys.stdout.write(f"{asyncio.run(main())}\n")
