"""Units in depth, their self-checks, risks, devices and eliminations."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "merge_impossible": Message(
        409,
        zh="不能并入自己,也不能与已并入他处的登记合并;请选择仍有效的另一登记。",
        en="A record cannot be merged into itself or with one that was merged away; choose another.",
    ),
    "items_missing": Message(
        409,
        zh="清单还没有检查项目;请先添加。",
        en="The checklist has no items yet; add some first.",
    ),
    "answers_incomplete": Message(
        422,
        zh="清单有 {asked} 项,每一项都要回答一次;请补齐或去掉多余的。",
        en="The checklist has {asked} items, each to be answered once; complete them.",
    ),
    "checklist_not_in_use": Message(
        422,
        zh="这份清单没有发布或已停用;请选用已发布的单位级清单。",
        en="This checklist is not published; use one that is, at the level of units.",
    ),
    "factor_not_in_scale": Message(
        422,
        zh="取值不在分级方案内;可取:{allowed}。",
        en="The scheme has no such value; it has {allowed}.",
    ),
    "alarm_rule_incomplete": Message(
        422, zh="这种规则缺少这一项;请补填。", en="A rule of this kind needs this too; add it."
    ),
    "key_malformed": Message(
        422,
        zh="公钥应为 Ed25519 的 base64(32字节);请核对。",
        en="The public key must be Ed25519 in base64 (32 bytes).",
    ),
    "signature_wrong": Message(
        403,
        zh="签名不符,或发送方未登记、已停用;请用当前密钥对“发送方编号、批号、报文”重新签名。",
        en="The signature does not fit, or the sender is unknown or has ended; sign anew with the key in force.",
    ),
    "reading_too_old": Message(
        422,
        zh="读数早于 {earliest},已过接收期;请从批次中去掉。",
        en="The reading is older than {earliest}, which is no longer taken; leave it out.",
    ),
    "reading_ahead": Message(
        422,
        zh="读数时间晚于现在;请校准设备时钟。",
        en="The reading lies in the future; set the device's clock.",
    ),
    "exists_already": Message(
        409,
        zh="已登记过同一条;请查到后修改,不要重复登记。",
        en="This one is registered already; change that one.",
    ),
    "sender_unknown": Message(
        422,
        zh="没有登记这个发送方;请先登记。",
        en="No such sender is registered; register it first.",
    ),
    "elimination_kind_unknown": Message(
        422,
        zh="淘汰更新目录中没有这一类;请先在目录中登记。",
        en="The catalogue has no such entry; enter it there first.",
    ),
    "admission_banned": Message(
        409,
        zh="禁限目录禁止该行业在此落地(依据:{source});只能作不予准入的决定。",
        en="The catalogue bans this industry here ({source}); it can only be refused.",
    ),
    "conditions_required": Message(
        422,
        zh="受限制或附条件的,要选“附条件”并写明条件。",
        en="What is restricted is admitted only with conditions; choose `conditional` and state them.",
    ),
    "opinions_missing": Message(
        409,
        zh="还没有登记任何部门意见;请先听取意见再作结论。",
        en="No body was heard yet; note their opinions first.",
    ),
    "assessment_item_unknown": Message(
        422,
        zh="自评项目中没有“{item}”;请按规则 running.items 的清单填写。",
        en="There is no item {item}; the rule running.items lists them.",
    ),
    "evaluation_required": Message(
        422,
        zh="修订要回应至少一条本规范的应用评估;请先登记评估。",
        en="A revision answers at least one evaluation of this norm; enter it first.",
    ),
    "agreement_missing": Message(
        409,
        zh="还没有签订安全管理协议(安全生产法第四十九条);请先登记协议日期再登记检查。",
        en="There is no safety agreement (安全生产法 art. 49); enter its date before a check.",
    ),
}
