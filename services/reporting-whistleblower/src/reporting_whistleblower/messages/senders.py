"""Reports, receipts and uploads, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "reception_closed": Message(
        503,
        zh="该区域暂无启用密钥的受理人员,为保护您的内容没有接收;请稍后再试,或拨打12350举报电话。",
        en="No officer of this area can read reports yet, so nothing was taken; try again later or call 12350.",
    ),
    "upload_unknown": Message(
        422,
        zh="照片凭据无效或已使用,请重新上传。",
        en="This upload ticket is not valid or was used before; upload the photograph again.",
    ),
    "too_many_uploads": Message(
        422, zh="每件举报最多 {most} 张照片。", en="At most {most} photographs a report."
    ),
    "receipt_taken": Message(
        422,
        zh="查询码重复,请让设备重新生成一个后再提交。",
        en="This receipt code exists already; make a new one and send again.",
    ),
    "receipt_unknown": Message(
        404,
        zh="没有与该查询码相符的举报;请核对16位数字。",
        en="No report fits this receipt; check the sixteen digits.",
    ),
}
