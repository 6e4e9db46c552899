"""Who may do what: one table a service, read by the router, the tests and the documentation."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from chassis.identity import Grant, NotSignedIn, Principal
from chassis.sight import Reach, Sight, everything


class By(StrEnum):
    """How a role's rows are narrowed."""

    ALL = "all"
    AREA = "area"
    DEPARTMENT = "department"
    UNIT = "unit"
    SELF = "self"


class Forbidden(Exception):
    """The caller is known, and his roles do not allow this."""

    code = "forbidden"

    def __init__(self, operation: str) -> None:
        super().__init__(operation)
        self.facts = {"operation": operation}


Row = Mapping[str, By]

# The caller need not be known; the operation itself decides what it shows.
PUBLIC: Final[Row] = {"*public*": By.ALL}
# Anybody who is signed in; the operation shows nothing that is not for all of them.
SIGNED_IN: Final[Row] = {"*signed_in*": By.ALL}


class Permissions:
    """A row for each operation (a route's function name): role → how its rows are narrowed."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        self._rows = dict(rows)

    def __contains__(self, operation: str) -> bool:
        return operation in self._rows

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        return iter(self._rows.items())

    def joined_with(self, other: "Permissions") -> "Permissions":
        """Add another table; a row of this one stays where both have it."""
        return Permissions({**dict(other), **self._rows})

    def sight(self, operation: str, caller: Principal | None) -> Sight:
        """Raise `NotSignedIn` or `Forbidden` unless the caller may; else tell which rows he reaches."""
        row = self._rows[operation]
        if row is PUBLIC:
            return everything()
        if caller is None:
            raise NotSignedIn
        if row is SIGNED_IN:
            return everything()
        reaches = [
            reach
            for grant in caller.grants
            if grant.role in row and (reach := _reach(row[grant.role], grant, caller))
        ]
        if not reaches:
            raise Forbidden(operation)
        return Sight(tuple(reaches))


def _reach(by: By, grant: Grant, caller: Principal) -> Reach | None:
    """A role that is narrowed by something its grant does not name reaches nothing."""
    match by:
        case By.ALL:
            return Reach()
        case By.AREA:
            return Reach(area=grant.area)
        case By.DEPARTMENT:
            return Reach(grant.area, department=grant.department) if grant.department else None
        case By.UNIT:
            return Reach(unit=grant.unit) if grant.unit else None
        case By.SELF:
            return Reach(person=caller.id)
