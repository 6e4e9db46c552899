"""What this service says when it refuses, and the words of an eligibility answer."""

from chassis.messages import Message, Messages
from office.identifiers import IDENTIFIER_WORDS
from office.spreadsheets.reading import SPREADSHEET_WORDS

_UNREADABLE: Messages = {
    code: Message(422, zh=words.zh, en=words.en)
    for code, words in {**IDENTIFIER_WORDS, **SPREADSHEET_WORDS}.items()
    # Faults of one cell are told in `errors`, never as the problem itself.
    if not code.startswith(("cell_", "column_"))
}

MESSAGES: Messages = {
    **_UNREADABLE,
    "person_exists": Message(
        409,
        zh="该身份证号已有人员档案(一人一档);如需登记其在本单位的用工,请使用“登记已有人员用工”。",
        en="There is a file with this identity number: one person, one file. To add work at your unit, hire the person instead.",
    ),
    "account_taken": Message(
        409,
        zh="该账号已对应另一份人员档案。",
        en="The account belongs to another person's file.",
    ),
    "name_differs": Message(
        409,
        zh="姓名与该号码已有档案的姓名不一致,请核对身份证。",
        en="The name is not that of the file with this number; compare it with the identity card.",
    ),
    "unit_unknown": Message(
        422,
        zh="没有这个单位,或者它不在您的管理范围内。",
        en="There is no such unit, or it is not yours.",
    ),
    "employment_exists": Message(
        409,
        zh="该人员在这一时段已登记同一单位的同一岗位。",
        en="The person holds this post of this unit at that time already.",
    ),
    "employment_ended": Message(
        409,
        zh="该用工已于 {to_on} 结束,不能再改;再次上岗请新登记。",
        en="This employment ended on {to_on} and is not changed any more; register a new one.",
    ),
    "dates_disordered": Message(
        422, zh="日期不能早于 {earliest}。", en="The date must not lie before {earliest}."
    ),
    "date_ahead": Message(
        422, zh="日期不能晚于今天({today})。", en="The date must not lie after today, {today}."
    ),
    "item_unknown": Message(
        422,
        zh="{on} 有效的特种作业目录里没有“{item}”;请填目录中的项目代码或名称。",
        en="The catalogue of special operations in force on {on} has no item {item}.",
    ),
    "number_not_of_person": Message(
        422,
        zh="特种作业操作证编号应为字母 T 加持证人本人的身份证号,与档案不一致,请核对。",
        en="A special operator's number is T and the holder's own identity number; this is another.",
    ),
    "holder_unknown": Message(
        422,
        zh="该持证人没有人员档案,或者不在您的管理范围内;请先建立档案。",
        en="The holder has no file, or not one of yours; open the file first.",
    ),
    "certificate_exists": Message(
        409,
        zh="该证书编号和操作项目已有登记;新的有效期请登记为换证。",
        en="A certificate with this number and item is on record; enter a new term as its renewal.",
    ),
    "term_too_long": Message(
        422,
        zh="有效期超过规定的年限,最晚为 {latest};请对照证书核对。",
        en="The term is longer than the law allows: {latest} at the latest.",
    ),
    "valid_to_required": Message(
        422,
        zh="这类证书没有统一的有效期,请按证书填写有效期截止日。",
        en="No rule gives the term of such a certificate; enter its last day as printed.",
    ),
    "renewal_not_later": Message(
        422,
        zh="新的有效期应晚于现有的有效期(至 {valid_to})。",
        en="The new term must end after the present one, which ends on {valid_to}.",
    ),
    "review_not_required": Message(
        409,
        zh="应复审日期为 {due_on} 的证书无须复审(2026年6月1日起到期换证),请登记换证。",
        en="A certificate whose review would fall on {due_on} is not reviewed; it is renewed when its term ends.",
    ),
    "already_verified": Message(
        409,
        zh="证书已于 {verified_on} 核验,不能再更正;有变化请登记复审、换证、撤销或注销。",
        en="It was verified on {verified_on} and is not corrected any more; record a review, a renewal or its withdrawal.",
    ),
    "certificate_withdrawn": Message(
        409,
        zh="证书已被撤销或注销,不能再办理。",
        en="The certificate was revoked or cancelled; nothing more is recorded on it.",
    ),
    "attachment_unknown": Message(
        422, zh="没有这个附件,请先上传。", en="There is no such attachment; upload it first."
    ),
    "import_has_errors": Message(
        422,
        zh="表格有 {count} 处错误,一行也没有导入;请按 errors 所列单元格改正后重新上传。",
        en="The spreadsheet has {count} faults and nothing was taken over; mend the cells listed in `errors`.",
    ),
    "export_too_large": Message(
        413,
        zh="导出超过 {limit} 行;请缩小筛选范围(如按村、单位或状态)分次导出。",
        en="More than {limit} rows; narrow the filter, for example by village, unit or status.",
    ),
    "keys_differ": Message(
        503,
        zh="个人信息密钥与库中数据不符,无法处理身份证号;请管理员恢复密钥文件。",
        en="The keys at hand are not those the stored data were sealed with; an administrator must restore the key file.",
    ),
}

# Why somebody may or may not work, and what to do; `{day}` is the date that decides.
REASONS: Messages = {
    "unit_unknown": MESSAGES["unit_unknown"],
    "not_employed_here": Message(
        200,
        zh="本单位人员档案中没有此人当日的用工记录,不能在本单位上岗;确在本单位工作的,请先登记用工。",
        en="The unit's records do not show this person working there on that day; if he does, register the employment first.",
    ),
    "no_certificate": Message(
        200,
        zh="人员档案中没有该操作项目的证书;请先取得证书并登记。",
        en="No certificate for this item is on record; it must be obtained and registered first.",
    ),
    "not_yet_valid": Message(
        200,
        zh="证书自 {day} 起才有效,在此之前不能凭它上岗。",
        en="The certificate is valid only from {day}; before that day no work may rest on it.",
    ),
    "certificate_expired": Message(
        200,
        zh="证书已失效,最后有效日为 {day};请换证或重新取证,并登记新证书后再上岗。",
        en="The certificate ran out; its last day was {day}. Renew it or obtain another, and register that first.",
    ),
    "certificate_revoked": Message(
        200,
        zh="证书已被撤销,不能凭它上岗;须重新取得证书。",
        en="The certificate was revoked and no work may rest on it; another must be obtained.",
    ),
    "certificate_cancelled": Message(
        200,
        zh="证书已被注销,不能凭它上岗;须重新取得证书。",
        en="The certificate was cancelled and no work may rest on it; another must be obtained.",
    ),
    "certificate_unverified": Message(
        200,
        zh="证书尚未核验,不能作为上岗依据;请在全国平台查询后登记核验结果。",
        en="Nobody has verified the certificate yet; check it on the national site and record that.",
    ),
    "certificate_good": Message(
        200, zh="持有有效证书,有效期至 {day}。", en="Holds a certificate valid to {day}."
    ),
    "review_due": Message(
        200,
        zh="证书应在 {day} 前复审;请及时申请并登记复审结果。",
        en="The certificate must be reviewed by {day}; apply in time and record the result.",
    ),
    "review_overdue": Message(
        200,
        zh="证书应在 {day} 前复审而未见复审记录;请尽快复审并登记,逾期是否失效须先核对条文。",
        en="No review is on record though it was due by {day}; have it reviewed. Whether the certificate lapsed depends on a rule still to be confirmed.",
    ),
    "renew_due": Message(
        200,
        zh="证书将于 {day} 到期;请在到期前换证并登记。",
        en="The certificate ends on {day}; renew it before that day and register the renewal.",
    ),
    "rule_applied": Message(
        200,
        zh="证书是否仍然有效按有关规定判断;如有疑问,请向发证机关查询。",
        en="Whether the certificate still holds was judged by a rule; ask its issuer if in doubt.",
    ),
}

# The law behind a reason, said after it. The names of Chinese law stay Chinese.
CITATION = Message(200, zh="依据:{source} {article}。", en=" Basis: {source} {article}.")
CITATION_TO_CONFIRM = Message(
    200,
    zh="依据:{source} {article}(待确认)。",
    en=" Basis, still to be confirmed: {source} {article}.",
)
