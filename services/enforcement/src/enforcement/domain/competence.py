"""Which body may do what in which matter, on a date (权限). Competence comes before everything."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from enforcement.domain.body import Body, BodyLevel
from enforcement.domain.refusals import CompetenceToConfirm, MayNotPunish, PowerNotHandedDown


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A field of supervision (执法事项领域) and the body that leads in it.

    `criteria` are the prefixes of judgement standards that belong to it.
    """

    code: str
    name: str
    lead: str
    criteria: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One version of one cell of the table, valid on `[effective_from, effective_to)`."""

    id: UUID | None
    matter: str
    body: str
    may_inspect: bool
    may_order: bool
    may_punish: bool
    transfer_to: str | None
    effective_from: date
    effective_to: date | None = None
    source: str
    decision: str | None = None
    entered_at: datetime | None = None
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    assumed: bool = False

    @property
    def provisional(self) -> bool:
        """Whether nobody has vouched for it: it may guide, but no fine rests on it."""
        return not self.assumed and self.confirmed_at is None

    def covers(self, on: date) -> bool:
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

    def confirm(self, *, by: str, at: datetime) -> "Competence":
        return replace(self, confirmed_by=by, confirmed_at=at)

    def must_punish(self) -> None:
        """Raise `MayNotPunish` unless the body has the power to punish here."""
        if not self.may_punish:
            raise MayNotPunish(matter=self.matter, body=self.body, to=self.transfer_to or "—")

    def must_bind(self) -> None:
        """Raise `CompetenceToConfirm` unless somebody vouched for the power."""
        if self.provisional:
            raise CompetenceToConfirm(matter=self.matter, body=self.body)


def check_entry(entry: Competence, body: Body) -> None:
    """Raise `PowerNotHandedDown` if it gives a power nobody could have given (APL art. 24)."""
    if body.level is BodyLevel.COORDINATION and (entry.may_inspect or entry.may_punish):
        raise PowerNotHandedDown(body=body.name, field="/body")
    if body.level is BodyLevel.SUBDISTRICT and entry.may_punish and not entry.decision:
        raise PowerNotHandedDown(body=body.name, field="/decision")


def competence_on(
    entries: Iterable[Competence], *, matter: Matter, body: Body, on: date
) -> Competence:
    """Choose the newest entry in force, else what the law says of a body nobody entered."""
    found = [
        entry
        for entry in entries
        if (entry.matter, entry.body) == (matter.code, body.code) and entry.covers(on)
    ]
    if found:
        return max(found, key=lambda entry: (entry.effective_from, str(entry.entered_at)))
    inspects = body.level is BodyLevel.SUBDISTRICT
    return Competence(
        id=None,
        matter=matter.code,
        body=body.code,
        may_inspect=inspects,
        may_order=False,
        may_punish=False,
        transfer_to=matter.lead if matter.lead != body.code else None,
        effective_from=date(2021, 9, 1),
        source=(
            "安全生产法（2021）第九条第二款、行政处罚法（2021）第二十四条：未经决定下放，不得处罚"
            if inspects
            else "权限表中没有登记"
        ),
        assumed=True,
    )


def matter_of(
    matters: Iterable[Matter], *, criteria: Iterable[str], department: str | None
) -> Matter | None:
    """Guess the matter of a hazard: by its standard first, then by the responsible department."""
    known = list(matters)
    prefixes = {code.split("-", 1)[0] for code in criteria}
    for matter in known:
        if prefixes & set(matter.criteria):
            return matter
    return next((matter for matter in known if department in matter.departments), None)
