"""Publish the figures of months that are over, where they point at nobody; and read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from chassis.db import Session
from chassis.sight import Sight

from reporting_whistleblower.domain.publication import (
    BROKEN_DOWN,
    Figure,
    Measure,
    Span,
    is_ripe,
    next_month,
    next_span,
    together,
)
from reporting_whistleblower.store import publication
from reporting_whistleblower.use_cases.clocks import today


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Rewards of the spans that ended in a year."""

    year: int
    paid: int
    yuan: Decimal


async def publish_figures(tx: Session, *, at: datetime) -> int:
    """Publish every span that is complete; what is published never changes."""
    until = today(at).replace(day=1)
    published = 0
    for area in await publication.subdistricts(tx):
        for measure in Measure:
            if measure not in BROKEN_DOWN:
                published += await _publish(tx, area, measure, until=until, at=at)
        for measure, whole in BROKEN_DOWN.items():
            published += await _break_down(tx, area, measure, whole, at=at)
    return published


async def _publish(tx: Session, area: str, measure: Measure, *, until: date, at: datetime) -> int:
    months = await publication.by_month(tx, area, measure)
    if not months:
        return 0
    known_to = await publication.last_published(tx, area, measure)
    start = next_month(known_to) if known_to else min(months)
    published = 0
    while (last := next_span(months, start=start, until=until)) is not None:
        await publication.add(tx, await _total(tx, area, measure, start, last), at=at)
        start = next_month(last)
        published += 1
    return published


async def _total(tx: Session, area: str, measure: Measure, first: date, last: date) -> Span:
    cells = await publication.by_cell(tx, area, measure, first=first, last=last)
    days = [cell.days for cell in cells.values() if cell.days is not None]
    yuan = [cell.yuan for cell in cells.values() if cell.yuan is not None]
    return Span(
        area=area,
        measure=measure,
        first=first,
        last=last,
        total=sum(cell.count for cell in cells.values()),
        days=sum(days) if days else None,
        yuan=sum(yuan, Decimal("0.00")) if yuan else None,
    )


async def _break_down(
    tx: Session, area: str, measure: Measure, whole: Measure, *, at: datetime
) -> int:
    """Break whole spans of the total down, as soon as no cell of them is small."""
    known_to = await publication.last_published(tx, area, measure)
    waiting: list[Span] = []
    published = 0
    for span in await publication.spans_after(tx, area, whole, known_to or date.min):
        waiting.append(span)
        first, last = waiting[0].first, span.last
        counted = await publication.by_cell(tx, area, measure, first=first, last=last)
        cells = {key: cell.count for key, cell in counted.items()}
        total = sum(one.total for one in waiting)
        # What was published of the total stays: a breakdown that no longer fits it is not told.
        if is_ripe(cells) and sum(cells.values()) == total:
            ripe = Span(
                area=area, measure=measure, first=first, last=last, total=total,
                cells=cells,
            )  # fmt: skip
            await publication.add(tx, ripe, at=at)
            waiting = []
            published += 1
    return published


async def report_statistics(
    tx: Session, *, sight: Sight, first: date, last: date, area: str
) -> tuple[Mapping[Measure, Figure], list[Year]]:
    """Add up the published spans within a period, and the rewards of each year that is published."""
    found = await publication.spans(tx, sight, first=first, last=last, area=area)
    every = await publication.spans(tx, sight, first=date.min, last=date.max, area=area)
    return {measure: together(spans) for measure, spans in found.items()}, _years(
        every[Measure.PAID]
    )


def _years(spans: list[Span]) -> list[Year]:
    years = sorted({span.last.year for span in spans})
    by_year = {year: together([span for span in spans if span.last.year == year]) for year in years}
    return [
        Year(year=year, paid=figure.total, yuan=figure.yuan or Decimal("0.00"))
        for year, figure in by_year.items()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the monthly table; null is missing, never zero."""

    column: int
    name: str
    month: Decimal | None
    counted_from: date | None
    year_to_date: Decimal | None
    missing: str | None


TEN_CENTS = Decimal("0.0001")
TOO_FEW = "不足5件的月份并入以后月份公布,以免指向举报人"


async def monthly(tx: Session, *, sight: Sight, month: date, area: str) -> list[Column]:
    """Columns 36 and 37: what was published with this month, and of this year up to it."""
    end = next_month(month)
    ending = await publication.spans(tx, sight, first=date.min, last=date.max, area=area)

    def column(number: int, name: str, measure: Measure, *keys: str) -> Column:
        spans = [span for span in ending[measure] if span.last < end]
        now = [span for span in spans if span.last >= month]
        year = [span for span in spans if span.last.year == month.year]
        value = _value(now, keys)
        return Column(
            column=number,
            name=name,
            month=value,
            counted_from=min((span.first for span in now), default=None),
            year_to_date=_value(year, keys),
            missing=None if now else TOO_FEW,
        )

    return [
        column(36, "举报受理(件)", Measure.ACCEPTED),
        column(36, "举报查实(件)", Measure.BY_CONCLUSION, "substantiated", "partly"),
        column(37, "举报奖励(万元)", Measure.PAID),
    ]


def _value(spans: list[Span], keys: tuple[str, ...]) -> Decimal | None:
    """The cells named, else the money in ten thousand yuan, else the total. None if all is missing."""
    if not spans:
        return None
    figure = together(spans)
    if not keys:
        money = figure.yuan
        return Decimal(figure.total) if money is None else (money / 10_000).quantize(TEN_CENTS)
    return Decimal(sum(figure.cells.get(key, 0) for key in keys))
