"""The banned and restricted catalogue, decisions by it, consultations on plans."""

from datetime import date

from chassis.db import Session
from sqlalchemy import and_, func, literal, or_

from hazard_registry.domain.source_control import Admission, AdmissionRule, Consultation
from hazard_registry.store.shelf import Condition, Shelf
from hazard_registry.tables import admission_rules, admissions, consultations


def _there(wanted: bool, on: date) -> Condition:  # noqa: FBT001 - a filter's value
    own = admission_rules.c
    there = and_(own.valid_from <= on, or_(own.ended_on.is_(None), own.ended_on > on))
    return there if wanted else ~there


def _concluded(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    done = func.coalesce(consultations.c.concluded_on <= on, False)
    return done if wanted else ~done


def _received(wanted: bool, on: date) -> Condition:  # noqa: FBT001
    there = consultations.c.received_on <= on
    return there if wanted else ~there


# The catalogue is for everybody: who wants to settle asks before he builds.
ADMISSION_RULES = Shelf(AdmissionRule, admission_rules, meanings={"there": _there}, public=True)
ADMISSIONS = Shelf(Admission, admissions)
CONSULTATIONS = Shelf(
    Consultation, consultations, meanings={"concluded": _concluded, "received": _received}
)


async def matching(tx: Session, *, industry: str, area: str, on: date) -> list[AdmissionRule]:
    """The entries in force that are about this industry in this area."""
    own, digits = admission_rules.c, industry.lstrip("ABCDEFGHIJKLMNOPQRST")
    return await ADMISSION_RULES.which(
        tx,
        _there(True, on),  # noqa: FBT003
        func.starts_with(literal(digits), own.industry),
        func.starts_with(literal(area), own.area),
    )
