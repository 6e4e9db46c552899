"""What a reporter sends and reads."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from reporting_whistleblower.domain.claim import PayBy
from reporting_whistleblower.domain.letters import Author, Topic
from reporting_whistleblower.domain.report import Category, Conclusion, RefusalGround, Status
from reporting_whistleblower.domain.reward import Kind
from reporting_whistleblower.domain.reward import Status as RewardStatus
from reporting_whistleblower.schemas.intake import SealedWords, Uploads
from reporting_whistleblower.schemas.words import Given, Key, Money, Short, Text, Told

Password = Annotated[str, Field(min_length=8, max_length=64)]


class TicketOut(Told):
    ticket: Annotated[str, Field(description="Send it with the report; it holds the only key.")]


class ParametersOut(Told):
    """How a device turns sixteen digits into 64 bytes: verifier, then thread key."""

    algorithm: Literal["argon2id"] = "argon2id"
    salt: Annotated[str, Field(description="base64url")]
    memory_kib: int
    passes: int
    parallelism: int
    length: int


class ProofIn(Given):
    """The receipt: the code itself, or what the sender's device derived from it."""

    receipt_code: Annotated[str, Field(max_length=40, examples=["0482 1170 3395 6621"])] | None = (
        None
    )
    receipt_verifier: Key | None = None
    thread_key: Annotated[Key, Field(description="To have the words opened")] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.receipt_code is None) == (self.receipt_verifier is None):
            raise ValueError("give the code or the verifier")
        return self


class MessageIn(ProofIn):
    """Words, or words that the device sealed to the report's public key."""

    text: Text | None = None
    sealed: SealedWords | None = None
    uploads: Uploads

    @model_validator(mode="after")
    def _text_or_sealed(self) -> Self:
        if (self.text is None) == (self.sealed is None):
            raise ValueError("give the text or what the device sealed")
        return self


class ObjectionIn(ProofIn):
    reason: Text


class AccountIn(Given):
    """Where the money shall go. Only payers can read it."""

    holder: Short
    bank: Short
    number: Annotated[str, Field(pattern=r"^[0-9 ]{8,40}$")]


class ShareIn(Given):
    """One joint reporter's share, and how it is handed over."""

    amount: Annotated[Money, Field(gt=0)]
    password: Password | None = None
    account: AccountIn | None = None


class ClaimIn(ProofIn):
    """Claim the reward with an agreed password or an account, or in shares that add up to it."""

    password: Password | None = None
    account: AccountIn | None = None
    shares: Annotated[
        list[ShareIn],
        Field(default_factory=list, max_length=10, description="The first reporter claims for all"),
    ]
    not_excluded: Annotated[
        bool, Field(description="I am no official with safety duties, nor a near relative of one.")
    ] = False


class LetterOut(Told):
    author: Author
    topic: Topic
    on: str
    text: Annotated[str, Field(description="Null without `thread_key`")] | None
    sealed: Annotated[str, Field(description="To open on the device; null otherwise")] | None


class ShareOut(Told):
    """What is to be named at the counter."""

    number: Annotated[str, Field(examples=["48211703396"])]
    amount: Money
    pay_by: PayBy
    paid: bool


class RewardForReporterOut(Told):
    status: RewardStatus
    kind: Kind
    amount: Money
    basis: dict[str, object]
    claim_number: str | None
    claim_due_on: str | None
    pay_by: PayBy | None
    shares: list[ShareOut]


class ThreadOut(Told):
    """Where a report stands, as its reporter may know."""

    status: Status
    category: Category
    received_on: str
    accepted_on: str | None
    due_on: str | None
    refusal_ground: RefusalGround | None
    conclusion: Conclusion | None
    concluded_on: str | None
    objection_last_day: str | None
    what: str | None
    sealed_key: Annotated[str, Field(description="The content key, sealed to the thread's")]
    public_key: Annotated[str, Field(description="To seal messages to, on the device")]
    letters: list[LetterOut]
    reward: RewardForReporterOut | None


class StandingOut(Told):
    status: Status
