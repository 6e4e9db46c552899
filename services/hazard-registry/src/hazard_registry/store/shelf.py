"""The rows of one table as records of one kind: enter, find, save, list, count."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar
from uuid import UUID

from chassis.db import Session
from chassis.narrowing import narrow
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Sight
from sqlalchemy import ColumnElement, Table, func, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from hazard_registry.domain.refusals import ChangedMeanwhile, NotFound
from hazard_registry.domain.site_refusals import ExistsAlready
from hazard_registry.tables import units

BATCH = 500
TAKEN = "23505"  # a unique value that another row has
Condition: TypeAlias = ColumnElement[bool]
# What a filter's name means where it is no column's: given its value and the day that is asked about.
Meaning: TypeAlias = Callable[[Any, date], Condition]


class Record(Protocol):
    """A dataclass with an id and a version: what `domain.kept` describes."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


Thing = TypeVar("Thing", bound=Record)


class Shelf(Generic[Thing]):
    """Where records of one kind are kept.

    A table with an area of its own is seen by that area, department and unit; any other by the unit
    that its `unit_id` names, wherever that unit belongs today. A public one is read by everybody.
    """

    def __init__(
        self,
        kind: type[Thing],
        table: Table,
        *,
        meanings: Mapping[str, Meaning] | None = None,
        public: bool = False,
    ) -> None:
        self.kind, self.table, self.public = kind, table, public
        self._names = [field.name for field in fields(kind)]
        self._meanings = dict(meanings or {})

    async def add(self, tx: Session, thing: Thing) -> None:
        """Raise `ExistsAlready` if the register has this one."""
        new = insert(self.table).values(self.row(thing)).on_conflict_do_nothing()
        if (await tx.execute(new.returning(self.table.c.id))).first() is None:
            raise ExistsAlready()

    async def get(self, tx: Session, id: UUID, *, sight: Sight) -> Thing:
        """Raise `NotFound` if there is none within the caller's sight."""
        query = self._select().where(self.table.c.id == id, self.within(sight))
        row = (await tx.execute(query)).one_or_none()
        if row is None:
            raise NotFound()
        return self.thing(row)

    async def save(self, tx: Session, thing: Thing) -> None:
        """Raise `ChangedMeanwhile` if another request saved it since it was loaded.

        Raise `ExistsAlready` if another record is what it would become.
        """
        same = (self.table.c.id == thing.id) & (self.table.c.version == thing.version - 1)
        change = update(self.table).where(same).values(self.row(thing)).returning(self.table.c.id)
        try:
            saved = (await tx.execute(change)).first()
        except IntegrityError as error:
            if getattr(error.orig, "sqlstate", None) == TAKEN:
                raise ExistsAlready() from error
            raise
        if saved is None:
            raise ChangedMeanwhile(version=thing.version)

    async def page(
        self, tx: Session, wanted: Mapping[str, Any], *, on: date, sight: Sight, page: PageRequest
    ) -> Slice:
        """List the newest first."""
        query = self._select().where(self.within(sight), *self.conditions(wanted, on))
        if page.after:
            query = query.where(self.table.c.id < UUID(page.after[0]))
        rows = await tx.execute(query.order_by(self.table.c.id.desc()).limit(page.limit + 1))
        return cut([self.thing(row) for row in rows], page, lambda thing: (thing.id,))

    async def every(
        self, tx: Session, wanted: Mapping[str, Any], *, on: date, sight: Sight
    ) -> AsyncIterator[Thing]:
        """Go through all of a list, a batch at a time."""
        page = PageRequest(BATCH)
        while True:
            found = await self.page(tx, wanted, on=on, sight=sight, page=page)
            for thing in found.items:
                yield thing
            if found.next is None:
                return
            page = PageRequest(BATCH, (str(found.items[-1].id),))

    async def count(self, tx: Session, wanted: Mapping[str, Any], *, on: date, sight: Sight) -> int:
        query = select(func.count()).select_from(self.table)
        conditions = self.conditions(wanted, on)
        return await tx.scalar(query.where(self.within(sight), *conditions)) or 0

    async def which(self, tx: Session, *where: Condition, limit: int = BATCH) -> list[Thing]:
        """List the oldest that meet a condition, for handlers and sweeps, which act for nobody."""
        query = self._select().where(*where).order_by(self.table.c.id).limit(limit)
        return [self.thing(row) for row in await tx.execute(query)]

    async def due(self, tx: Session, *where: Condition, limit: int = BATCH) -> list[Thing]:
        """Lock the oldest that meet a condition; those that another holds are left to it."""
        query = self._select().where(*where).order_by(self.table.c.id).limit(limit)
        rows = await tx.execute(query.with_for_update(skip_locked=True))
        return [self.thing(row) for row in rows]

    def within(self, sight: Sight) -> Condition:
        """The records a caller may see."""
        own = self.table.c
        if self.public:
            return true()
        if "area" in own:
            return narrow(
                sight, area=own.area, department=own.get("department"), unit=own.get("unit_id")
            )
        seen = narrow(sight, area=units.c.area, department=units.c.department, unit=units.c.id)
        return own.unit_id.in_(select(units.c.id).where(seen))

    def conditions(self, wanted: Mapping[str, Any], on: date) -> list[Condition]:
        """Turn a filter into conditions: a column's name, `X_from`, `X_to`, `area`, or a meaning."""
        return [
            self._condition(name, value, on) for name, value in wanted.items() if value is not None
        ]

    def _condition(self, name: str, value: Any, on: date) -> Condition:
        own = self.table.c
        if name in self._meanings:
            return self._meanings[name](value, on)
        if name == "area":
            return self._in_area(value)
        if name in own:
            same: Condition = own[name] == value
            return same
        column = own[name.rpartition("_")[0] + "_on"]
        after: Condition = column >= value if name.endswith("_from") else column <= value
        return after

    def _in_area(self, area: str) -> Condition:
        if "area" in self.table.c:
            return self.table.c.area.startswith(area, autoescape=True)
        there = units.c.area.startswith(area, autoescape=True)
        return self.table.c.unit_id.in_(select(units.c.id).where(there))

    def _select(self) -> Any:
        return select(*(self.table.c[name] for name in self._names))

    def row(self, thing: Thing) -> dict[str, Any]:
        values = {name: getattr(thing, name) for name in self._names}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    def thing(self, row: Any) -> Thing:
        values = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row._mapping.items()
        }
        return self.kind(**values)
