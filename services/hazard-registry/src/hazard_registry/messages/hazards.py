"""Hazards and whatever hangs on one."""

from chassis.messages import Message, Messages

SAYINGS: Messages = {
    "criterion_required": Message(
        422,
        zh="认定重大事故隐患须引用判定条款,或写明按令16号第三条认定的理由。",
        en="A major hazard needs a criterion, or the reasons for taking it as one.",
    ),
    "finding_required": Message(
        422,
        zh="群众举报的隐患须填写现场核查情况后才能认定。",
        en="A report from the public is verified on the inspector's own finding: write it down.",
    ),
    "only_general_self_check": Message(
        403,
        zh="企业只能自行认定本单位自查的一般隐患;其他由监管部门认定。",
        en="A unit verifies only general hazards of its own checks; the rest is for officials.",
    ),
    "plan_incomplete": Message(
        422,
        zh="整改方案缺少:{missing};重大事故隐患须做到责任、措施、资金、时限、预案“五落实”。",
        en="The plan lacks {missing}; a major hazard needs all five fixed things.",
    ),
    "deadline_after_due": Message(
        422,
        zh="整改时限不能晚于规定期限 {due_on};需要更多时间请申请延期。",
        en="The deadline cannot be after {due_on}; ask for an extension.",
    ),
    "evidence_required": Message(
        422,
        zh="提交验收须附整改后的照片或材料。",
        en="Add at least one photograph or document that shows the work is done.",
    ),
    "too_late_to_ask": Message(
        409,
        zh="期限 {due_on} 已过,不能再申请延期;请尽快整改。",
        en="The due date {due_on} has passed; it is too late to ask for more time.",
    ),
    "no_more_extensions": Message(
        409,
        zh="已达到延期次数上限({most} 次)。",
        en="No more than {most} extensions are granted.",
    ),
    "extension_pending": Message(
        409,
        zh="已有一项延期申请等待批复。",
        en="A request for more time is waiting for an answer already.",
    ),
    "no_extension_asked": Message(
        409, zh="没有待批复的延期申请。", en="Nobody is asking for more time."
    ),
    "reviewer_of_department_required": Message(
        403,
        zh="须由责任部门“{department}”的工作人员现场审查。",
        en="The review is for people of the responsible department {department}.",
    ),
    "reviewed_already": Message(
        409,
        zh="您已签署审查意见,还需另一名审查人。",
        en="You have signed already; another reviewer is needed.",
    ),
    "review_required": Message(
        409,
        zh="须有 {needed} 名审查人现场审查通过后才能销号,现有 {found} 名。",
        en="{needed} reviewers must pass it before it is closed; {found} did.",
    ),
    "supervising_department_required": Message(
        403,
        zh="销号须由负有监管职责部门的另一名工作人员办理。",
        en="Closing is for an official of a supervising department.",
    ),
    "member_of_unit_required": Message(
        403, zh="须由本单位的另一名人员复查销号。", en="Closing is for another person of the unit."
    ),
    "required": Message(422, zh="这一项不能为空。", en="This may not be empty."),
    "nothing_changes": Message(
        409, zh="内容与现有记录相同,没有需要修改的。", en="It says so already; nothing changes."
    ),
    "correction_pending": Message(
        409,
        zh="已有移交或撤销认定的申请等待答复;请先办结。",
        en="A transfer or a withdrawal is waiting for an answer; settle that first.",
    ),
    "nothing_asked": Message(
        409, zh="没有待答复的“{move}”申请。", en="Nobody asked that it {move}."
    ),
    "held_by_measure": Message(
        409,
        zh="督办或停产停业尚未解除,不能办理“{move}”;请先摘牌、恢复生产。",
        en="An order or a stop is in force; lift it before it can {move}.",
    ),
    "receiving_department_required": Message(
        403,
        zh="须由接收部门“{department}”的工作人员答复移交。",
        en="The answer is for people of the receiving department {department}.",
    ),
    "unit_bound": Message(
        409, zh="此隐患已登记所属单位。", en="This hazard is at a registered unit already."
    ),
    "not_a_duplicate": Message(
        422,
        zh="不能并入该隐患:须是另一条未销号、未并案、且不属于别家单位的隐患。",
        en="It cannot be merged into that one: it must be another open hazard, not merged itself, and at no other unit.",
    ),
    "merged_away": Message(
        409,
        zh="此隐患已并入 {into};请在主记录上办理。",
        en="It was merged into {into}; go on with that one.",
    ),
    "not_merged": Message(409, zh="此隐患没有并案。", en="It is not merged into another."),
    "same_person": Message(422, zh="交接对象不能是本人。", en="They must go to another person."),
}
