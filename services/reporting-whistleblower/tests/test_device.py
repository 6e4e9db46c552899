"""Words sealed on the sender's own device: this service never sees them."""

from typing import Any
from uuid import uuid4

from chassis.db import Session
from chassis.testing import ClientAs
from httpx import Response
from reporting_whistleblower.domain.identity import BLOB_BYTES, pairs, xor
from reporting_whistleblower.domain.keys import Purpose
from reporting_whistleblower.use_cases import sealing
from reporting_whistleblower.use_cases.receipt_secrets import thread_public_key
from sqlalchemy import text

from .casework import opened
from .conftest import MakeOfficer, Officer
from .reporting import VILLAGE, Phone, newest


class Device:
    """A browser that seals what it sends, as the web client would."""

    def __init__(self) -> None:
        self.phone = Phone.fresh()
        self.pair = sealing.key_pair()

    def words(self, said: dict[str, Any]) -> str:
        return sealing.to_text(sealing.seal_words(self.pair.public, said))

    async def send(self, client_as: ClientAs, **changes: Any) -> Response:
        anybody = client_as()
        keys = (await anybody.get("/v1/report-form/keys", params={"area": VILLAGE})).json()
        thread = thread_public_key(self.phone.secrets)
        body = {
            "category": "major_hazard",
            "area": VILLAGE,
            "receipt_verifier": self.phone.proof["receipt_verifier"],
            "thread_public_key": sealing.to_text(thread),
            "public_key": sealing.to_text(self.pair.public),
            "thread_sealed_key": self.sealed_for(thread),
            "content": self.words({"what": "设备上加密的内容", "where": "二车间"}),
            "shares": {
                key["id"]: self.sealed_for(sealing.from_text(key["public_key"]))
                for key in keys["readers"]
            },
        }
        return await anybody.post("/v1/reports/sealed", json=body | changes)

    def sealed_for(self, public: bytes) -> str:
        return sealing.to_text(sealing.seal(public, self.pair.private))


async def test_words_sealed_on_the_device_are_read_by_handler_and_reporter_only(
    client_as: ClientAs, handler: Officer
) -> None:
    device = Device()

    sent = await device.send(client_as)
    said = {**device.phone.proof, "sealed": device.words({"text": "设备上加密的补充"})}
    del said["thread_key"]
    added = await client_as().post("/v1/receipts/messages", json=said)

    assert sent.status_code == 201, sent.text
    assert added.status_code == 201, added.text
    shown = await opened(handler, await newest(handler.client))
    assert shown["content"]["what"] == "设备上加密的内容"
    assert [letter["text"] for letter in shown["letters"]] == ["设备上加密的补充"]
    thread = (await client_as().post("/v1/receipts", json=device.phone.proof)).json()
    assert thread["what"] == "设备上加密的内容"
    assert thread["public_key"] == sealing.to_text(device.pair.public)


async def test_what_a_device_seals_badly_breaks_nothing(
    client_as: ClientAs, handler: Officer
) -> None:
    for said in ({"what": 5, "where": ["x"]}, {"text": None}):
        device = Device()
        assert (await device.send(client_as, content=device.words(said))).status_code == 201
        assert (await opened(handler, await newest(handler.client)))["content"]["where"] == ""
        answer = await client_as().post("/v1/receipts", json=device.phone.proof)
        assert answer.status_code == 200


async def test_a_device_must_seal_to_all_who_read_and_pad(
    client_as: ClientAs, officer: MakeOfficer
) -> None:
    await officer(Purpose.HANDLER, "one")
    device = Device()
    bare = sealing.to_text(sealing.seal(device.pair.public, b"x" * 1500))

    strange = await device.send(client_as, shares={str(uuid4()): device.sealed_for(b"9" * 32)})
    naked = await device.send(client_as, content=bare)

    assert (strange.status_code, strange.json()["code"]) == (409, "keys_changed")
    assert (naked.status_code, naked.json()["code"]) == (422, "not_padded")


async def test_an_identity_sealed_on_the_device_takes_two_custodians(
    client_as: ClientAs, officer: MakeOfficer, tx: Session
) -> None:
    await officer(Purpose.HANDLER)
    custodians = [await officer(Purpose.CUSTODIAN, name) for name in ("a", "b")]
    public = {one.key.id: one.key.public_key for one in custodians}
    [(first, second)] = pairs(list(public))
    identity_id, key, half = uuid4(), sealing.new_key(), sealing.new_key()
    plain = sealing.padded(sealing.written({"name": "张三"}), BLOB_BYTES)
    identity = {
        "id": str(identity_id),
        "blob": sealing.to_text(sealing.lock(key, plain, context=f"identity:{identity_id}")),
        "shares": [
            {
                "first_key_id": str(first),
                "first_half": sealing.to_text(sealing.seal(public[first], half)),
                "second_key_id": str(second),
                "second_half": sealing.to_text(sealing.seal(public[second], xor(key, half))),
            }
        ],
    }

    alone = await Device().send(client_as, identity=identity | {"shares": identity["shares"] * 2})
    sent = await Device().send(client_as, identity=identity)
    again = await Device().send(client_as, identity=identity)

    assert (again.status_code, again.json()["code"]) == (422, "identity_taken")
    assert (alone.status_code, alone.json()["code"]) == (409, "keys_changed")
    assert sent.status_code == 201, sent.text
    assert await tx.scalar(text("SELECT count(*) FROM vault.identity")) == 1
    assert (
        await tx.scalar(
            text("SELECT count(*) FROM report WHERE identity_id = :id"), {"id": identity_id}
        )
        == 1
    )
