"""What the gateway's refusals say."""

from typing import Final

from chassis.messages import Message, Messages

# What the proxy refuses before anything is asked of a service.
DOOR_MESSAGES: Final[Messages] = {
    "request_unclear": Message(
        400,
        zh="请求的地址或首部含义不明,已拒绝。",
        en="The request's address or framing can be read in two ways and was refused.",
    ),
    "request_incomplete": Message(
        400,
        zh="请求内容没有在规定时间内传完,请检查网络后重试。",
        en="The request's body did not arrive in time; check the network and try again.",
    ),
    "encoding_unsupported": Message(
        415,
        zh="不支持压缩过的请求内容({encoding}),请不压缩直接提交。",
        en="A request body in {encoding} is not taken; send it uncompressed.",
    ),
    "rate_limited": Message(
        429,
        zh="请求过于频繁,请在 {seconds} 秒后再试。",
        en="Too many requests; come again in {seconds} seconds.",
    ),
    "csrf_failed": Message(
        403,
        zh="请求缺少页面校验码(X-CSRF-Token)或校验码不符,请刷新页面后重试。",
        en="The X-CSRF-Token is missing or does not belong to this session; reload the page.",
    ),
    "upstream_unreachable": Message(
        502,
        zh="负责该业务的服务没有应答,不能确定操作是否完成;请先查询结果,再用同一个 Idempotency-Key 重试。",
        en="The service behind this address did not answer, so it is not known whether anything was done; look first, then try again with the same Idempotency-Key.",
    ),
    "upstream_busy": Message(
        503,
        zh="负责该业务的服务繁忙或暂停,请求没有处理;请在 {seconds} 秒后重试。",
        en="The service behind this address is busy or out of order and nothing was done; try again in {seconds} seconds.",
    ),
    "upstream_slow": Message(
        504,
        zh="负责该业务的服务没有在规定时间内应答,不能确定操作是否完成;请先查询结果,再用同一个 Idempotency-Key 重试。",
        en="The service behind this address did not answer in time, so it is not known whether anything was done; look first, then try again with the same Idempotency-Key.",
    ),
}

MESSAGES: Final[Messages] = {
    **DOOR_MESSAGES,
    "sign_in_failed": Message(
        401,
        zh="账号或密码不正确,或者账号已停用。",
        en="The login or the password is wrong, or the account is disabled.",
    ),
    "sign_in_delayed": Message(
        429,
        zh="尝试次数过多,请在 {seconds} 秒后再试。",
        en="Too many attempts; try again in {seconds} seconds.",
    ),
    "sign_in_busy": Message(
        503,
        zh="登录的人太多,请稍后再试。",
        en="Too many people are signing in just now; try again in a moment.",
    ),
    "password_wrong": Message(422, zh="原密码不正确。", en="The old password is wrong."),
    "password_weak": Message(
        422,
        zh="密码太弱:至少 {shortest} 个字符,含大写、小写、数字、符号中的三种,或者不少于 {long_enough} 个字符;不能包含账号名,也不能只用少数几个字符。",
        en="The password is weak: at least {shortest} characters of three kinds (capitals, small letters, digits, signs), or {long_enough} of any; without the login, and not of a few characters only.",
    ),
    "login_taken": Message(409, zh="该账号名已被使用。", en="This login is taken."),
    "incompatible_roles": Message(
        409,
        zh="不能授予 {role}:该人员已有 {held},两者依规定不得由同一人担任({reason})。",
        en="{role} cannot be given: this person holds {held}, and no one may hold both ({reason}).",
    ),
    "narrowing_required": Message(
        422,
        zh="授予 {role} 时必须指定范围({needs})。",
        en="{role} must be narrowed: name its {needs}.",
    ),
    "term_wrong": Message(
        422,
        zh="代理须写明截止日期,且不早于开始日期。",
        en="A deputy's term needs an end, not before it begins.",
    ),
    "already_granted": Message(
        409, zh="该人员已有同样范围的 {role}。", en="This person holds {role} there already."
    ),
    "own_account": Message(
        403,
        zh="不能管理自己的账号和权限,请由另一位安全管理员办理。",
        en="Nobody administers his own account; ask another security administrator.",
    ),
    "last_security_admin": Message(
        409,
        zh="这是最后一位可用的安全管理员,请先任命另一位。",
        en="This is the last security administrator who can sign in; appoint another first.",
    ),
    "illegal_move": Message(
        409,
        zh="账号当前状态为 {status},不能执行 {move}。",
        en="An account that is {status} cannot {move}.",
    ),
    "administrator_exists": Message(
        409,
        zh="已有安全管理员,不能再次初始化。",
        en="There is a security administrator already.",
    ),
    "plan_unavailable": Message(
        503,
        zh="执法服务暂时不能提供行动方案,请稍后再试;各行指标没有因此按零计。",
        en="The plan itself cannot be had just now; try again later. No figure was taken for zero.",
    ),
    "outside_reach": Message(
        403,
        zh="区划 {area} 不在您的辖区内,不能为它留存快照。",
        en="The area {area} is not yours, so no snapshot of it can be kept by you.",
    ),
}
