"""Say who works where, and since when."""

from datetime import date, datetime
from uuid import UUID

from chassis import audit
from chassis.clock import date_in_china
from chassis.db import Session
from chassis.ids import new_id
from chassis.sight import Sight

from training_records.domain.catalogue import shipped
from training_records.domain.employment import Employment, Post
from training_records.domain.regime import Need
from training_records.store import employment as employments
from training_records.store import person as people
from training_records.store import unit as units


async def start_employment(
    tx: Session, *, person_id: UUID, post: Post, sight: Sight, by: audit.By, at: datetime
) -> Employment:
    """Let somebody whose file is in sight begin work at a unit in sight."""
    await people.get(tx, person_id, sight=sight)
    return await begin_work(tx, person_id=person_id, post=post, sight=sight, by=by, at=at)


async def begin_work(
    tx: Session, *, person_id: UUID, post: Post, sight: Sight, by: audit.By, at: datetime
) -> Employment:
    """Begin work at a unit in sight, whoever may see the file."""
    await units.get(tx, post.unit_id, sight=sight)
    needs = _settled(post.needs, at)
    work = Employment(
        id=new_id(),
        person_id=person_id,
        unit_id=post.unit_id,
        kind=post.kind,
        post=post.post,
        needs=needs,
        from_on=post.from_on,
    )
    await employments.add(tx, work)
    changes = {"unit_id": [None, work.unit_id], "from_on": [None, work.from_on]}
    changes |= {"kind": [None, work.kind], "needs": [None, _written(work.needs)]}
    await audit.record(
        tx, by=by, at=at, action="start", what="employment", id=work.id, changes=changes
    )
    return work


async def change_post(
    tx: Session,
    *,
    employment_id: UUID,
    post: str,
    needs: tuple[Need, ...],
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Employment:
    """Correct what a post is called and which certificates it takes."""
    before = await employments.get(tx, employment_id, sight=sight)
    work = before.change_post(post=post, needs=_settled(needs, at), expected=expected)
    await employments.save(tx, work)
    changes = {"needs": [_written(before.needs), _written(work.needs)]}
    await audit.record(
        tx, by=by, at=at, action="change_post", what="employment", id=work.id, changes=changes
    )
    return work


async def end_employment(
    tx: Session,
    *,
    employment_id: UUID,
    to_on: date,
    expected: int,
    sight: Sight,
    by: audit.By,
    at: datetime,
) -> Employment:
    """Let work end; `to_on` is the last day."""
    work = await employments.get(tx, employment_id, sight=sight)
    work = work.end(on=to_on, expected=expected)
    await employments.save(tx, work)
    changes = {"to_on": [None, to_on]}
    await audit.record(
        tx, by=by, at=at, action="end", what="employment", id=work.id, changes=changes
    )
    return work


def _settled(needs: tuple[Need, ...], at: datetime) -> tuple[Need, ...]:
    """Give each need its code, once.

    A post may still be described by the catalogue its holders' certificates were issued under.
    """
    catalogue = shipped()
    for need in needs:
        if catalogue.find(need.item) is None:
            catalogue.check(need, on=date_in_china(at))
    return tuple(sorted({catalogue.coded(need) for need in needs}))


def _written(needs: tuple[Need, ...]) -> list[str]:
    return [f"{need.regime}:{need.item}" for need in needs]
