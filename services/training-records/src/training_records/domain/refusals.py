"""What this service refuses. The words are in `messages`."""

from collections.abc import Mapping
from datetime import date


class Refusal(Exception):
    """Something that cannot be done. Facts fill the words in; none of them is personal.

    A fact `field` is the JSON pointer of the input field that is at fault.
    """

    code: str

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code)


class NotFound(Refusal):
    """There is no such record, or the caller does not reach it."""

    code = "not_found"


class ChangedMeanwhile(Refusal):
    """Somebody else changed the record since it was read."""

    code = "changed_meanwhile"


class Unreadable(Refusal):
    """An identifier is not what it should be; `code` says in which way."""

    code = "unreadable"

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(**facts)
        self.code = code


class PersonExists(Refusal):
    """There is a file with this identity number; the refusal does not say whose."""

    code = "person_exists"


class AccountTaken(Refusal):
    """The account belongs to somebody else's file."""

    code = "account_taken"


class NameDiffers(Refusal):
    """The file with this identity number bears another name."""

    code = "name_differs"


class UnitUnknown(Refusal):
    """The unit is not registered, or not the caller's."""

    code = "unit_unknown"


class EmploymentExists(Refusal):
    """The person works at this post of this unit already."""

    code = "employment_exists"


class EmploymentEnded(Refusal):
    """What is over is not changed any more."""

    code = "employment_ended"


class DatesDisordered(Refusal):
    """A date lies before one it must follow."""

    code = "dates_disordered"


class DateAhead(Refusal):
    """Something done bears a date that has not come yet."""

    code = "date_ahead"


class ItemUnknown(Refusal):
    """The catalogue in force on the day has no such operation item."""

    code = "item_unknown"


class NumberNotOfPerson(Refusal):
    """A special operator's number is T and the identity number of its holder."""

    code = "number_not_of_person"


class HolderUnknown(Refusal):
    """A spreadsheet names somebody who has no file in the caller's sight."""

    code = "holder_unknown"


class CertificateExists(Refusal):
    """There is a certificate with this number and item; it is renewed, not entered again."""

    code = "certificate_exists"


class TermTooLong(Refusal):
    """The certificate claims to be valid for longer than the law allows."""

    code = "term_too_long"


class ValidToRequired(Refusal):
    """No rule gives the length of the term, so the certificate's own last day is needed."""

    code = "valid_to_required"


class RenewalNotLater(Refusal):
    """A renewal ends after the term it follows."""

    code = "renewal_not_later"


class ReviewNotRequired(Refusal):
    """Certificates of this kind and date are renewed, not reviewed."""

    code = "review_not_required"


class AlreadyVerified(Refusal):
    """Somebody compared it with its source; it is renewed, reviewed or withdrawn, not corrected."""

    code = "already_verified"


class Withdrawn(Refusal):
    """The certificate was revoked or cancelled."""

    code = "certificate_withdrawn"


class AttachmentUnknown(Refusal):
    """There is no such attachment."""

    code = "attachment_unknown"


class ImportHasErrors(Refusal):
    """A spreadsheet has faulty cells, and nothing of it was taken over."""

    code = "import_has_errors"

    def __init__(self, errors: list[dict[str, str]], *, count: int) -> None:
        super().__init__(count=count)
        self.errors = errors


class ExportTooLarge(Refusal):
    """A list has more rows than one file holds."""

    code = "export_too_large"


class KeysDiffer(Refusal):
    """The keys at hand are not those the stored data were sealed with."""

    code = "keys_differ"


def must_follow(later: date, earlier: date, *, field: str) -> None:
    """Raise `DatesDisordered` if `later` lies before `earlier`."""
    if later < earlier:
        raise DatesDisordered(field=field, earliest=earlier.isoformat())


def must_have_come(day: date, *, today: date, field: str) -> None:
    """Raise `DateAhead` if the day lies ahead."""
    if day > today:
        raise DateAhead(field=field, today=today.isoformat())


def unreadable(code: str, facts: Mapping[str, object], *, field: str) -> Unreadable:
    """Say which input field is no sound identifier, and in which way."""
    return Unreadable(code, **{**facts, "field": field})
