"""A rule and the choice among rules: no database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Confidence(StrEnum):
    """How sure we are that the rule says what the law says."""

    VERIFIED = "verified"
    TO_CONFIRM = "to_confirm"
    SAMPLE = "sample"


class Origin(StrEnum):
    """Who wrote the row: this software, or the office that runs it."""

    SHIPPED = "shipped"
    OFFICE = "office"


class NoRuleInForce(Exception):
    """No rule of this code was in force on that date."""

    code = "no_rule_in_force"

    def __init__(self, rule: str, on: date) -> None:
        self.facts = {"rule": rule, "on": on.isoformat()}
        super().__init__(f"No rule {rule} was in force on {on}.")


class RuleToConfirm(Exception):
    """The rule computes, but nothing that binds anyone may rest on it yet."""

    code = "rule_to_confirm"

    def __init__(self, rule: str, version: int) -> None:
        self.facts = {"rule": rule, "version": version}
        super().__init__(f"Rule {rule} version {version} is still to be confirmed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a rule, valid on `[effective_from, effective_to)`."""

    code: str
    version: int = 1
    value: Any
    effective_from: date
    effective_to: date | None = None
    source: str
    article: str
    confidence: Confidence
    origin: Origin = Origin.SHIPPED
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)

    @property
    def provisional(self) -> bool:
        """Whether nobody has vouched for it yet."""
        return self.confidence is not Confidence.VERIFIED and self.confirmed_at is None

    @property
    def off(self) -> bool:
        """Whether it does not even compute: a sample is off until the office confirms it."""
        return self.confidence is Confidence.SAMPLE and self.provisional

    def number(self, *path: str | int) -> Decimal:
        """Read an exact number in the value, for example `rule.number("rate")`."""
        found = self.value
        for step in path:
            found = found[step]
        return Decimal(str(found))

    def whole(self, *path: str | int) -> int:
        """Read a whole number in the value. Raise ValueError if it has a fraction."""
        number = self.number(*path)
        if number != number.to_integral_value():
            raise ValueError(f"{self.code} {path} is {number}, not a whole number.")
        return int(number)


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules to choose from by code and date."""

    rules: tuple[Rule, ...]

    def in_force(self, code: str, *, on: date) -> Rule:
        """Raise `NoRuleInForce` if none was.

        Of several, the office's own row wins over a shipped one, and a later version over an
        earlier one: rows are replaced by newer ones, never changed.
        """
        found = [r for r in self.rules if r.code == code and r.covers(on) and not r.off]
        if not found:
            raise NoRuleInForce(code, on)
        return max(found, key=lambda rule: (rule.origin is Origin.OFFICE, rule.version))


def may_bind(rule: Rule) -> bool:
    """Say whether a payment, refusal, lapse, ban or fine may rest on it."""
    return not rule.provisional


def must_bind(rule: Rule) -> None:
    """Raise `RuleToConfirm` unless something binding may rest on it."""
    if not may_bind(rule):
        raise RuleToConfirm(rule.code, rule.version)


def basis(
    rule: Rule, *, formula: str | None = None, working: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """State the law behind a figure, as every computed figure is returned with it."""
    stated: dict[str, Any] = {
        "rule": rule.code,
        "version": rule.version,
        "article": rule.article,
        "source": rule.source,
        "confidence": rule.confidence.value,
        "provisional": rule.provisional,
        "formula": formula,
    }
    if working:
        stated["working"] = {key: _exact(value) for key, value in working.items()}
    return stated


def _exact(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
