"""The catalogue of special operations (特种作业目录): editions by date, items by code and name."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from training_records.domain.refusals import ItemUnknown
from training_records.domain.regime import Need, Regime

SHIPPED = Path(__file__).parent.parent / "data" / "catalogue.json"


@dataclass(frozen=True, slots=True)
class Item:
    """One operation item (操作项目)."""

    code: str
    name: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition, valid on `[effective_from, effective_to)`.

    `items` is None where its text was not seen: then certificates bear the item as printed.
    """

    code: str
    source: str
    effective_from: date
    effective_to: date | None
    provisional: bool
    note: str
    items: Mapping[str, Item] | None

    def covers(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day < self.effective_to)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All editions, oldest first."""

    editions: tuple[Edition, ...]

    def in_force(self, day: date) -> Edition | None:
        return next((edition for edition in self.editions if edition.covers(day)), None)

    def find(self, written: str) -> Item | None:
        """Find an item by its code or its name as certificates print it: 低压电工作业."""
        wanted = _plain(written)
        for edition in reversed(self.editions):
            for item in (edition.items or {}).values():
                if wanted in {item.code, _plain(item.name)}:
                    return item
        return None

    def coded(self, need: Need) -> Need:
        """Put the code where people wrote the name."""
        found = self.find(need.item) if need.regime is Regime.SPECIAL_OPERATION else None
        return Need(need.regime, found.code) if found else need

    def name_of(self, need: Need) -> str:
        """What people call an item; itself where the catalogue has no name for it."""
        if need.regime is not Regime.SPECIAL_OPERATION:
            return need.item
        found = self.find(need.item)
        return found.name if found else need.item

    def check(self, need: Need, *, on: date) -> None:
        """Raise `ItemUnknown` unless the edition of that day has the item, or shows no items."""
        if need.regime is not Regime.SPECIAL_OPERATION:
            return
        edition = self.in_force(on)
        if edition is None or (edition.items is not None and need.item not in edition.items):
            raise ItemUnknown(field="/item", item=need.item, on=on.isoformat())


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with this release."""
    rows = json.loads(SHIPPED.read_text(encoding="utf-8"))["editions"]
    return Catalogue(tuple(_edition(row) for row in rows))


def _edition(row: Mapping[str, Any]) -> Edition:
    ends = row["effective_to"]
    return Edition(
        code=row["code"],
        source=row["source"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        provisional=row["confidence"] != "verified",
        note=row["note"],
        items=None if row["categories"] is None else _items(row["categories"]),
    )


def _items(categories: list[Mapping[str, Any]]) -> dict[str, Item]:
    found = {}
    for category in categories:
        for number, name in enumerate(category["items"], 1):
            code = f"{category['code']}.{number}"
            found[code] = Item(code, name, category["name"])
    return found


def _plain(written: str) -> str:
    narrow = unicodedata.normalize("NFKC", written)
    return "".join(narrow.split()).removesuffix("作业").replace("、", "").replace(",", "")
