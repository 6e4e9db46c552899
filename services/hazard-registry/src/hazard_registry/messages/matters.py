"""One-matter chains."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "matter_unknown": Message(
        422,
        zh="没有“一件事”{matter},或已停用;请从清单中选择。",
        en="There is no matter {matter}, or it has ended; choose one from the list.",
    ),
    "matter_exists": Message(
        409, zh="“一件事”代码 {matter} 已登记。", en="The matter {matter} exists already."
    ),
    "link_unknown": Message(
        422,
        zh="“{matter}”没有环节 {link};请从该链条的环节中选择。",
        en="{matter} has no link {link}; choose one of its links.",
    ),
    "link_twice": Message(422, zh="环节代码 {link} 重复。", en="Two links have the code {link}."),
}
