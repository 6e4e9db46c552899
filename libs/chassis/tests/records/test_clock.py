"""The clock, which only tests can move."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from chassis.clock import SystemClock, date_in_china
from chassis.settings import Settings
from pydantic import SecretStr


def the_settings(folder: Path, *, testing: bool) -> Settings:
    return Settings(
        service_name="x", database_url=SecretStr("postgresql://x/y"), data_dir=folder,
        testing=testing, clock_offset_seconds=86_400,
    )  # fmt: skip


def test_a_clock_under_test_moves_by_settings_and_by_file(tmp_path: Path) -> None:
    clock = SystemClock(the_settings(tmp_path, testing=True))
    before = clock.now()
    (tmp_path / "clock-offset-seconds").write_text("3600")

    assert abs(before - datetime.now(UTC) - timedelta(days=1)) < timedelta(seconds=5)
    assert timedelta(hours=1) <= clock.now() - before < timedelta(hours=1, seconds=5)


def test_outside_tests_nothing_moves_the_clock(tmp_path: Path) -> None:
    (tmp_path / "clock-offset-seconds").write_text("3600")

    clock = SystemClock(the_settings(tmp_path, testing=False))

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_china_is_a_day_ahead_in_the_evening() -> None:
    assert date_in_china(datetime(2026, 1, 1, 16, 0, tzinfo=UTC)) == date(2026, 1, 2)
    assert date_in_china(datetime(2026, 1, 1, 15, 59, tzinfo=UTC)) == date(2026, 1, 1)
    with pytest.raises(ValueError, match="zone"):
        date_in_china(datetime(2026, 1, 1))  # noqa: DTZ001 - the point
