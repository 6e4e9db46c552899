"""Units' own schemes, refused."""

from chassis.messages import Message

SAYINGS: dict[str, Message] = {
    "scheme_unknown": Message(
        404,
        zh="没有与该二维码相符的单位;海报可能已更换,请扫描新的二维码,或直接向主管部门举报。",
        en="No unit has this code; the poster may have been replaced. Scan the new one, or report to the authority.",
    ),
    "scheme_exists": Message(
        409,
        zh="该单位已建立内部举报奖励制度。",
        en="The unit has its scheme already.",
    ),
    "already_raised": Message(
        409,
        zh="该报告已转为向主管部门的举报;请用同一查询码在举报查询页查看。",
        en="The authority has it already; the same receipt opens it at the authority's page.",
    ),
    "not_rewarded": Message(
        409,
        zh="尚未答复或未采纳的报告不能奖励;请先答复。",
        en="Only what was answered, and of which something came, is rewarded; answer it first.",
    ),
    "reward_incomplete": Message(
        422,
        zh="发放奖金须填写金额,授予荣誉不填金额。",
        en="Money has a sum, an honour has none.",
    ),
}
