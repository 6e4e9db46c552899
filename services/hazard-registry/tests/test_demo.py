"""The demonstration is plausible, true to the rules, and holds what other services count on."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio
from attachments import Files
from chassis.db import Session
from contracts.demo import VILLAGES, demo_id, unit_code
from hazard_registry.demo import seed
from hazard_registry.store import counters
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

ON = date(2026, 3, 4)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def seeded(
    engine: AsyncEngine, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Session]:
    """Seed once, and undo it at the end."""
    folder: Path = tmp_path_factory.mktemp("files")
    async with Session(engine) as tx:
        await seed(tx, on=ON, files=Files(folder))
        yield tx
        await tx.rollback()


async def kinds(tx: Session, column: str) -> set[str]:
    return set(await tx.scalars(text(f"SELECT DISTINCT {column} FROM hazards")))  # noqa: S608


async def test_it_shows_every_state_level_and_channel(seeded: Session) -> None:
    assert await seeded.scalar(text("SELECT count(*) FROM units")) == 120
    lived = "source_id IS NULL AND id NOT IN (SELECT hazard_id FROM self_check_answers WHERE NOT passed)"
    assert await seeded.scalar(text(f"SELECT count(*) FROM hazards WHERE {lived}")) == 400  # noqa: S608
    assert await kinds(seeded, "status") == {
        "reported", "verified", "planned", "rectifying", "awaiting_review", "closed", "rejected",
    }  # fmt: skip
    assert await kinds(seeded, "level") == {"suspected", "general", "major"}
    assert await kinds(seeded, "channel") == {"self_check", "supervision", "public_report"}
    assert len(await kinds(seeded, "area")) == 15
    span = await seeded.execute(text("SELECT min(found_on), max(found_on) FROM hazards"))
    assert [day.year for day in span.one()] == [2023, 2026]


@pytest.mark.parametrize("fact", ["overdue_on", "order_level", "stopped_on", "extension_to"])
async def test_it_has_something_of_every_fact(seeded: Session, fact: str) -> None:
    query = text(f"SELECT count(*) FROM hazards WHERE {fact} IS NOT NULL")  # noqa: S608
    if fact == "extension_to":
        query = text("SELECT count(*) FROM extensions WHERE granted")

    assert await seeded.scalar(query) > 0


async def test_its_figures_equal_a_recount(seeded: Session) -> None:
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
