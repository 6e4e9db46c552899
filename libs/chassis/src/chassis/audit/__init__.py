"""Who did what: entries no one can change, sealed into a tree no one can quietly rebuild."""

from chassis.audit.entries import Actor, By, Entry, history, record
from chassis.audit.tables import AUDIT_DDL

__all__ = ["AUDIT_DDL", "Actor", "By", "Entry", "history", "record"]
