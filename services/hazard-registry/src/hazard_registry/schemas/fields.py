"""Kinds of fields that several bodies have."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

# PostgreSQL stores no NUL.
_STORABLE = r"^[^\x00]*$"

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_STORABLE),
]
Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000, pattern=_STORABLE),
]
Phone = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[0-9\- ]{5,24}$")]
AreaCode = Annotated[
    str, StringConstraints(pattern=r"^\d{9,18}$"), Field(examples=["350583002202"])
]
AreaPrefix = Annotated[str, StringConstraints(pattern=r"^\d{2,18}$")]
Industry = Annotated[str, StringConstraints(pattern=r"^[A-T]?\d{2,4}$"), Field(examples=["C3032"])]
DepartmentCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,30}$")]
MatterCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
Criterion = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Za-z0-9]{1,6}){1,4}$")]
Query = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=_STORABLE)]
Yuan = Annotated[
    Decimal,
    Field(ge=0, le=Decimal("999999999999.99"), decimal_places=2, examples=["20000.00"]),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str),
]


class Body(BaseModel):
    """A body somebody sends: a field nobody knows is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """An answer, read off a domain object."""

    model_config = ConfigDict(from_attributes=True)
