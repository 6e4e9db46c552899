"""What the tests' reporter does, as a phone would."""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

from chassis.testing import ClientAs
from httpx import AsyncClient, Response
from PIL import Image
from reporting_whistleblower.domain.receipts import ReceiptSecrets
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.receipt_secrets import thread_public_key

VILLAGE = "350583002003"


@dataclass(frozen=True)
class Phone:
    """A receipt's secrets. Tests draw them at random; one test derives them as a phone must."""

    secrets: ReceiptSecrets

    @classmethod
    def fresh(cls) -> "Phone":
        return cls(ReceiptSecrets(verifier=sealing.new_key(), thread_key=sealing.new_key()))

    @property
    def proof(self) -> dict[str, str]:
        return {
            "receipt_verifier": sealing.to_text(self.secrets.verifier),
            "thread_key": sealing.to_text(self.secrets.thread_key),
        }

    def a_report(self, **changes: Any) -> dict[str, Any]:
        return {
            "category": "major_hazard",
            "what": "打磨车间的除尘器已停用一周,铝粉堆积很厚",
            "where": "某五金厂二车间北侧",
            "area": VILLAGE,
            "is_employee": True,
            "wants_reward": True,
            "receipt_verifier": sealing.to_text(self.secrets.verifier),
            "thread_public_key": sealing.to_text(thread_public_key(self.secrets)),
        } | changes


async def file(anybody: AsyncClient, phone: Phone, **changes: Any) -> Response:
    return await anybody.post("/v1/reports", json=phone.a_report(**changes))


async def newest(handler: AsyncClient) -> dict[str, Any]:
    listed = (await handler.get("/v1/reports")).json()
    report: dict[str, Any] = listed["items"][0]
    return report


async def move(
    client: AsyncClient, report: dict[str, Any], verb: str, **body: Any
) -> dict[str, Any]:
    """Make a move that must succeed, and return the report as it then is."""
    response = await client.post(
        f"/v1/reports/{report['id']}/{verb}",
        json=body,
        headers={"If-Match": f'"{report["version"]}"'},
    )
    assert response.status_code == 200, response.text
    moved: dict[str, Any] = response.json()
    return moved


LEAD = {"what": "打磨车间除尘系统停用,粉尘堆积", "place": "二车间"}


@cache
def jpeg() -> bytes:
    """A small photograph with a position in its metadata."""
    picture = Image.effect_noise((64, 48), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "CANARY-CAMERA"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


async def allocate(client_as: ClientAs, amount: str = "100000") -> None:
    money = {"year": 2026, "amount": amount, "document": "南柳政1号"}
    assert (await client_as("leader").post("/v1/funds/allocations", json=money)).is_success
