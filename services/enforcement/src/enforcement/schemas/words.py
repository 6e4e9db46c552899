"""The kinds of text and numbers requests are made of."""

from decimal import Decimal
from typing import Annotated

from contracts.codes import AreaCode, DepartmentCode
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_NO_NUL = r"^[^\x00]*$"

Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=2, max_length=2000, pattern=_NO_NUL),
]
Short = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=_NO_NUL)
]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,30}$")]
ActKey = Annotated[str, StringConstraints(pattern=r"^[\w:+.-]+$", min_length=3, max_length=2000)]
Article = Annotated[str, StringConstraints(pattern=r"^\d{1,3}(\(\d{1,2}\))?$")]
Trade = Annotated[str, StringConstraints(pattern=r"^[A-T]?\d{2,4}$")]
Yuan = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Area = AreaCode
AreaPrefix = Annotated[str, StringConstraints(pattern=r"^\d{2,18}$")]
Body = DepartmentCode


class Given(BaseModel):
    """A request's body: what it does not know it refuses."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """An answer, read from an entity."""

    model_config = ConfigDict(from_attributes=True)
