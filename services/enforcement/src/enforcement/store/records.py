"""Entities to rows and back. JSON columns hold what belongs to one entity only."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, get_type_hints

from chassis.db import Session
from pydantic import TypeAdapter
from sqlalchemy import Row, Table, insert, select, update
from sqlalchemy.dialects.postgresql import JSONB

from enforcement.domain.refusals import ChangedMeanwhile, NotFound

Entity = TypeVar("Entity")


class Records(Generic[Entity]):
    """The rows of one kind of entity."""

    def __init__(self, kind: type[Entity], table: Table) -> None:
        hints = get_type_hints(kind)
        self._adapter: TypeAdapter[Entity] = TypeAdapter(kind)
        self._table = table
        self.columns = [column for column in table.columns if column.name in hints]
        self._json = {
            column.name: TypeAdapter[Any](hints[column.name])
            for column in self.columns
            if isinstance(column.type, JSONB)
        }

    def row(self, entity: Entity) -> dict[str, Any]:
        """Write an entity as the values of its columns."""
        values = {column.name: getattr(entity, column.name) for column in self.columns}
        for name, adapter in self._json.items():
            values[name] = adapter.dump_python(values[name], mode="json")
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    def entity(self, row: Row[Any]) -> Entity:
        """Read an entity from a row; columns that are no fields of it are passed over."""
        known = {column.name: row._mapping[column.name] for column in self.columns}
        return self._adapter.validate_python(known)

    async def add(self, tx: Session, entity: Entity, **more: Any) -> None:
        await tx.execute(insert(self._table).values(self.row(entity) | more))

    async def get(self, tx: Session, key: object) -> Entity:
        """Raise `NotFound`."""
        found = await self.find(tx, key)
        if found is None:
            raise NotFound
        return found

    async def find(self, tx: Session, key: object) -> Entity | None:
        query = select(*self.columns).where(self._key == key)
        row = (await tx.execute(query)).one_or_none()
        return None if row is None else self.entity(row)

    async def save(self, tx: Session, entity: Entity, **more: Any) -> None:
        """Raise `ChangedMeanwhile` if somebody saved it since it was loaded."""
        row: Mapping[str, Any] = self.row(entity) | more
        same = (self._key == row[self._key.name]) & (self._table.c.version == row["version"] - 1)
        change = update(self._table).where(same).values(row).returning(self._key)
        if (await tx.execute(change)).first() is None:
            raise ChangedMeanwhile

    @property
    def _key(self) -> Any:
        [key] = self._table.primary_key.columns
        return key
