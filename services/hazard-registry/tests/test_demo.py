"""The demonstration is plausible, true to the rules, and the same for the same date."""

from datetime import date
from pathlib import Path

import pytest
from chassis.attachments import Files
from chassis.db import Session
from contracts.demo import VILLAGES, demo_id, unit_code
from hazard_registry.demo import seed
from hazard_registry.store import counters
from sqlalchemy import text

ON = date(2026, 3, 4)


@pytest.fixture
async def seeded(tx: Session, tmp_path: Path) -> Session:
    await seed(tx, on=ON, files=Files(tmp_path))
    return tx


async def test_it_shows_every_state_level_and_channel(seeded: Session) -> None:
    async def kinds(column: str) -> set[str]:
        rows = await seeded.scalars(text(f"SELECT DISTINCT {column} FROM hazards"))  # noqa: S608
        return set(rows)

    assert await seeded.scalar(text("SELECT count(*) FROM units")) == 120
    assert await seeded.scalar(text("SELECT count(*) FROM hazards")) == 400
    assert await kinds("status") == {
        "reported", "verified", "planned", "rectifying", "awaiting_review", "closed", "rejected",
    }  # fmt: skip
    assert await kinds("level") == {"suspected", "general", "major"}
    assert await kinds("channel") == {"self_check", "supervision", "public_report"}
    assert len(await kinds("area")) == 15
    span = await seeded.execute(text("SELECT min(found_on), max(found_on) FROM hazards"))
    assert [day.year for day in span.one()] == [2023, 2026]
    for fact in ("overdue_on IS NOT NULL", "order_level IS NOT NULL", "stopped_on IS NOT NULL"):
        query = text(f"SELECT count(*) FROM hazards WHERE {fact}")  # noqa: S608
        assert await seeded.scalar(query) > 0, fact
    assert await counters.differing(seeded) == 0


async def test_the_other_services_find_what_they_were_promised(seeded: Session) -> None:
    row = await seeded.execute(
        text("SELECT code, area FROM units WHERE id = :id"), {"id": demo_id("unit", 20)}
    )
    tenth = await seeded.execute(
        text("SELECT unit_id, level FROM hazards WHERE id = :id"), {"id": demo_id("hazard", 50)}
    )
    of_manager = await seeded.scalars(
        text("SELECT status FROM hazards WHERE unit_id = :id"), {"id": demo_id("unit", 1)}
    )

    assert tuple(row.one()) == (unit_code(20), VILLAGES[5])
    assert tuple(tenth.one()) == (demo_id("unit", 50), "major")
    assert set(of_manager) >= {"verified", "rectifying", "awaiting_review"}
