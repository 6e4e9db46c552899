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
