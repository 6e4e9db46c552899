"""The only clock. It can be moved in tests, and nowhere else."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from chassis.settings import Settings

# China has had no summer time since 1991, so the offset is the zone; it needs no tz database.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time in UTC.

    `moved_by` is obeyed only where the settings say `testing`; so is `offset_file`, which holds
    a number of seconds and lets a test move the clock of a process that already runs.
    """

    moved_by: timedelta = field(default=timedelta())
    offset_file: Path | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> "Clock":
        """Make the clock these settings allow: a true one unless they are for testing."""
        if not settings.testing:
            return cls()
        moved_by = timedelta(seconds=settings.clock_offset_seconds)
        return cls(moved_by, settings.data_dir / "clock-offset-seconds")

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        return datetime.now(UTC) + self.moved_by + self._offset_in_file()

    def today(self) -> date:
        """Tell the date in China."""
        return date_in_china(self.now())

    def _offset_in_file(self) -> timedelta:
        if self.offset_file is None:
            return timedelta()
        try:
            return timedelta(seconds=float(self.offset_file.read_text()))
        except FileNotFoundError:
            return timedelta()


def date_in_china(at: datetime) -> date:
    """Say which date it is in Asia/Shanghai at this time. Raise ValueError if `at` has no zone."""
    if at.tzinfo is None:
        raise ValueError("A time without a zone has no date in China.")
    return at.astimezone(SHANGHAI).date()
