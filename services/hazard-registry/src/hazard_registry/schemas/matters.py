"""One-matter chains, as sent and as shown."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from hazard_registry.domain.unit import Sector
from hazard_registry.schemas.fields import Body, DepartmentCode, MatterCode, Name, Out, Words


class LinkBody(Body):
    code: MatterCode
    name: Name
    department: DepartmentCode


class MatterBody(Body):
    """A chain as a whole."""

    name: Name
    sector: Sector
    lead: DepartmentCode = Field(description="牵头部门")
    links: Annotated[tuple[LinkBody, ...], Field(max_length=30)] = ()


class NewMatter(MatterBody):
    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "code": "bottled_gas",
                "name": "瓶装液化气全链条",
                "sector": "gas",
                "lead": "construction",
                "links": [{"code": "use", "name": "餐饮场所使用", "department": "office"}],
            }
        }
    )

    code: MatterCode


class MatterChange(MatterBody):
    active: bool = True
    why: Words | None = None


class LinkOut(Out):
    code: str
    name: str
    department: str


class MatterOut(Out):
    code: str = Field(examples=["bottled_gas"])
    name: str
    sector: Sector
    lead: str
    links: list[LinkOut]
    active: bool
    version: int


class KeySectorOut(Out):
    sector: Sector
    covered: bool
    matters: list[str]


class KeySectorsOut(Out):
    """The sectors that the plan names, and the rule that names them."""

    items: list[KeySectorOut]
    basis: dict[str, Any]
