"""Handling, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "same_report": Message(
        409,
        zh="只能并入在先收到且仍在办理的举报(对方状态为“{status}”)。",
        en="A report can only join one that came earlier and still stands (that one is {status}).",
    ),
    "quotes_the_report": Message(
        422,
        zh="这里照抄了举报人的原话(连续超过 {most} 个字),可能暴露举报人;请用自己的话转述。",
        en="This repeats the sender's own words (more than {most} characters in a row), by which he could be known; say it in yours.",
    ),
    "not_restated": Message(
        422,
        zh="请用自己的话写明移送的事项和地点;举报原文不得移送。",
        en="Say in your own words what the matter is and where; the report itself never goes along.",
    ),
    "no_ground": Message(
        422,
        zh="现行规则没有把“{ground}”列为可以中止计算期限的情形。",
        en="The rule in force lets no clock stand still for this ({ground}).",
    ),
    "excluded": Message(
        422,
        zh="该人员与本件举报有利害关系,应当回避。",
        en="This officer has ties to the matter and is kept from it.",
    ),
    "last_handler": Message(
        409,
        zh="除该人员外没有人能打开这件举报;请先分派给另一名受理人员再回避。",
        en="Nobody else could open this report; assign it to another handler first.",
    ),
    "on_hold": Message(
        409,
        zh="该举报已被保全,解除保全前不得遮盖、销毁或再次保全。",
        en="A legal hold stands on this report: nothing of it is blackened or destroyed, nor held twice.",
    ),
    "not_on_hold": Message(409, zh="该举报没有被保全。", en="No legal hold stands on this report."),
    "nothing_to_redact": Message(
        422,
        zh="举报内容和往来中没有这些字。",
        en="Neither the report nor its letters say these words.",
    ),
}
