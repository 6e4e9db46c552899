"""Notices, and messages that leave the house."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "notice_done": Message(
        409, zh="此告知已办理“{move}”。", en="This notice need not {move} again."
    ),
    "proof_required": Message(
        422,
        zh="留置送达须写明见证人,或附现场照片。",
        en="What is left at the place needs a witness or a photograph.",
    ),
    "phone_required": Message(
        422,
        zh="没有登记电话,不能以短信告知;请改用其他方式或先登记电话。",
        en="No telephone is registered; choose another way, or register one.",
    ),
    "not_passed_on": Message(
        409, zh="此告知尚未转村居跟进。", en="This notice was not passed to the village."
    ),
    "not_failed": Message(
        409,
        zh="消息状态为“{status}”,只有发送失败或缺号码的可以补号重发。",
        en="It is {status}; only what failed, or has no number, is sent anew, to a number.",
    ),
}
