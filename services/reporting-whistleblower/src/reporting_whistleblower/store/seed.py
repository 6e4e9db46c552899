"""What every deployment begins with: the rules this service ships."""

from pathlib import Path
from typing import Final

from chassis.db import Session
from law.rules import load_rules

RULES: Final = Path(__file__).parent.parent / "data" / "rules.json"


async def seed(tx: Session) -> None:
    """Load the shipped rules; doing it again changes nothing."""
    await load_rules(tx, RULES)
