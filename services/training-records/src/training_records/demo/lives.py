"""What becomes of the demonstration's certificates: every state there is, most of them good."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from training_records.domain.certificate import ReviewResult
from training_records.domain.days import last_day
from training_records.domain.regime import Regime

NO_MORE_REVIEWS: Final = date(2026, 6, 1)  # 应急管理部令第19号


class Fate(StrEnum):
    """How a certificate stands on the demonstration's day."""

    GOOD = "good"
    RENEW_SOON = "renew_soon"
    REVIEW_MISSED = "review_missed"
    LAPSED_AT_POST = "lapsed_at_post"
    LAPSED_AFTER_LEAVING = "lapsed_after_leaving"
    CLAIMED = "claimed"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    NONE = "none"


# Of every hundred certificates; what is left over is good.
_SHARES: Final = {
    Fate.RENEW_SOON: 5,
    Fate.REVIEW_MISSED: 3,
    Fate.LAPSED_AT_POST: 2,
    Fate.LAPSED_AFTER_LEAVING: 3,
    Fate.CLAIMED: 6,
    Fate.REVOKED: 2,
    Fate.CANCELLED: 1,
    Fate.NONE: 2,
}
_DEAL: Final = [fate for fate, share in _SHARES.items() for _ in range(share)]
FATES: Final = _DEAL + [Fate.GOOD] * (100 - len(_DEAL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The dates of one certificate. What is None did not happen."""

    fate: Fate
    valid_from: date
    valid_to: date
    reviewed_on: date | None = None
    review_result: ReviewResult = ReviewResult.PASSED
    left_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def verified(self) -> bool:
        return self.fate is not Fate.CLAIMED


def life(draw: Random, fate: Fate, regime: Regime, on: date) -> Life:
    """Choose dates that lead to this fate by the day."""
    years = 6 if regime is Regime.SPECIAL_OPERATION else 3
    valid_from = _begin(draw, fate, years, on)
    valid_to = last_day(valid_from, years)
    reviewed_on = None
    if regime is Regime.SPECIAL_OPERATION and fate is not Fate.REVIEW_MISSED:
        due_on = last_day(valid_from, 3)
        if due_on < min(NO_MORE_REVIEWS, on):
            reviewed_on = due_on - timedelta(days=draw.randrange(5, 50))
    return Life(
        fate=fate,
        valid_from=valid_from,
        valid_to=valid_to,
        reviewed_on=reviewed_on,
        left_on=valid_to - timedelta(days=40) if fate is Fate.LAPSED_AFTER_LEAVING else None,
        withdrawn_on=_withdrawn(draw, fate, on),
    )


def _begin(draw: Random, fate: Fate, years: int, on: date) -> date:
    """The first day of a term whose end, or whose review, lies where the fate wants it."""
    term = timedelta(days=years * 365 + years // 4)
    match fate:
        case Fate.RENEW_SOON:
            return on - term + timedelta(days=draw.randrange(10, 50))
        case Fate.LAPSED_AT_POST | Fate.LAPSED_AFTER_LEAVING:
            return on - term - timedelta(days=draw.randrange(5, 120))
        case Fate.REVIEW_MISSED:
            latest = min(on, NO_MORE_REVIEWS) - timedelta(days=3 * 365 + 10)
            return latest - timedelta(days=draw.randrange(60))
        case _:
            return on - timedelta(days=draw.randrange(200, years * 365 - 100))


def _withdrawn(draw: Random, fate: Fate, on: date) -> date | None:
    if fate in {Fate.REVOKED, Fate.CANCELLED}:
        return on - timedelta(days=draw.randrange(5, 90))
    return None
