"""Periods of months and years (期间): they end on the day of the same number."""

import calendar
from datetime import date


def years_after(day: date, years: int) -> date:
    """The same day so many years on, or the month's last day."""
    return months_after(day, 12 * years)


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
