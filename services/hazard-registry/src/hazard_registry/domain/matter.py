"""One-matter chains (一件事): a matter, its lead department, and a department for each link."""

from dataclasses import dataclass, replace
from typing import Any

from hazard_registry.domain.refusals import ChangedMeanwhile, LinkTwice, LinkUnknown
from hazard_registry.domain.unit import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of the chain (环节) and the department that answers for it."""

    code: str
    name: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter that many bodies share; the lead is proposed for whatever belongs to it."""

    code: str
    name: str
    sector: Sector
    lead: str
    links: tuple[Link, ...] = ()
    active: bool = True
    version: int = 1

    def __post_init__(self) -> None:
        """Raise `LinkTwice` if two links have one code."""
        codes = [link.code for link in self.links]
        for place, code in enumerate(codes):
            if code in codes[:place]:
                raise LinkTwice(field=f"/links/{place}/code", link=code)

    def change(self, *, expected: int, **fields: Any) -> "Matter":
        """Raise `ChangedMeanwhile` if it is not at the expected version."""
        if self.version != expected:
            raise ChangedMeanwhile(version=self.version)
        return replace(self, **fields, version=self.version + 1)

    def check_link(self, code: str | None) -> None:
        """Raise `LinkUnknown` unless the chain has this link; none is fine."""
        if code is not None and code not in {link.code for link in self.links}:
            raise LinkUnknown(field="/link", link=code, matter=self.name)
