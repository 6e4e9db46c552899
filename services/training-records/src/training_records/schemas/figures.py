"""Coverage, the catalogue and the history on the wire."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from office.identifiers import mask_name
from pydantic import BaseModel, ConfigDict

from training_records.domain.catalogue import Edition, shipped
from training_records.domain.regime import Regime
from training_records.domain.standing import Status
from training_records.store.coverage import Covered


class CoverageOut(BaseModel):
    """One certificate a post takes, and whether its holder has it."""

    employment_id: UUID
    person_id: UUID
    name: str
    unit_id: UUID
    unit_name: str
    area: str
    post: str
    regime: Regime
    item: str
    item_name: str
    certificate_id: UUID | None
    status: Status | None
    covered: bool

    @classmethod
    def of(cls, found: Covered, *, in_full: bool) -> "CoverageOut":
        computed = {"name", "regime", "item", "item_name"}
        plain = {name: getattr(found, name) for name in cls.model_fields if name not in computed}
        return cls(
            **plain,
            name=found.name if in_full else mask_name(found.name),
            regime=found.need.regime,
            item=found.need.item,
            item_name=shipped().name_of(found.need),
        )


class ItemOut(BaseModel):
    """One operation item."""

    code: str
    name: str
    category: str


class EditionOut(BaseModel):
    """One edition of the catalogue. `items` is null where its text was not seen."""

    code: str
    source: str
    effective_from: date
    effective_to: date | None
    provisional: bool
    note: str
    items: list[ItemOut] | None

    @classmethod
    def of(cls, edition: Edition) -> "EditionOut":
        items = None
        if edition.items is not None:
            items = [
                ItemOut(code=item.code, name=item.name, category=item.category)
                for item in edition.items.values()
            ]
        return cls(
            code=edition.code,
            source=edition.source,
            effective_from=edition.effective_from,
            effective_to=edition.effective_to,
            provisional=edition.provisional,
            note=edition.note,
            items=items,
        )


class CatalogueOut(BaseModel):
    """All editions, oldest first."""

    editions: list[EditionOut]


class HistoryOut(BaseModel):
    """Who did what, when and why. Never a person's data."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    at: datetime
    by: str
    by_name: str | None
    action: str
    why: str | None
    changes: dict[str, Any]
