"""The fund, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "fund_overdrawn": Message(
        409,
        zh="奖励资金余额不足,不能支付 {amount} 元;请先拨付。",
        en="The fund holds less than {amount} yuan; allocate money first.",
    ),
    "fund_unknown": Message(
        409,
        zh="{year} 年度没有该来源({source})的奖励资金。",
        en="There is no fund of {year} from {source}.",
    ),
}
