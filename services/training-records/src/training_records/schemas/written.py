"""How people write names, posts and items, and how a rule is cited."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from training_records.domain.law import Rule
from training_records.domain.regime import Need, Regime

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\d<>]+$"),
]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
ItemCode = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Phone = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^\+?[\d-]{5,20}$", max_length=21)
]
# Long enough for any number with spaces; whether it is one is checked afterwards.
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]


class Written(BaseModel):
    """What a client sends: nothing that is not asked for."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NeedIn(Written):
    """A certificate a post takes."""

    regime: Regime
    item: ItemCode

    def need(self) -> Need:
        return Need(self.regime, self.item)


class NeedOut(BaseModel):
    """A certificate a post takes, with the name people know it by."""

    regime: Regime
    item: str
    item_name: str


class BasisOut(BaseModel):
    """The law behind an answer. Nothing binding rests on a provisional rule."""

    rule: str
    version: int
    source: str
    article: str
    provisional: bool

    @classmethod
    def of(cls, rule: Rule) -> "BasisOut":
        return cls(
            rule=rule.code,
            version=rule.version,
            source=rule.source,
            article=rule.article,
            provisional=rule.provisional,
        )


def example_id(number: int) -> UUID:
    """An id for examples."""
    return UUID(int=(0x0192_0000_0000_7000_8000 << 48) + number)
