"""A ban on heading units (职业禁入, 安全生产法 art. 94, 113)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from enforcement.domain.refusals import ChangedMeanwhile, IllegalMove, TradeNeeded

# The sections of GB/T 4754, which some write before the number and some do not.
LETTERS = "ABCDEFGHIJKLMNOPQRST"


class Scope(StrEnum):
    """What the person may not head; the same codes as in the events."""

    ANY = "any"
    TRADE = "trade"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imposition:
    """What a body orders. Scope and years follow from the ground, by law."""

    ground: str
    trade: str | None
    from_on: date
    reason: str
    body: str
    area: str
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the law makes of a ground on a day."""

    scope: Scope
    article: str
    until_on: date | None
    rule_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    """A person is known here by a keyed hash only; the name is sealed."""

    id: UUID
    person_hash: bytes
    name_sealed: bytes
    scope: Scope
    trade: str | None
    from_on: date
    until_on: date | None
    ground: str
    article: str
    reason: str
    rule_version: int
    case_id: UUID | None
    body: str
    area: str
    imposed_by: UUID
    lifted_on: date | None = None
    lifted_because: str | None = None
    version: int = 1

    @classmethod
    def imposed(
        cls,
        order: Imposition,
        terms: Terms,
        *,
        id: UUID,
        person_hash: bytes,
        name_sealed: bytes,
        by: UUID,
    ) -> "Ban":
        """Raise `TradeNeeded` if a ban from a trade names none."""
        if terms.scope is Scope.TRADE and not order.trade:
            raise TradeNeeded(field="/trade")
        return cls(
            id=id,
            person_hash=person_hash,
            name_sealed=name_sealed,
            scope=terms.scope,
            trade=order.trade if terms.scope is Scope.TRADE else None,
            from_on=order.from_on,
            until_on=terms.until_on,
            ground=order.ground,
            article=terms.article,
            reason=order.reason,
            rule_version=terms.rule_version,
            case_id=order.case_id,
            body=order.body,
            area=order.area,
            imposed_by=by,
        )

    @property
    def for_life(self) -> bool:
        return self.until_on is None

    def holds(self, *, on: date, trade: str | None) -> bool:
        """Whether it keeps the person from heading a unit of this trade on a day.

        Without a trade every ban counts: whoever asks does not know that it would not. A trade is
        a GB/T 4754 code; a ban from a division covers its groups and classes.
        """
        runs = self.from_on <= on and (self.until_on is None or on < self.until_on)
        runs = runs and (self.lifted_on is None or on < self.lifted_on)
        if not runs or self.scope is Scope.ANY or trade is None:
            return runs
        return trade.lstrip(LETTERS).startswith((self.trade or "").lstrip(LETTERS))

    def lift(self, *, on: date, because: str, expected: int) -> "Ban":
        """Take it back, for example because the decision behind it was annulled."""
        if expected != self.version:
            raise ChangedMeanwhile
        if self.lifted_on is not None:
            raise IllegalMove(status="lifted", move="lift")
        return replace(self, lifted_on=on, lifted_because=because, version=self.version + 1)
