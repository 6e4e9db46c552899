"""Law as versioned data: a rule is a row, chosen by the date of the act and cited with its use."""

from law.rules.rule import (
    Confidence,
    NoRuleInForce,
    Origin,
    Rule,
    Rules,
    RuleToConfirm,
    basis,
    may_bind,
    must_bind,
)
from law.rules.store import (
    AlreadyConfirmed,
    NoSuchRule,
    WrongShape,
    confirm_rule,
    in_force,
    load,
    load_rules,
    replace_rule,
)
from law.rules.tables import RULES_DDL

__all__ = [
    "RULES_DDL",
    "AlreadyConfirmed",
    "Confidence",
    "NoRuleInForce",
    "NoSuchRule",
    "Origin",
    "Rule",
    "RuleToConfirm",
    "Rules",
    "WrongShape",
    "basis",
    "confirm_rule",
    "in_force",
    "load",
    "load_rules",
    "may_bind",
    "must_bind",
    "replace_rule",
]
