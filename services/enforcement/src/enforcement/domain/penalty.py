"""Penalties and the statutory bands they must lie in (安全生产法 art. 94–109)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from enforcement.domain.refusals import (
    IncomeNeeded,
    NoSuchPenalty,
    OrderNumberNeeded,
    OutsideBand,
    OutsideTier,
)


class Stage(StrEnum):
    """How far the breach went. At first stage most articles know no fine on persons."""

    FIRST = "first"
    OVERDUE = "overdue"
    ACCIDENT = "accident"


class Target(StrEnum):
    """Whom the penalty strikes; unit and persons apart (一案双罚)."""

    UNIT = "unit"
    PRINCIPAL = "principal"
    SAFETY_MANAGER = "safety_manager"
    RESPONSIBLE = "responsible"


class Kind(StrEnum):
    """What the penalty is. `income_share` is a fine measured by last year's income."""

    FINE = "fine"
    INCOME_SHARE = "income_share"
    STOP = "stop"
    SUSPEND_CERTIFICATE = "suspend_certificate"
    REVOKE_CERTIFICATE = "revoke_certificate"


FINES = frozenset({Kind.FINE, Kind.INCOME_SHARE})
# Always heavy, whatever the sum (行政处罚法 art. 57, 63).
GRAVE = frozenset({Kind.STOP, Kind.SUSPEND_CERTIFICATE, Kind.REVOKE_CERTIFICATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What the law allows for an article, a stage and a target; both ends belong to it (以下含本数)."""

    law: str
    article: str
    stage: Stage
    target: Target
    kind: Kind
    least: Decimal | None
    most: Decimal | None
    basis: Mapping[str, Any]

    def limits(self, income: Decimal | None) -> tuple[Decimal, Decimal]:
        """The least and the most in yuan. Raise `IncomeNeeded` where it is a share of income."""
        least, most = self.least or Decimal(0), self.most or Decimal(0)
        if self.kind is not Kind.INCOME_SHARE:
            return least, most
        if income is None:
            raise IncomeNeeded(article=self.article, field="/income")
        return (least * income).quantize(CENT), (most * income).quantize(CENT)


CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A row of a discretion table (裁量基准) that narrows a band."""

    tier: str
    when: str
    least: Decimal
    most: Decimal
    rule: str
    rule_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One penalty on one target. `act` names what was done, so that no act is fined twice."""

    article: str
    stage: Stage
    target: Target
    kind: Kind = Kind.FINE
    amount: Decimal = Decimal(0)
    person: str | None = None
    act: str = ""
    order_number: str | None = None
    income: Decimal | None = None
    tier: Tier | None = None
    # The article whose higher fine for the same act took this one's place (行政处罚法 art. 29).
    absorbed_by: str | None = None
    basis: Mapping[str, Any] | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a fine that is owed."""
        return self.kind in FINES and self.absorbed_by is None

    @property
    def debtor(self) -> tuple[Target, str | None]:
        return self.target, self.person

    def within(self, bands: Iterable[Band]) -> "Penalty":
        """Check it against the bands of the day of the act, and state the law with it.

        Raise `NoSuchPenalty` where the law knows no such penalty at this stage for this target,
        `OutsideBand`, `OutsideTier` or `OrderNumberNeeded`.
        """
        band = self._band(bands)
        if self.stage is Stage.OVERDUE and not self.order_number:
            raise OrderNumberNeeded(article=self.article)
        stated = {**band.basis, "article": f"{band.law}第{band.article}条"}
        if self.kind not in FINES:
            return replace(self, amount=Decimal(0), basis=stated)
        least, most = band.limits(self.income)
        if not least <= self.amount <= most or self.amount <= 0:
            raise OutsideBand(article=self.article, amount=self.amount, least=least, most=most)
        if self.tier and not self.tier.least <= self.amount <= self.tier.most:
            raise OutsideTier(
                tier=self.tier.when, amount=self.amount, least=self.tier.least, most=self.tier.most
            )
        return replace(self, basis=stated | {"formula": f"{least} ≤ {self.amount} ≤ {most}"})

    def _band(self, bands: Iterable[Band]) -> Band:
        for band in bands:
            same = (band.article, band.stage, band.target, band.kind) == (
                self.article,
                self.stage,
                self.target,
                self.kind,
            )
            if same:
                return band
        raise NoSuchPenalty(
            article=self.article,
            stage=self.stage.value,
            target=self.target.value,
            kind=self.kind.value,
        )


def without_double_fines(penalties: Iterable[Penalty]) -> tuple[Penalty, ...]:
    """Let only the highest fine stand where one act broke several rules (行政处罚法 art. 29)."""
    penalties = tuple(penalties)
    highest: dict[tuple[Target, str | None, str], int] = {}
    for place, penalty in enumerate(penalties):
        if penalty.kind not in FINES:
            continue
        key = (*penalty.debtor, penalty.act)
        if key not in highest or penalty.amount > penalties[highest[key]].amount:
            highest[key] = place
    return tuple(
        penalty
        if penalty.kind not in FINES or highest[*penalty.debtor, penalty.act] == place
        else replace(penalty, absorbed_by=penalties[highest[*penalty.debtor, penalty.act]].article)
        for place, penalty in enumerate(penalties)
    )


def fine_on(penalties: Iterable[Penalty], *, unit: bool) -> Decimal:
    """Add up what the unit owes, or what all persons owe."""
    owed = (p.amount for p in penalties if p.counts and (p.target is Target.UNIT) is unit)
    return sum(owed, Decimal(0))


def is_grave(penalties: Iterable[Penalty]) -> bool:
    return any(penalty.kind in GRAVE for penalty in penalties)


def strikes_both(penalties: Iterable[Penalty]) -> bool:
    """Whether unit and person are both struck (一案双罚)."""
    return {penalty.target is Target.UNIT for penalty in penalties} == {True, False}
