"""What several areas refuse."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "not_found": Message(
        404, zh="没有这条记录,或您无权查看。", en="There is no such record, or not for you to see."
    ),
    "illegal_move": Message(
        409,
        zh="当前状态“{status}”不能办理“{move}”;请刷新后按流程办理。",
        en="It is {status} and cannot {move}; reload it and follow the steps.",
    ),
    "changed_meanwhile": Message(
        412,
        zh="此记录已被他人修改(现为第{version}版);请刷新后核对再提交。",
        en="Somebody changed it meanwhile (now version {version}); load it again and check.",
    ),
    "date_in_future": Message(
        422, zh="日期不能晚于 {latest}。", en="The date cannot be after {latest}."
    ),
    "date_too_early": Message(
        422, zh="日期不能早于 {earliest}。", en="The date cannot be before {earliest}."
    ),
    "outside_reach": Message(
        403,
        zh="您只能登记或修改本人管辖的区划、部门或本单位的内容。",
        en="You may enter or change this only within your own area, department or unit.",
    ),
    "another_person_required": Message(
        403,
        zh="“{move}”须由另一名工作人员办理:上报、整改、复查、申请的人不能自己把关。",
        en="It may only {move} by somebody who neither reported, rectified, reviewed nor asked.",
    ),
    "attachment_unknown": Message(
        422, zh="没有这个附件;请先上传。", en="There is no such attachment; upload it first."
    ),
}
