"""Identities, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "vault_closed": Message(
        503,
        zh="身份保管人尚未就位,没有接收您的身份信息;您可以先匿名举报,或拨打12350。",
        en="There are not two custodians who could keep your identity safe, so it was not taken; report anonymously or call 12350.",
    ),
    "no_identity": Message(409, zh="举报人没有留下身份信息。", en="The reporter left no identity."),
    "already_opened": Message(
        409,
        zh="该身份信息已查看过一次;如仍需查看,请重新申请。",
        en="It was shown once; another look needs another request.",
    ),
    "not_yet_approved": Message(
        409,
        zh="须有 {needed} 名保管人同意(现有 {consents} 名),且申请未过期。",
        en="It takes {needed} custodians ({consents} so far) and a request that still runs.",
    ),
}
