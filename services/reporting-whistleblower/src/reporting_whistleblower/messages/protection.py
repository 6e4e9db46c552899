"""Retaliation claims, call-backs and false reports, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "retaliation_open": Message(
        409,
        zh="您已有一件打击报复申诉正在办理;新的情况请在本页留言补充。",
        en="Your earlier claim is still looked into; add what is new as a message.",
    ),
    "no_callback": Message(
        409,
        zh="目前没有待回答的回访;如有情况,请在本页留言。",
        en="Nobody has asked you anything yet, or you answered; leave a message instead.",
    ),
    "not_unfounded": Message(
        409,
        zh="该举报状态为“{status}”或并非查否,不能认定为诬告;只有核查后不属实的才可提出。",
        en="It is {status} or was not found unfounded; only what was looked into and not confirmed can have been made up.",
    ),
    "already_accused": Message(
        409,
        zh="该举报已提出诬告认定,请在列表中查看。",
        en="That it is false was proposed before; see the list.",
    ),
}
