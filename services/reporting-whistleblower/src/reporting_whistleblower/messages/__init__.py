"""What a refusal says, in Chinese and English."""

from pathlib import Path
from typing import Final

from chassis.messages import Names, read_words, worded

from reporting_whistleblower.messages import (
    funds,
    handling,
    identities,
    keys,
    moves,
    protection,
    rewards,
    schemes,
    senders,
)
from reporting_whistleblower.union import united

AREAS: Final = (
    moves,
    senders,
    keys,
    handling,
    identities,
    rewards,
    protection,
    schemes,
    funds,
)
WORDS: Final = Path(__file__).parent.parent / "data" / "words"


def _words() -> dict[str, Names]:
    """Put the areas' names together, fact by fact: a code has one name for each fact."""
    areas = [read_words(path) for path in sorted(WORDS.glob("*.json"))]
    facts = sorted({fact for area in areas for fact in area})
    return {fact: united(*(area.get(fact, {}) for area in areas)) for fact in facts}


MESSAGES = worded(united(*(area.SAYINGS for area in AREAS)), _words())
