"""What a sender, or an official for him, sends; and what the form needs to know first."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from reporting_whistleblower.domain.questions import Kind
from reporting_whistleblower.domain.report import Category, Channel, Status
from reporting_whistleblower.schemas.words import Area, Given, Key, Short, Told, Words

DATE = "2026-05-04"
Code = Annotated[str, Field(pattern=r"^[2-9A-HJKMNP-Z]{10}$", examples=["7KMNP2RSTV"])]
Uploads = Annotated[
    list[Annotated[str, Field(max_length=100)]],
    Field(default_factory=list, max_length=20, description="Tickets of `POST /v1/report-uploads`"),
]
Answer = Annotated[Words, StringConstraints(max_length=1000)]
# Sealed keys are 81 bytes: suite, ephemeral key, tag, key. Words are at most 5,000, padded.
SealedKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{108}$", description="base64url")]


def _whole(text: str) -> str:
    """Raise ValueError for a length that no base64 has."""
    if len(text) % 4 == 1:
        raise ValueError("not base64url")
    return text


SealedWords = Annotated[
    str,
    AfterValidator(_whole),
    Field(pattern=r"^[A-Za-z0-9_-]+$", min_length=1400, max_length=90_000, description="base64url"),
]


class IdentityIn(Given):
    """Who reports, and how to reach him. Two custodians are needed to open it again."""

    name: Annotated[Words, Field(min_length=1, max_length=60, examples=["(演示)林某"])]
    id_number: Annotated[Words, Field(max_length=30)] | None = None
    phone: Annotated[Words, Field(max_length=40)] | None = None
    contact: Annotated[Words, Field(max_length=200)] | None = None
    payment: Annotated[Words, Field(max_length=200)] | None = None


class Reported(Given):
    """What somebody says, in words."""

    category: Category
    what: Annotated[
        Words,
        Field(min_length=10, max_length=5000, examples=["车间除尘器停用,铝粉堆积,仍在打磨作业"]),
    ]
    where: Annotated[Words, Field(min_length=2, max_length=500, examples=["某五金厂二车间"])]
    unit_id: UUID | None = None
    unit_name: Short | None = None
    happened_at: AwareDatetime | None = None
    is_employee: bool = False
    wants_reward: bool = False
    answers: Annotated[
        dict[Annotated[str, StringConstraints(max_length=40)], Answer],
        Field(default_factory=dict, max_length=40, description="By the codes of `/v1/report-form`"),
    ]
    identity: IdentityIn | None = None
    uploads: Uploads


class EnteredReport(Reported):
    """A report that an official writes down for somebody."""

    channel: Channel
    area: Area

    @model_validator(mode="after")
    def _by_somebody(self) -> Self:
        if self.channel in {Channel.WEB, Channel.POSTER}:
            raise ValueError("an official enters what came by phone, visit or letter")
        return self


class NewReport(Reported):
    area: Annotated[Area | None, Field(description="Not needed with a poster's code")] = None
    poster: Code | None = None
    receipt_verifier: Key | None = None
    thread_public_key: Key | None = None

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        """The verifier without the key would make a thread nobody can read."""
        if (self.receipt_verifier is None) != (self.thread_public_key is None):
            raise ValueError("receipt_verifier and thread_public_key belong together")
        if self.area is None and self.poster is None:
            raise ValueError("say the area or the poster's code")
        return self


class SealedIdentityIn(Given):
    """An identity sealed on the device: its key split for each two custodians."""

    id: UUID
    blob: Annotated[
        str,
        AfterValidator(_whole),
        Field(
            pattern=r"^[A-Za-z0-9_-]+$", min_length=2700, max_length=9000, description="base64url"
        ),
    ]
    shares: Annotated[list["SealedShareIn"], Field(min_length=1, max_length=300)]


class SealedShareIn(Given):
    first_key_id: UUID
    first_half: SealedKey
    second_key_id: UUID
    second_half: SealedKey


class SealedReport(Given):
    """A report whose words the sender's own device sealed: this service never sees them."""

    category: Category
    area: Area
    unit_id: UUID | None = None
    wants_reward: bool = False
    receipt_verifier: Key
    thread_public_key: Key
    public_key: Annotated[Key, Field(description="The report's own, drawn on the device")]
    thread_sealed_key: SealedKey
    content: SealedWords
    shares: Annotated[
        dict[UUID, SealedKey],
        Field(min_length=1, max_length=200, description="For every key of `/v1/report-form/keys`"),
    ]
    identity: SealedIdentityIn | None = None


class FiledOut(Told):
    """All the sender learns. The code is there only if the service made it: write it down now."""

    receipt_code: Annotated[str, Field(examples=["0482 1170 3395 6621"])] | None
    received_on: Annotated[str, Field(examples=[DATE])]
    status: Status
    proof: Annotated[str, Field(description="A JWS: that something was filed on this day")]
    proof_salt: Annotated[str, Field(description="Opens the proof's commitment; keep it secret")]


class EnteredOut(FiledOut):
    """The code is read out or handed over now; it is shown to nobody again."""


class QuestionOut(Told):
    code: str
    categories: list[Category]
    kind: Kind
    zh: str
    en: str
    choices: dict[str, tuple[str, str]]
    required: bool
    when: dict[str, str]


class FormOut(Told):
    """What to ask, of whom: `when` names the answers that must have been given before."""

    categories: list[Category]
    questions: list[QuestionOut]


class PlaceOut(Told):
    """The place a poster hangs for."""

    area: Area
    unit_id: UUID | None
    unit_name: str | None


class PublicKeyOut(Told):
    id: UUID
    public_key: Key


class ReceptionOut(Told):
    """To whom a device seals: a report's key to each of `readers`, an identity's to each pair."""

    readers: list[PublicKeyOut]
    custodians: list[PublicKeyOut]


class ProofKeyOut(Told):
    """The key that checks proofs of filing, as a JWK (RFC 8037)."""

    kty: str = "OKP"
    crv: str = "Ed25519"
    x: str
    kid: str


class WorkOut(Told):
    """A task for `X-Zhiben-Work`: append `.` and a counter so that SHA-256 begins with that many zero bits."""

    challenge: str
    bits: int


class PosterIn(Given):
    area: Area
    unit_id: UUID | None = None


class PosterOut(Told):
    id: UUID
    code: str
    area: Area
    unit_id: UUID | None
    made_by: UUID
    made_at: datetime
    revoked_at: datetime | None
    version: int
