"""Fill an empty registry: the same for the same date."""

import tempfile
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from attachments import Files, Workshop, store_photo
from chassis.db import Session
from chassis.sight import everything
from contracts.demo import VILLAGES, unit_code
from PIL import Image, ImageDraw

from hazard_registry.demo import ending, sites, standing, watching
from hazard_registry.demo.aftermath import Aftermath
from hazard_registry.demo.cast import CLERK, FIRST_UNIT, moment, unit_id
from hazard_registry.demo.investment import seed_investment
from hazard_registry.demo.kinds import kind_of, name_of
from hazard_registry.demo.lives import Stage, live
from hazard_registry.demo.stock import row_of
from hazard_registry.demo.words import MAJOR_EVERY, Words
from hazard_registry.domain.unit import Crs, IdType, Sector, Size, Unit
from hazard_registry.store import counters, criteria
from hazard_registry.store import seed as sown
from hazard_registry.use_cases import closing, registers
from hazard_registry.use_cases.ledger.importing import store_rows

UNITS, HAZARDS = 120, 400
BEGIN = date(2023, 1, 9)
SEED = 20240429
LIVED = timedelta(days=180)  # how long the registry has been in use


async def seed(tx: Session, *, on: date, files: Files | None = None) -> None:
    """Make 120 units and 400 hazards from 2023 to this date, in every state and channel."""
    chance = Random(SEED)
    photo = await _photograph(tx, files or Files(Path(tempfile.mkdtemp())), on=BEGIN)
    units = [await _register(tx, number, chance) for number in range(UNITS)]
    words = Words(sown.read_criteria(), await criteria.all_standards(tx))
    stage = Stage(tx=tx, on=on, chance=chance, photo=photo, words=words)
    began = on - LIVED
    stock = [
        row_of(
            number,
            units[number % UNITS],
            found_on=_day(number, on),
            imported_on=began,
            words=stage.words,
            chance=chance,
        )
        for number in range(HAZARDS)
        if _is_stock(number, on)
    ]
    await store_rows(tx, stock, by=CLERK, at=moment(began))
    for number in range(HAZARDS):
        if not _is_stock(number, on):
            await live(stage, number, found_on=_day(number, on))
    await sites.equip(tx, units=UNITS, on=on)
    await sites.grade_risks(tx, units=UNITS, on=on)
    await watching.watch(tx, units=UNITS, on=on)
    await ending.eliminate(tx, on=on, photo=photo)
    await standing.stand(tx, units=UNITS, on=on, photo=photo)
    await standing.publish_checklists(tx, on=BEGIN + timedelta(days=480))
    await sites.check_themselves(tx, units=UNITS, on=on)
    while await closing.mark_overdue(tx, at=moment(on, 8)):
        pass
    await Aftermath(tx, on).happen()
    await seed_investment(tx, on=on, chance=Random(SEED))
    await counters.fold(tx)


def _is_stock(number: int, on: date) -> bool:
    """Whether it was found before the registry began, and no other service knows of it."""
    return (
        number % MAJOR_EVERY > 0
        and number % UNITS != FIRST_UNIT
        and (_day(number, on) < on - LIVED)
    )


def _day(number: int, on: date) -> date:
    """Spread the days of finding from the beginning on, ever closer towards the end."""
    share = number / (HAZARDS - 1)
    whole = (on - BEGIN).days
    return date.fromordinal(BEGIN.toordinal() + int(whole * (1 - (1 - share) ** 1.7)))


async def _register(tx: Session, number: int, chance: Random) -> Unit:
    kind = kind_of(number)
    fields: dict[str, Any] = {
        "id_type": IdType.CREDIT_CODE,
        "code": unit_code(number),
        "name": name_of(number),
        "area": VILLAGES[number % len(VILLAGES)],
        "address": f"柳城街道演示路{number + 1}号",
        "longitude": Decimal("118.386") + Decimal(chance.randrange(-300, 300)) / 10000,
        "latitude": Decimal("24.960") + Decimal(chance.randrange(-300, 300)) / 10000,
        "crs": Crs.CGCS2000,
        "industry": kind.industry,
        "sector": Sector(kind.sector),
        "department": kind.department,
        "size": chance.choice([Size.MICRO, Size.SMALL, Size.SMALL, Size.MEDIUM]),
        "employees": chance.randrange(3, 260),
        "legal_representative": f"法人演示{number}",
        "principal": f"负责人演示{number}",
        "principal_phone": f"0595-0000{number:04d}",
        "actual_controller": f"控制人演示{number}",
        "actual_controller_phone": f"0595-0001{number:04d}",
        "training_high_risk": kind.high_risk,
        "assessment_high_risk": kind.high_risk,
        "drill_high_risk": kind.high_risk,
    }
    return await registers.register_unit(
        tx,
        fields=fields,
        sight=everything(),
        by=CLERK,
        at=moment(BEGIN, 8),
        unit_id=unit_id(number),
    )


async def _photograph(tx: Session, files: Files, *, on: date) -> UUID:
    """Keep one drawn picture that stands for all evidence."""
    picture = Image.new("RGB", (640, 480), "#d9dee4")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((160, 120, 480, 400), fill="#8d99a6", outline="#39424e", width=6)
    pen.line((160, 120, 480, 400), fill="#c0392b", width=8)
    pen.text((20, 20), "DEMONSTRATION - FICTIONAL", fill="#39424e")
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    workshop = Workshop()
    try:
        kept = await store_photo(
            tx,
            files,
            workshop,
            _once(file.getvalue()),
            declared="image/jpeg",
            by=CLERK,
            at=moment(on),
        )
    finally:
        workshop.close()
    return kept.id


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
