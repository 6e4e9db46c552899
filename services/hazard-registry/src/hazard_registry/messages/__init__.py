"""What this service's refusals say, in Chinese and English: each area of it brings its own."""

import json
from pathlib import Path

from attachments import ATTACHMENT_MESSAGES
from chassis.messages import Message, Messages, Names, Words, read_words, worded

from hazard_registry.messages import (
    everywhere,
    hazards,
    jobs,
    matters,
    notices,
    orders,
    registers,
    sheets,
    sites,
    works,
)

_DATA = Path(__file__).parents[1] / "data"


def _joined(*tables: Messages) -> Messages:
    """Raise `ValueError` if two areas word one refusal."""
    sayings: dict[str, Message] = {}
    for table in tables:
        if twice := sayings.keys() & table.keys():
            raise ValueError(f"worded twice: {sorted(twice)}")
        sayings |= table
    return sayings


def _words() -> Words:
    """Names of codes by the fact they stand in; each area has its own file, facts are shared."""
    words: dict[str, dict[str, tuple[str, str]]] = {"department": dict(_departments())}
    for path in sorted((_DATA / "words").glob("*.json")):
        for fact, names in read_words(path).items():
            known = words.setdefault(fact, {})
            if twice := known.keys() & names.keys():
                raise ValueError(f"{path.name} names {fact} {sorted(twice)} again")
            known |= names
    return words


def _departments() -> Names:
    """Call the departments this service ships with by their names."""
    shipped = json.loads((_DATA / "departments.json").read_text(encoding="utf-8"))
    return {one["code"]: (one["name"], one["code"].replace("_", " ")) for one in shipped}


_SAYINGS = _joined(
    ATTACHMENT_MESSAGES,
    everywhere.SAYINGS,
    hazards.SAYINGS,
    matters.SAYINGS,
    notices.SAYINGS,
    orders.SAYINGS,
    jobs.SAYINGS,
    registers.SAYINGS,
    sheets.SAYINGS,
    sites.SAYINGS,
    works.SAYINGS,
)

MESSAGES = worded(_SAYINGS, _words())
