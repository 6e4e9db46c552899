"""What several areas refuse."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "illegal_move": Message(
        409,
        zh="当前状态为“{status}”,不能办理“{move}”;请刷新后按流程办理。",
        en="It is {status}: you cannot {move} now; reload it and follow the steps.",
    ),
    "too_late": Message(
        409, zh="期限已于 {last_day} 届满。", en="The time for this ended on {last_day}."
    ),
    "self_approval": Message(
        403,
        zh="同一事项的经办、审批、支付须由不同人员完成,您已参与前一环节,不能“{move}”。",
        en="You had a part in the step before; somebody else must {move}.",
    ),
}
