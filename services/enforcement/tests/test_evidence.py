"""Evidence: a file is sent first, named in the case, and shown to whoever sees the case."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from chassis.messages import CHASSIS_MESSAGES
from chassis.testing import ClientAs
from enforcement.domain.refusals import Refusal
from enforcement.messages import MESSAGES

from .bureau import Bureau

PHOTO = Path(__file__).parents[3] / "tests" / "data" / "gas-cylinders.jpg"
FOUND = {"kind": "audio_visual", "title": "现场照片", "obtained_on": "2026-03-02"}


async def send(bureau: Bureau) -> str:
    response = await bureau.officer.post(
        "/v1/attachments", content=PHOTO.read_bytes(), headers={"Content-Type": "image/jpeg"}
    )
    assert response.status_code == 201, response.text
    return str(response.json()["id"])


async def named(filed: Bureau, **changes: Any) -> Any:
    return await filed.post("evidence", FOUND | changes)


async def test_a_photograph_is_shown_with_the_case(filed: Bureau, client_as: ClientAs) -> None:
    photo = await send(filed)
    path = f"/v1/attachments/{photo}"
    assert (await filed.head.get(path)).status_code == 404
    await filed.investigate()

    assert (await named(filed, attachment_id=photo)).is_success

    shown = await filed.head.get(path)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    stranger = client_as("department_head", area="350582", department="emergency_bureau")
    assert (await stranger.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attachment_id": str(uuid4())}, "unknown_attachment"),
        ({"obtained_on": "2026-03-05"}, "date_wrong"),
        ({"kind": "hearsay"}, "malformed"),
        ({"title": "现场\x00照片"}, "malformed"),
    ],
)
async def test_evidence_that_cannot_be_is_refused(
    filed: Bureau, change: dict[str, Any], code: str
) -> None:
    await filed.investigate()

    response = await named(filed, **change)

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert len(filed.case["evidence"]) == 1


async def test_a_file_that_is_not_what_it_says_is_not_kept(filed: Bureau) -> None:
    response = await filed.officer.post(
        "/v1/attachments", content=b"<html></html>", headers={"Content-Type": "image/jpeg"}
    )

    assert (response.status_code, response.json()["code"]) == (415, "not_what_it_says")


def test_every_refusal_has_its_words_in_both_languages() -> None:
    known = {**CHASSIS_MESSAGES, **MESSAGES}

    for refusal in Refusal.__subclasses__():
        message = known[refusal.code]
        assert message.zh != message.en
        assert message.say("zh", {})
        assert message.say("en", {})
