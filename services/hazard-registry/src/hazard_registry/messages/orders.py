"""Supervision orders and escalation."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "order_only_for_major": Message(
        422, zh="只有重大事故隐患可以挂牌督办。", en="Only a major hazard is listed."
    ),
    "order_in_force": Message(
        409,
        zh="此隐患已在督办中(级别:{level});须先摘牌。",
        en="An order of level {level} is in force; lift it first.",
    ),
    "no_order_in_force": Message(409, zh="此隐患没有督办。", en="No order is in force."),
    "already_stopped": Message(409, zh="已责令停产停业。", en="Production is stopped already."),
    "not_stopped": Message(409, zh="此隐患没有停产停业。", en="Production was not stopped."),
    "resumption_not_applied": Message(
        409,
        zh="须先由单位书面申请,审查后才能同意恢复生产。",
        en="Resuming needs the unit's written application first.",
    ),
    "not_listed": Message(
        409,
        zh="只有挂牌督办的隐患才公示、曝光。",
        en="Only a listed order is made public or exposed.",
    ),
    "no_escalation": Message(
        409,
        zh="没有待签发的提级督办建议,或情况已变化。",
        en="No proposal to escalate waits, or it holds no more.",
    ),
}
