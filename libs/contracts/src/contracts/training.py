"""Facts published by training-records. A person is an id here and nothing more."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from contracts.codes import AreaCode, CertificateRegime
from contracts.event import Event


class CertificateEvent(Event):
    """Something happened to a certificate (证书)."""

    key: ClassVar[str] = "certificate_id"

    certificate_id: UUID
    person_id: UUID
    regime: CertificateRegime


class CertificateIssued(CertificateEvent):
    """A certificate entered the records."""

    subject: ClassVar[str] = "certificate.issued"

    valid_to: date


class CertificateExpiring(CertificateEvent):
    """The window for review or renewal opened."""

    subject: ClassVar[str] = "certificate.expiring"

    due_on: date


class CertificateLapsed(CertificateEvent):
    """A certificate ran out while its holder works at a post that needs it."""

    subject: ClassVar[str] = "certificate.lapsed"

    unit_id: UUID
    area: AreaCode
    lapsed_on: date


class CertificateRevoked(CertificateEvent):
    """An authority revoked or cancelled a certificate (撤销 / 注销)."""

    subject: ClassVar[str] = "certificate.revoked"
