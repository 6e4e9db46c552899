"""The only clock. It can be moved in tests, and nowhere else."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

from chassis.settings import Settings

# China has had no summer time since 1991, so the offset is the zone; it needs no tz database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Tell the time, with its zone."""
        ...


class SystemClock:
    """The machine's clock, in UTC.

    Under `settings.testing` it is moved by the settings and by a number of seconds in the file
    `clock-offset-seconds` of the data folder, with which a test moves a process that already runs.
    """

    def __init__(self, settings: Settings) -> None:
        self._moved_by = timedelta()
        self._file = None
        if settings.testing:
            self._moved_by = timedelta(seconds=settings.clock_offset_seconds)
            self._file = settings.data_dir / "clock-offset-seconds"

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return datetime.now(UTC) + self._moved_by + self._offset_in_file()

    def _offset_in_file(self) -> timedelta:
        if self._file is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self._file.read_text()))
        except FileNotFoundError:
            return timedelta()


@dataclass
class FixedClock:
    """A clock that stands where a test puts it."""

    at: datetime

    def now(self) -> datetime:
        return self.at


def date_in_china(at: datetime) -> date:
    """Say which date it is in Asia/Shanghai at this time. Raise ValueError if `at` has no zone."""
    if at.tzinfo is None:
        raise ValueError("A time without a zone has no date in China.")
    return at.astimezone(SHANGHAI).date()
