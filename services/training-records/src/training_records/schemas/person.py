"""People's files on the wire. Numbers are masked; names too, for who need not know them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from office.identifiers import mask_name
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from training_records.domain.person import Person, Purpose
from training_records.schemas.employment import EmploymentOut, PostIn
from training_records.schemas.written import Name, Number, Phone, Written

_EXAMPLE: JsonDict = {
    "id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c3",
    "name": "王**",
    "identity_number": "3505************1X",
    "phone": "138****1234",
    "account_id": None,
    "registered_on": "2026-03-04",
    "version": 1,
}


class PersonIn(Written):
    """A new file, with the post its person begins with."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "王演示",
                    "identity_number": "11010519491231002X",
                    "phone": "13800001234",
                    "post": {
                        "unit_id": "0192f1c2-3d4e-7a5b-8c6d-7e8f90a1b2c4",
                        "kind": "own",
                        "post": "电工",
                        "needs": [{"regime": "special_operation", "item": "1.2"}],
                        "from_on": "2026-03-01",
                    },
                }
            ]
        }
    )

    name: Name
    identity_number: Number = Field(description="18 characters; stored sealed, answered masked.")
    phone: Phone | None = None
    account_id: UUID | None = Field(None, description="The account the person signs in with.")
    post: PostIn


class HireIn(Written):
    """Work for somebody who has a file already, perhaps at another unit."""

    name: Name
    identity_number: Number
    post: PostIn


class PersonAmendIn(Written):
    """The whole of what may be corrected."""

    name: Name
    phone: Phone | None
    account_id: UUID | None


class FindIn(Written):
    """Whom to find: by identity number, by the beginning of the name, or both."""

    identity_number: Number | None = None
    name: Name | None = None


class RevealIn(Written):
    """What the number is needed for. It is written down."""

    purpose: Purpose


class RevealedOut(BaseModel):
    """What was sealed, in the clear: not to be kept."""

    identity_number: str
    phone: str | None


class PersonOut(BaseModel):
    """A person's file. `name` is shown in full to those who keep the file, else masked."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: UUID
    name: str
    identity_number: str
    phone: str | None
    account_id: UUID | None
    registered_on: date
    version: int

    @classmethod
    def of(cls, person: Person, *, in_full: bool) -> "PersonOut":
        return cls(**_shown(person, in_full=in_full))


class PersonFileOut(PersonOut):
    """A file with the posts the caller reaches, the newest last."""

    employments: list[EmploymentOut]

    @classmethod
    def of_file(
        cls, person: Person, employments: Sequence[EmploymentOut], *, in_full: bool
    ) -> "PersonFileOut":
        return cls(**_shown(person, in_full=in_full), employments=list(employments))


def _shown(person: Person, *, in_full: bool) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name if in_full else mask_name(person.name),
        "identity_number": person.identity.mask,
        "phone": person.phone.mask if person.phone else None,
        "account_id": person.account_id,
        "registered_on": person.registered_on,
        "version": person.version,
    }
