"""The catalogue of eliminations, what is held, and the shares of it that are done."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.db import Session
from chassis.sight import Sight
from sqlalchemy import and_, case, func, or_, select

from hazard_registry.domain.elimination import Elimination, EliminationKind
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import elimination_kinds, eliminations


def _done(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    done = func.coalesce(eliminations.c.done_on <= on, False)
    return done if wanted else ~done


def overdue(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    late = and_(eliminations.c.due_on < on, _done(False, on))  # noqa: FBT003
    late = func.coalesce(late, False)
    return late if wanted else ~late


def _of_action(wanted: Any, _: date) -> Condition:
    kinds = select(elimination_kinds.c.id).where(elimination_kinds.c.action == wanted)
    return eliminations.c.kind_id.in_(kinds)


def _of_code(wanted: str, _: date) -> Condition:
    kinds = select(elimination_kinds.c.id).where(elimination_kinds.c.code == wanted)
    return eliminations.c.kind_id.in_(kinds)


KINDS = Shelf(EliminationKind, elimination_kinds, public=True)
ELIMINATIONS = Shelf(
    Elimination,
    eliminations,
    meanings={"done": _done, "overdue": overdue, "action": _of_action, "code": _of_code},
)


async def kind(tx: Session, kind_id: UUID) -> EliminationKind | None:
    found = await KINDS.which(tx, elimination_kinds.c.id == kind_id)
    return found[0] if found else None


async def shares(
    tx: Session, *, sight: Sight, area: str | None, on: date
) -> Sequence[dict[str, Any]]:
    """For each entry of the catalogue: how many things are held, done and overdue on a day."""
    own, kinds = eliminations.c, elimination_kinds.c
    many = func.coalesce(func.sum(own.quantity), 0)
    held = and_(own.kind_id == kinds.id, *ELIMINATIONS.conditions({"area": area}, on))

    def counted(condition: Condition, name: str) -> Any:
        return func.coalesce(func.sum(case((condition, own.quantity), else_=0)), 0).label(name)

    query = (
        select(
            kinds.code,
            kinds.title,
            kinds.action,
            kinds.due_on,
            kinds.source,
            many.label("held"),
            counted(_done(True, on), "done"),  # noqa: FBT003
            counted(overdue(True, on), "overdue"),  # noqa: FBT003
        )
        .outerjoin(eliminations, and_(held, ELIMINATIONS.within(sight)))
        .where(or_(kinds.ended_on.is_(None), kinds.ended_on > on))
        .group_by(kinds.id)
        .order_by(kinds.code)
        .limit(500)
    )
    return [dict(row._mapping) for row in await tx.execute(query)]
