"""Pages of hazards as PostgreSQL writes them: JSON, by statements that are built once.

Each statement is the one `hazard_lists` builds, so there is one set of filters and one rule of
visibility. Building it costs more than running it; so it is built once for each shape of a question
(which filters are set, which sight), with marks where the values belong.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from chassis.db import Fixed, Session
from chassis.paging import PageRequest, Slice, cut
from chassis.sight import Reach, Sight
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql import asyncpg

from hazard_registry.store.hazard_lists import Filter, page_query, plan_for_words

# What a line shows, in the order of the schema `HazardLine`; a test compares them.
SHOWN: Final = (
    "id", "number", "status", "level", "channel", "origin", "description", "area", "unit_id",
    "unit_name", "industry", "department", "found_on", "due_on", "overdue_on", "order_level",
    "stopped_on", "percent", "closed_on", "version",
)  # fmt: skip
SHAPES_KEPT: Final = 500

# Filters, reaches, what the page begins after, how many: tuples all the way down to the values.
Question: TypeAlias = tuple[Any, ...]

_DIALECT: Final = asyncpg.dialect()  # type: ignore[no-untyped-call]
_FILTERS: Final = [field.name for field in fields(Filter)]
_LIKE: Final = str.maketrans({letter: f"/{letter}" for letter in "/%_"})


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement, and for each `$n` which value of the question it takes, or one that stays."""

    statement: Fixed
    values: tuple[tuple[int | None, Any], ...]

    def filled(self, question: Question) -> list[Any]:
        given = list(_values(question))
        return [own if place is None else given[place] for place, own in self.values]


async def page_of(tx: Session, wanted: Filter, *, sight: Sight, page: PageRequest) -> Slice:
    """List hazards, the newest first, each as the JSON of a `HazardLine`."""
    question = _question(wanted, sight, page)
    # Words are cut into pairs of letters as the statement is built: no two are alike.
    prepared = _prepare(_query(question), ()) if wanted.text else _prepared(_shape(question))
    await plan_for_words(tx, wanted)
    rows = await prepared.statement.read(tx, *prepared.filled(question))
    found = cut(rows, page, lambda row: (row["reported_at"].isoformat(), row["id"]))
    return Slice([row["line"] for row in found.items], found.next)


def _question(wanted: Filter, sight: Sight, page: PageRequest) -> Question:
    asked = {name: getattr(wanted, name) for name in _FILTERS}
    asked |= {name: _escaped(asked[name]) for name in ("area", "industry")}
    reaches = tuple((_escaped(r.area), r.department, r.unit, r.person) for r in sight.reaches)
    before = (datetime.fromisoformat(page.after[0]), UUID(page.after[1])) if page.after else None
    return tuple(asked.values()), reaches, before, page.limit + 1


def _escaped(prefix: str | None) -> str | None:
    return prefix.translate(_LIKE) if prefix else prefix


def _query(question: Question) -> Select[Any]:
    filters, reaches, before, limit = question
    wanted = Filter(**dict(zip(_FILTERS, filters, strict=True)))
    return page_query(wanted, Sight(tuple(Reach(*r) for r in reaches)), before=before, limit=limit)


@lru_cache(SHAPES_KEPT)
def _prepared(shape: Question) -> Prepared:
    marks: list[Any] = []
    return _prepare(_query(_marked(shape, marks)), tuple(marks))


def _prepare(query: Select[Any], marks: tuple[Any, ...]) -> Prepared:
    compiled = query.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    line = ", ".join(f"page.{name}" for name in SHOWN)
    statement = Fixed(f"""
SELECT (SELECT row_to_json(line)::text FROM (SELECT {line}) AS line) AS line, reported_at, id
FROM ({compiled}) AS page ORDER BY reported_at DESC, id DESC
""")  # noqa: S608 - our own columns
    values = [compiled.params[name] for name in compiled.positiontup or ()]
    return Prepared(statement, tuple((_place(value, marks), value) for value in values))


def _place(value: object, marks: tuple[Any, ...]) -> int | None:
    return next((n for n, mark in enumerate(marks) if mark == value), None)


def _is_value(part: object) -> bool:
    """Whether it differs from question to question; what is unset, and yes or no, is the shape."""
    return not (part is None or part == "" or isinstance(part, bool))


def _values(part: object) -> Iterator[object]:
    if isinstance(part, tuple | list):
        for each in part:
            yield from _values(each)
    elif _is_value(part):
        yield part


def _shape(part: Any) -> Any:
    if isinstance(part, tuple | list):
        return tuple(map(_shape, part))
    return type(part) if _is_value(part) else part


def _marked(shape: Any, marks: list[Any]) -> Any:
    if isinstance(shape, tuple):
        return tuple(_marked(each, marks) for each in shape)
    if not isinstance(shape, type):
        return shape
    marks.append(_mark(shape, len(marks)))
    return marks[-1]


def _mark(kind: type, n: int) -> object:
    """Make a value of this kind that nobody ever asks for."""
    if issubclass(kind, str):
        return f"\ue000{n}"
    if issubclass(kind, UUID):
        return UUID(int=n + 1)
    if issubclass(kind, datetime):
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=n)
    return date.min + timedelta(days=n) if issubclass(kind, date) else 1_000_000_000 + n
