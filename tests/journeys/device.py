"""The reporter's telephone: makes the receipt and keeps it. Nothing of it is ever sent."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from reporting_whistleblower.domain.receipts import ReceiptSecrets, Stretching, make_code
from reporting_whistleblower.use_cases.receipt_secrets import derive, thread_public_key
from reporting_whistleblower.use_cases.sealing import to_text

from tests.journeys.people import Person


@dataclass(frozen=True)
class Device:
    """Sixteen digits, and the two secrets that Argon2id makes of them."""

    code: str
    secrets: ReceiptSecrets

    @classmethod
    async def with_new_receipt(cls, anybody: Person) -> "Device":
        """Draw the digits here; the service only says how to stretch them."""
        how = await anybody.get("/v1/receipts/parameters")
        stretching = Stretching(
            salt=urlsafe_b64decode(how["salt"] + "=="),
            memory_kib=how["memory_kib"],
            passes=how["passes"],
            parallelism=how["parallelism"],
            length=how["length"],
        )
        code = make_code()
        return cls(code, derive(code, stretching))

    @property
    def enrolment(self) -> dict[str, str]:
        """What goes with the report, so that its sender is known again."""
        return {
            "receipt_verifier": to_text(self.secrets.verifier),
            "thread_public_key": to_text(thread_public_key(self.secrets)),
        }

    @property
    def proof(self) -> dict[str, Any]:
        """What goes with each question about the report."""
        return {
            "receipt_verifier": to_text(self.secrets.verifier),
            "thread_key": to_text(self.secrets.thread_key),
        }
