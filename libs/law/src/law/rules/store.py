"""Load, seed, confirm and replace rules."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chassis import audit
from chassis.db import Session
from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from law.rules.rule import Confidence, Origin, Rule, Rules
from law.rules.tables import rule_table

SHIPPED = Path(__file__).parent.parent / "data" / "rules.json"

_FIELDS = [column for column in rule_table.c if column.name != "meaning"]


class NoSuchRule(Exception):
    """There is no such version of a rule."""

    code = "not_found"


class WrongShape(Exception):
    """The new value is not built like the one it replaces; what computes by it would fail."""

    code = "rule_shape"

    def __init__(self, rule: str) -> None:
        self.facts = {"rule": rule, "field": "/value"}
        super().__init__(f"The value is not built like that of rule {rule}.")


class AlreadyConfirmed(Exception):
    """Somebody confirmed it before."""

    code = "already_confirmed"

    def __init__(self, rule: str, version: int) -> None:
        self.facts = {"rule": rule, "version": version}
        super().__init__(f"Rule {rule} version {version} needs no confirmation.")


async def in_force(tx: Session, code: str, *, on: date) -> Rule:
    """Load the rule that governs an act of this date. Raise `NoRuleInForce` if there is none."""
    return (await load(tx, code)).in_force(code, on=on)


async def load(tx: Session, *codes: str) -> Rules:
    """Load every version of these rules, or of all rules."""
    query = select(*_FIELDS).order_by(rule_table.c.code, rule_table.c.version)
    if codes:
        query = query.where(rule_table.c.code.in_(codes))
    return Rules(tuple(_rule(row._mapping) for row in await tx.execute(query)))


async def load_rules(tx: Session, path: Path) -> int:
    """Seed the rules of a file and of the chassis itself, and say how many rows were new.

    Doing it again changes nothing. A shipped row whose wording changed is corrected as long as
    nobody confirmed it; one whose meaning changed becomes a new version; the office's own rows
    are never touched.
    """
    await _one_writer(tx)
    added = 0
    for source in (SHIPPED, path):
        # Fractions stay text: a rate must not pass through a binary float.
        for row in json.loads(source.read_text(encoding="utf-8"), parse_float=str):
            added += await _seed(tx, row)
    return added


async def confirm_rule(
    tx: Session, *, code: str, version: int, by: audit.By, at: datetime, why: str | None = None
) -> Rule:
    """Vouch for a rule, so that decisions may rest on it."""
    rule = await get(tx, code, version)
    if not rule.provisional:
        raise AlreadyConfirmed(code, version)
    this = (rule_table.c.code == code) & (rule_table.c.version == version)
    who = str(getattr(by, "id", by))
    unconfirmed = this & rule_table.c.confirmed_at.is_(None)
    change = update(rule_table).where(unconfirmed).values(confirmed_by=who, confirmed_at=at)
    if (await tx.execute(change.returning(rule_table.c.code))).first() is None:
        raise AlreadyConfirmed(code, version)
    await audit.record(
        tx, by=by, at=at, action="confirm", what="rule", id=f"{code}@{version}", why=why
    )
    return await get(tx, code, version)


async def replace_rule(
    tx: Session,
    *,
    code: str,
    value: object,
    effective_from: date,
    effective_to: date | None,
    source: str,
    article: str,
    by: audit.By,
    at: datetime,
    why: str | None = None,
) -> Rule:
    """Add the office's own version, confirmed by whoever enters it; older ones stay as history.

    Raise `NoSuchRule` if there is nothing to replace, `WrongShape` if the value is built otherwise.
    """
    await _one_writer(tx)
    rule = Rule(
        code=code,
        version=await _replaceable(tx, code, value) + 1,
        value=exact(value),
        effective_from=effective_from,
        effective_to=effective_to,
        source=source,
        article=article,
        confidence=Confidence.VERIFIED,
        origin=Origin.OFFICE,
        confirmed_by=str(getattr(by, "id", by)),
        confirmed_at=at,
    )
    await tx.execute(insert(rule_table).values(asdict(rule)))
    named, changes = f"{code}@{rule.version}", {"value": [None, rule.value]}
    await audit.record(
        tx, by=by, at=at, action="replace", what="rule", id=named, why=why, changes=changes
    )
    return rule


async def _replaceable(tx: Session, code: str, value: object) -> int:
    """Return the newest version of a rule that this value may replace."""
    before = (await load(tx, code)).rules
    if not before:
        raise NoSuchRule
    if not alike(before[-1].value, exact(value)):
        raise WrongShape(code)
    return before[-1].version


async def get(tx: Session, code: str, version: int) -> Rule:
    """Raise `NoSuchRule` if there is none."""
    this = (rule_table.c.code == code) & (rule_table.c.version == version)
    row = (await tx.execute(select(*_FIELDS).where(this))).one_or_none()
    if row is None:
        raise NoSuchRule
    return _rule(row._mapping)


def exact(value: Any) -> Any:
    """Write fractions as text, all the way down."""
    match value:
        case float():
            return repr(value)
        case dict():
            return {key: exact(item) for key, item in value.items()}
        case list():
            return [exact(item) for item in value]
        case _:
            return value


def alike(old: Any, new: Any) -> bool:
    """Whether two values have the same keys and kinds all the way down; lists may be longer."""
    match old, new:
        case dict(), dict():
            return old.keys() == new.keys() and all(alike(old[key], new[key]) for key in old)
        case list(), list():
            return not old or all(alike(old[0], item) for item in new)
        case bool(), _:
            return isinstance(new, bool)
        case ((int() | str()), (int() | str())) if not isinstance(new, bool):
            return _numeric(old) == _numeric(new)
        case _:
            return old is None or new is None


def _numeric(value: int | str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


async def _one_writer(tx: Session) -> None:
    await tx.execute(text("SELECT pg_advisory_xact_lock(hashtext('law.rules'))"))


async def _next_version(tx: Session, code: str) -> int:
    newest = select(func.max(rule_table.c.version)).where(rule_table.c.code == code)
    return (await tx.scalar(newest) or 0) + 1


async def _seed(tx: Session, row: Mapping[str, Any]) -> int:
    ends = row.get("effective_to")
    rule = {
        "code": row["code"],
        "value": row["value"],
        "effective_from": date.fromisoformat(row["effective_from"]),
        "effective_to": date.fromisoformat(ends) if ends else None,
        "source": row["source"],
        "article": row["article"],
        "confidence": Confidence(row["confidence"]).value,
        "origin": Origin.SHIPPED.value,
        "meaning": _meaning(row),
    }
    wording = {field: rule[field] for field in ("source", "article", "confidence")}
    same = (rule_table.c.code == rule["code"]) & (rule_table.c.meaning == rule["meaning"])
    known = (await tx.execute(select(rule_table.c.confirmed_at).where(same))).one_or_none()
    if known is None:
        version = await _next_version(tx, row["code"])
        await tx.execute(insert(rule_table).values(rule | {"version": version}))
        return 1
    if known.confirmed_at is None:
        await tx.execute(update(rule_table).where(same).values(wording))
    return 0


def _meaning(row: Mapping[str, Any]) -> str:
    meant = [row["value"], row["effective_from"], row.get("effective_to")]
    return hashlib.sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()


def _rule(row: Mapping[Any, Any]) -> Rule:
    fields = dict(row)
    return Rule(
        **fields
        | {"confidence": Confidence(fields["confidence"]), "origin": Origin(fields["origin"])}
    )
