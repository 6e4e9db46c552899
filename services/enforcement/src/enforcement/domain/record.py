"""What a case's file holds: the team, evidence, statements, review, notice, hearing, decision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """An officer on the team (承办人). One who declared an interest stays on record, replaced."""

    officer_id: UUID
    account_id: UUID | None
    name: str
    certificate_number: str
    since: date
    replaced_on: date | None = None
    interest: str | None = None


class EvidenceKind(StrEnum):
    """The kinds of evidence of 行政处罚法 art. 46."""

    DOCUMENT = "document"
    OBJECT = "object"
    AUDIO_VISUAL = "audio_visual"
    ELECTRONIC = "electronic"
    WITNESS = "witness"
    PARTY = "party"
    OPINION = "opinion"
    SITE_RECORD = "site_record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence; the file itself lies with the attachments."""

    id: UUID
    kind: EvidenceKind
    title: str
    obtained_on: date
    attachment_id: UUID | None = None
    added_by: UUID
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The legal review (法制审核, 行政处罚法 art. 58)."""

    passed: bool
    heavy: bool
    opinion: str
    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The notice of what is intended and of the party's rights (告知, 行政处罚法 art. 44)."""

    # Sent back and informed anew, the party has its rights anew: this counts the notices.
    number: int = 1
    informed_on: date
    state_by: date
    request_hearing_by: date | None
    why_hearing: str | None
    by: UUID


class StatementKind(StrEnum):
    """What the party said: a defence, or that it waives its rights (art. 62)."""

    DEFENCE = "defence"
    WAIVER = "waiver"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the party stated (陈述申辩), and what came of checking it (art. 45)."""

    id: UUID
    kind: StatementKind
    text: str
    stated_on: date
    to_notice: int = 1
    answer: str | None = None
    answered_by: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A hearing (听证, 行政处罚法 art. 63–64): asked for, announced, held."""

    requested_on: date
    notified_on: date | None = None
    to_be_held_on: date | None = None
    chair: UUID | None = None
    held_on: date | None = None
    held_at: datetime | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """A collective discussion by those in charge (集体讨论, 行政处罚法 art. 57)."""

    held_on: date
    attendees: int
    conclusion: str
    recorded_by: UUID


class Outcome(StrEnum):
    """How a case was decided; what is transferred or withdrawn was not decided."""

    PUNISHED = "punished"
    NOT_PUNISHED = "not_punished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The decision (处罚决定 / 不予处罚决定)."""

    outcome: Outcome
    number: str | None = None
    decided_on: date
    by: UUID
    ground: str
    correction: str | None = None


class PlatformState(StrEnum):
    """How far the case is on the provincial platform (闽执法)."""

    TO_ENTER = "to_enter"
    ENTERED = "entered"
    RETURNED = "returned"
    CONCLUDED = "concluded"


class Handling(StrEnum):
    """Where the case is handled. The provincial platform is the default (闽令242号 art. 17)."""

    PLATFORM = "platform"
    HERE = "here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the case is handled, why if it is here, and its number and state on the platform."""

    handling: Handling
    because: str | None = None
    platform_state: PlatformState | None = None
    platform_number: str | None = None
    updated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where and when the decision was made public (安全生产法 art. 78)."""

    published_on: date
    where: str


class ClosingGround(StrEnum):
    """Why a case is closed (结案)."""

    PERFORMED = "performed"
    COURT_EXECUTED = "court_executed"
    TERMINATED = "terminated"
    NOT_PUNISHED = "not_punished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How the case ended."""

    ground: ClosingGround
    note: str | None
    on: date
    by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a case is opened for. `act_key` names the act, so that it is fined once only."""

    cause: str
    act_on: date
    matter: str | None = None
    act_key: str | None = None
    harmful_result: bool = False
    handling: Handling | None = None
    handled_here_because: str | None = None


def replaced(
    team: Iterable[Assignment], officer_id: UUID, *, interest: str, on: date
) -> tuple[Assignment, ...]:
    """The team with one officer marked as replaced because of an interest."""
    return tuple(
        replace(officer, replaced_on=on, interest=interest)
        if officer.officer_id == officer_id and officer.replaced_on is None
        else officer
        for officer in team
    )


def answered(
    statements: Iterable[Statement], statement_id: UUID, *, answer: str, by: UUID
) -> tuple[Statement, ...]:
    """The statements with one of them answered."""
    return tuple(
        replace(known, answer=answer, answered_by=by) if known.id == statement_id else known
        for known in statements
    )
