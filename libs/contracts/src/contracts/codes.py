"""Codes that may stand in an event, because none of them can carry a person's words."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

# 12 digits of the statistics bureau (GB/T 2260 and below); a grid appends up to 6 digits.
AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{6,18}$")]
# GB/T 4754-2017 class, group or division, with or without its section letter.
IndustryCode = Annotated[str, StringConstraints(pattern=r"^[A-T]?\d{0,4}$", max_length=5)]
# An item of a judgement standard, for example GM-3-2.
CriterionCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Za-z0-9]{1,6}){1,4}$")]
DepartmentCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,30}$")]
# The name under which a unit is registered with the market regulator: public by law.
RegisteredName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# Unified social credit code (GB 32100-2015) or an older registration number.
UnitCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{8,18}$")]
# A quarter or a month: 2026-Q1, 2026-03.
PeriodCode = Annotated[str, StringConstraints(pattern=r"^\d{4}-(Q[1-4]|0[1-9]|1[0-2])$")]
# Yuan with two decimals.
Yuan = Annotated[str, StringConstraints(pattern=r"^\d{1,12}\.\d{2}$")]


class Level(StrEnum):
    """How grave a hazard is (令16号 art. 3; suspected: not yet verified)."""

    SUSPECTED = "suspected"
    GENERAL = "general"
    MAJOR = "major"


class Channel(StrEnum):
    """The plan's three channels (task 7); they add up to the total."""

    SELF_CHECK = "self_check"
    SUPERVISION = "supervision"
    PUBLIC_REPORT = "public_report"


class Origin(StrEnum):
    """Where exactly a hazard came from; finer than the channel."""

    SELF_CHECK = "self_check"
    INTERNAL_REPORT = "internal_report"
    INSPECTION = "inspection"
    VISIT = "visit"
    ROUND = "round"
    PUBLIC_REPORT = "public_report"
    MONITORING = "monitoring"
    HAND_OVER = "hand_over"
    CERTIFICATE_LAPSE = "certificate_lapse"
    ELIMINATION_OVERDUE = "elimination_overdue"


class OrderLevel(StrEnum):
    """Who issues a supervision order (督办); a village issues none."""

    SUBDISTRICT = "subdistrict"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


class ReportCategory(StrEnum):
    """What a report is about (安监总财〔2018〕19号 art. 6)."""

    MAJOR_HAZARD = "major_hazard"
    ILLEGAL_OPERATION = "illegal_operation"
    CONCEALED_ACCIDENT = "concealed_accident"
    OTHER = "other"


class Conclusion(StrEnum):
    """How the investigation of a report ended."""

    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    UNSUBSTANTIATED = "unsubstantiated"


class ClueSource(StrEnum):
    """What made a clue (线索) arrive at enforcement."""

    HAZARD = "hazard"
    REPORT = "report"
    HAND_OVER = "hand_over"
    MONITORING = "monitoring"
    ACCIDENT = "accident"
    RETALIATION = "retaliation"


class CaseOutcome(StrEnum):
    """How a case was decided."""

    PUNISHED = "punished"
    NOT_PUNISHED = "not_punished"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


class BanScope(StrEnum):
    """What a banned person may not head (安全生产法 art. 94, 113)."""

    ANY = "any"
    TRADE = "trade"


class MeasureKind(StrEnum):
    """What enforcement ordered beside or before a punishment (安全生产法 art. 65, 70, 113)."""

    STOP = "stop"
    SEAL = "seal"
    POWER_CUT = "power_cut"
    CLOSURE_PROPOSAL = "closure_proposal"


class CreditGrade(StrEnum):
    """Safety credit of a unit, the best first."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class AccountabilityKind(StrEnum):
    """A step of the ladder, or the case of a major hazard that was long left."""

    REMINDER = "reminder"
    URGING_LETTER = "urging_letter"
    SUPERVISION_SHEET = "supervision_sheet"
    TALK = "talk"
    PUBLIC_NOTICE = "public_notice"
    PROPOSAL = "proposal"
    HAZARD_CASE = "hazard_case"


class CertificateRegime(StrEnum):
    """Under which law a certificate was issued; regimes are never mixed."""

    SPECIAL_OPERATION = "special_operation"
    PRINCIPAL = "principal"
    SAFETY_MANAGER = "safety_manager"
    SPECIAL_EQUIPMENT = "special_equipment"
    FIRE_CONTROL = "fire_control"
    CONSTRUCTION = "construction"


class RiskColour(StrEnum):
    """Colour of a risk, worst first (安委办〔2016〕11号)."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"
