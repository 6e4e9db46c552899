"""Bodies, officers and the competence table over HTTP."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from enforcement.domain.body import BodyLevel
from enforcement.schemas.words import Area, Body, Code, Given, Short, Shown, Words


class BodyIn(Given):
    code: Body = Field(examples=["emergency_bureau"])
    name: Short = Field(examples=["南安市应急管理局"])
    level: BodyLevel
    area: Area = Field(examples=["350583"])
    document_prefix: Short | None = Field(None, examples=["（南安）应急"])
    valid_from: date
    valid_to: date | None = None
    source: Words = Field(examples=["南安市权责清单（2024年版）"])


# Only what is sent is changed, so the defaults of a change are never read; what may not be empty
# in the register takes no null.
class BodyChange(Given):
    name: Short = ""
    document_prefix: Short | None = None
    valid_to: date | None = None
    source: Words = ""
    confirmed: bool = False


class BodyOut(Shown):
    code: str
    name: str
    level: BodyLevel
    area: str
    document_prefix: str | None
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool
    version: int


class OfficerIn(Given):
    name: Short = Field(examples=["郑执礼"])
    body: Body
    account_id: UUID | None = None
    certificate_number: Short = Field(examples=["闽C-0583-0001"])
    valid_from: date
    valid_to: date


class OfficerChange(Given):
    name: Short = ""
    body: Body = ""
    account_id: UUID | None = None
    certificate_number: Short = ""
    valid_from: date = date.min
    valid_to: date = date.max


class OfficerOut(Shown):
    id: UUID
    name: str
    body: str
    account_id: UUID | None
    certificate_number: str
    valid_from: date
    valid_to: date
    version: int


class MatterOut(Shown):
    code: str
    name: str
    lead: str
    criteria: tuple[str, ...]


class CompetenceIn(Given):
    matter: Code = Field(examples=["industry_trade"])
    body: Body
    may_inspect: bool
    may_order: bool
    may_punish: bool
    transfer_to: Body | None = None
    effective_from: date
    effective_to: date | None = None
    source: Words
    decision: Words | None = Field(
        None, description="公布权力下放的决定文号；街道行使处罚权时必填（行政处罚法第二十四条）"
    )


class CompetenceOut(Shown):
    """What a body may do in a matter. `assumed`: nobody entered it, the law's default applies."""

    id: UUID | None
    matter: str
    body: str
    may_inspect: bool
    may_order: bool
    may_punish: bool
    transfer_to: str | None
    effective_from: date
    effective_to: date | None
    source: str
    decision: str | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    assumed: bool
    provisional: bool


class Why(Given):
    why: Words = Field(examples=["已对照权责清单核实"])
