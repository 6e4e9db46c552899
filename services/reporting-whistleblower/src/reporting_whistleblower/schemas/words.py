"""Kinds of fields that several documents use."""

import unicodedata
from decimal import Decimal
from typing import Annotated

from contracts.codes import AreaCode
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

ALLOWED_CONTROLS = "\n\r\t"


def _clean(text: str) -> str:
    """Raise ValueError for control characters; people do not type them."""
    if any(unicodedata.category(c) == "Cc" and c not in ALLOWED_CONTROLS for c in text):
        raise ValueError("control characters")
    return text.strip()


Words = Annotated[str, AfterValidator(_clean)]
Short = Annotated[Words, Field(min_length=1, max_length=200)]
Text = Annotated[Words, Field(min_length=2, max_length=4000)]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$", description="32 bytes, base64url")]
Money = Annotated[
    Decimal,
    Field(ge=0, max_digits=14, decimal_places=2, examples=["50000.00"]),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str, when_used="json"),
]
Area = Annotated[AreaCode, Field(examples=["350583002003"])]


class Given(BaseModel):
    """What a caller sends: nothing beyond the fields there are."""

    model_config = ConfigDict(extra="forbid")


class Told(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(from_attributes=True)
