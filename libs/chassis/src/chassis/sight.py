"""Which rows a caller reaches, worked out from his roles. Pure: stores turn it into SQL."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach rows: all conditions that are set must hold."""

    area: str = ""
    department: str | None = None
    unit: UUID | None = None
    person: UUID | None = None

    def covers(
        self,
        area: str | None,
        departments: frozenset[str],
        unit: UUID | None,
        people: frozenset[UUID],
    ) -> bool:
        """Test one row. An area covers its subtree: codes that begin with it."""
        return (
            (not self.area or (area or "").startswith(self.area))
            and (self.department is None or self.department in departments)
            and (self.unit is None or self.unit == unit)
            and (self.person is None or self.person in people)
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """The rows a caller may work on in one operation: what any of his reaches covers."""

    reaches: tuple[Reach, ...] = ()

    def sees(
        self,
        *,
        area: str | None = None,
        department: str | tuple[str | None, ...] | None = None,
        unit: UUID | None = None,
        person: UUID | tuple[UUID | None, ...] | None = None,
    ) -> bool:
        """Test a row by what it belongs to; several departments or persons may own one row."""
        departments = department if isinstance(department, tuple) else (department,)
        people = person if isinstance(person, tuple) else (person,)
        return any(
            reach.covers(
                area,
                frozenset(d for d in departments if d),
                unit,
                frozenset(p for p in people if p),
            )
            for reach in self.reaches
        )


def everything() -> Sight:
    """Reach every row; for handlers, sweeps and commands, which act for nobody."""
    return Sight((Reach(),))
