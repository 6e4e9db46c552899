"""A citizen reports without a name; a handler reads, accepts, and the registry hears of it."""

import io
from typing import Any

from PIL import Image
from reporting_whistleblower.demo.people import PASSPHRASE

from tests.journeys.device import Device
from tests.journeys.people import Person, WentWrong, eventually
from tests.journeys.plot import PHOTOGRAPH, VILLAGE, Plot

GPS = 0x8825
CONFIDENTIAL = "X-Zhiben-Confidential"
WORDS = "焊接车间里三只气瓶并排放在热源旁,接着软管就开火作业,两名焊工说自己没有操作证"


async def report_anonymously(plot: Plot) -> None:
    """Send photograph and words; nothing names the sender."""
    plot.tell.chapter("群众匿名举报", "A citizen reports, anonymously")
    anybody = plot.cast.anybody
    plot.device = await Device.with_new_receipt(anybody)
    plot.tell.step("查询码在举报人手机上生成,从不外传", "the receipt is made on the device")
    photograph = PHOTOGRAPH.read_bytes()
    if not Image.open(io.BytesIO(photograph)).getexif().get_ifd(GPS):
        raise WentWrong("the photograph has lost its position: it would prove nothing")
    ticket = await anybody.upload("/v1/report-uploads", photograph, "image/jpeg")
    plot.tell.step("上传照片(原图带拍摄位置)", "a photograph that tells where it was taken")
    filed = await anybody.post(
        "/v1/reports",
        {
            "category": "major_hazard",
            "what": f"{WORDS}({plot.mark})",
            "where": "霞西五金制品厂焊接车间",
            "area": VILLAGE,
            "unit_id": plot.unit["id"],
            "is_employee": False,
            "wants_reward": True,
            "uploads": [ticket["ticket"]],
            **plot.device.enrolment,
        },
    )
    plot.tell.step("提交举报,希望领奖", "the report is sent, with a wish for a reward")
    thread = await anybody.post("/v1/receipts", plot.device.proof)
    if (filed["receipt_code"], thread["status"]) != (None, "received"):
        raise WentWrong(f"receipt: {filed} {thread['status']}")
    plot.tell.step(f"凭码查询:{thread['status']}", "the receipt opens the report's page")


async def accept_report(plot: Plot) -> None:
    """Unlock the handler's key, read, and restate the matter for the field."""
    plot.tell.chapter("受理:解锁密钥、阅读、转述", "The handler unlocks, reads, accepts")
    handler = await unlocked(plot, "handler")
    listed = await handler.get("/v1/reports", unit_id=plot.unit["id"])
    [plot.report] = listed["items"]
    opened = await handler.get(f"/v1/reports/{plot.report['id']}")
    if plot.mark not in opened["content"]["what"]:
        raise WentWrong("the handler reads other words than were sent")
    plot.tell.step(
        "保密会话中读到举报内容", "words only a handler can open", report=plot.report["id"]
    )
    await _look_at_photograph(plot, handler, opened)
    plot.report = await handler.post(
        f"/v1/reports/{plot.report['id']}/accept",
        {
            "what": f"焊接车间气瓶靠近热源,焊工可能无证作业({plot.mark})",
            "place": "焊接车间",
            "unit_id": plot.unit["id"],
        },
        at=opened["report"],
    )
    plot.tell.step(
        f"受理,办结期限 {plot.report['due_on']}", "accepted", lead=plot.report["lead_id"]
    )
    await _wait_for_hazard(plot)


async def unlocked(plot: Plot, login: str) -> Person:
    """Return somebody with the confidential session open, as his browser would hold it."""
    person = await plot.cast.who(login)
    session = await person.post("/v1/keys/unlock", {"passphrase": PASSPHRASE})
    person.headers[CONFIDENTIAL] = session["session"]
    return person


async def _look_at_photograph(plot: Plot, handler: Person, opened: dict[str, Any]) -> None:
    [upload] = opened["uploads"]
    shown = await handler.file(f"/v1/reports/{plot.report['id']}/uploads/{upload['id']}")
    picture = Image.open(io.BytesIO(shown.content))
    if dict(picture.getexif()) or picture.info.get("exif") or b"DEMO" in shown.content:
        raise WentWrong("the photograph still tells where and with what it was taken")
    plot.tell.step(
        "照片已重新编码,拍摄位置和机型全部消失",
        "the photograph came clean",
        size=f"{picture.size[0]}×{picture.size[1]}",
    )


async def _wait_for_hazard(plot: Plot) -> None:
    clerk = await plot.cast.who("clerk")

    async def arrived() -> dict[str, Any] | None:
        found = await clerk.get("/v1/hazards", unit_id=plot.unit["id"], channel="public_report")
        for line in found["items"]:
            hazard: dict[str, Any] = await clerk.get(f"/v1/hazards/{line['id']}")
            if hazard["lead_id"] == plot.report["lead_id"]:
                return hazard
        return None

    plot.hazard, seconds = await eventually("report.accepted in hazard-registry", arrived)
    plot.tell.step(
        f"疑似隐患 {plot.hazard['number']} 出现在隐患库,用时 {seconds:.2f} 秒",
        "report.accepted → a suspected hazard in the registry",
        hazard=plot.hazard["id"],
        level=plot.hazard["level"],
    )
