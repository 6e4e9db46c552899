"""Handing a matter to the competent body (移送, 安全生产法 art. 73): restated, and on record."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from reporting_whistleblower.domain.refusals import ChangedMeanwhile, IllegalMove, Refusal

LONGEST_QUOTE: Final = 12  # characters in a row that a restatement may share with the report


class QuotesTheReport(Refusal):
    """A restatement repeats the sender's own words, by which he could be known."""

    code = "quotes_the_report"


class NotRestated(Refusal):
    """Nothing says what the matter is without the sender's words."""

    code = "not_restated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What another body gets: the restated matter, and nothing of whoever reported it."""

    id: UUID
    report_id: UUID
    area: str
    to: str
    what: str
    place: str
    sent_by: UUID
    sent_at: datetime
    reference: str | None = None  # the other body's number of receipt
    acknowledged_at: datetime | None = None
    version: int = 1

    def acknowledge(self, *, reference: str, at: datetime, expected: int) -> "Transfer":
        """Write down that it arrived, once."""
        if expected != self.version:
            raise ChangedMeanwhile
        if self.acknowledged_at is not None:
            raise IllegalMove(status="acknowledged", move="acknowledge")
        return replace(self, reference=reference, acknowledged_at=at, version=self.version + 1)


def must_not_quote(original: str, restated: str, *, field: str) -> None:
    """Raise `QuotesTheReport` if more than a dozen characters in a row are the sender's own.

    Spaces and punctuation do not count: they would hide a quotation.
    """
    said, again = _bare(original), _bare(restated)
    length = LONGEST_QUOTE + 1
    for start in range(len(again) - length + 1):
        if again[start : start + length] in said:
            raise QuotesTheReport(field=field, most=LONGEST_QUOTE)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
