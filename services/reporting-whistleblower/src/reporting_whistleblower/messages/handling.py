"""Handling, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "same_report": Message(
        409,
        zh="只能并入在先收到且仍在办理的举报(对方状态为“{status}”)。",
        en="A report can only join one that came earlier and still stands (that one is {status}).",
    ),
}
