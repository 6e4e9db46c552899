"""An administrator enters the days that the State Council's notices make work or rest."""

from datetime import date, timedelta
from typing import Annotated, Final

from chassis.http import ApiRouter, Caller, Now, Tx
from chassis.permissions import SIGNED_IN, By, Permissions
from fastapi import APIRouter, Query, status
from pydantic import BaseModel, ConfigDict, StringConstraints

from law.calendar import SATURDAY, Calendar, complete_year, load_calendar, override_day

CALENDAR_PERMISSIONS: Final = Permissions(
    {
        "show_calendar": SIGNED_IN,
        "override_calendar_day": {"system_admin": By.ALL},
        "complete_calendar_year": {"system_admin": By.ALL},
    }
)

Year = Annotated[int, Query(ge=2000, le=2200)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]


class YearOut(BaseModel):
    """The days of a year that differ from Monday to Friday, and whether they may still change."""

    year: int
    provisional: bool
    free_weekdays: list[date]
    worked_weekends: list[date]


class DayIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    working: bool
    reason: Words


class YearIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    source: Words


def calendar_router() -> APIRouter:
    """Offer a service's calendar."""
    router = ApiRouter(prefix="/v1/ops/calendar", tags=["operations"])

    @router.get("", response_model=YearOut)
    async def show_calendar(year: Year, tx: Tx) -> YearOut:
        return _year(await load_calendar(tx), year)

    @router.put("/days/{day}", status_code=status.HTTP_204_NO_CONTENT)
    async def override_calendar_day(
        day: date, body: DayIn, *, tx: Tx, caller: Caller, now: Now
    ) -> None:
        await override_day(tx, day=day, working=body.working, reason=body.reason, by=caller, at=now)

    @router.put("/years/{year}", status_code=status.HTTP_204_NO_CONTENT)
    async def complete_calendar_year(
        year: int, body: YearIn, *, tx: Tx, caller: Caller, now: Now
    ) -> None:
        """Declare a year's notice entered in full; its days are no longer provisional."""
        await complete_year(tx, year=year, source=body.source, by=caller, at=now)

    return router


def _year(calendar: Calendar, year: int) -> YearOut:
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weekday = {day: day.weekday() < SATURDAY for day in days}
    worked = {day: calendar.is_working_day(day) for day in days}
    return YearOut(
        year=year,
        provisional=calendar.provisional_between(first, last),
        free_weekdays=[day for day in days if weekday[day] and not worked[day]],
        worked_weekends=[day for day in days if worked[day] and not weekday[day]],
    )
