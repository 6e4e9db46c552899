"""Open people's files, correct them, and show what is sealed to those who may see it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight
from office.fault import Fault
from office.identifiers import mask_phone, parse_identity_number

from training_records.domain.employment import Employment, Post
from training_records.domain.person import Person, Purpose
from training_records.domain.refusals import NameDiffers, NotFound, unreadable
from training_records.domain.sealed import Sealed
from training_records.store import person as people
from training_records.store import vault as vaults
from training_records.store.vault import Vault
from training_records.use_cases.employment import begin_work

IDENTITY: Final = "identity number"
PHONE: Final = "phone"


@dataclass(frozen=True, slots=True)
class Revealed:
    """What was sealed, in the clear."""

    identity_number: str
    phone: str | None


async def register_person(
    tx: Session,
    *,
    vault: Vault,
    name: str,
    identity_number: str,
    phone: str | None,
    account_id: UUID | None,
    post: Post,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> tuple[Person, Employment]:
    """Open the file of somebody who works at a unit in sight. Raise `PersonExists` for a second."""
    await vaults.insist(tx, vault)
    today = date_in_china(at)
    someone = Person(
        id=new_id(),
        name=name,
        identity=seal_identity(vault, identity_number, on=today),
        phone=_seal_phone(vault, phone),
        account_id=account_id,
        registered_on=today,
    )
    await people.add(tx, someone)
    await audit.record(tx, by=by, at=at, action="register", what="person", id=someone.id)
    work = await begin_work(tx, person_id=someone.id, post=post, sight=sight, by=by, at=at)
    return someone, work


async def hire_person(
    tx: Session,
    *,
    vault: Vault,
    name: str,
    identity_number: str,
    post: Post,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> tuple[Person, Employment]:
    """Add work at a unit in sight to the file of somebody who may be known only elsewhere.

    Number and name together must fit: the number alone tells nobody that there is a file.
    """
    await vaults.insist(tx, vault)
    identity = seal_identity(vault, identity_number, on=date_in_china(at))
    someone = await people.by_digest(tx, identity.digest)
    if someone is None:
        raise NotFound
    if someone.name != name:
        raise NameDiffers(field="/name")
    work = await begin_work(tx, person_id=someone.id, post=post, sight=sight, by=by, at=at)
    return someone, work


async def amend_person(
    tx: Session,
    *,
    vault: Vault,
    person_id: UUID,
    name: str,
    phone: str | None,
    account_id: UUID | None,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Person:
    """Correct a file. The audit trail says which fields changed, never what stood in them."""
    before = await people.get(tx, person_id, sight=sight, kept_on=date_in_china(at))
    sealed = _seal_phone(vault, phone)
    someone = before.amend(name=name, phone=sealed, account_id=account_id, expected=expected)
    await people.save(tx, someone)
    changed = [
        field
        for field, differs in (
            ("name", before.name != name),
            ("phone", _digest(before.phone) != _digest(sealed)),
            ("account_id", before.account_id != account_id),
        )
        if differs
    ]
    await audit.record(
        tx, by=by, at=at, action="amend", what="person", id=someone.id,
        changes={"fields": [None, changed]},
    )  # fmt: skip
    return someone


async def reveal_person(
    tx: Session,
    *,
    vault: Vault,
    person_id: UUID,
    purpose: Purpose,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Revealed:
    """Show the sealed numbers once, and write down to whom and what for."""
    someone = await people.get(tx, person_id, sight=sight)
    await audit.record(
        tx, by=by, at=at, action="reveal", what="person", id=someone.id, why=purpose.value
    )
    phone = vault.unseal(someone.phone, what=PHONE) if someone.phone else None
    return Revealed(vault.unseal(someone.identity, what=IDENTITY), phone)


def seal_identity(vault: Vault, written: str, *, on: date) -> Sealed:
    """Raise a refusal that says what is wrong with the number, without repeating it."""
    try:
        number = parse_identity_number(written, on=on)
    except Fault as fault:
        raise unreadable(fault.code, fault.facts, field="/identity_number") from fault
    return vault.seal(number.value, what=IDENTITY, mask=str(number))


def _seal_phone(vault: Vault, phone: str | None) -> Sealed | None:
    return vault.seal(phone, what=PHONE, mask=mask_phone(phone)) if phone else None


def _digest(sealed: Sealed | None) -> bytes | None:
    return sealed.digest if sealed else None
