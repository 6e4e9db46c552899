"""Who of several reporters of one matter is rewarded (一事一奖)."""

from collections.abc import Sequence

from reporting_whistleblower.domain.report import Report


def first_reporter(reports: Sequence[Report], *, named_first: bool) -> Report | None:
    """Choose among the reports of one matter by the time they came in.

    Only who asked for a reward is asked; `named_first`: whoever gave a name goes before those
    who did not. None if nobody wants one.
    """
    asking = sorted(
        (one for one in reports if one.wants_reward), key=lambda one: (one.received_at, one.id)
    )
    named = [one for one in asking if one.identity_id is not None]
    chosen = (named if named_first and named else asking)[:1]
    return chosen[0] if chosen else None
