"""Two reporters live through everything a report can meet: one by name, one by the plain form."""

import asyncio
import io
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from reporting_whistleblower.demo.people import PASSPHRASE
from reporting_whistleblower.use_cases.sealing import from_text

from tests.journeys.chapters.citizen import CONFIDENTIAL
from tests.journeys.device import Device
from tests.journeys.people import Person
from tests.journeys.plot import VILLAGE
from tests.privacy.canaries import Canary
from tests.privacy.people import WatchedCast
from tests.privacy.planted import OFFICIAL, REPORTER

FILE_NAME = REPORTER["photograph's file name"]
MAKE, DESCRIPTION = 0x010F, 0x010E
IDENTITY = {
    "name": REPORTER["name"],
    "id_number": REPORTER["identity number"],
    "phone": REPORTER["phone"],
    "contact": REPORTER["contact"],
    "payment": REPORTER["account"],
}
ACCOUNT = {
    "holder": REPORTER["account's holder"],
    "bank": REPORTER["bank"],
    "number": REPORTER["account"],
}
LEAD = {"what": OFFICIAL["restated matter"], "place": OFFICIAL["restated place"]}


@dataclass
class Lives:
    """What came of the two reports, and the secrets that were drawn on the way."""

    cast: WatchedCast
    drawn: list[Canary] = field(default_factory=list)
    named: dict[str, Any] = field(default_factory=dict)
    device: Device = field(init=False)
    code: str = ""

    def keep(self, name: str, secret: str | bytes) -> None:
        self.drawn.append(Canary(name, secret))

    async def unlocked(self, login: str) -> Person:
        """Open somebody's confidential session, on a client of its own; its token is a secret."""
        known = await self.cast.who(login)
        person = Person(self.cast.officials)
        person.headers = dict(known.headers)
        session = await person.post("/v1/keys/unlock", {"passphrase": PASSPHRASE})
        person.headers[CONFIDENTIAL] = session["session"]
        self.keep(f"{login}: confidential session", from_text(session["session"].split(".")[1]))
        return person


def a_report(**changes: Any) -> dict[str, Any]:
    plain = {
        "category": "major_hazard",
        "what": f"{REPORTER['words']};{REPORTER['words in letters']}",
        "where": REPORTER["place"],
        "unit_name": REPORTER["unit's name"],
        "area": VILLAGE,
        "is_employee": True,
        "wants_reward": True,
    }
    return plain | changes


def photograph(make: str = REPORTER["camera"]) -> bytes:
    """A picture that tells with what it was taken, and of what."""
    exif = Image.Exif()
    exif[MAKE], exif[DESCRIPTION] = make, REPORTER["photograph's description"].encode()
    out = io.BytesIO()
    Image.effect_noise((320, 240), 60).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


async def live(lives: Lives) -> None:
    """Walk both reports from the first word to the money."""
    handler = await lives.unlocked("handler")
    await _file_by_name(lives)
    await _handle(lives.named, handler)
    await _be_paid_by_account(lives, handler)
    await _open_identity(lives, handler)
    plain = await _file_by_plain_form(lives, handler)
    await _handle(plain, handler)
    await _be_paid_by_password(lives, plain, handler)


async def _file_by_name(lives: Lives) -> None:
    anybody = lives.cast.anybody
    lives.device = await Device.with_new_receipt(anybody)
    ticket = await _upload(lives)
    await anybody.post(
        "/v1/reports",
        a_report(identity=IDENTITY, uploads=[ticket], **lives.device.enrolment),
    )
    said = {**lives.device.proof, "text": f"{REPORTER['message']};{REPORTER['message in letters']}"}
    await anybody.post("/v1/receipts/messages", {**said, "uploads": [await _upload(lives)]})
    await anybody.post("/v1/receipts", lives.device.proof)
    lives.keep("receipt code", lives.device.code)
    lives.keep("receipt code, grouped", _grouped(lives.device.code))
    lives.keep("receipt's verifier", lives.device.secrets.verifier)
    lives.keep("receipt's thread key", lives.device.secrets.thread_key)
    lives.named = await _newest(await lives.cast.who("handler"))


async def _upload(lives: Lives) -> str:
    sent = await lives.cast.anybody.send(
        "POST",
        "/v1/report-uploads",
        content=photograph(),
        kind="image/jpeg",
        headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'},
    )
    ticket = str(sent.json()["ticket"])
    lives.keep("upload's key", from_text(ticket.split(".")[1]))
    return ticket


async def _file_by_plain_form(lives: Lives, handler: Person) -> dict[str, Any]:
    """Without scripts the service draws the code, and shows it once."""
    filed = await lives.cast.anybody.post("/v1/reports", a_report())
    lives.code = filed["receipt_code"].replace(" ", "")
    lives.keep("code of the plain form", lives.code)
    lives.keep("code of the plain form, grouped", _grouped(lives.code))
    proof = {"receipt_code": filed["receipt_code"]}
    await lives.cast.anybody.post("/v1/receipts", proof)
    await lives.cast.anybody.post("/v1/receipts/messages", {**proof, "text": REPORTER["message"]})
    return await _newest(handler)


async def _handle(report: dict[str, Any], handler: Person) -> None:
    path = f"/v1/reports/{report['id']}"
    opened = await handler.get(path)
    assert opened["content"]["what"].startswith(REPORTER["words"])
    for upload in opened["uploads"]:
        await handler.file(f"{path}/uploads/{upload['id']}")
    await handler.post(f"{path}/notes", {"text": OFFICIAL["handler's note"]})
    await handler.post(f"{path}/messages", {"text": OFFICIAL["handler's message"]})
    report = await handler.post(f"{path}/accept", LEAD, at=opened["report"])
    said = {"conclusion": "partly", "statement": OFFICIAL["handler's statement"]}
    await handler.post(f"{path}/conclude", said, at=report)


async def _reward(lives: Lives, report: dict[str, Any], handler: Person) -> None:
    reward = await handler.post(f"/v1/reports/{report['id']}/reward", {"fine": "50000"})
    leader = await lives.cast.who("leader")
    await leader.post(f"/v1/rewards/{reward['id']}/approve", at=reward)
    money = {"year": int(reward["proposed_at"][:4]), "amount": "20000", "document": "柳政拨9号"}
    await leader.post("/v1/funds/allocations", money)


async def _be_paid_by_account(lives: Lives, handler: Person) -> None:
    await _reward(lives, lives.named, handler)
    claimed = await lives.cast.anybody.post(
        "/v1/receipts/claim", {**lives.device.proof, "account": ACCOUNT, "not_excluded": True}
    )
    payer = await lives.unlocked("payer")
    claim = await payer.get(f"/v1/claims/{claimed['claim_number']}")
    assert claim["account"] == ACCOUNT
    await payer.post(f"/v1/claims/{claimed['claim_number']}/pay", {"voucher": "FK-9101"})
    said = {**lives.device.proof, "reason": REPORTER["objection"]}
    await lives.cast.anybody.post("/v1/receipts/objection", said)


async def _be_paid_by_password(lives: Lives, report: dict[str, Any], handler: Person) -> None:
    await _reward(lives, report, handler)
    proof, password = {"receipt_code": lives.code}, REPORTER["password at the counter"]
    claimed = await lives.cast.anybody.post(
        "/v1/receipts/claim", {**proof, "password": password, "not_excluded": True}
    )
    payer = await lives.unlocked("payer")
    path = f"/v1/claims/{claimed['claim_number']}/pay"
    await payer.refused("claim_unknown", path, {"password": password + "?", "voucher": "FK-9102"})
    await payer.post(path, {"password": password, "voucher": "FK-9102"})


async def _open_identity(lives: Lives, handler: Person) -> None:
    """Two custodians consent; the handler sees it once."""
    asked = await handler.post(
        "/v1/identity-requests",
        {
            "report_id": lives.named["id"],
            "stage": "reward",
            "reason": OFFICIAL["reason to open an identity"],
        },
    )
    path = f"/v1/identity-requests/{asked['id']}"
    for custodian in await asyncio.gather(*map(lives.unlocked, ("custodian", "custodian2"))):
        await custodian.post(f"{path}/approve")
    shown = await handler.post(f"{path}/open")
    assert shown == IDENTITY
    await handler.get(f"{path}/history")


async def _newest(handler: Person) -> dict[str, Any]:
    report: dict[str, Any] = (await handler.get("/v1/reports"))["items"][0]
    return report


def _grouped(code: str) -> str:
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))
