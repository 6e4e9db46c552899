"""Sow the rules that ship with the service."""

from pathlib import Path

from chassis.db import Session
from law.rules import load_rules

DATA = Path(__file__).parents[1] / "data"


async def sow(tx: Session) -> None:
    """Add what is not there yet; what the office confirmed or entered stays as it is."""
    await load_rules(tx, DATA / "rules.json")
