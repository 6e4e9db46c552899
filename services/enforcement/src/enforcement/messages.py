"""What enforcement's refusals say."""

import json
from pathlib import Path

from chassis.messages import Message, Messages, Names, Words, read_words, worded
from office.identifiers import IDENTIFIER_WORDS

_IDENTITY: Messages = {
    code: Message(422, zh=words.zh, en=words.en)
    for code, words in IDENTIFIER_WORDS.items()
    if code.startswith("identity_number")
}

_BODIES: Messages = {
    "not_found": Message(
        404,
        zh="没有找到该记录，或者您无权查看。",
        en="There is no such record, or it is not yours to see.",
    ),
    "outside_reach": Message(
        403,
        zh="这不属于您的单位或辖区（{body}，{area}），不能由您办理。",
        en="This belongs to {body} in {area}, which is not yours to act for.",
    ),
    "unknown_body": Message(
        422,
        zh="没有登记执法主体“{body}”；请先在主体库登记。",
        en="No body {body} is registered; register it first.",
    ),
    "unknown_matter": Message(
        422,
        zh="没有执法事项领域“{matter}”；请从事项清单中选择。",
        en="There is no matter {matter}; choose one from the list.",
    ),
    "unknown_unit": Message(
        422,
        zh="没有该单位，且没有填写所在区划；请选择单位或填写区划代码。",
        en="There is no such unit and no area was given; give one of them.",
    ),
    "already_there": Message(409, zh="“{what}”已经登记过。", en="{what} is registered already."),
    "period_wrong": Message(
        422,
        zh="起期为 {first} 时，止期不能是 {last}。",
        en="It cannot end on {last} when it begins on {first}.",
    ),
    "power_not_handed_down": Message(
        422,
        zh="{body}没有处罚权：街道行使处罚权须有省级公布的下放决定（行政处罚法第二十四条），议事协调机构不能执法。请填写决定文号，或登记为移送。",
        en="{body} has no power to punish: a subdistrict needs the published decision that hands it down (APL art. 24), and a co-ordinating body has none. Name the decision, or enter a duty to transfer.",
    ),
    "may_not_punish": Message(
        409,
        zh="{body} 在“{matter}”领域没有处罚权，不能立案；请移送 {to}。",
        en="{body} may not punish in {matter} and cannot file a case; hand it over to {to}.",
    ),
    "competence_to_confirm": Message(
        409,
        zh="{body} 在“{matter}”领域的处罚权尚待核对，不能据此处罚；请管理员先对照权责清单确认。",
        en="The power of {body} in {matter} is still to be confirmed; no penalty may rest on it until an administrator confirms it.",
    ),
    "receiver_not_competent": Message(
        409,
        zh="接收机关 {body} 在“{matter}”领域没有处罚权；请移送给有权机关。",
        en="{body} may not punish in {matter} either; hand it to the body that may.",
    ),
    "same_body": Message(
        422, zh="线索已在 {body}，不能移送给自己。", en="It is with {body} already."
    ),
    "not_certified": Message(
        409,
        zh="执法人员{officer}（证号 {certificate}）在 {on} 不属于本机关或执法证不在有效期内；请更换。",
        en="Officer {officer} (certificate {certificate}) is not of this body or not certified on {on}; choose another.",
    ),
    "unknown_officer": Message(
        422,
        zh="名单中有未登记的执法人员；请从执法人员清单中选择。",
        en="Somebody here is not a registered officer; choose from the list of officers.",
    ),
    "two_officers_needed": Message(
        422,
        zh="办案须有两名以上持证执法人员（行政处罚法第四十二条）。",
        en="Two certified officers are needed (APL art. 42).",
    ),
    "not_on_the_team": Message(
        422, zh="该人员不是本案承办人。", en="That officer is not on this case."
    ),
    "has_interest": Message(
        422,
        zh="该人员已在本案任职或已回避，不能替换。",
        en="That officer is on the case already, or had to leave it.",
    ),
    "self_approval": Message(
        409,
        zh="调查人员、审核人员不得办理“{move}”：须由另一人作出。",
        en="It may only {move} by somebody who neither investigated nor reviewed it.",
    ),
}

_CASES: Messages = {
    "illegal_move": Message(
        409,
        zh="当前状态“{status}”不能办理“{move}”。",
        en="It is {status} and cannot {move}.",
    ),
    "reason_needed": Message(422, zh="请填写理由。", en="Give the reason."),
    "limitation_passed": Message(
        409,
        zh="违法行为发生于 {act_on}，已超过 {years} 年追究期限（行政处罚法第三十六条）。",
        en="The act was on {act_on}, more than {years} years ago (APL art. 36).",
    ),
    "act_already_punished": Message(
        409,
        zh="同一违法行为已有案件；不得给予两次以上罚款（行政处罚法第二十九条）。",
        en="This act has a case already; no act is fined twice (APL art. 29).",
    ),
    "no_such_penalty": Message(
        422,
        zh="法律没有规定：第{article}条在“{stage}”阶段对“{target}”没有“{kind}”。第97、99、101、102条对个人的罚款只在逾期未改正或拒不执行时才有。",
        en="The law knows no {kind} on {target} under art. {article} at stage {stage}. Under 97, 99, 101, 102 persons are fined only when correction is overdue or refused.",
    ),
    "outside_band": Message(
        422,
        zh="第{article}条的罚款幅度为 {least} 元至 {most} 元，{amount} 元不在其内。",
        en="Art. {article} allows {least} to {most} yuan; {amount} is outside.",
    ),
    "outside_tier": Message(
        422,
        zh="裁量档次“{tier}”为 {least} 元至 {most} 元，{amount} 元不在其内。",
        en="The tier “{tier}” allows {least} to {most} yuan; {amount} is outside.",
    ),
    "order_number_needed": Message(
        422,
        zh="第{article}条逾期阶段的处罚须写明责令限期整改指令书文号。",
        en="At the overdue stage of art. {article} name the order that was not obeyed.",
    ),
    "income_needed": Message(
        422,
        zh="第{article}条按上一年年收入的比例罚款，请填写年收入。",
        en="Art. {article} fines a share of last year's income; give it.",
    ),
    "heavier_than_informed": Message(
        409,
        zh="拟决定 {now} 元，重于告知的 {told} 元：不得因申辩加重处罚（行政处罚法第四十五条），改变事实理由的须重新告知。",
        en="{now} is heavier than the {told} the party was told of; defending may not cost more (APL art. 45). Inform the party anew.",
    ),
    "evidence_needed": Message(
        409, zh="案卷中还没有证据，不能审核。", en="There is no evidence in the file to review."
    ),
    "unknown_attachment": Message(
        422,
        zh="没有这个附件；请先上传文件。",
        en="There is no such attachment; send the file first.",
    ),
    "penalty_needed": Message(409, zh="还没有提出处罚建议。", en="No penalty has been proposed."),
    "still_time_to_answer": Message(
        409,
        zh="当事人陈述申辩、申请听证的期限到 {by} 才届满，且没有书面放弃，不能作出决定（行政处罚法第六十二条）。",
        en="The party may still speak until {by} and did not waive that; no decision yet (APL art. 62).",
    ),
    "statement_unanswered": Message(
        409,
        zh="当事人的陈述申辩还没有复核（行政处罚法第四十五条）。",
        en="The party's statement has not been checked yet (APL art. 45).",
    ),
    "hearing_not_offered": Message(
        409,
        zh="本案告知时没有听证权利。",
        en="The notice in this case gave no right to a hearing.",
    ),
    "hearing_too_late": Message(
        409,
        zh="听证申请须在告知后五个工作日内提出，期限为 {by}。",
        en="A hearing is asked for within five working days of the notice, by {by}.",
    ),
    "hearing_too_soon": Message(
        422,
        zh="听证须提前七个工作日通知，最早为 {earliest}。",
        en="The party is told seven working days ahead: {earliest} at the earliest.",
    ),
    "hearing_pending": Message(
        409, zh="当事人申请了听证，尚未举行。", en="The hearing asked for has not been held."
    ),
    "review_after_hearing": Message(
        409,
        zh="听证之后须再经法制审核（行政处罚法第五十八条）。",
        en="After a hearing the case needs another legal review (APL art. 58).",
    ),
    "discussion_needed": Message(
        409,
        zh="情节复杂或者重大的案件须经集体讨论（行政处罚法第五十七条）。",
        en="A heavy case needs a collective discussion (APL art. 57).",
    ),
    "decision_overdue": Message(
        409,
        zh="应在 {by} 前作出决定（立案之日起九十日，行政处罚法第六十条）；须先依法延期。",
        en="The decision was due by {by} (90 days, APL art. 60); it must be extended lawfully first.",
    ),
    "nothing_owed": Message(
        409, zh="本案没有对该对象的罚款。", en="The case has no fine on that target."
    ),
    "pays_too_much": Message(
        422,
        zh="缴纳 {amount} 元超过尚欠的 {rest} 元。",
        en="{amount} is more than the {rest} still owed.",
    ),
    "instalments_wrong": Message(
        422,
        zh="各期金额须为正、日期递增，合计须等于罚款 {fine} 元。",
        en="Instalments must be positive, in order of date, and add up to {fine}.",
    ),
    "not_performed": Message(
        409,
        zh="尚欠 {rest} 元，或结案理由与处理结果不符。",
        en="{rest} is still owed, or the ground does not fit the outcome.",
    ),
    "date_wrong": Message(
        422,
        zh="日期 {on} 不合理：应不早于 {earliest}，不晚于 {latest}。",
        en="{on} cannot be: not before {earliest}, not after {latest}.",
    ),
    "already_suspended": Message(
        409, zh="已有复议或诉讼正在进行。", en="A remedy is running already."
    ),
    "not_suspended": Message(409, zh="没有正在进行的复议或诉讼。", en="No remedy is running."),
}

_BANS: Messages = {
    "no_such_ground": Message(
        422,
        zh="没有“{ground}”这一禁入依据；可用：{known}。",
        en="There is no ground {ground}; known are {known}.",
    ),
    "trade_needed": Message(
        422, zh="行业禁入须填写行业代码。", en="A ban from a trade must name the trade."
    ),
    "case_elsewhere": Message(
        422, zh="该案件不是本机关的案件。", en="That case is another body's."
    ),
}

_PLAN: Messages = {
    "no_such_row": Message(
        422,
        zh="行动方案中没有第 {row} 行；请从方案的任务和保障措施中选择。",
        en="The plan has no row {row}; choose one of its tasks or safeguards.",
    ),
    "no_such_milestone": Message(
        422,
        zh="第 {row} 行没有这个节点目标；请从该行的节点中选择，或不填。",
        en="Row {row} has no such milestone; choose one of its own, or none.",
    ),
}

_DATA = Path(__file__).parent / "data"


def _words() -> Words:
    """Add to the words the names of the bodies and matters that this service ships with."""
    shipped = json.loads((_DATA / "structure.json").read_text(encoding="utf-8"))
    words = read_words(_DATA / "words.json")
    bodies, matters = _named(shipped["bodies"]), _named(shipped["matters"])
    called = {"body": bodies, "to": bodies, "what": bodies, "matter": matters}
    return {**words, **called, "known": words["ground"]}


def _named(shipped: list[dict[str, str]]) -> Names:
    return {one["code"]: (one["name"], one["code"].replace("_", " ")) for one in shipped}


MESSAGES = worded({**_IDENTITY, **_BODIES, **_CASES, **_BANS, **_PLAN}, _words())
