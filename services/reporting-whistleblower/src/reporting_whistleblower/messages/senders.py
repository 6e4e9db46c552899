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
    "identity_taken": Message(
        422,
        zh="身份信息的编号重复,请让设备重新封装后再提交。",
        en="The id of the sealed identity exists already; seal it again and send again.",
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
    "answer_unfitting": Message(
        422,
        zh="这里没有问这个问题,或者回答的格式不对。",
        en="This is not asked here, or the answer does not fit the question.",
    ),
    "answer_missing": Message(422, zh="请回答这个问题。", en="Please answer this question."),
    "poster_unknown": Message(
        404,
        zh="这个举报码已失效;您仍可以不扫码直接举报。",
        en="This poster is no longer valid; you can report without it.",
    ),
    "keys_changed": Message(
        409,
        zh="受理人员的密钥有变化;请重新获取公钥并重新加密后提交。",
        en="Those who read here have changed; fetch their keys, seal again and send it.",
    ),
    "not_padded": Message(
        422,
        zh="密文长度不符合填充规则,会泄露内容长度;请按规则填充后再加密。",
        en="Its length is no padded length and would say how long the words are; pad it and seal again.",
    ),
    "work_required": Message(
        429,
        zh="目前提交过于频繁。请先从 /v1/receipts/work 取一道计算题(约需一两秒),把答案放在 X-Zhiben-Work 中重试;不会记录您的地址。",
        en="Too much comes in just now. Fetch a task from /v1/receipts/work (a second or two), send its answer in X-Zhiben-Work and try again; your address is not kept.",
    ),
    "chunk_unfitting": Message(
        422,
        zh="分块的序号或大小不对:共 {chunks} 块,每块 {bytes} 字节,最后一块可以小一些。",
        en="The chunk's number or size is wrong: {chunks} chunks of {bytes} bytes, the last one may be smaller.",
    ),
    "chunks_missing": Message(
        409,
        zh="还有 {missing} 个分块没有收到;请补传后再完成。",
        en="{missing} chunks have not come yet; send them, then finish.",
    ),
}
