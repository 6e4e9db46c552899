"""Years on the calendar, with the 29th of February."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def anniversary(day: date, years: int) -> date:
    """The same day years later; of 29 February, in a common year, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_day(first: date, years: int) -> date:
    """The last day of a term of so many years that begins with `first`."""
    return anniversary(first, years) - DAY
