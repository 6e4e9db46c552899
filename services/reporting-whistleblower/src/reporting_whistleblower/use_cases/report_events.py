"""Tell the other services what happened to a report: its lead, never its number or a word."""

from datetime import datetime
from uuid import UUID

from contracts.codes import Conclusion, ReportCategory
from contracts.reports import (
    ReportAccepted,
    ReportConcluded,
    ReportReceived,
    ReportRefused,
    ReportTransferred,
)
from typing_extensions import TypedDict

from reporting_whistleblower.domain.report import Report


class _About(TypedDict):
    lead_id: UUID
    category: ReportCategory
    area: str
    unit_id: UUID | None
    at: datetime


def received(report: Report, at: datetime) -> ReportReceived:
    return ReportReceived(**_about(report, at))


def accepted(report: Report, at: datetime) -> ReportAccepted:
    return ReportAccepted(**_about(report, at))


def refused(report: Report, at: datetime) -> ReportRefused:
    return ReportRefused(**_about(report, at))


def transferred(report: Report, at: datetime) -> ReportTransferred:
    return ReportTransferred(**_about(report, at))


def concluded(report: Report, at: datetime) -> ReportConcluded:
    return ReportConcluded(**_about(report, at), conclusion=Conclusion(str(report.conclusion)))


def _about(report: Report, at: datetime) -> _About:
    return {
        "lead_id": report.lead_id,
        "category": ReportCategory(report.category.value),
        "area": report.area,
        "unit_id": report.unit_id,
        "at": at,
    }
