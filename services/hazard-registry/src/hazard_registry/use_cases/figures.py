"""Indicators of the plan's rows, each with the list of exactly the records it counts."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from chassis.db import Session
from chassis.sight import Sight
from law.indicators import Indicator, at_least, at_most, percent
from law.rules import Rule, basis, in_force

from hazard_registry.store import hazard_lists
from hazard_registry.store.hazard_lists import Filter
from hazard_registry.use_cases import matters

STOCK_TO = date(2023, 12, 31)
ROWS = frozenset({"7", "18"})


@dataclass(frozen=True, slots=True)
class _Question:
    """What a figure counts: a share of `whole`, or without one a number."""

    code: str
    name: str
    name_en: str
    part: Filter
    whole: Filter | None = None

    @property
    def row(self) -> str:
        return self.code.split(".", maxsplit=1)[0]

    @property
    def rule(self) -> str:
        return f"indicator.{self.row}"


async def indicators(
    tx: Session, *, sight: Sight, as_of: date, area: str | None
) -> list[Indicator]:
    """Compute the figures of hazards from the records as they stood that day."""
    major = Filter(as_of=as_of, area=area, level=("major",), verified=True)
    found = []
    for question in _questions(major, as_of):
        rule = await in_force(tx, question.rule, on=as_of)
        found.append(await _answer(tx, question, rule=rule, sight=sight))
    return [*found, await _key_sectors(tx, on=as_of)]


def _questions(major: Filter, as_of: date) -> list[_Question]:
    due = replace(major, due_to=as_of)
    all_major = replace(major, verified=None)
    stock = replace(all_major, open=True, found_to=STOCK_TO)
    return [
        _Question(
            "7.closing_rate",
            "重大隐患整改销号率",
            "Major hazards closed",
            replace(major, closed=True),
            major,
        ),
        _Question(
            "7.on_time_rate",
            "到期重大隐患按期销号率",
            "Due major hazards closed in time",
            replace(due, on_time=True),
            due,
        ),
        _Question(
            "7.notified_rate",
            "重大隐患告知率",
            "Major hazards whose unit was told",
            replace(major, notified=True),
            major,
        ),
        *_counts(major, stock, all_major),
    ]


def _counts(major: Filter, stock: Filter, all_major: Filter) -> list[_Question]:
    """What should be nought."""
    return [
        _Question(
            "7.stock_open",
            "2023年底前存量未清零数",
            "Major hazards found by the end of 2023, still open",
            stock,
        ),
        _Question(
            "7.overdue",
            "重大隐患逾期未整改数",
            "Major hazards past due",
            replace(all_major, overdue=True),
        ),
        _Question(
            "7.unacknowledged",
            "告知书逾期未签收的重大隐患数",
            "Major hazards with a notice not acknowledged in time",
            replace(all_major, unacknowledged=True),
        ),
        _Question(
            "18.transfers_open",
            "部门间移交待接收的隐患数",
            "Hazards offered to another department and not answered",
            Filter(as_of=major.as_of, area=major.area, transferring=True),
        ),
        _Question(
            "S3.recurring",
            "复发的重大隐患数",
            "Major hazards that came back",
            replace(all_major, recurring=True),
        ),
    ]


async def _key_sectors(tx: Session, *, on: date) -> Indicator:
    """Key sectors that have a one-matter chain, of those the plan names."""
    rule = await in_force(tx, "indicator.7", on=on)
    sectors, _ = await matters.key_sectors(tx, on=on)
    covered = sum(sector.covered for sector in sectors)
    value = percent(covered, len(sectors))
    return Indicator(
        code="7.key_sectors",
        row="7",
        name="重点行业领域“一件事”全链条覆盖率",
        name_en="Key sectors with a one-matter chain",
        value=value,
        numerator=covered,
        denominator=len(sectors),
        unit="%",
        target=rule.number("rate", "target"),
        target_date=_target_date(rule, ("rate",)),
        light=at_least(
            value,
            green=rule.number("rate", "green_from"),
            yellow=rule.number("rate", "yellow_from"),
        ),
        basis=basis(rule, formula="100 × numerator ÷ denominator"),
        list_url="/v1/key-sectors?covered=true",
    )


async def _answer(tx: Session, question: _Question, *, rule: Rule, sight: Sight) -> Indicator:
    part = await hazard_lists.count(tx, question.part, sight=sight)
    value: Decimal | None
    if question.whole is None:
        whole, value = None, Decimal(part)
        place: tuple[str, ...] = ("count", question.code)
        light = at_most(
            value, green=rule.number(*place, "target"), yellow=rule.number(*place, "yellow_to")
        )
    else:
        whole = await hazard_lists.count(tx, question.whole, sight=sight)
        value, place = percent(part, whole), ("rate",)
        light = at_least(
            value,
            green=rule.number("rate", "green_from"),
            yellow=rule.number("rate", "yellow_from"),
        )
    return Indicator(
        code=question.code,
        row=question.row,
        name=question.name,
        name_en=question.name_en,
        value=value,
        numerator=part,
        denominator=whole,
        unit="项" if whole is None else "%",
        target=rule.number(*place, "target"),
        target_date=_target_date(rule, place),
        light=light,
        basis=basis(rule, formula="count" if whole is None else "100 × numerator ÷ denominator"),
        list_url=_url(question.part),
    )


def _target_date(rule: Rule, place: tuple[str, ...]) -> date:
    stated = rule.value
    for name in place:
        stated = stated[name]
    return date.fromisoformat(stated["target_on"])


def _url(wanted: Filter) -> str:
    asked = {
        name: value
        for name, value in asdict(wanted).items()
        if value not in {None, ()} and name != "disguised"
    }
    plain = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in asked.items()
    }
    return "/v1/hazards?" + urlencode(plain, doseq=True)
