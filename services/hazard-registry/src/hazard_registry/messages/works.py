"""Projects and budgets."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "milestone_unknown": Message(
        422,
        zh="项目没有这个节点(从 0 数起的第 {milestone} 个)。",
        en="The project has no milestone {milestone}, counted from 0.",
    ),
    "project_exists": Message(
        409,
        zh="编号“{number}”的项目已登记;请查到后修改。",
        en="A project numbered {number} is there; change that one.",
    ),
    "project_unknown": Message(
        422, zh="没有这个项目;请先登记项目。", en="There is no such project; enter it first."
    ),
    "budget_exceeded": Message(
        409,
        zh="支出合计 {spent} 元超过预算 {planned} 元;请先调整预算。",
        en="{spent} yuan would be spent, beyond the {planned} that are planned; change the plan first.",
    ),
}
