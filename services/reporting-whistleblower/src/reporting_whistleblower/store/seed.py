"""What every deployment begins with: the rules this service ships."""

from pathlib import Path
from typing import Final

from chassis.db import Session
from law.rules import load_rules

DATA: Final = Path(__file__).parent.parent / "data"


async def seed(tx: Session) -> None:
    """Load the shipped rules, a file an area; doing it again changes nothing."""
    for path in (DATA / "rules.json", *sorted((DATA / "rules").glob("*.json"))):
        await load_rules(tx, path)
